"""What the environment knows of objectives and exercises, document by document.

Everything a question bank needs is here: ``env.get_domain("exercises").exercises()`` gives the exercises of
the book in reading order, with their text as nodes whose references are not yet resolved.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.nodes import make_refnode

from bookpress.content.exercises.forms import Form
from bookpress.content.exercises.kinds import KINDS
from bookpress.core.book import reading_order
from bookpress.core.versions import of_package
from bookpress.core.words import pgettext

logger = logging.getLogger(__name__)

AnyItem = TypeVar("AnyItem", bound="Item")


@dataclass(kw_only=True)
class Item:
    """Something with an id of its own, and where it stands."""

    id: str
    docname: str
    line: int


@dataclass(kw_only=True)
class Objective(Item):
    """A learning objective; ``number`` is its place among those of its document."""

    number: int
    text: str


@dataclass(kw_only=True)
class Activity(Item):
    """An activity; only its id is kept."""


@dataclass(kw_only=True)
class Exercise(Item):
    """An exercise; ``number`` counts those with the same words for a title anew in every document."""

    kind: str
    number: int
    stem: list[nodes.Node]
    answer: Form[list[nodes.Node]]
    objective: str
    level: str
    recall: str | None

    @property
    def title(self) -> str:
        """The name that readers see."""
        return KINDS[self.kind].title(self.number)


def answer_id(exercise: str) -> str:
    """The id, in the answer key, of the answer to the exercise with the id ``exercise``."""
    # words: first part of the address of an answer; lower-case letters only
    return f"{pgettext('address', 'answer')}-{exercise}"


class ExercisesDomain(Domain):
    """Holds the objectives and exercises of each document, and which document has the answer key."""

    name = "exercises"
    label = "Exercises"
    data_version = of_package(Path(__file__).parent)  # fields of an exercise are in pickles of earlier builds
    initial_data = {"items": {}, "keys": {}, "linked_key": None, "touched": False}  # noqa: RUF012

    def note(self, docname: str, items: list[Item]) -> None:
        """Keep the objectives and exercises of a document, each kind in its order."""
        self.data["items"][docname] = items

    def note_key(self, docname: str, line: int) -> None:
        """Keep that the answer key stands in ``docname``."""
        self.data["keys"][docname] = line

    def clear_doc(self, docname: str) -> None:
        """Forget a document that is read again or gone."""
        self.data["touched"] = True
        self.data["items"].pop(docname, None)
        self.data["keys"].pop(docname, None)

    def merge_domaindata(self, docnames: Iterable[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader found in ``docnames``."""
        for name in ("items", "keys"):
            self.data[name].update({doc: found for doc, found in otherdata[name].items() if doc in docnames})

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: addnodes.pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Link to an objective or exercise by its id (type ``item``), or to its answer (``answer``)."""
        if typ == "answer":
            return make_refnode(builder, fromdocname, cast("str", self.key), answer_id(target), contnode)
        items = (item for items in self.data["items"].values() for item in items)
        docname = next(item.docname for item in items if item.id == target)
        return make_refnode(builder, fromdocname, docname, target, contnode)

    def items(self, docname: str, kind: type[AnyItem]) -> list[AnyItem]:
        """The items of one class in a document, in their order."""
        return [item for item in self.data["items"].get(docname, []) if isinstance(item, kind)]

    def exercises(self) -> list[Exercise]:
        """All exercises of the book, in reading order."""
        return [item for docname in reading_order(self.env) for item in self.items(docname, Exercise)]

    @property
    def key(self) -> str | None:
        """The document with the answer key, or None."""
        return min(self.data["keys"], default=None)

    def check_consistency(self) -> None:
        """Warn of what is only seen across documents: ids used twice, chapters to recall, two keys."""
        self._check_ids()
        self._check_recall()
        keys = sorted(self.data["keys"])
        for docname in keys[1:]:
            _warn(
                f"a second answer key; the first is in {self._path(keys[0])}; take one out",
                docname,
                self.data["keys"][docname],
            )

    def _path(self, docname: str) -> str:
        return str(self.env.doc2path(docname, base=False))

    def _check_ids(self) -> None:
        first: dict[str, Item] = {}
        for docname in sorted(self.data["items"]):
            for item in self.data["items"][docname]:
                other = first.setdefault(item.id, item)
                if other is not item:
                    place = f"{self._path(other.docname)}:{other.line}"
                    _warn(f'the id "{item.id}" is used already, in {place}; choose another', docname, item.line)

    def _check_recall(self) -> None:
        order = {docname: place for place, docname in enumerate(reading_order(self.env))}
        labels = self.env.domains.standard_domain.labels
        for exercise in self.exercises():
            if not exercise.recall:
                continue
            target = labels.get(exercise.recall, (None,))[0]
            if target is None:
                says = f'no section has the label "{exercise.recall}"'
            elif order.get(target, len(order)) >= order[exercise.docname]:
                says = f'"{exercise.recall}" does not come before this chapter'
            else:
                continue
            says = f"{exercise.id}: :recall: {says}; give the label of an earlier chapter"
            _warn(says, exercise.docname, exercise.line)


def exercises_of(env: BuildEnvironment) -> ExercisesDomain:
    """Give what is known of the exercises of the book."""
    return cast("ExercisesDomain", env.get_domain(ExercisesDomain.name))


def _warn(message: str, docname: str, line: int) -> None:
    logger.warning(message, location=(docname, line), type="bookpress", subtype="exercises")


def documents_to_write_again(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name the documents that show what others say of exercises.

    When anything was read, the answer key; when the key has moved, all documents with exercises.
    """
    domain = exercises_of(env)
    touched, domain.data["touched"] = domain.data["touched"], False
    stale = [domain.key] if touched and domain.key else []
    if domain.data["linked_key"] != domain.key:
        domain.data["linked_key"] = domain.key
        stale += [docname for docname in domain.data["items"] if domain.items(docname, Exercise)]
    return stale
