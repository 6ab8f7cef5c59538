"""Moodle XML, as Moodle 4 and 5 import it: https://docs.moodle.org/en/Moodle_XML_format."""

from __future__ import annotations

from lxml import etree

from bookpress.bank.bank import Bank, BankChapter, BankEssay, BankExercise, BankQuestion


def moodle_xml(bank: Bank) -> bytes:
    """Write the questions of ``bank``, one category a chapter; the reasons are the feedback of the options.

    The id of an exercise is its ``idnumber``, level and objective are its tags.  What a marker looks for stands in
    the information for graders, with the model answer, which is the general feedback too.
    """
    quiz = etree.Element("quiz")
    for chapter in bank.chapters:
        quiz.append(_category(bank, chapter))
        quiz.extend(map(_question, chapter.exercises))
    return etree.tostring(quiz, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def category_path(bank: Bank, chapter: BankChapter) -> str:
    """Give the path of the category of ``chapter``, as Moodle XML and GIFT write it.

    Without a context, such as ``$course$``, which Moodle 5 no longer has: it goes where the teacher imports.
    """
    return "/".join(["top", *(name.replace("/", "//") for name in (bank.title, chapter.title))])


def _category(bank: Bank, chapter: BankChapter) -> etree._Element:
    question = etree.Element("question", type="category")
    _text(etree.SubElement(question, "category"), category_path(bank, chapter))
    _text(etree.SubElement(question, "info", format="plain_text"), bank.notice)
    return question


def _question(exercise: BankQuestion | BankEssay) -> etree._Element:
    if isinstance(exercise, BankEssay):
        return _essay(exercise)
    question = _start(exercise, "multichoice", "")
    _values(
        question,
        single="true",
        shuffleanswers="true",
        answernumbering="ABCD",
        showstandardinstruction="0",
    )
    for place, option in enumerate(exercise.options):
        answer = _html(question, "answer", option.text)
        answer.set("fraction", "100" if place == exercise.right else "0")
        _html(answer, "feedback", option.reason)
    return _end(question, exercise)


def _essay(exercise: BankEssay) -> etree._Element:
    question = _start(exercise, "essay", exercise.answer)
    _values(
        question,
        responseformat="editor",
        responserequired="1",
        responsefieldlines="15",
        attachments="0",
        attachmentsrequired="0",
    )
    _html(question, "graderinfo", exercise.answer + exercise.marking)
    _html(question, "responsetemplate", "")
    return _end(question, exercise)


def _start(exercise: BankExercise, kind: str, feedback: str) -> etree._Element:
    question = etree.Element("question", type=kind)
    _text(etree.SubElement(question, "name"), exercise.name)
    _html(question, "questiontext", exercise.stem)
    _html(question, "generalfeedback", feedback)
    _values(question, defaultgrade="1", penalty="0.3333333", hidden="0", idnumber=exercise.id)
    return question


def _end(question: etree._Element, exercise: BankExercise) -> etree._Element:
    tags = etree.SubElement(question, "tags")
    for tag in exercise.tags:
        _text(etree.SubElement(tags, "tag"), tag)
    return question


def _values(question: etree._Element, **values: str) -> None:
    for name, value in values.items():
        etree.SubElement(question, name).text = value


def _html(parent: etree._Element, name: str, content: str) -> etree._Element:
    return _text(etree.SubElement(parent, name, format="html"), content)


def _text(element: etree._Element, content: str) -> etree._Element:
    etree.SubElement(element, "text").text = content
    return element
