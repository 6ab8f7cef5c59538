r"""From docutils nodes to HTML that stands anywhere: no classes, no ids, no links into the book.

Formulas are written as TeX between ``\(`` and ``\)``, which Moodle and Anki set.  Text that only looks like one of
their marks is kept from being taken for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import cast

from docutils import nodes
from sphinx import addnodes

from bookpress.core.book import LIST_TYPES

TAGS = {
    nodes.block_quote: "blockquote",
    nodes.bullet_list: "ul",
    nodes.definition: "dd",
    nodes.definition_list: "dl",
    nodes.emphasis: "em",
    nodes.line: "div",
    nodes.line_block: "div",
    nodes.list_item: "li",
    nodes.literal: "code",
    nodes.literal_block: "pre",
    nodes.paragraph: "p",
    nodes.row: "tr",
    nodes.strong: "strong",
    nodes.subscript: "sub",
    nodes.superscript: "sup",
    nodes.table: "table",
    nodes.tbody: "tbody",
    nodes.term: "dt",
    nodes.thead: "thead",
    nodes.title_reference: "cite",
}
NOT_SHOWN = (addnodes.index, addnodes.tabular_col_spec, nodes.colspec, nodes.comment, nodes.target)
ONLY_CONTENT = (nodes.container, nodes.definition_list_item, nodes.tgroup)

# What starts a formula in Moodle or Anki, or a sound, picture or formula in Anki.
MARK = re.compile(r"\\(?=[()\[\]]|begin\{)|\$(?=\$)|\[(?=(?:sound|anki):|/?latex\]|/?\$+\])")
ADDRESS = re.compile(r"https?:|mailto:")


CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # not allowed in XML 1.0


class NotPortableError(ValueError):
    """Something that a question bank has no place for: the node, and what it is."""

    def __init__(self, node: nodes.Element, what: str):
        super().__init__(node, what)
        self.node, self.what = node, what


def html(content: Iterable[nodes.Node]) -> str:
    """Write ``content``, whose references are resolved, as HTML.  Raises :class:`NotPortableError`."""
    return "".join(map(_html, content))


def _html(node: nodes.Node) -> str:
    if isinstance(node, nodes.Text):
        if CONTROLS.search(node):
            raise NotPortableError(node.parent, "a control character")
        text = node if _is_verbatim(node) else re.sub(r"[\r\n]", " ", node)
        return MARK.sub(r"\g<0><span></span>", escape(text))
    if isinstance(node, NOT_SHOWN):
        return ""
    if isinstance(node, nodes.math):
        return rf"\({escape(node.astext())}\)"
    if isinstance(node, nodes.math_block):
        return rf"<p>\[{escape(node.astext())}\]</p>"
    tag = _tag(cast("nodes.Element", node))
    inside = html(node.children)
    return f"<{tag}>{inside}</{tag.split()[0]}>" if tag else inside


def _is_verbatim(node: nodes.Text) -> bool:
    return isinstance(node.parent, (nodes.literal_block, nodes.line))


def _tag(node: nodes.Element) -> str:
    """What stands in the start tag of ``node``; nothing for a node of which only the content is shown."""
    if type(node) in TAGS:
        return TAGS[type(node)]
    if isinstance(node, ONLY_CONTENT):
        return ""
    if isinstance(node, nodes.inline):
        language = next((name for name in node["classes"] if name.startswith("language-")), None)
        return f'span lang="{escape(language.removeprefix("language-"))}"' if language else ""
    if isinstance(node, nodes.reference):
        address = node.get("refuri", "")
        return f'a href="{escape(address)}"' if ADDRESS.match(address) else ""
    if isinstance(node, nodes.enumerated_list):
        return f'ol type="{LIST_TYPES[node["enumtype"]]}" start="{node.get("start", 1)}"'
    if isinstance(node, nodes.title) and isinstance(node.parent, nodes.table):
        return "caption"
    if isinstance(node, nodes.entry):
        return _cell(node)
    raise NotPortableError(node, node.tagname)


def _cell(entry: nodes.entry) -> str:
    columns = [column for column in entry.parent.parent.parent if isinstance(column, nodes.colspec)]
    stubs = sum(bool(column.get("stub")) for column in columns)
    is_head = isinstance(entry.parent.parent, nodes.thead) or entry.parent.index(entry) < stubs
    spans = {"colspan": entry.get("morecols", 0), "rowspan": entry.get("morerows", 0)}
    return ("th" if is_head else "td") + "".join(f' {name}="{more + 1}"' for name, more in spans.items() if more)
