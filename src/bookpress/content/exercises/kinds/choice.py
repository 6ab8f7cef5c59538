"""``question``: options to choose from, one of which is right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, cast

from docutils import nodes

from bookpress.content.exercises.forms import Option, Options
from bookpress.content.exercises.kinds import marked_list
from bookpress.content.exercises.kinds.kind import Blocks, Kind, Warn, copy, lettered
from bookpress.content.exercises.kinds.marked_list import OTHER, RIGHT
from bookpress.content.exercises.nodes import choice, choices, exercise, solution, stem, verdict
from bookpress.core.words import N_, _


class Choice(Kind[Options[Blocks]]):
    """A multiple-choice question: blocks, then a list of ``[ ]`` and ``[x]`` options with reasons.

    A kind with several right options sets ``several``, and says in :meth:`expected` how many there may be and in
    :meth:`mark` what each is worth.
    """

    name = "question"
    numbered = N_("Question %d")
    is_judged = True
    #: Whether more than one option is to be chosen.
    several: ClassVar[bool] = False

    def expected(self, right: int) -> str:
        """Say what is wrong with the number of right options, when it is not the right one."""
        if not right:
            return f'no right option; start one with "{RIGHT}"'
        return f'{right} right options; start only one with "{RIGHT}"' if right > 1 else ""

    def mark(self, is_right: bool, _right: int) -> float:
        """Give the percentage of the mark for choosing an option, of a question with so many right ones."""
        return 100 if is_right else 0

    def read(self, content: Blocks, name: str, warn: Warn) -> Blocks | None:
        """Give stem, choices, the place of the verdict, and a solution with the reasons."""
        asked, items, others = marked_list.split(content)
        options = marked_list.read(items, name, "option", warn)
        problems = self.problems(asked, items, others)
        for problem in problems:
            warn(f"{name}: {problem}")
        if problems or options is None:
            return None
        form = choices("", *(choice("", "", *option.text, right=option.is_ticked) for option in options))
        form["several"] = self.several
        reasons = lettered((option.reason for option in options), classes=["reasons"])
        short = self.options(form, reasons).short
        opened = solution("", reasons, summary=str(_("Answer and all reasons")), short=short)
        return [stem("", *asked), form, verdict(), opened]

    def problems(self, asked: Blocks, options: Sequence[nodes.list_item], others: Blocks) -> list[str]:
        """Say what is wrong with the question as a whole."""
        wrong_number = self.expected(marked_list.ticked(options))
        checks = [
            (not asked, "no question; write it before the options"),
            (others, "text after the options; put it before them"),
            (len(options) < 2, f'fewer than two options; write a list whose items start with "{OTHER}"'),
            (options and wrong_number, wrong_number),
        ]
        return [says for wrong, says in checks if wrong]

    def answer(self, node: exercise) -> Options[Blocks]:
        """Give the options with their marks."""
        (form,), (opened,) = node.findall(choices), node.findall(solution)
        return self.options(form, cast("nodes.enumerated_list", opened[0])).map(copy)

    def options(self, form: choices, reasons: nodes.enumerated_list) -> Options[nodes.Element]:
        """Put choices and reasons together."""
        offered = cast("list[choice]", form.children)
        right = sum(option["right"] for option in offered)
        pairs = zip(offered, cast("list[nodes.list_item]", reasons.children), strict=True)
        found: list[Option[nodes.Element]] = [
            Option(text=o, reason=r, mark=self.mark(o["right"], right)) for o, r in pairs
        ]
        return Options(options=tuple(found), several=self.several)

    def plain(self, node: exercise) -> Blocks:
        """Give a list with letters."""
        (form,) = node.findall(choices)
        return [lettered([nodes.paragraph("", "", *option.children)] for option in form)]

    def key(self, answer: Options[Blocks]) -> Blocks:
        """Give the reasons; the title tells the letter."""
        return [lettered(answer.reasons)]
