"""Raw parts: what is meant for another format, and the little of HTML that a page can show.

Raw HTML and LaTeX are left out, but for a line break, a check box, a few elements inside a line (``<s>``, ``<kbd>``)
and embedded pages and films, whose address is given.  Raw Typst is set by ``eval``: there it can leave its place
as little as it can read a file or use a name of the template.
"""

from __future__ import annotations

import re

from docutils import nodes
from lxml import html

from bookpress.typst import markup
from bookpress.typst.writing import LINE_BREAK, Writer

OPENING = re.compile(r"\s*<([a-z]+)(?:\s[^>]*)?>\s*", re.I)
INLINE = {  # elements that pair in a line: their node and its classes
    **dict.fromkeys(("b", "strong"), (nodes.strong, [])),
    **dict.fromkeys(("i", "em", "cite", "var"), (nodes.emphasis, [])),
    **dict.fromkeys(("s", "del", "strike"), (nodes.inline, ["strike"])),
    **dict.fromkeys(("u", "ins"), (nodes.inline, ["underline"])),
    "mark": (nodes.inline, ["mark"]),
    "small": (nodes.inline, ["small"]),
    "sub": (nodes.subscript, []),
    "sup": (nodes.superscript, []),
    "kbd": (nodes.literal, ["kbd"]),
    "code": (nodes.literal, []),
}


def pair_inline_html(document: nodes.document) -> None:
    """Make nodes of the elements of HTML that begin and end in one line of text."""
    for start in list(document.findall(nodes.raw)):
        found = OPENING.fullmatch(start.astext())
        if start.parent is None or not found or found[1].lower() not in INLINE or "html" not in start["format"]:
            continue
        name, siblings = found[1].lower(), start.parent.children
        first = siblings.index(start)
        last = next((i for i in range(first + 1, len(siblings)) if _closes(siblings[i], name)), None)
        if last is None:
            continue
        kind, classes = INLINE[name]
        inside = siblings[first + 1 : last]
        node = kind("", "", *inside, classes=classes)
        start.parent[first : last + 1] = [node]


def _closes(node: nodes.Node, name: str) -> bool:
    return isinstance(node, nodes.raw) and re.fullmatch(rf"\s*</{name}\s*>\s*", node.astext(), re.I) is not None


class Raw(Writer):
    """Raw nodes."""

    def visit_raw(self, node: nodes.raw) -> None:
        formats, source = node["format"].split(), node.astext().strip()
        if "typst" in formats:
            self.place(node)
            self.write(f'#eval({markup.string(source)}, mode: "markup");')
        elif "html" in formats and source.startswith("<br"):
            self.write(LINE_BREAK)
        elif "html" in formats and source.startswith("<input") and "checkbox" in source:
            self.write(f"#check-box({'true' if ' checked' in source else 'false'});")
        elif "html" in formats:
            for words, address in _embedded(source):
                self.write(f'\n#embedded[#external({markup.string(address)}, "note")[{self.text(words)}]]\n')
        raise nodes.SkipNode


def _embedded(source: str) -> list[tuple[str, str]]:
    """Titles and addresses of the pages, films and sounds that raw HTML embeds."""
    if not re.search(r"<(iframe|video|audio|embed|source)\b", source, re.I):
        return []
    root = html.fragment_fromstring(source, create_parent=True)
    found = []
    for element in root.iter("iframe", "video", "audio", "embed", "source"):
        address = element.get("src", "")
        if address.startswith(("http://", "https://")):
            found.append((element.get("title") or element.get("aria-label") or address, address))
    return found
