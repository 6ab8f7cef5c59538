"""Objectives, questions, essays and activities of a textbook, and the answer key.

Directives ``objectives``, ``question``, ``essay`` (with ``answer`` and ``marking`` in it), ``activity`` and
``answer-key``; the configuration value ``exercises_levels`` names the levels a question may have.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

from bookpress.content.exercises import collect, directives, domain, html, nodes, transforms
from bookpress.core.site import add_static, is_for_browser

LEVELS = ["remember", "understand", "apply", "analyse", "evaluate"]
STATIC = Path(__file__).with_name("static")


def _add_files(app: Sphinx) -> None:
    if is_for_browser(app):
        add_static(app, STATIC, styles=["exercises.css"], scripts=["exercises.js"])


def setup(app):
    """Add directives, nodes, domain, transforms and the files of the website."""
    app.setup_extension("bookpress.core.words")
    app.add_config_value("exercises_levels", LEVELS, "env", types=[list, tuple])

    app.add_directive("objectives", directives.ObjectivesDirective)
    app.add_directive("question", directives.QuestionDirective)
    app.add_directive("essay", directives.EssayDirective)
    app.add_directive("answer", directives.EssayPartDirective)
    app.add_directive("marking", directives.EssayPartDirective)
    app.add_directive("activity", directives.ActivityDirective)
    app.add_directive("answer-key", directives.AnswerKeyDirective)

    app.add_node(nodes.question, html=(html.visit_question, html.depart_question))
    app.add_node(nodes.essay, html=(html.visit_essay, html.close_div))
    app.add_node(nodes.stem, html=(html.visit_stem, html.close_div))
    app.add_node(nodes.choices, html=(html.visit_choices, html.depart_choices))
    app.add_node(nodes.choice, html=(html.visit_choice, html.depart_choice))
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
