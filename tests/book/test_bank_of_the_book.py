"""The question bank of the book, read back by other programs."""

import re

import pytest

from bank_readers import READERS, files, items, read_anki, read_gift, read_moodle, shown
from bookpress.content.exercises.forms import letter
from sites import page, text


@pytest.fixture(scope="module")
def bank(book):
    """The files of the book's bank, by format."""
    built = book("bank")
    assert built.warnings == ""
    return files(built)


@pytest.fixture(scope="module")
def exercises_of_the_site(book):
    """What the pages of the website show, read once."""
    return list(answers_of_the_site(book))


def answers_of_the_site(book):
    """Id of each exercise of the website, its stem, options, right letter, and reasons or model answer, as text."""
    built = book("html")
    domain = built.app.env.get_domain("exercises")
    pages = {exercise.docname: page(built, exercise.docname) for exercise in domain.exercises()}
    for docname, html_page in pages.items():
        for exercise in html_page.select(".question, .essay"):
            labels = [text(label.select("span")[1]) for label in exercise.select("label")]
            right = [place for place, choice in enumerate(exercise.select(".choice")) if "data-right" in choice.attrs]
            reasons = [text(item) for item in exercise.select(".reasons > li")]
            yield docname, exercise["id"], text(exercise.select(".stem")[0]), labels, right, reasons, exercise


@pytest.mark.parametrize("name", READERS)
def test_the_bank_is_the_book(exercises_of_the_site, bank, name):
    """Read back, each exercise of the website is there once, in its order, with the same right answer and reasons."""
    read = READERS[name](bank[name])
    site = exercises_of_the_site
    assert len(read) == len(site) > 200
    for found, (docname, identifier, stem, options, right, reasons, element) in zip(read, site, strict=True):
        assert (found.id, shown(found.stem)) == (identifier, stem)
        assert list(map(shown, found.options)) == options
        assert (found.right, list(map(shown, found.reasons))) == (right, reasons)
        assert len(found.right) == bool(options)
        assert re.fullmatch(r"top/Kelompok Okupasional/Bab \d\d .+", found.category), docname
        if not options:
            assert found.feedback and shown(found.feedback) in text(element.details)


def test_levels_objectives_and_chapters(book, exercises_of_the_site, bank):
    """Level and objective of each exercise are its tags, its chapter is its category, in both formats."""
    env = book("html").app.env
    known = {exercise.id: exercise for exercise in env.get_domain("exercises").exercises()}
    expected = {}
    for docname, identifier, *_others, element in exercises_of_the_site:
        (number,) = env.toc_secnumbers[docname][""]
        category = f"top/Kelompok Okupasional/Bab {number:02} {env.titles[docname].astext()}"
        name = f"Bab {number}, {text(element.select('.question-title')[0])}"
        expected[identifier] = (category, name, {known[identifier].level, known[identifier].objective})
    for name, read in READERS.items():
        assert {found.id: (found.category, found.name, found.tags) for found in read(bank[name])} == expected


def test_essays_tell_the_grader(exercises_of_the_site, bank):
    """The model answer is feedback; graders see it with the marking points, GIFT has both as feedback."""
    essays = {
        identifier: element for _d, identifier, _s, options, _r, _w, element in exercises_of_the_site if not options
    }
    moodle = {read.id: read for read in read_moodle(bank["moodle"].read_bytes())}
    from_gift = {read.id: read for read in read_gift(bank["gift"].read_text("utf-8"))}
    assert len(essays) > 50
    for name, element in essays.items():
        answer = text(element.select(".model-answer")[0])
        both = f"{answer} Yang dicari pemeriksa {text(element.select('.marking')[0])}"
        assert shown(moodle[name].feedback) == answer
        assert shown(moodle[name].for_graders) == shown(from_gift[name].feedback) == both


def test_anki_is_the_book(book, exercises_of_the_site, bank):
    """Each exercise and each entry of the glossary that defines something is one card."""
    env = book("html").app.env
    notes = read_anki(bank["anki"].read_bytes())
    terms = [note for note in notes if note.deck == "Kelompok Okupasional::Glosarium"]
    exercises = [note for note in notes if note not in terms]
    assert {note.cards for note in notes} == {1}
    assert len({note.guid for note in notes}) == len(notes)
    entries = [entry for entry in env.get_domain("terms").entries if not entry.signpost]
    assert [note.fields["Istilah"] for note in terms] == ["; ".join(entry.names) for entry in entries]
    for note, entry in zip(terms, entries, strict=True):
        assert entry.equivalent in shown(note.fields["Batasan"])
    site = exercises_of_the_site
    for note, (_doc, identifier, stem, options, right, reasons, element) in zip(exercises, site, strict=True):
        assert re.match(r"Kelompok Okupasional::Soal::Bab \d\d ", note.deck)
        assert (note.fields["Pengenal"], shown(note.fields["Pertanyaan"])) == (identifier, stem)
        assert items(note.fields["Pilihan"]) == options
        if options:
            assert shown(note.fields["Jawaban"]) == f"{letter(right[0])}. {options[right[0]]}"
            assert items(note.fields["Alasan"]) == reasons
        else:
            assert shown(note.fields["Jawaban"]) in text(element.details)
            assert all(point in text(element.details) for point in items(note.fields["Alasan"]))
