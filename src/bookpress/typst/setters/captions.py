"""Figures, tables and listings with a number and a caption."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from docutils import nodes

from bookpress.core.book import dotted, item_number
from bookpress.typst import markup
from bookpress.typst.labels import label_of
from bookpress.typst.writing import Writer, true

FIRST_PAGE = 2600  # letters: more than fit on the first page of a chapter


class Captions(Writer):
    """What figures, tables, listings and formulas share."""

    def captioned(
        self,
        kind: str,
        node: nodes.Element,
        caption: nodes.Element | None,
        body: str,
        legend: Iterable[nodes.Node] = (),
        long: bool = False,
        at: str = "none",
    ) -> None:
        """Write a figure, table or listing with number and caption, which stands ``at`` the left, center or right."""
        label = self.claim(node)
        name = label_of(self.docname, node["ids"][0]) if node["ids"] else None
        words, notes = self.title(caption, name) if caption is not None else ("", "[]")
        number, said = self.figure_number(node), caption.astext() if caption is not None else ""
        if name and number:
            self.targets.titles[name] = number
        if number or said:
            self.targets.captions.append((kind, number, said))
        self.whole_words += 1
        explanation = self.walk(legend).strip()
        self.whole_words -= 1
        self.block(
            "captioned",
            markup.string(kind),
            label,
            markup.string(number),
            f"[{words}]",
            notes,
            f"[{explanation}]",
            f"long: {true(long)}",
            f"side: {at}",
            f"placement: {'none' if long else self.placement(node)}",
            body=body,
        )

    def placement(self, node: nodes.Element) -> str:
        """Where a figure may float: not above the title of its chapter, and not out of a box."""
        if not isinstance(node.parent, nodes.section):
            return "none"
        return "bottom" if self.letters < FIRST_PAGE else "auto"

    def figure_number(self, node: nodes.Element) -> str:
        """ "Figure 1.2" as the settings word it, or an empty string."""
        kind = cast("str", self.builder.env.domains.standard_domain.get_enumerable_node_type(node))
        number = self.numbers(kind, node)
        return self.builder.config.numfig_format.get(kind, "%s") % number if number else ""

    def numbers(self, kind: str, node: nodes.Element) -> str:
        """The number that Sphinx gave a figure, table, listing or formula, or an empty string."""
        return dotted(item_number(self.builder.env, self.docname, kind, *node["ids"]))
