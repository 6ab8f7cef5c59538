"""Links, inside the book and out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes
from sphinx.util import logging

from bookpress.typst import markup
from bookpress.typst.labels import INTERNAL, label_of
from bookpress.typst.writing import Writer, plain, side

LOOKS = {"sd-btn": "button", "sd-badge": "badge"}  # of links of sphinx-design
COLOUR = re.compile(r"sd-(?:bg|outline|border)-([a-z]+)")
ALARMS, QUIET = {"warning", "danger"}, {"light", "muted", "white", "text"}


class Links(Writer):
    """Links inside the book and out of it, and what they lead to."""

    def visit_reference(self, node: nodes.reference) -> None:
        look = next((look for name, look in LOOKS.items() if name in node["classes"]), None)
        if isinstance(node.next_node(), nodes.image) and not isinstance(node.parent, (nodes.TextElement, nodes.figure)):
            look = "illustration"  # a picture that stands by itself
        picture = node.next_node(nodes.image) if look == "illustration" else None
        argument = f"({tone(node)})" if look == "badge" else f"({side(picture)})" if picture else ""
        self.write(f"#{look}{argument}[" if look else "")
        self.set_link(node)
        self.write("]" if look else "")
        raise nodes.SkipNode

    def set_link(self, node: nodes.reference) -> None:
        """Write a link."""
        address = node.get("refuri", "")
        bare = node.astext() == address
        self.one_line = any("std-numref" in inline["classes"] for inline in node.findall(nodes.inline))
        self.whole_words += bare
        body = self.children(node)
        self.whole_words -= bare
        self.one_line = False
        if "refid" in node:
            self.write(self.link(node, label_of(self.docname, node["refid"]), body))
        elif address.startswith(INTERNAL):
            document, _, anchor = address[len(INTERNAL) :].partition("#")
            self.write(self.link(node, label_of(document, anchor), body))
        elif address:
            shown = _shows(node.astext(), address) or not address.startswith(("http://", "https://"))
            note = "none" if shown else '"inline"' if self.no_notes else '"note"'
            self.write(f"#external({markup.string(address)}, {note})[{body}]")
        else:
            self.write(body)

    visit_number_reference = visit_reference

    def link(self, node: nodes.Element, label: str, body: str) -> str:
        """Markup of a link inside the book; the template adds the page number where it belongs."""
        if label not in self.targets.links:
            self.targets.links[label] = logging.get_node_location(node)
        classes = {name for inline in node.findall(nodes.inline) for name in inline["classes"]}
        kind = "term" if "std-term" in classes else "in-parentheses" if _in_parentheses(node) else "in-text"
        self.references += 1
        reference = markup.string(f"{self.docname}:{self.references}")
        return f"#refer({markup.string(label)}, {markup.string(kind)}, {reference})[{body}]"

    def visit_target(self, node: nodes.Element) -> None:
        self.anchors(node)

    def depart_target(self, node: nodes.Element) -> None:
        pass

    visit_download_reference, depart_download_reference = plain("", "")
    visit_pending_xref, depart_pending_xref = plain("", "")
    visit_substitution_reference, depart_substitution_reference = plain("", "")


def tone(node: nodes.Element) -> str:
    """What the colour that sphinx-design gives a card, badge or link means on paper, as a string in Typst."""
    given = {match[1] for match in map(COLOUR.fullmatch, node["classes"]) if match}
    return markup.string("alarm" if given & ALARMS else "stressed" if given - QUIET else "plain")


def _in_parentheses(node: nodes.Node) -> bool:
    """Is ``node`` inside parentheses of its paragraph?"""
    block: nodes.Element = node.parent
    while isinstance(block, nodes.Inline) and block.parent is not None:
        block = block.parent
    before = ""
    for text in block.findall(nodes.Text):
        if node in _parents(text):
            break
        before += text
    return before.count("(") > before.count(")")


def _parents(node: nodes.Node | None) -> Iterator[nodes.Node]:
    while node is not None:
        yield node
        node = node.parent


def _shows(words: str, address: str) -> bool:
    """Do the words of a link show its address already?"""
    bare = re.sub(r"^https?://(www\.)?((dx\.)?doi\.org/)?", "", address).rstrip("/")
    return bare in words
