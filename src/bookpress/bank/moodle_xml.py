"""Moodle XML, as Moodle 4 and 5 import it: https://docs.moodle.org/en/Moodle_XML_format."""

from __future__ import annotations

from lxml import etree

from bookpress.bank.bank import Bank, BankChapter, BankExercise
from bookpress.bank.words import lettered, marking, percent
from bookpress.content.exercises.forms import FreeText, Options, Statements


def moodle_xml(bank: Bank) -> bytes:
    """Write the questions of ``bank``, one category a chapter; the reasons are the feedback of the options.

    The id of an exercise is its ``idnumber``, level and objective are its tags.  What a marker looks for stands in
    the information for graders, with the model answer, which is the general feedback too.  Statements to judge are
    Moodle's matching questions, whose general feedback is the reasons.
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


def _question(exercise: BankExercise) -> etree._Element:
    answer = exercise.answer
    if isinstance(answer, Options):
        question = _options(exercise, answer)
    elif isinstance(answer, Statements):
        question = _statements(exercise, answer)
    else:
        question = _free_text(exercise, answer)
    tags = etree.SubElement(question, "tags")
    for tag in exercise.tags:
        _text(etree.SubElement(tags, "tag"), tag)
    return question


def _options(exercise: BankExercise, answer: Options[str]) -> etree._Element:
    question = _start(exercise, "multichoice", "")
    _values(
        question,
        single="false" if answer.several else "true",
        shuffleanswers="true",
        answernumbering="ABCD",
        showstandardinstruction="1" if answer.several else "0",
    )
    for option in answer.options:
        written = _html(question, "answer", option.text)
        written.set("fraction", percent(option.mark))
        _html(written, "feedback", option.reason)
    return question


def _statements(exercise: BankExercise, answer: Statements[str]) -> etree._Element:
    question = _start(exercise, "matching", lettered(answer.reasons))
    _values(question, shuffleanswers="true")
    for statement in answer.statements:
        written = _html(question, "subquestion", statement.text)
        _text(etree.SubElement(written, "answer"), statement.right)
    for word in answer.never_right:
        _text(etree.SubElement(_html(question, "subquestion", ""), "answer"), word)
    return question


def _free_text(exercise: BankExercise, answer: FreeText[str]) -> etree._Element:
    question = _start(exercise, "essay", answer.answer)
    _values(
        question,
        responseformat="editor",
        responserequired="1",
        responsefieldlines="15",
        attachments="0",
        attachmentsrequired="0",
    )
    _html(question, "graderinfo", answer.answer + marking(answer))
    _html(question, "responsetemplate", "")
    return question


def _start(exercise: BankExercise, kind: str, feedback: str) -> etree._Element:
    question = etree.Element("question", type=kind)
    _text(etree.SubElement(question, "name"), exercise.name)
    _html(question, "questiontext", exercise.stem)
    _html(question, "generalfeedback", feedback)
    _values(question, defaultgrade="1", penalty="0.3333333", hidden="0", idnumber=exercise.id)
    return question


def _values(question: etree._Element, **values: str) -> None:
    for name, value in values.items():
        etree.SubElement(question, name).text = value


def _html(parent: etree._Element, name: str, content: str) -> etree._Element:
    return _text(etree.SubElement(parent, name, format="html"), content)


def _text(element: etree._Element, content: str) -> etree._Element:
    etree.SubElement(element, "text").text = content
    return element
