"""``essay``: an answer in one's own words."""

from __future__ import annotations

from typing import cast

from docutils import nodes

from bookpress.content.exercises.forms import FreeText
from bookpress.content.exercises.kinds.kind import Blocks, Kind, Warn, copy
from bookpress.content.exercises.nodes import exercise, exercise_part, solution, stem
from bookpress.core.words import N_, _


class Essay(Kind[FreeText[Blocks]]):
    """An essay question, with ``answer`` and ``marking`` in it."""

    name = "essay"
    numbered = N_("Essay %d")
    parts = ("answer", "marking")

    def read(self, content: Blocks, name: str, warn: Warn) -> Blocks | None:
        """Give stem, and a solution with the model answer and what a marker looks for."""
        parts = {node["part"]: node.children for node in content if isinstance(node, exercise_part)}
        asked = [node for node in content if not isinstance(node, exercise_part)]
        missing = [part for part in self.parts if not parts.get(part)]
        for part in missing:
            warn(f"{name}: no {part}; write {{{part}}} in the essay, with fewer colons than it has")
        if not asked:
            warn(f"{name}: no question; write it before the answer")
        if missing or not asked:
            return None
        opened = solution(
            "",
            nodes.container("", *parts["answer"], classes=["model-answer"]),
            _marking_title(),
            nodes.container("", *parts["marking"], classes=["marking"]),
            summary=str(_("Model answer")),
            short="",
        )
        return [stem("", *asked), opened]

    def answer(self, node: exercise) -> FreeText[Blocks]:
        """Give the model answer and the marking points."""
        (opened,) = node.findall(solution)
        answer, _title, marking = cast("list[nodes.Element]", opened.children)
        return FreeText(answer=copy(answer), marking=copy(marking))

    def plain(self, _node: exercise) -> Blocks:
        """Give nothing: there is room on other paper."""
        return []

    def key(self, answer: FreeText[Blocks]) -> Blocks:
        """Give the model answer and, under a title, the marking points."""
        return [*answer.answer, _marking_title(), *answer.marking]


def _marking_title() -> nodes.paragraph:
    return nodes.paragraph("", _("What a marker looks for"), classes=["marking-title"])
