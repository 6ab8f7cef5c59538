"""From the doctree of one document to the domain: numbers, checks, copies of the text."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.util import logging

from bookpress.content.exercises.domain import Activity, Essay, Exercise, Item, Objective, Option, Question
from bookpress.content.exercises.nodes import essay, essay_part, exercise_base, question

logger = logging.getLogger(__name__)


def collect(app, doctree: nodes.document) -> None:
    """Number the exercises of a document that was just read, check them, and keep them in the domain."""
    docname = app.env.current_document.docname
    exercises: list[Exercise] = []
    for kind, read in ((question, _question), (essay, _essay)):
        for number, node in enumerate(doctree.findall(kind), 1):
            exercises.append(read(node, _common(node, docname, number)))
            node["title"] = exercises[-1].title
    exercises.sort(key=lambda exercise: exercise.line)
    items = [*_objectives(doctree, docname), *exercises, *_activities(doctree, docname)]
    app.env.get_domain("exercises").note(docname, items)
    _check_objectives(items)
    _check_contents(doctree)


def _common(node: nodes.Element, docname: str, number: int) -> dict:
    return {
        "id": node["ids"][0],
        "docname": docname,
        "line": node.line,
        "number": number,
        "stem": _copy(node[0]),
        "objective": node["objective"],
        "level": node["level"],
        "recall": node.get("recall"),
    }


def _question(node: question, common: dict) -> Question:
    _stem, choices, solution = node
    options = [
        Option(text=_copy(text), reason=_copy(reason)) for text, reason in zip(choices, solution[0], strict=True)
    ]
    return Question(**common, options=options, right=node["right"])


def _essay(node: essay, common: dict) -> Essay:
    answer, _title, marking = node[1]
    return Essay(**common, answer=_copy(answer), marking=_copy(marking))


def _copy(parent: nodes.Element) -> list[nodes.Node]:
    """Copy what is in ``parent`` so that it can stand elsewhere: no ids, no index entries, no document."""
    copy = parent.deepcopy()
    for node in list(copy.findall(nodes.Element)):
        if isinstance(node, (addnodes.index, nodes.target)):
            node.parent.remove(node)
        node["ids"], node["names"], node.document = [], [], None
    return copy.children


def _objectives(doctree: nodes.document, docname: str) -> list[Objective]:
    boxes = (box for box in doctree.findall(nodes.admonition) if "objectives" in box["classes"])
    items = [item for box in boxes for item in box[1]]
    return [
        Objective(id=item["ids"][0], docname=docname, line=item.line, number=number, text=item.astext())
        for number, item in enumerate(items, 1)
    ]


def _activities(doctree: nodes.document, docname: str) -> list[Activity]:
    return [
        Activity(id=node["ids"][0], docname=docname, line=node.line)
        for node in doctree.findall(nodes.admonition)
        if "activity" in node["classes"]
    ]


def _check_objectives(items: list[Item]) -> None:
    """Warn of an unknown objective, and of an objective that nothing tests."""
    objectives = {item.id: item for item in items if isinstance(item, Objective)}
    exercises = [item for item in items if isinstance(item, Exercise)]
    tested = {exercise.objective for exercise in exercises}
    for exercise in exercises:
        if exercise.objective not in objectives:
            known = ", ".join(objectives) or "none"
            logger.warning(
                f'{exercise.id}: unknown objective "{exercise.objective}"; write one of this chapter: {known}',
                location=(exercise.docname, exercise.line),
            )
    for name, objective in objectives.items():
        if name not in tested:
            logger.warning(
                f'the objective "{name}" has no question; write one with :objective: {name}',
                location=(objective.docname, objective.line),
            )


def _check_contents(doctree: nodes.document) -> None:
    """Warn of what a question bank cannot carry, and of the parts of an essay that stand outside one."""
    for part in list(doctree.findall(essay_part)):
        logger.warning(f"{part['kind']}: not in an essay; put it in one, with fewer colons than it has", location=part)
        part.parent.remove(part)
    for exercise in doctree.findall(exercise_base):
        for node in exercise.findall(_is_unportable):
            logger.warning(
                f"{exercise['ids'][0]}: a citation, footnote or picture in an exercise; take it "
                "out, a question bank cannot carry it",
                location=node,
            )


def _is_unportable(node: nodes.Node) -> bool:
    cites = isinstance(node, addnodes.pending_xref) and node.get("refdomain") == "cite"
    return cites or isinstance(node, (nodes.image, nodes.footnote_reference))
