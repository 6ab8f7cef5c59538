"""What the finished files say of themselves: sizes, pages, words, accessibility.

The ONIX record is made from these and from the edition file, so it cannot claim what the files do not.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pikepdf
from lxml import etree
from pypdfium2 import PdfDocument

NAMES = {"opf": "http://www.idpf.org/2007/opf", "h": "http://www.w3.org/1999/xhtml"}
NOTHING: dict[str, Any] = {}
PAGES_OF_TEXT = "//opf:manifest/opf:item[@media-type='application/xhtml+xml']/@href"


@dataclass(frozen=True)
class EpubFacts:
    """An EPUB: bytes, words, and its metadata of accessibility (schema.org, as EPUB Accessibility 1.1 has them)."""

    identifier: str
    size: int
    words: int
    features: frozenset[str]
    summary: str
    readable_as_text: bool
    has_pictures: bool
    has_formulas: bool
    follows_print: bool


@dataclass(frozen=True)
class PdfFacts:
    """A PDF: bytes, pages in all, the highest arabic page number, version, and what helps a screen reader."""

    size: int
    pages: int
    last_number: int
    version: str
    tagged: bool
    outlined: bool
    described: bool


def of_epub(path: Path) -> EpubFacts:
    """Read the EPUB at ``path``.  Raises :class:`KeyError` when it has no package document."""
    with zipfile.ZipFile(path) as archive:
        container = etree.fromstring(archive.read("META-INF/container.xml"))
        package_path = cast("etree._Element", container.find(".//{*}rootfile")).get("full-path", "")
        package = etree.fromstring(archive.read(package_path))
        folder = package_path.rpartition("/")[0]
        pages = [etree.fromstring(archive.read(f"{folder}/{href}")) for href in _select(package, PAGES_OF_TEXT)]

    def values(name: str) -> list[str]:
        return _select(package, f"//opf:meta[@property='schema:{name}']/text()")

    return EpubFacts(
        identifier=_select(package, "//*[@id = //opf:package/@unique-identifier]/text()")[0],
        size=path.stat().st_size,
        words=sum(_words(page) for page in pages),
        features=frozenset(values("accessibilityFeature")),
        summary=" ".join(values("accessibilitySummary")),
        readable_as_text="textual" in values("accessModeSufficient"),
        has_pictures="visual" in values("accessMode"),
        has_formulas="MathML" in values("accessibilityFeature"),
        follows_print=bool(_select(package, "//opf:meta[@property='pageBreakSource']/text()")),
    )


def _select(tree: etree._Element, path: str) -> list[str]:
    return [str(found) for found in cast("list[str]", tree.xpath(path, namespaces=NAMES))]


def _words(page: etree._Element) -> int:
    """Words in the body of a page of text."""
    return len(re.findall(r"\w+(?:[-’']\w+)*", " ".join(_select(page, "//h:body//text()"))))


def of_pdf(path: Path) -> PdfFacts:
    """Read the PDF at ``path``."""
    document = PdfDocument(path)
    labels = [document.get_page_label(number) for number in range(len(document))]
    document.close()
    with pikepdf.open(path) as pdf:
        root = pdf.Root
        figures = [kid for kid in pdf.objects if isinstance(kid, pikepdf.Dictionary) and kid.get("/S") == "/Figure"]
        return PdfFacts(
            size=path.stat().st_size,
            pages=len(labels),
            last_number=max((int(label) for label in labels if label.isdecimal()), default=len(labels)),
            version=pdf.pdf_version,
            tagged="/StructTreeRoot" in root and bool(root.get("/MarkInfo", NOTHING).get("/Marked", False)),
            outlined="/Outlines" in root,
            described=all("/Alt" in figure for figure in figures),
        )
