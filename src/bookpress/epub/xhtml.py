"""Names and small helpers for XHTML trees, with lxml."""

from __future__ import annotations

import re
from typing import Any, cast

from lxml import etree
from sphinx.errors import ExtensionError

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
SVG = "http://www.w3.org/2000/svg"
MATHML = "http://www.w3.org/1998/Math/MathML"
XML = "http://www.w3.org/XML/1998/namespace"
TYPE = f"{{{OPS}}}type"
XML_LANG = f"{{{XML}}}lang"
HEADINGS = "h:h1 | h:h2 | h:h3 | h:h4 | h:h5 | h:h6"
VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # characters that no XML file may have
SVG_WITHOUT_NAMESPACE = re.compile(r"<svg\b(?![^>]*\sxmlns=)")


def tag(name: str) -> str:
    """Give the qualified name of an XHTML element."""
    return f"{{{XHTML}}}{name}"


def namespaces(default: str, **prefixes: str) -> dict[Any, str]:
    """Give lxml's table of namespaces: the one without a prefix, which lxml's stubs do not know of, and others."""
    return {None: default, **prefixes}


def find(node: etree._Element, path: str) -> list[Any]:
    """Give the elements or strings that the XPath ``path`` selects; it is no expression with a number or a truth.

    Prefixes: ``h`` XHTML, ``epub``, ``svg``, ``m`` MathML.
    """
    found = node.xpath(path, namespaces={"h": XHTML, "epub": OPS, "svg": SVG, "m": MATHML})
    return cast("list[Any]", found)


def parent_of(element: etree._Element) -> etree._Element:
    """Give the parent of an element that is not the root."""
    return cast("etree._Element", element.getparent())


def has_class(name: str) -> str:
    """Give the XPath condition for an element of class ``name``."""
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


def mark(element: etree._Element, kind: str, role: str | None = None) -> None:
    """Set ``epub:type`` and, when given, the DPUB-ARIA role."""
    element.set(TYPE, kind)
    if role:
        element.set("role", role)


def text_of(element: etree._Element) -> str:
    """Give the words of ``element`` without note references and page breaks, spaces collapsed."""

    def words(node: etree._Element) -> str:
        inner = "".join(words(child) + (child.tail or "") for child in node)
        return "" if node.get("role") in ("doc-noteref", "doc-pagebreak") else (node.text or "") + inner

    return " ".join(words(element).split())


def append(element: etree._Element, piece: str | etree._Element) -> None:
    """Add words or an element at the end of ``element``."""
    if not isinstance(piece, str):
        element.append(piece)
    elif len(element):
        element[-1].tail = (element[-1].tail or "") + piece
    else:
        element.text = (element.text or "") + piece


def remove(element: etree._Element) -> None:
    """Take ``element`` out and leave the text that follows it."""
    replace_by_content(element, keep_content=False)


def replace_by_content(element: etree._Element, keep_content: bool = True) -> None:
    """Put the content of ``element`` in its place."""
    parent, before = parent_of(element), element.getprevious()
    position = parent.index(element)
    children = list(element) if keep_content else []
    text = (element.text or "") if keep_content else ""
    tail = element.tail or ""
    if children:
        children[-1].tail = (children[-1].tail or "") + tail
    else:
        text += tail
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text
    parent[position : position + 1] = children


def parse(text: str, name: str) -> etree._Element:
    """Parse the page ``name``.

    Raises :class:`ExtensionError` when an extension gave it HTML that is not well-formed XML.
    """
    text = SVG_WITHOUT_NAMESPACE.sub(f'<svg xmlns="{SVG}"', NOT_XML.sub("", text))
    try:
        return etree.fromstring(text.encode())
    except etree.XMLSyntaxError as error:
        line = text.splitlines()[error.lineno - 1].strip() if error.lineno else ""
        raise ExtensionError(
            f"{name}: an extension made HTML of this document that is not well-formed XML ({error.msg}) "
            f"near «{line[:120]}»; leave out the directive that it comes from"
        ) from error


def serialize(root: etree._Element) -> bytes:
    """Give the bytes of a page; an empty element gets an end tag, so that HTML parsers read it alike."""
    for element in root.iter(tag("*")):
        if not len(element) and not element.text and etree.QName(element).localname not in VOID:
            element.text = ""
    etree.cleanup_namespaces(root, top_nsmap=namespaces(XHTML, epub=OPS), keep_ns_prefixes=["epub"])
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")
