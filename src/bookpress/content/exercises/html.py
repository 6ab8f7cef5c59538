"""How the website writes exercises: real radio inputs, and a ``details`` that works without JavaScript.

exercises.js shows nothing that is not written here.
"""

from __future__ import annotations

from html import escape

from bookpress.content.exercises.domain import letter
from bookpress.core.words import _


def visit_question(self, node) -> None:
    """Open a group named by its title and its stem."""
    name = node["ids"][0]
    names = {"aria-labelledby": f"{name}-title {name}-stem"}
    self.body.append(self.starttag(node, "fieldset", CLASS="question", **names))
    self.body.append(f'<legend class="question-title" id="{name}-title">{escape(node["title"])}</legend>\n')


def depart_question(self, node) -> None:
    """Close the group."""
    self.body.append("</fieldset>\n")


def visit_essay(self, node) -> None:
    """Open an essay with its title."""
    self.body.append(self.starttag(node, "div", CLASS="essay"))
    self.body.append(f'<p class="question-title">{escape(node["title"])}</p>\n')


def visit_stem(self, node) -> None:
    """Open what is asked."""
    self.body.append(f'<div class="stem" id="{node.parent["ids"][0]}-stem">\n')


def close_div(self, node) -> None:
    """Close a ``div``."""
    self.body.append("</div>\n")


def visit_choices(self, node) -> None:
    """Open the choices."""
    self.body.append('<div class="choices">\n')


def visit_choice(self, node) -> None:
    """Write the input of one choice and open its label."""
    question, place = node.parent.parent, node.parent.index(node)
    group, name = question["ids"][0], letter(place)
    right = " data-right" if place == question["right"] else ""
    self.body.append(
        f'<div class="choice"{right}>'
        f'<input type="radio" name="{group}" id="{group}-{name}" autocomplete="off" />'
        f'<label for="{group}-{name}"><span>{name}.</span> <span>'
    )


def depart_choice(self, node) -> None:
    """Close the label."""
    self.body.append("</span></label></div>\n")


def depart_choices(self, node) -> None:
    """Close the choices and leave the place where the verdict appears."""
    right, wrong = escape(_("Right.")), escape(_("Not right."))
    self.body.append(
        f'</div>\n<div class="verdict" aria-live="polite" data-word-right="{right}" data-word-wrong="{wrong}"></div>\n'
    )


def visit_solution(self, node) -> None:
    """Open the answer; that of a question starts with the letter of the right choice."""
    right = node.parent.get("right")
    summary = _("Model answer") if right is None else _("Answer and all reasons")
    self.body.append(f'<details class="solution"><summary>{escape(summary)}</summary>\n')
    if right is not None:
        self.body.append(f'<p class="right-answer">{escape(_("Answer: %s") % letter(right))}</p>\n')


def depart_solution(self, node) -> None:
    """Close the answer."""
    self.body.append("</details>\n")


def visit_score(self, node) -> None:
    """Open the place of the score; the script shows it and puts the numbers in."""
    # words: the braces stay as they are; numbers take their places
    form = escape(_("{answered} of {all} questions answered, {right} right at the first choice."))
    kept = escape(_("Kept on this device only."))
    refused = escape(_("Not kept: this browser does not allow it."))
    self.body.append(
        f'<div class="score" hidden data-form="{form}" data-kept="{kept}" data-refused="{refused}">\n'
        f'<p></p>\n<button type="button">{escape(_("Start again"))}</button>\n'
    )


def visit_printed_answers(self, node) -> None:
    """Open the place of the answers on paper; the script fills it before the page is printed."""
    # words: above the answers when a page is printed
    self.body.append(f'<section class="printed-answers" hidden><h2>{escape(_("Answers"))}</h2>\n')


def close_section(self, node) -> None:
    """Close a ``section``."""
    self.body.append("</section>\n")
