"""Has each chapter the parts that its author's guide asks for, and are its questions fair?

What is asked stands in a TOML file, :class:`Rules`; a key that is not there asks nothing.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from docutils import nodes
from pydantic import Field, TypeAdapter, ValidationError
from sphinx.environment import BuildEnvironment
from sphinx.errors import ConfigError

from bookpress.content.exercises.domain import Activity, Exercise, Item, Objective
from bookpress.content.exercises.forms import FreeText, Options
from bookpress.core.book import chapters
from bookpress.core.edition.values import Text, table
from bookpress.core.findings import finding, line_of

MOST_OF_ONE_LETTER = 0.45  # of the right answers of a chapter, and one more
LEAST_LETTERS = 3

Count = Annotated[int, Field(ge=0)]
Range = tuple[Count, Count]


@table
class Rules:
    """What is asked of a chapter; (least, most) for what there should be neither too little nor too much of.

    ``closing`` are the titles of the last sections in their order; the first of them is the summary, of points, the
    last the further reading, of definitions.  ``deep_levels`` are those of which at least half of the questions must
    be.  ``recall_from`` is the first chapter that asks ``recalls`` times about earlier ones.  ``longest`` is how many
    times as long as the longest wrong option the right one may be.
    """

    opening: bool = False
    closing: list[Text] = Field(default_factory=list)
    objectives: Range | None = None
    sections: Range | None = None
    boxes: Range | None = None
    points: Range | None = None
    readings: Range | None = None
    figures: Count = 0
    tables: Count = 0
    questions: Count = 0
    essays: Count = 0
    activities: Count = 0
    options: Count = 0
    deep_levels: list[Text] = Field(default_factory=list)
    recalls: Count = 0
    recall_from: Count = 1
    longest: Annotated[float, Field(ge=1)] | None = None


_READER = TypeAdapter(Rules)


def read(path: Path) -> Rules:
    """Read the rules in the TOML file at ``path``.

    Raises :class:`sphinx.errors.ConfigError` that names the file, each wrong key and what is wrong with it.
    """
    try:
        return _READER.validate_python(tomllib.loads(path.read_text("utf-8")))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error
    except ValidationError as error:
        faults = (f"{path}: {'.'.join(map(str, e['loc']))}: {e['msg'].lower()}" for e in error.errors())
        raise ConfigError("\n".join(faults)) from error


def incomplete_chapters(env: BuildEnvironment, rules: Rules) -> list[str]:
    """Every numbered chapter has what ``rules`` ask for."""
    return [found for docname in chapters(env) for found in faults(env, docname, rules)]


def faults(env: BuildEnvironment, docname: str, rules: Rules) -> list[str]:
    """Give a finding for everything that a chapter lacks, in the order of :class:`Rules`."""
    tree = env.get_doctree(docname)
    chapter = next(tree.findall(nodes.section), None)
    if chapter is None:
        return []
    says = [*_shape(chapter, rules)] or [*_parts(env, docname, chapter, rules), *_questions(env, docname, rules)]
    return [finding(env, docname, line_of(chapter), message) for message in says]


def _sections(chapter: nodes.section) -> list[nodes.section]:
    return [child for child in chapter.children if isinstance(child, nodes.section)]


def _with_class(parent: nodes.Element, name: str) -> list[nodes.Element]:
    return [node for node in parent.findall(nodes.Element) if name in node["classes"]]


def _shape(chapter: nodes.section, rules: Rules) -> Iterator[str]:
    """What has to be right before anything else can be asked."""
    if rules.opening and not _with_class(chapter, "opening"):
        yield "no opening scene; add {opening} below the title"
    titles = [section[0].astext() for section in _sections(chapter)]
    last = titles[len([title for title in titles if title not in rules.closing]) :]
    if last != rules.closing:
        yield f"the closing sections are {last}, not {rules.closing}"


def _items(env: BuildEnvironment, docname: str) -> list[Item]:
    items: list[Item] = env.get_domain("exercises").data["items"].get(docname, [])
    return items


def _parts(env: BuildEnvironment, docname: str, chapter: nodes.section, rules: Rules) -> Iterator[str]:
    items = _items(env, docname)
    sections = _sections(chapter)
    body = sections[: len(sections) - len(rules.closing)]
    yield from _within(sum(isinstance(i, Objective) for i in items), rules.objectives, "objectives")
    yield from _within(len(body), rules.sections, "sections in the body")
    yield from _within(len(_with_class(chapter, "box")), rules.boxes, "boxes")
    if rules.closing:
        yield from _within(_entries(sections[-len(rules.closing)], nodes.bullet_list), rules.points, "points in it")
        yield from _within(_entries(sections[-1], nodes.definition_list), rules.readings, "further readings")
    yield from _enough(len([*chapter.findall(nodes.figure)]), rules.figures, "figures")
    yield from _enough(len([*chapter.findall(nodes.table)]), rules.tables, "tables")
    yield from _enough(sum(isinstance(i, Activity) for i in items), rules.activities, "activities")


def _entries(section: nodes.section, kind: type[nodes.Element]) -> int:
    return sum(len(child.children) for child in section.children if isinstance(child, kind))


def _within(found: int, wanted: Range | None, of_what: str) -> Iterator[str]:
    if wanted and not wanted[0] <= found <= wanted[1]:
        yield f"{found} {of_what}; {wanted[0]} to {wanted[1]} are wanted"


def _enough(found: int, wanted: int, of_what: str) -> Iterator[str]:
    if found < wanted:
        yield f"{found} {of_what}; at least {wanted} are wanted"


def _questions(env: BuildEnvironment, docname: str, rules: Rules) -> Iterator[str]:
    exercises = [item for item in _items(env, docname) if isinstance(item, Exercise)]
    questions = [item for item in exercises if isinstance(item.answer, Options) and not item.answer.several]
    yield from _enough(len(questions), rules.questions, "questions")
    yield from _enough(sum(isinstance(item.answer, FreeText) for item in exercises), rules.essays, "essays")
    if rules.deep_levels:
        deep = sum(question.level in rules.deep_levels for question in questions)
        if 2 * deep < len(questions):
            yield f"{deep} of {len(questions)} questions are {' or '.join(rules.deep_levels)}; half are wanted"
    if chapters(env)[docname] >= rules.recall_from:
        yield from _enough(
            sum(bool(item.recall) for item in exercises), rules.recalls, "questions about earlier chapters"
        )
    for question in questions:
        yield from _options(question, rules)
    letters = Counter(question.answer.short for question in questions)
    if rules.questions and letters and max(letters.values()) > MOST_OF_ONE_LETTER * len(questions) + 1:
        yield f"the right answers pile up: {dict(sorted(letters.items()))}; move some"
    if len(questions) >= rules.questions > LEAST_LETTERS and len(letters) < LEAST_LETTERS:
        yield f"the right answers are only {', '.join(sorted(letters))}; move some"


def _options(question: Exercise, rules: Rules) -> Iterator[str]:
    assert isinstance(question.answer, Options)
    options = question.answer.options
    if rules.options and len(options) != rules.options:
        yield f"{question.id}: {len(options)} options; {rules.options} are wanted"
    lengths = [(option.is_right, len("".join(node.astext() for node in option.text))) for option in options]
    right = max((length for is_right, length in lengths if is_right), default=0)
    wrong = max((length for is_right, length in lengths if not is_right), default=0)
    if rules.longest and right > rules.longest * wrong + 8:
        yield f"{question.id}: the right option is the longest by far; shorten it, or say more in the others"
