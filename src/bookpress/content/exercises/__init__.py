"""Objectives, questions, essays and activities of a textbook, and the answer key.

Directives ``objectives``, one for each kind of exercise (``question``; ``essay`` with ``answer`` and ``marking`` in
it), ``activity`` and ``answer-key``; the configuration value ``exercises_levels`` names the levels an exercise may
have.  A kind is one class in the table of :mod:`bookpress.content.exercises.kinds`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from bookpress.content.exercises import anatomy, collect, directives, domain, html, nodes, transforms
from bookpress.content.exercises.kinds import KINDS
from bookpress.content.exercises.kinds.kind import Kind
from bookpress.core.findings import Check, file_for_checks, offer_checks
from bookpress.core.site import add_static, is_for_browser

LEVELS = ["remember", "understand", "apply", "analyse", "evaluate"]
STATIC = Path(__file__).with_name("static")


def add_kind(app: Sphinx, kind: Kind[Any]) -> None:
    """Let authors write exercises of ``kind``: its directive, the directives of its parts, its nodes.

    A kind with the name of another takes its place.
    """
    KINDS[kind.name] = kind
    app.add_directive(kind.name, directives.ExerciseDirective, override=True)
    for part in kind.parts:
        app.add_directive(part, directives.PartDirective, override=True)  # kinds may share a part
    for node, visitors in kind.nodes.items():
        app.add_node(node, html=visitors)


def _add_files(app: Sphinx) -> None:
    if is_for_browser(app):
        add_static(app, STATIC, styles=["exercises.css"], scripts=["exercises.js"])


def _checks(app: Sphinx) -> dict[str, Check]:
    rules = file_for_checks(app, "chapter.toml")
    if not rules:
        return {}
    asked = anatomy.read(rules)
    return {"incomplete_chapters": lambda env: anatomy.incomplete_chapters(env, asked)}


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add directives, nodes, domain, transforms, the files of the website, and the check of chapters."""
    offer_checks(app, _checks)
    app.setup_extension("bookpress.core.words")
    app.add_config_value("exercises_levels", LEVELS, "env", types=[list, tuple])

    app.add_directive("objectives", directives.ObjectivesDirective)
    for kind in list(KINDS.values()):
        add_kind(app, kind)
    app.add_directive("activity", directives.ActivityDirective)
    app.add_directive("answer-key", directives.AnswerKeyDirective)

    app.add_node(nodes.exercise, html=(html.visit_exercise, html.depart_exercise))
    app.add_node(nodes.stem, html=(html.visit_stem, html.close_div))
    app.add_node(nodes.choices, html=(html.visit_choices, html.close_div))
    app.add_node(nodes.choice, html=(html.visit_choice, html.depart_choice))
    app.add_node(nodes.verdict, html=(html.visit_verdict, html.close_div))
    app.add_node(nodes.solution, html=(html.visit_solution, html.depart_solution))
    app.add_node(nodes.score, html=(html.visit_score, html.close_div))
    app.add_node(nodes.printed_answers, html=(html.visit_printed_answers, html.close_section))

    app.add_domain(domain.ExercisesDomain)
    app.connect("doctree-read", collect.collect)
    app.connect("env-updated", domain.documents_to_write_again)
    app.add_post_transform(transforms.FillAnswerKey)
    app.add_post_transform(transforms.LinkExercises)
    app.add_post_transform(transforms.AddScoreAndPrintedAnswers)
    app.add_post_transform(transforms.UseOrdinaryNodes)

    app.connect("builder-inited", _add_files)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
