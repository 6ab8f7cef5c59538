"""What makes files an EPUB 3.3: manifest, accessibility metadata, checks of links, the zip file."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urldefrag

from lxml import etree
from sphinx.errors import ExtensionError

from bookpress.core import build_time, zips
from bookpress.core import files as replaced
from bookpress.core.words import _
from bookpress.epub.structure import Page
from bookpress.epub.xhtml import MATHML, SVG, find, tag

MIMETYPE = "mimetype"  # first, and not compressed (EPUB 3.3, OCF 4.3)
# Core media types of EPUB 3.3 that a book uses
MEDIA_TYPES = {
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css",
    ".ncx": "application/x-dtbncx+xml",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
CONTAINER = b"""<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""


@dataclass
class Item:
    """A line of the manifest."""

    href: str
    media_type: str
    properties: str

    @property
    def id(self) -> str:
        """An XML name made from the path."""
        return "file-" + re.sub(r"[^A-Za-z0-9._-]", lambda m: f"_{ord(m[0]):x}_", unquote(self.href)).replace(
            "_2f_", "-"
        )


def manifest(files: dict[str, bytes], cover: str) -> list[Item]:
    """List ``files`` (path and bytes) with media types and properties; ``cover`` is the path of the picture.

    Raises :class:`ExtensionError` for a kind of file that EPUB does not allow.
    """
    items = []
    for path in sorted(files):
        ending = posixpath.splitext(path)[1].lower()
        if ending not in MEDIA_TYPES:
            raise ExtensionError(f"{path}: EPUB has no place for this kind of file; convert it to SVG, PNG or JPEG")
        properties = _properties(files[path]) if ending == ".xhtml" else []
        properties += ["nav"] * (path == "nav.xhtml") + ["cover-image"] * (path == cover)
        items.append(Item(quote(path), MEDIA_TYPES[ending], " ".join(properties)))
    return items


def _properties(page: bytes) -> list[str]:
    root = etree.fromstring(page)
    present = {"mathml": f"{{{MATHML}}}math", "scripted": tag("script"), "svg": f"{{{SVG}}}svg"}
    return [name for name, element in present.items() if next(root.iter(element), None) is not None]


def drop_broken_links(pages: list[Page], files: dict[str, bytes]) -> list[tuple[Page, str]]:
    """Take off the links to what the book has not: neither a page or one of ``files``, nor an anchor of a page.

    Gives the page and a message for each.
    """
    anchors = {page.href: set(find(page.tree, "//@id")) for page in pages}
    problems = {}
    for page in pages:
        for link in find(page.tree, "//@href | //@src"):
            address, fragment = map(unquote, urldefrag(link))
            if re.match(r"[a-z][a-z0-9+.-]*:", address, re.I):
                continue
            path = posixpath.normpath(posixpath.join(posixpath.dirname(page.href), address)) if address else page.href
            if path not in anchors and path not in files:
                problem = f"a link to {path}, which is not in the book"
            elif fragment and path in anchors and fragment not in anchors[path]:
                problem = f"a link to {path}#{fragment}, an anchor that is not there"
            else:
                continue
            del link.getparent().attrib[link.attrname]
            problems[page.name, problem] = page
    return [(page, problem) for (_name, problem), page in problems.items()]


def accessibility(pages: list[Page], with_page_list: bool) -> list[tuple[str, str]]:
    """Give the schema.org properties of EPUB Accessibility 1.1 as they follow from the content.

    Conformance is not among them: that is a claim of a person who checked.
    """
    drawn = "//h:img[not(@role='presentation')] | //svg:svg[not(@aria-hidden='true')]"
    images = [image for page in pages if page.kind != "cover" for image in find(page.tree, drawn)]
    described = all(image.get("alt") or image.get("aria-label") for image in images)
    math = any(find(page.tree, "//m:math") for page in pages)
    media = any(find(page.tree, "//h:audio | //h:video | //h:script") for page in pages)
    features = ["structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability"]
    summary = [_("The text has headings, lists, tables and links marked as such, and a logical reading order.")]
    if images and described:
        features.append("alternativeText")
        summary.append(_("Every picture has a description."))
    if math:
        features += ["MathML", "describedMath"]
        summary.append(_("Formulas are MathML; each also has its TeX as words."))
    if any(page.kind == "index" for page in pages):
        features.append("index")
    if with_page_list:
        features += ["pageBreakMarkers", "pageNavigation"]
        summary.append(_("The page numbers are those of the printed edition."))
    return [
        ("accessMode", "textual"),
        *[("accessMode", "visual")] * bool(images),
        *[("accessModeSufficient", "textual,visual")] * bool(images),
        *[("accessModeSufficient", "textual")] * described,
        *(("accessibilityFeature", feature) for feature in sorted(features)),
        ("accessibilityHazard", "unknown" if media else "none"),
        ("accessibilitySummary", " ".join(map(str, summary))),
    ]


def write(target: Path, files: dict[str, bytes], package: bytes) -> None:
    """Write the EPUB ``target``; an older file stays whole until the new one is complete.

    The same input gives the same bytes: order, dates and permissions in the zip file are fixed.
    """
    content = {f"EPUB/{path}": data for path, data in {**files, "package.opf": package}.items()}
    entries = [
        (MIMETYPE, b"application/epub+zip"),
        ("META-INF/container.xml", CONTAINER),
        *sorted(content.items()),
    ]
    replaced.write(target, zips.packed(entries, build_time.seconds(), stored=frozenset({MIMETYPE})))
