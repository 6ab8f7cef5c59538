"""From the doctree of one document to the domain: numbers, checks, copies of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util import logging

from bookpress.content.exercises.domain import Activity, Exercise, Item, Objective, exercises_of
from bookpress.content.exercises.kinds import KINDS
from bookpress.content.exercises.kinds.kind import copy
from bookpress.content.exercises.nodes import exercise, exercise_part, objective_items

logger = logging.getLogger(__name__)


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Number the exercises of a document that was just read, check them, and keep them in the domain."""
    docname = app.env.current_document.docname
    exercises: list[Exercise] = []
    counted: Counter[str] = Counter()
    for node in doctree.findall(exercise):
        numbered = KINDS[node["kind"]].numbered
        counted[numbered] += 1
        exercises.append(_exercise(node, docname, counted[numbered]))
        node["title"] = exercises[-1].title
    exercises.sort(key=lambda item: item.line)
    items = [*_objectives(doctree, docname), *exercises, *_activities(doctree, docname)]
    exercises_of(app.env).note(docname, items)
    _check_objectives(items)
    _check_contents(doctree)


def _exercise(node: exercise, docname: str, number: int) -> Exercise:
    kind = KINDS[node["kind"]]
    return Exercise(
        id=node["ids"][0],
        docname=docname,
        line=cast("int", node.line),
        kind=kind.name,
        number=number,
        stem=copy(cast("nodes.Element", node[0])),
        answer=kind.answer(node),
        objective=node["objective"],
        level=node["level"],
        recall=node.get("recall"),
    )


def _objectives(doctree: nodes.document, docname: str) -> list[Objective]:
    boxes = (box for box in doctree.findall(nodes.admonition) if "objectives" in box["classes"])
    items = [item for box in boxes for item in objective_items(box)]
    return [
        Objective(id=item["ids"][0], docname=docname, line=cast("int", item.line), number=number, text=item.astext())
        for number, item in enumerate(items, 1)
    ]


def _activities(doctree: nodes.document, docname: str) -> list[Activity]:
    return [
        Activity(id=node["ids"][0], docname=docname, line=cast("int", node.line))
        for node in doctree.findall(nodes.admonition)
        if "activity" in node["classes"]
    ]


def _check_objectives(items: Sequence[Item]) -> None:
    """Warn of an unknown objective, and of an objective that nothing tests."""
    objectives = {item.id: item for item in items if isinstance(item, Objective)}
    exercises = [item for item in items if isinstance(item, Exercise)]
    tested = {item.objective for item in exercises}
    for item in exercises:
        if item.objective not in objectives:
            known = ", ".join(objectives) or "none"
            _warn(
                f'{item.id}: unknown objective "{item.objective}"; write one of this chapter: {known}',
                (item.docname, item.line),
            )
    for name, objective in objectives.items():
        if name not in tested:
            _warn(
                f'the objective "{name}" has no question; write one with :objective: {name}',
                (objective.docname, objective.line),
            )


def _check_contents(doctree: nodes.document) -> None:
    """Warn of what a question bank cannot carry, and of the parts of an exercise that stand outside one."""
    for part in list(doctree.findall(exercise_part)):
        name = part["part"]
        takers = " or ".join(f"{{{kind.name}}}" for kind in KINDS.values() if name in kind.parts)
        _warn(f"{name}: not in {takers}; put it in one, with fewer colons than it has", part)
        part.parent.remove(part)
    for found in doctree.findall(exercise):
        for node in found.findall(_is_unportable):
            _warn(
                f"{found['ids'][0]}: a citation, footnote or picture in an exercise; take it "
                "out, a question bank cannot carry it",
                node,
            )


def _is_unportable(node: nodes.Node) -> bool:
    cites = isinstance(node, addnodes.pending_xref) and node.get("refdomain") == "cite"
    return cites or isinstance(node, (nodes.image, nodes.footnote_reference))


def _warn(message: str, location: nodes.Node | tuple[str, int]) -> None:
    logger.warning(message, location=location, type="bookpress", subtype="exercises")
