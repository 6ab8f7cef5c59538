"""How the website writes exercises: real inputs, and a ``details`` that works without JavaScript.

exercises.js shows nothing that is not written here.
"""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from bookpress.content.exercises.forms import letter
from bookpress.content.exercises.kinds import KINDS
from bookpress.core.words import _


def visit_exercise(self: HTML5Translator, node: nodes.Element) -> None:
    """Open an exercise with its title; one with inputs is a group, named by its title and its stem."""
    classes, title = f"exercise {node['kind']}", escape(node["title"])
    if KINDS[node["kind"]].is_judged:
        name = node["ids"][0]
        names: dict[str, Any] = {"aria-labelledby": f"{name}-title {name}-stem"}
        self.body.append(self.starttag(node, "fieldset", CLASS=classes, **names))
        self.body.append(f'<legend class="question-title" id="{name}-title">{title}</legend>\n')
    else:
        self.body.append(self.starttag(node, "div", CLASS=classes))
        self.body.append(f'<p class="question-title">{title}</p>\n')


def depart_exercise(self: HTML5Translator, node: nodes.Element) -> None:
    """Close the exercise."""
    self.body.append("</fieldset>\n" if KINDS[node["kind"]].is_judged else "</div>\n")


def visit_stem(self: HTML5Translator, node: nodes.Element) -> None:
    """Open what is asked."""
    self.body.append(f'<div class="stem" id="{node.parent["ids"][0]}-stem">\n')


def close_div(self: HTML5Translator, _node: nodes.Element) -> None:
    """Close a ``div``."""
    self.body.append("</div>\n")


def visit_choices(self: HTML5Translator, _node: nodes.Element) -> None:
    """Open the choices."""
    self.body.append('<div class="choices">\n')


def visit_choice(self: HTML5Translator, node: nodes.Element) -> None:
    """Write the input of one choice and open its label."""
    group, name = node.parent.parent["ids"][0], letter(node.parent.index(node))
    right = " data-right" if node.get("right") else ""
    kind = "checkbox" if node.parent.get("several") else "radio"
    self.body.append(
        f'<div class="choice"{right}>'
        f'<input type="{kind}" name="{group}" id="{group}-{name}" autocomplete="off" />'
        f'<label for="{group}-{name}"><span>{name}.</span> <span>'
    )


def depart_choice(self: HTML5Translator, _node: nodes.Element) -> None:
    """Close the label."""
    self.body.append("</span></label></div>\n")


def visit_verdict(self: HTML5Translator, _node: nodes.Element) -> None:
    """Open the place where the verdict appears, with its words."""
    right, wrong = escape(_("Right.")), escape(_("Not right."))
    self.body.append(f'<div class="verdict" aria-live="polite" data-word-right="{right}" data-word-wrong="{wrong}">')


def visit_solution(self: HTML5Translator, node: nodes.Element) -> None:
    """Open the solution; where the answer is short, it comes first."""
    self.body.append(f'<details class="solution"><summary>{escape(node["summary"])}</summary>\n')
    if node["short"]:
        self.body.append(f'<p class="right-answer">{escape(_("Answer: %s") % node["short"])}</p>\n')


def depart_solution(self: HTML5Translator, _node: nodes.Element) -> None:
    """Close the solution."""
    self.body.append("</details>\n")


def visit_score(self: HTML5Translator, _node: nodes.Element) -> None:
    """Open the place of the score; the script shows it and puts the numbers in."""
    # words: the braces stay as they are; numbers take their places
    form = escape(_("{answered} of {all} questions answered, {right} right at the first choice."))
    kept = escape(_("Kept on this device only."))
    refused = escape(_("Not kept: this browser does not allow it."))
    self.body.append(
        f'<div class="score" hidden data-form="{form}" data-kept="{kept}" data-refused="{refused}">\n'
        f'<p></p>\n<button type="button">{escape(_("Start again"))}</button>\n'
    )


def visit_printed_answers(self: HTML5Translator, _node: nodes.Element) -> None:
    """Open the place of the answers on paper; the script fills it before the page is printed."""
    # words: above the answers when a page is printed
    self.body.append(f'<section class="printed-answers" hidden><h2>{escape(_("Answers"))}</h2>\n')


def close_section(self: HTML5Translator, _node: nodes.Element) -> None:
    """Close a ``section``."""
    self.body.append("</section>\n")
