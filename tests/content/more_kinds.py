"""An extension with three more kinds of exercises, as a project or the toolkit would add them: a class each.

``true-false`` has a form that the toolkit knows already; ``several`` differs from a kind that is there; ``judge``
brings a node of its own.
"""

from __future__ import annotations

from docutils import nodes

from bookpress.content.exercises import add_kind
from bookpress.content.exercises.forms import Option, Options, Statement, Statements, letter
from bookpress.content.exercises.kinds import marked_list
from bookpress.content.exercises.kinds.choice import Choice
from bookpress.content.exercises.kinds.kind import Kind, copy, lettered
from bookpress.content.exercises.nodes import choice, choices, solution, stem, verdict

WORDS = ("True", "False")


class TrueFalse(Kind):
    """A statement, and a quotation that starts with "True" or "False" and says why."""

    name, numbered, is_judged = "true-false", "Statement %d", True

    def read(self, content, name, warn):
        *asked, reason = content or [nodes.paragraph()]
        right = next((word for word in WORDS if reason.astext().startswith(word)), None)
        if not asked or not right or not isinstance(reason, nodes.block_quote):
            warn(f'{name}: no answer; write "> True" or "> False" and the reason below the statement')
            return None
        form = choices("", *(choice("", "", nodes.Text(word), right=word == right) for word in WORDS))
        reasons = lettered(([block.deepcopy() for block in reason] for _word in WORDS), classes=["reasons"])
        opened = solution("", reasons, summary="Answer", short=letter(WORDS.index(right)))
        return [stem("", *asked), form, verdict(), opened]

    def answer(self, node):
        (form,), (opened,) = node.findall(choices), node.findall(solution)
        pairs = zip(form, opened[0], strict=True)
        options = [Option(text=copy(o), reason=copy(r), mark=100 * o["right"]) for o, r in pairs]
        return Options(options=tuple(options))

    def plain(self, _node):
        return [nodes.paragraph("", " / ".join(WORDS))]

    def key(self, answer):
        return answer.reasons[0]


class Several(Choice):
    """A question with more than one right option; each has its share of the mark, and a wrong one takes as much."""

    name, several = "several", True

    def expected(self, right):
        return "fewer than two right options" if right < 2 else ""

    def mark(self, is_right, right):
        return (1 if is_right else -1) * 100 / right


class judged(nodes.General, nodes.TextElement):
    """A statement with two inputs.  Attributes: right (the word), place."""


def visit_judged(self, node):
    name = f"{node.parent.parent['ids'][0]}-{letter(node['place'])}"
    self.body.append(f'<div role="radiogroup" aria-labelledby="{name}"><p id="{name}">')


def depart_judged(self, node):
    name = f"{node.parent.parent['ids'][0]}-{letter(node['place'])}"
    self.body.append("</p>")
    for word in WORDS:
        right = " data-right" if word == node["right"] else ""
        self.body.append(
            f'<div class="choice"{right} data-reason="{node["place"]}">'
            f'<input type="radio" name="{name}" id="{name}-{word}" /><label for="{name}-{word}">{word}</label></div>'
        )
    self.body.append("</div>\n")


class Judge(Kind):
    """A list of statements, of which the ticked ones are true, each with its reason."""

    name, numbered, is_judged = "judge", "Question %d", True
    nodes = {judged: (visit_judged, depart_judged)}  # noqa: RUF012

    def read(self, content, name, warn):
        asked, items, _others = marked_list.split(content)
        found = marked_list.read(items, name, "statement", warn)
        if not found:
            return None
        statements = (
            judged("", "", *item.text, right=WORDS[not item.is_ticked], place=place) for place, item in enumerate(found)
        )
        form = choices("", *statements)
        reasons = lettered((item.reason for item in found), classes=["reasons"])
        short = ", ".join(f"{letter(place)} {statement['right']}" for place, statement in enumerate(form))
        return [stem("", *asked), form, verdict(), solution("", reasons, summary="All reasons", short=short)]

    def answer(self, node):
        (form,), (opened,) = node.findall(choices), node.findall(solution)
        pairs = zip(form, opened[0], strict=True)
        statements = [Statement(text=copy(s), reason=copy(r), right=s["right"]) for s, r in pairs]
        return Statements(statements=tuple(statements), words=WORDS)

    def plain(self, node):
        (form,) = node.findall(choices)
        return [lettered([nodes.paragraph("", "", *statement.children)] for statement in form)]

    def key(self, answer):
        return [lettered(answer.reasons)]


def setup(app):
    """Add the kinds."""
    for kind in (TrueFalse(), Several(), Judge()):
        add_kind(app, kind)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
