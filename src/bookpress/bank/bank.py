"""The bank: chapters with their exercises, and the cards of the glossary, all text as HTML.

The answer of an exercise has one of the forms of :mod:`bookpress.content.exercises.forms`; no writer knows a kind.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import cast

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import new_document

from bookpress.bank.fragments import NotPortableError, html
from bookpress.content.exercises.domain import Exercise, ExercisesDomain
from bookpress.content.exercises.forms import Form
from bookpress.core.book import in_words, number, reading_order

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class BankExercise:
    """An exercise; ``name`` is the one that it has in the book, with its chapter."""

    id: str
    name: str
    tags: tuple[str, ...]
    stem: str
    answer: Form[str]


@dataclass(frozen=True)
class BankChapter:
    """The exercises of one document.  ``title`` has its number with as many digits as the last chapter's."""

    docname: str
    title: str
    exercises: tuple[BankExercise, ...]


@dataclass(frozen=True)
class Term:
    """An entry of the glossary: its names, the first of which tells it from others."""

    names: tuple[str, ...]
    definition: str


@dataclass(frozen=True)
class Bank:
    """Everything that the writers need.  ``seed`` is what ids are made from; it never changes."""

    seed: str
    title: str
    notice: str
    chapters: tuple[BankChapter, ...]
    terms: tuple[Term, ...] = field(default=())


def read(env: BuildEnvironment) -> Bank:
    """Make the bank from what the environment knows.

    Warns, with file and line, of what no question bank can carry; an exercise or entry with it is left out.
    """
    book = env.config.edition.book
    domain = _exercises(env)
    with_exercises = [docname for docname in reading_order(env) if domain.items(docname, Exercise)]
    numbers = {docname: (number(env, docname) or (0,))[0] for docname in with_exercises}
    digits = len(str(max(numbers.values(), default=0)))
    return Bank(
        seed=book.identifier,
        title=book.title,
        notice=" · ".join(filter(None, [book.title, book.rights, book.license])),
        chapters=tuple(_chapter(env, docname, numbers[docname], digits) for docname in with_exercises),
        terms=tuple(_terms(env)),
    )


def _exercises(env: BuildEnvironment) -> ExercisesDomain:
    return cast("ExercisesDomain", env.get_domain("exercises"))


def _chapter(env: BuildEnvironment, docname: str, chapter: int, digits: int) -> BankChapter:
    title = env.titles[docname].astext()
    label = in_words(env.config, (chapter,)) if chapter else title
    whole = f"{in_words(env.config, str(chapter).zfill(digits))} {title}" if chapter else title
    exercises = _exercises(env).items(docname, Exercise)
    found = (_exercise(env, exercise, label) for exercise in exercises)
    return BankChapter(docname, whole, tuple(exercise for exercise in found if exercise))


def _exercise(env: BuildEnvironment, exercise: Exercise, chapter: str) -> BankExercise | None:
    parts = [exercise.stem]

    def place(part: list[nodes.Node]) -> int:
        parts.append(part)
        return len(parts) - 1

    answer = exercise.answer.map(place)
    try:
        written = list(map(html, _resolved(env, exercise.docname, parts)))
    except NotPortableError as error:
        _warn(error, exercise.id, (exercise.docname, exercise.line))
        return None
    return BankExercise(
        id=exercise.id,
        name=f"{chapter}, {exercise.title}",
        tags=(exercise.level, exercise.objective),
        stem=written[0],
        answer=answer.map(written.__getitem__),
    )


def _resolved(env: BuildEnvironment, docname: str, parts: Iterable[list[nodes.Node]]) -> list[list[nodes.Node]]:
    """Copies of ``parts`` with their references resolved, as seen from outside the book."""
    document = new_document(str(env.doc2path(docname)))
    document += [nodes.container("", *(node.deepcopy() for node in part)) for part in parts]
    for reference in document.findall(addnodes.pending_xref):
        reference["refdoc"] = ""
    env.apply_post_transforms(document, docname)
    return [container.children for container in cast("list[nodes.container]", document.children)]


def _terms(env: BuildEnvironment) -> Iterable[Term]:
    known = env.get_domain("terms").data["entries"]
    for docname in (name for name in reading_order(env) if known.get(name)):
        doctree = env.get_doctree(docname)
        items = [item for glossary in doctree.findall(addnodes.glossary) for item in _items(glossary)]
        definitions = _resolved(env, docname, [list(item[-1].children) for item in items])
        for entry, definition in zip(known[docname], definitions, strict=True):
            if entry.signpost:
                continue
            try:
                yield Term(tuple(html([nodes.Text(name)]) for name in entry.names), html(definition))
            except NotPortableError as error:
                _warn(error, entry.names[0], (docname, entry.line))


def _items(glossary: addnodes.glossary) -> list[nodes.definition_list_item]:
    return cast("list[nodes.definition_list_item]", cast("nodes.definition_list", glossary[0]).children)


def _warn(error: NotPortableError, name: str, place: tuple[str, int]) -> None:
    logger.warning(
        f"{name}: {error.what} has no place in a question bank; say it in text, lists, tables or formulas",
        location=(place[0], error.node.line or place[1]),
        type="bookpress",
        subtype="bank",
    )
