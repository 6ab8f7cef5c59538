"""The bank: chapters with their questions and essays, and the cards of the glossary, all text as HTML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from docutils import nodes
from sphinx import addnodes
from sphinx.util import logging
from sphinx.util.docutils import new_document

from bookpress.bank.fragments import NotPortableError, html
from bookpress.content.exercises.domain import Essay, Exercise, Question
from bookpress.core.book import in_words, number, reading_order
from bookpress.core.words import _

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class BankExercise:
    """What questions and essays share; ``name`` is that of the exercise in the book, with its chapter."""

    id: str
    name: str
    tags: tuple[str, ...]
    stem: str


@dataclass(frozen=True)
class BankOption:
    """One option and why it is right or wrong."""

    text: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class BankQuestion(BankExercise):
    """A multiple-choice question; ``right`` is the index of the right option."""

    options: tuple[BankOption, ...]
    right: int


@dataclass(frozen=True, kw_only=True)
class BankEssay(BankExercise):
    """An essay with its model answer and, under a title, what a marker looks for."""

    answer: str
    marking: str


@dataclass(frozen=True)
class BankChapter:
    """The exercises of one document.  ``title`` has its number with as many digits as the last chapter's."""

    docname: str
    title: str
    exercises: tuple[BankQuestion | BankEssay, ...]


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


def read(env) -> Bank:
    """Make the bank from what the environment knows.

    Warns, with file and line, of what no question bank can carry; an exercise or entry with it is left out.
    """
    book = env.config.edition.book
    domain = env.get_domain("exercises")
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


def _chapter(env, docname: str, chapter: int, digits: int) -> BankChapter:
    title = env.titles[docname].astext()
    label = in_words(env.config, (chapter,)) if chapter else title
    whole = f"{in_words(env.config, str(chapter).zfill(digits))} {title}" if chapter else title
    exercises = env.get_domain("exercises").items(docname, Exercise)
    found = (_exercise(env, exercise, label) for exercise in exercises)
    return BankChapter(docname, whole, tuple(exercise for exercise in found if exercise))


def _exercise(env, exercise: Question | Essay, chapter: str) -> BankQuestion | BankEssay | None:
    common = {
        "id": exercise.id,
        "name": f"{chapter}, {exercise.title}",
        "tags": (exercise.level, exercise.objective),
    }
    parts = [exercise.stem]
    if isinstance(exercise, Question):
        parts += [part for option in exercise.options for part in (option.text, option.reason)]
    else:
        parts += [exercise.answer, exercise.marking]
    try:
        stem, *others = map(html, _resolved(env, exercise.docname, parts))
    except NotPortableError as error:
        _warn(error, exercise.id, (exercise.docname, exercise.line))
        return None
    if isinstance(exercise, Question):
        options = tuple(BankOption(*pair) for pair in zip(others[::2], others[1::2], strict=True))
        return BankQuestion(**common, stem=stem, options=options, right=exercise.right)
    answer, marking = others
    title = f"<p><strong>{_('What a marker looks for')}</strong></p>"
    return BankEssay(**common, stem=stem, answer=answer, marking=title + marking)


def _resolved(env, docname: str, parts: Iterable[list[nodes.Node]]) -> list[list[nodes.Node]]:
    """Copies of ``parts`` with their references resolved, as seen from outside the book."""
    document = new_document(env.doc2path(docname))
    document += [nodes.container("", *(node.deepcopy() for node in part)) for part in parts]
    for reference in document.findall(addnodes.pending_xref):
        reference["refdoc"] = ""
    env.apply_post_transforms(document, docname)
    return [container.children for container in document]


def _terms(env) -> Iterable[Term]:
    known = env.get_domain("terms").data["entries"]
    for docname in (name for name in reading_order(env) if known.get(name)):
        doctree = env.get_doctree(docname)
        items = [item for glossary in doctree.findall(addnodes.glossary) for item in glossary[0]]
        definitions = _resolved(env, docname, [item[-1].children for item in items])
        for entry, definition in zip(known[docname], definitions, strict=True):
            if entry.signpost:
                continue
            try:
                yield Term(tuple(html([nodes.Text(name)]) for name in entry.names), html(definition))
            except NotPortableError as error:
                _warn(error, entry.names[0], (docname, entry.line))


def _warn(error: NotPortableError, name: str, place: tuple[str, int]) -> None:
    logger.warning(
        f"{name}: {error.what} has no place in a question bank; say it in text, lists, tables or formulas",
        location=(place[0], error.node.line or place[1]),
    )
