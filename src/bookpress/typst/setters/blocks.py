"""Blocks: quotations, admonitions, containers."""

from __future__ import annotations

from typing import NoReturn

from docutils import nodes
from sphinx.locale import admonitionlabels

from bookpress.typst import markup
from bookpress.typst.setters.captions import Captions
from bookpress.typst.writing import plain


class Blocks(Captions):
    """Blocks that hold other blocks."""

    def visit_block_quote(self, node: nodes.Element) -> None:
        source = [child for child in node.children if isinstance(child, nodes.attribution)]
        self.place(node)
        self.block(
            "quotation",
            markup.strings(node["classes"]),
            self.claim(node),
            f"[{''.join(map(self.children, source))}]",
            body=self.children(node, leave_out=(nodes.attribution,)),
        )
        raise nodes.SkipNode

    def visit_transition(self, node: nodes.Element) -> None:
        if not any("footnotes" in name for name in node["classes"]):
            self.write("\n#transition()\n")
        raise nodes.SkipNode

    def visit_container(self, node: nodes.container) -> NoReturn:
        citations = [child for child in node.children if isinstance(child, nodes.citation)]
        caption = next((child for child in node.children if isinstance(child, nodes.caption)), None)
        self.place(node)
        if citations:
            self.anchors(node)
            self.write(self.bibliography(citations, self.builder.shows_citation_labels))
        elif caption is not None:
            self.captioned("code", node, caption, self.children(node, leave_out=(nodes.caption,)))
        else:
            self.block("container", markup.strings(node["classes"]), self.claim(node), body=self.children(node))
        raise nodes.SkipNode

    visit_compound, depart_compound = plain("", "")
    visit_only, depart_only = plain("", "")
    visit_start_of_file, depart_start_of_file = plain("", "")
    visit_centered, depart_centered = plain("\n#centred[", "]\n")

    def visit_admonition(self, node: nodes.Element) -> None:
        kind = next((name for name in (node.tagname, *node["classes"]) if name in admonitionlabels), "admonition")
        titles = [child for child in node.children if isinstance(child, nodes.title)]
        self.whole_words += 1
        title = "".join(map(self.children, titles)) or markup.text(str(admonitionlabels.get(kind, "")))
        self.whole_words -= 1
        self.place(node)
        self.block(
            "admonition",
            markup.string(kind),
            markup.strings(node["classes"]),
            self.claim(node),
            f"[{title}]",
            body=self.children(node, leave_out=(nodes.title,)),
        )
        raise nodes.SkipNode

    visit_note = visit_tip = visit_hint = visit_important = visit_seealso = visit_admonition
    visit_attention = visit_caution = visit_danger = visit_error = visit_warning = visit_admonition
    visit_topic = visit_sidebar = visit_todo_node = visit_admonition

    def visit_versionmodified(self, node: nodes.Element) -> None:
        self.block("container", markup.strings(["versionmodified"]), self.claim(node), body=self.children(node))
        raise nodes.SkipNode
