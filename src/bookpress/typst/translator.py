"""One document to Typst source: a visit method for each kind of node.

The result is Typst markup in which every word stands as a string (``#"…";``), so that no text can become markup,
and in which everything else is a call of a function of ``design/``: what a node looks like is
decided there.  A comment ``//: file:line`` before each block says where it comes from; :mod:`typst_pdf.compiler`
reads it.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.util import logging

from bookpress.core.book import dotted, number, section_number
from bookpress.typst import markup
from bookpress.typst.labels import label_of
from bookpress.typst.setters.design import Design
from bookpress.typst.setters.formulas import Formulas
from bookpress.typst.setters.links import Links
from bookpress.typst.setters.lists import Lists
from bookpress.typst.setters.notes import Notes
from bookpress.typst.setters.objects import Objects
from bookpress.typst.setters.pictures import Pictures
from bookpress.typst.setters.raw import Raw, pair_inline_html
from bookpress.typst.setters.tables import Tables
from bookpress.typst.setters.text import Text
from bookpress.typst.writing import skip

logger = logging.getLogger(__name__)


class nested_documents(nodes.Element):
    """Documents of a toctree inside a chapter, which are set in its place."""


class TypstTranslator(Text, Links, Notes, Lists, Design, Objects, Formulas, Pictures, Tables, Raw):
    """Writes one document: its sections and titles, and by the classes it is made of everything else."""

    def visit_document(self, node: nodes.document) -> None:
        pair_inline_html(node)

    def depart_document(self, node: nodes.document) -> None:
        pass

    def visit_section(self, node: nodes.Element) -> None:
        self.depth += 1

    def depart_section(self, node: nodes.Element) -> None:
        self.depth -= 1

    def visit_title(self, node: nodes.Element) -> None:
        section = node.parent
        if not isinstance(section, nodes.section):
            self.block("rubric", "()", "none", body=self.children(node))
            raise nodes.SkipNode
        labels = [label_of(self.docname, i) for i in section["ids"]]
        if self.depth == 1:
            labels = [label_of(self.docname), *labels]
        label = next(name for name in labels if self.targets.add(name))
        for other in labels:
            if other != label:
                self.targets.alias(other, label)
        self.whole_words += 1
        title, notes = self.title(node, label)
        self.whole_words -= 1
        level = self.level + self.depth - 1
        rank = level - self.builder.chapter_level
        number = self.section_number(section)
        self.targets.titles[label] = f"{number} {node.astext()}".strip()
        number = markup.string(number)
        self.place(node)
        if rank == 0:
            self.block("chapter", str(level), number, markup.string(label), notes, body=title)
        else:
            self.block("section", str(level), str(rank), number, markup.string(label), notes, body=title)
        raise nodes.SkipNode

    def section_number(self, section: nodes.section) -> str:
        """The number that Sphinx gave ``section``, or an empty string."""
        found = number if self.depth == 1 else section_number
        return dotted(found(self.builder.env, self.docname, *section["ids"]))

    def visit_subtitle(self, node: nodes.Element) -> None:
        self.block("rubric", "()", self.claim(node), body=self.children(node))
        raise nodes.SkipNode

    def visit_rubric(self, node: nodes.Element) -> None:
        self.whole_words += 1
        self.place(node)
        self.block("rubric", markup.strings(node["classes"]), self.claim(node), body=self.children(node))
        self.whole_words -= 1
        raise nodes.SkipNode

    # What is not set

    visit_index = skip  # the targets beside it carry the ids

    visit_comment = visit_substitution_definition = visit_system_message = skip
    visit_tabular_col_spec = visit_highlightlang = visit_meta = visit_pending = visit_decoration = skip

    visit_toctree = skip

    def visit_nested_documents(self, node: nodes.Element) -> None:
        """Set the documents of a toctree inside a chapter where it stands."""
        for docname in node["documents"]:
            self.write(self.builder.translate_nested(docname, self.level + self.depth))
        raise nodes.SkipNode

    def unknown_visit(self, node: nodes.Node) -> None:
        """Warn of a node that nobody taught the builder; its text is set."""
        logger.warning(
            "the PDF builder does not know the node %s; its text is set without form",
            node.__class__.__name__,
            location=node,
            type="bookpress",
            subtype="typst",
        )
        if isinstance(node, nodes.Element):
            self.anchors(node)

    def unknown_departure(self, node: nodes.Node) -> None:
        pass
