"""Raw HTML of an author made fit for a book: read as a browser reads it, then reduced to what EPUB allows.

Markdown gives raw HTML in pieces: ``<details>``, then paragraphs, then ``</details>``.  So the pieces below one parent
are read together, with a placeholder for each thing between them, by a parser that follows the WHATWG standard: tags
that were not closed are closed where a browser would close them, and nothing leaks out of the parent.

Of the elements, those that need a script or a server go, players become links, obsolete ones get their successor, and
unknown ones leave their content.  Of the attributes, those stay that say something; looks belong to the style sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser
from typing import Any, TypeAlias, TypeGuard
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

import tinyhtml5
from docutils import nodes
from lxml import etree
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from bookpress.epub.xhtml import MATHML, NOT_XML, SVG, XHTML, append, namespaces, tag

logger = logging.getLogger(__name__)

Piece: TypeAlias = str | etree._Element
Parsed: TypeAlias = "ElementTree.Element[Any]"  # the tag of a comment is a function

WORDS = {
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "img", "ins", "kbd",
    "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var",
    "wbr",
}  # fmt: skip
TRANSPARENT = {"a", "del", "ins"}  # they hold words, or blocks where blocks are allowed
ONLY_WORDS = WORDS - TRANSPARENT | {"h1", "h2", "h3", "h4", "h5", "h6", "legend", "p", "pre", "summary"}
BLOCKS = {
    "address", "article", "aside", "blockquote", "details", "dd", "div", "dl", "dt", "figcaption", "figure",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "li", "ol", "p", "pre", "section",
    "summary", "table", "ul",
}  # fmt: skip
IN_TABLES = {"caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"}
SUCCESSORS = {
    "acronym": "abbr",
    "big": "span",
    "center": "div",
    "dialog": "div",
    "dir": "ul",
    "fieldset": "div",
    "font": "span",
    "form": "div",
    "label": "span",
    "legend": "p",
    "main": "div",
    "menu": "ul",
    "nav": "div",
    "search": "div",
    "strike": "s",
    "tt": "code",
}
PLAYERS = {"audio", "embed", "iframe", "object", "video"}
# What an author must hear of, because a reader misses it
LOST = {
    "applet": "an applet",
    "button": "a button",
    "canvas": "a drawing made by a script",
    "input": "a form",
    "script": "a script",
    "select": "a form",
    "style": "a style sheet",
    "textarea": "a form",
}
WITHOUT_CONTENT = LOST.keys() | {"base", "datalist", "head", "link", "meta", "template", "title"}
PARENTS = {"li": {"ol", "ul"}, "dt": {"dl"}, "dd": {"dl"}, "figcaption": {"figure"}, "rt": {"ruby"}, "rp": {"ruby"}}
PLACEHOLDER = "x-placeholder"

INTEGER, ANYTHING = r"-?\d{1,6}", r"(?s).*"
ATTRIBUTES = {
    "*": {"class": ANYTHING, "dir": "ltr|rtl|auto", "hidden": ANYTHING, "id": r"[^\W\d][\w.:-]*",
          "lang": r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", "title": ANYTHING},
    "a": {"href": ANYTHING},
    "blockquote": {"cite": ANYTHING},
    "col": {"span": r"[1-9]\d{0,2}"},
    "colgroup": {"span": r"[1-9]\d{0,2}"},
    "img": {"alt": ANYTHING, "src": "data:image/.*"},
    "li": {"value": INTEGER},
    "ol": {"reversed": ANYTHING, "start": INTEGER, "type": "[1aAiI]"},
    "q": {"cite": ANYTHING},
    "td": {"colspan": r"[1-9]\d{0,2}", "rowspan": r"[1-9]\d{0,2}"},
    "th": {"colspan": r"[1-9]\d{0,2}", "rowspan": r"[1-9]\d{0,2}"},
    "time": {"datetime": r"\d{4}(-\d\d(-\d\d)?)?"},
}  # fmt: skip
OWN_ADDRESS = re.compile(r"(?:https?|mailto|tel|doi):|(?![A-Za-z][A-Za-z0-9+.-]*:)", re.I)


class MendRawHtml(SphinxPostTransform):
    """Mend the raw HTML of a document, parent by parent."""

    default_priority = 800  # after those that make raw HTML, such as sphinx-design's icons
    builders = ("epub",)

    def run(self, **_kwargs: Any) -> None:
        """Replace raw nodes by such as make well-formed XHTML; warn of what is lost."""
        raw = [node for node in self.document.findall(nodes.raw) if _is_html(node)]
        for node in raw:
            for line, what in lost(node.astext()):
                logger.warning(
                    "%s: it cannot be in an EPUB and is left out; put raw HTML for the website into {only} html, "
                    "write a picture in Markdown",
                    what,
                    location=(self.env.docname, node.line + line) if node.line else node,
                    type="bookpress",
                    subtype="raw_html",
                )
        for parent in dict.fromkeys(node.parent for node in raw):
            children = list(_mended(parent))
            parent.clear()
            parent.extend(children)


def lost(html: str) -> list[tuple[int, str]]:
    """Give line (from 0) and name of everything in ``html`` that a reader of a book will miss."""
    found: list[tuple[int, str]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
            given = dict(attributes)
            if name in LOST and given.get("type") != "hidden":
                found.append((self.getpos()[0] - 1, LOST[name]))
            source = given.get("src") or given.get("data") or ""
            if name == "img" and not source.startswith("data:"):
                found.append((self.getpos()[0] - 1, f"picture {source} of raw HTML"))
            if name in PLAYERS and source and not re.match("https?:", source):
                found.append((self.getpos()[0] - 1, f"file {source} of raw HTML"))

    Reader().feed(html)
    return found


def _is_html(node: nodes.Node) -> bool:
    return isinstance(node, nodes.raw) and "html" in node.get("format", "").split()


def _mended(parent: nodes.Element) -> Iterator[nodes.Node]:
    """Give the children of ``parent``, the raw ones mended; the others stay what they are."""
    in_line = isinstance(parent, nodes.TextElement)
    others = [str(n) for n, child in enumerate(parent) if not _is_html(child)]
    pieces = [
        child.astext() if _is_html(child) else f"<{PLACEHOLDER} n={n}></{PLACEHOLDER}>"
        for n, child in enumerate(parent)
    ]
    parts = _parts(mend("".join(pieces), in_line))
    if sorted(parts[1::2]) != sorted(others):  # something swallows what follows, such as <script> without an end
        parts = _parts("".join(mend(piece, in_line) for piece in pieces))
    for i, part in enumerate(parts):
        if i % 2:
            yield parent[int(part)]
        elif part:
            yield nodes.raw("", part, format="html")


def _parts(mended: str) -> list[str]:
    """Split at the placeholders: XHTML, number, XHTML, number, …, XHTML."""
    return re.split(rf'<{PLACEHOLDER}(?: xmlns="[^"]*")? n="(\d+)"/>', mended)


def mend(html: str, in_line: bool) -> str:
    """Give well-formed XHTML that says what a browser would show of ``html``.

    ``in_line``: it stands in a paragraph or the like, where no blocks are allowed.
    """
    parsed = tinyhtml5.parse(f"<!DOCTYPE html><body>{html}")
    root = etree.Element(tag("div"), nsmap=namespaces(XHTML))
    for part in parsed:
        _fill(root, _content(part, "div", in_line))
    return "".join([escape(root.text or ""), *(etree.tostring(child, encoding="unicode") for child in root)])


def _content(node: Parsed, parent: str, in_line: bool) -> list[Piece]:
    """Give what the children of ``node`` become below an element ``parent``."""
    pieces: list[Piece] = [node.text or ""]
    for child in node:
        pieces += _reduced(child, parent, in_line)
        pieces.append(child.tail or "")
    return pieces


def _reduced(node: Parsed, parent: str, in_line: bool) -> list[Piece]:
    """Give what one element becomes: itself, a successor, its content, or nothing."""
    if not isinstance(node.tag, str):
        return []
    namespace, _brace, name = node.tag.removeprefix("{").rpartition("}")
    if namespace in (SVG, MATHML):
        return _drawing(node)
    if name == PLACEHOLDER:
        return [_element(name, {"n": node.get("n", "")}, [])]
    if name in WITHOUT_CONTENT:
        return []
    if name in PLAYERS:
        return _link(node, in_line)
    if name == "img" and not node.get("src", "").startswith("data:"):
        return [node.get("alt", "")]
    name = SUCCESSORS.get(name, name)
    if name not in WORDS | BLOCKS | IN_TABLES:
        return _content(node, parent, in_line)
    if in_line and name not in WORDS:
        name = "span"
    elif name in ONLY_WORDS and not in_line and _has_blocks(node):
        name = "div"
    if parent not in PARENTS.get(name, {parent}):
        name = "span" if in_line or name in WORDS else "div"
    if name == "hr" and in_line:
        return []
    name, content = _fitting(name, _content(node, name, in_line))
    return [_element(name, _attributes(node, name), content)]


def _has_blocks(node: Parsed) -> bool:
    names = (str(child.tag).rpartition("}")[2] for child in node.iter())
    return any(SUCCESSORS.get(name, name) in BLOCKS | {PLACEHOLDER} for name in list(names)[1:])


def _fitting(name: str, content: list[Piece]) -> tuple[str, list[Piece]]:
    """Give name and content of an element such that each fits the other: lists have items, details a summary."""

    def is_a(piece: Piece, *names: str) -> TypeGuard[etree._Element]:
        return not isinstance(piece, str) and piece.tag in {tag(n) for n in names}

    solid = [piece for piece in content if not isinstance(piece, str) or piece.strip()]
    if name in ("ol", "ul"):
        return name, [piece if is_a(piece, "li") else _element("li", {}, [piece]) for piece in solid]
    if name == "dl":
        if not solid or not is_a(solid[0], "dt") or not is_a(solid[-1], "dd"):
            name = "div"
        elif any(not is_a(piece, "dt", "dd") for piece in solid):
            return name, [piece if is_a(piece, "dt", "dd") else _element("dd", {}, [piece]) for piece in solid]
        for piece in content:
            if name == "div" and is_a(piece, "dt", "dd"):
                piece.tag = tag("div")
    if name == "details" and (not solid or not is_a(solid[0], "summary")):
        name = "div"
    if name != "details":
        for piece in content:
            if is_a(piece, "summary"):
                piece.tag = tag("div")
    return name, content


def _attributes(node: Parsed, name: str) -> dict[str, str]:
    """Give the attributes of ``node`` that say something and have a valid value."""
    allowed = {**ATTRIBUTES["*"], **ATTRIBUTES.get(name, {})}
    kept = {
        key: NOT_XML.sub("", value)
        for key, value in node.attrib.items()
        if isinstance(key, str) and key in allowed and re.fullmatch(allowed[key], value)
    }
    for key in kept.keys() & {"href", "cite"}:
        kept[key] = _address(kept[key])
        if not kept[key]:
            del kept[key]
    kept |= {key: key for key in kept.keys() & {"hidden", "reversed"}}
    if name == "img":
        kept.setdefault("alt", "")
    if name == "details":
        kept["open"] = "open"  # many reading systems cannot open it
    return kept


def _address(text: str) -> str:
    """Give an address as it may stand in a link, or nothing when it is none or would run a script."""
    text = text.strip()
    try:
        urlsplit(text)
    except ValueError:
        return ""
    return quote(text, safe="%/:=&?~#+!$,;'@()*[]") if OWN_ADDRESS.match(text) else ""


def _link(node: Parsed, in_line: bool) -> list[Piece]:
    """Give a link to what a player or a frame would show."""
    sources = [item.get("src") or item.get("data") or "" for item in node.iter()]
    address = next((_address(source) for source in sources if re.match("https?:", source)), "")
    words = node.get("title") or " ".join("".join(node.itertext()).split()) or address
    if not address:
        return [words]
    link = _element("a", {"href": address}, [words])
    return [link if in_line else _element("p", {}, [link])]


def _drawing(node: Parsed) -> list[Piece]:
    """Copy SVG or MathML without what could run or load something."""
    namespace, _brace, name = node.tag.removeprefix("{").rpartition("}")
    if namespace not in (SVG, MATHML) or name in ("script", "foreignObject", "style"):
        return []
    kept = {
        key: NOT_XML.sub("", value)
        for key, value in node.attrib.items()
        if re.fullmatch(r"(?!on|version$)[A-Za-z_][\w.-]*", key)
        and (key not in ("href", "src") or value.startswith("#"))
    }
    element = etree.Element(node.tag, kept, nsmap=namespaces(namespace))
    pieces: list[Piece] = [node.text or ""]
    for child in node:
        pieces += _drawing(child) if isinstance(child.tag, str) else []
        pieces.append(child.tail or "")
    return [_fill(element, pieces)]


def _element(name: str, attributes: dict[str, str], pieces: list[Piece]) -> etree._Element:
    return _fill(etree.Element(tag(name), attributes), pieces)


def _fill(element: etree._Element, pieces: list[Piece]) -> etree._Element:
    """Put words and elements into ``element``."""
    for piece in pieces:
        append(element, NOT_XML.sub("", piece) if isinstance(piece, str) else piece)
    return element
