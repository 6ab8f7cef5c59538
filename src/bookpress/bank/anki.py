"""Cards for Anki, packed by genanki.

What tells a card from another is made from ids that never change, so that importing a newer file updates the cards
and keeps what Anki knows of their learner.
"""

from __future__ import annotations

import hashlib
import itertools
import sqlite3
from html import escape

import genanki

from bookpress.bank.bank import Bank, BankExercise, Term
from bookpress.bank.words import lettered, marking
from bookpress.content.exercises.forms import Form, FreeText, Options, letter
from bookpress.core import zips
from bookpress.core.edition.look import Design
from bookpress.core.words import _, pgettext

STYLE = """\
.card {{ max-width: 36em; margin: 0 auto; padding: 1em; font-family: {design.typeface.web_sans}; font-size: 18px;
  line-height: 1.5; text-align: start; color: {light.ink}; background: {light.paper}; }}
.nightMode.card {{ color: {dark.ink}; background: {dark.paper}; }}
.term {{ font-size: 1.4em; font-weight: bold; }}
.source {{ font-size: 0.8em; color: {light.muted}; }}
.nightMode .source {{ color: {dark.muted}; }}
a {{ color: {light.primary}; }}
.nightMode a {{ color: {dark.primary}; }}
td, th {{ padding: 0.2em 0.5em; border: 1px solid; }}
"""


def anki_package(bank: Bank, design: Design, timestamp: int) -> bytes:
    """Pack one deck of terms and one deck of exercises a chapter; ``design`` is that of the edition.

    ``timestamp``, in seconds, is when the cards were changed last: Anki takes a card only when it is newer than the
    one that it has.  The same arguments give the same bytes.
    """
    style = STYLE.format(design=design, light=design.light, dark=design.dark)
    notice, places = bank.notice, itertools.count(1)
    title = bank.title.replace("::", ":")
    decks = []
    if bank.terms:
        decks.append(genanki.Deck(_number(bank, "terms"), f"{title}::{_('Glossary')}", notice))
        model = _term_model(bank, style)
        for term in bank.terms:
            decks[-1].add_note(_term_note(bank, model, term, next(places)))
    model = _exercise_model(bank, style)
    for chapter in bank.chapters:
        name = f"{title}::{_('Questions')}::{chapter.title.replace('::', ':')}"
        decks.append(genanki.Deck(_number(bank, f"chapter {chapter.docname}"), name, notice))
        for exercise in chapter.exercises:
            decks[-1].add_note(_exercise_note(bank, model, exercise, next(places)))
    content = {"collection.anki2": _database(decks, timestamp), "media": b"{}"}
    return zips.packed(content.items(), timestamp)


def _number(bank: Bank, name: str) -> int:
    """An id of a deck or a kind of note, in the range that genanki advises."""
    digest = hashlib.sha256(f"{bank.seed} {name}".encode()).digest()
    return 2**30 + int.from_bytes(digest[:8], "big") % 2**30


def _model(bank: Bank, kind: str, name: str, fields: list[str], front: str, back: str, style: str) -> genanki.Model:
    """A kind of note.  Other fields need another ``kind``: Anki cannot update notes of a kind that has changed."""
    return genanki.Model(
        _number(bank, kind),
        f"{bank.title}: {name}",
        fields=[{"name": str(field)} for field in fields],
        templates=[{"name": name, "qfmt": front, "afmt": back}],
        css=style,
    )


def _term_model(bank: Bank, style: str) -> genanki.Model:
    # words: names of fields in Anki; a changed one makes a new kind of note
    term, definition = _("Term"), _("Definition")
    front = f'<div class="term">{{{{{term}}}}}</div>'
    back = f"{{{{FrontSide}}}}<hr id=answer>{{{{{definition}}}}}"
    return _model(bank, "term notes", _("Glossary"), [term, definition], front, back, style)


def _term_note(bank: Bank, model: genanki.Model, term: Term, place: int) -> genanki.Note:
    return genanki.Note(
        model,
        ["; ".join(term.names), term.definition],
        tags=[_tag(_("Glossary"))],
        guid=genanki.guid_for(bank.seed, "term", term.names[0]),
        due=place,
    )


def _exercise_model(bank: Bank, style: str) -> genanki.Model:
    # words: names of fields in Anki; a changed one makes a new kind of note
    stem, options, answer, reasons = _("Question"), _("Options"), _("Answer"), _("Reasons")
    source, identifier = pgettext("card", "Source"), _("Id")
    front = f'{{{{{stem}}}}}{{{{{options}}}}}<div class="source">{{{{{source}}}}}</div>'
    back = f"{{{{FrontSide}}}}<hr id=answer>{{{{{answer}}}}}{{{{{reasons}}}}}"
    fields = [stem, options, answer, reasons, source, identifier]
    return _model(bank, "exercise notes", _("Questions"), fields, front, back, style)


def _exercise_note(bank: Bank, model: genanki.Model, exercise: BankExercise, place: int) -> genanki.Note:
    return genanki.Note(
        model,
        [exercise.stem, *_sides(exercise.answer), exercise.name, exercise.id],
        tags=list(map(_tag, exercise.tags)),
        guid=genanki.guid_for(bank.seed, "exercise", exercise.id),
        due=place,
    )


def _sides(answer: Form[str]) -> tuple[str, str, str]:
    """What there is to choose from, the answer, and the reasons."""
    if isinstance(answer, FreeText):
        return "", answer.answer, marking(answer)
    if isinstance(answer, Options):
        texts = [option.text for option in answer.options]
        right = {place: text for place, text in enumerate(texts) if answer.options[place].is_right}
    else:
        texts = [statement.text for statement in answer.statements]
        right = {place: escape(statement.right) for place, statement in enumerate(answer.statements)}
    told = "".join(f"<p><strong>{letter(place)}.</strong> {text}</p>" for place, text in right.items())
    return lettered(texts), told, lettered(answer.reasons)


def _tag(name: str) -> str:
    return "-".join(str(name).split())


def _database(decks: list[genanki.Deck], timestamp: int) -> bytes:
    with sqlite3.connect(":memory:") as connection:
        genanki.Package(decks).write_to_db(connection.cursor(), timestamp, itertools.count(timestamp * 1000))
        connection.commit()
        content = connection.serialize()
    connection.close()
    return content
