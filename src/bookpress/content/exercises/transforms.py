"""From stored exercises to pages: the answer key, the links between exercises, objectives and answers.

These run before Sphinx resolves references, so that the answers may hold references.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from bookpress.content.exercises.domain import Exercise, ExercisesDomain, Objective, answer_id, exercises_of
from bookpress.content.exercises.kinds import KINDS
from bookpress.content.exercises.nodes import answer_key, exercise, objective_items, printed_answers, score
from bookpress.core.book import in_words, number, reading_order
from bookpress.core.site import BROWSER_BUILDERS
from bookpress.core.words import _


class _ForBrowser(SphinxPostTransform):
    """Supported where pages for a browser are made, and does nothing: it is only asked."""

    builders = BROWSER_BUILDERS

    def run(self, **kwargs: Any) -> None:
        """Do nothing."""


class _Transform(SphinxPostTransform):
    default_priority = 5  # references are resolved at 10

    @property
    def domain(self) -> ExercisesDomain:
        """What is known of the exercises of the book."""
        return exercises_of(self.env)

    @property
    def is_site(self) -> bool:
        """Whether the builder is one of the website."""
        return _ForBrowser(self.document).is_supported()

    def exercise_nodes(self) -> list[exercise]:
        """The exercises of the document."""
        return list(self.document.findall(exercise))


def _link(here: str, kind: str, identifier: str, text: str) -> addnodes.pending_xref:
    """A reference from the document ``here`` that :meth:`ExercisesDomain.resolve_xref` resolves."""
    return addnodes.pending_xref(
        "",
        nodes.Text(text),
        refdoc=here,
        refdomain="exercises",
        reftype=kind,
        reftarget=identifier,
    )


class FillAnswerKey(_Transform):
    """Put the answers of the whole book at the place of the answer key, chapter by chapter."""

    def run(self, **kwargs: Any) -> None:
        """Replace the node of the key."""
        for node in list(self.document.findall(answer_key)):
            node.replace_self(
                [block for docname in reading_order(self.env) for block in self.chapter(docname, node["docname"])]
            )

    def chapter(self, docname: str, here: str) -> list[nodes.Node]:
        """The answers of one document under its title; nothing when it has no exercises."""
        exercises = self.domain.items(docname, Exercise)
        if not exercises:
            return []
        title = self.env.titles[docname].astext()
        if found := number(self.env, docname):
            title = f"{in_words(self.config, found[:1])} {title}"
        heading = nodes.rubric("", title, classes=["answer-key-chapter"])
        heading["heading-level"] = 2
        return [heading, *(self.answer(item, here) for item in exercises)]

    def answer(self, item: Exercise, here: str) -> nodes.container:
        """One answer with a link back to its exercise."""
        title = nodes.paragraph("", "", _link(here, "item", item.id, item.title), classes=["answer-title"])
        if item.answer.short:
            title += [nodes.Text(": "), nodes.strong("", item.answer.short)]
        answer = nodes.container("", title, classes=["answer"], ids=[answer_id(item.id)])
        answer += KINDS[item.kind].key(item.answer.map(lambda part: _moved(part, here)))
        return answer


def _moved(blocks: Iterable[nodes.Node], here: str) -> list[nodes.Node]:
    """Copy stored nodes into the document ``here``: their references start from there."""
    copies = [block.deepcopy() for block in blocks]
    for block in copies:
        for reference in block.findall(addnodes.pending_xref):
            reference["refdoc"] = here
    return copies


class LinkExercises(_Transform):
    """With an exercise its objective, level and answer; below an objective its exercises."""

    def run(self, **kwargs: Any) -> None:
        """Add a paragraph to each exercise and to each objective that has exercises."""
        for node in self.exercise_nodes():
            facts = _joined(self.facts(node), " · ")
            node.append(nodes.paragraph("", "", *facts, classes=["exercise-facts", "no-search"]))
        for box in self.document.findall(nodes.admonition):
            if "objectives" in box["classes"]:
                for item in objective_items(box):
                    links = self.exercises_of(item["ids"][0], box["docname"])
                    if links:
                        item.append(nodes.paragraph("", "", *_joined(links, ", "), classes=["tested-by", "no-search"]))

    def facts(self, node: nodes.Element) -> list[nodes.Node]:
        """The objective, the level and the answer of an exercise; on the website also the chapter to recall.

        Elsewhere the paragraph shares a line with the title.
        """
        here = node["docname"]
        facts: list[nodes.Node] = []
        for objective in self.domain.items(here, Objective):
            if objective.id == node["objective"]:
                facts.append(_link(here, "item", objective.id, _("Objective %d") % objective.number))
        facts.append(nodes.inline("", node["level"]))
        if self.is_site and node.get("recall") in self.env.domains.standard_domain.labels:
            chapter = addnodes.pending_xref(
                "",
                nodes.inline(),
                refdoc=here,
                refdomain="std",
                reftype="ref",
                reftarget=node["recall"],
                refexplicit=False,
            )
            # words: before the title of an earlier chapter
            facts.append(nodes.inline("", "", nodes.Text(_("Recalls") + " "), chapter))
        if self.domain.key:
            facts.append(_link(here, "answer", node["ids"][0], _("Answer key")))
        return facts

    def exercises_of(self, objective: str, here: str) -> list[nodes.Node]:
        """Links to the exercises of the document ``here`` that test an objective."""
        return [
            _link(here, "item", item.id, item.title)
            for item in self.domain.items(here, Exercise)
            if item.objective == objective
        ]


def _joined(parts: list[nodes.Node], separator: str) -> list[nodes.Node]:
    return [node for part in parts for node in (nodes.Text(separator), part)][1:]


class AddScoreAndPrintedAnswers(_Transform):
    """On the website: a score after the last judged exercise; at the end of the page the place of printed answers."""

    builders = BROWSER_BUILDERS

    def run(self, **kwargs: Any) -> None:
        """Add a node for each, when there are exercises."""
        exercises = self.exercise_nodes()
        judged = [node for node in exercises if KINDS[node["kind"]].is_judged]
        if judged:
            last = judged[-1]
            last.parent.insert(last.parent.index(last) + 1, score())
        if exercises:
            cast("nodes.Element", self.document[-1]).append(printed_answers())


class UseOrdinaryNodes(_Transform):
    """Everywhere but on the website: containers, paragraphs and lists with classes, without the solutions."""

    def is_supported(self) -> bool:
        """Whether the builder is not one of the website."""
        return not self.is_site

    def run(self, **kwargs: Any) -> None:
        """Replace every exercise."""
        for node in self.exercise_nodes():
            node.replace_self(self.ordinary(node))

    def ordinary(self, node: exercise) -> nodes.container:
        """The exercise as it is printed."""
        plain = nodes.container("", classes=[node["kind"], "exercise"], ids=node["ids"])
        plain += nodes.paragraph("", node["title"], classes=["question-title"])
        plain += node[0].children
        plain += KINDS[node["kind"]].plain(node)
        plain += node[-1]
        return plain
