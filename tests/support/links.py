"""Internal links of the three formats: each has a target that exists.

Every function gives ``(number of links checked, list of findings)``; a finding names the page and the link.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pikepdf
from lxml import etree, html

Result = tuple[int, list[str]]
ATTRIBUTES = ("href", "src", "data", "poster")


def site(folder: Path) -> Result:
    """Links and fragments of all HTML files below ``folder``."""
    names = sorted(str(p.relative_to(folder)) for p in folder.rglob("*.html"))
    return _pages(names, lambda name: html.parse(folder / name).getroot(), lambda name: (folder / name).exists())


def epub(file: Path) -> Result:
    """Links and fragments of all XHTML files in the EPUB ``file``, and of its table of contents for old readers."""
    with zipfile.ZipFile(file) as book:
        present = set(book.namelist())
        names = sorted(n for n in present if n.endswith((".xhtml", ".ncx")))
        return _pages(names, lambda name: etree.fromstring(book.read(name)), present.__contains__)


def _pages(names: Iterable[str], parse: Callable, exists: Callable[[str], bool]) -> Result:
    roots = {name: parse(name) for name in names}
    anchors = {
        name: {v for e in root.iter(etree.Element) for v in (e.get("id"), e.get("name")) if v}
        for name, root in roots.items()
    }
    checked, findings = 0, []
    for name, root in roots.items():
        for element in root.iter(etree.Element):
            for attribute in ATTRIBUTES:
                link = element.get(attribute)
                if link is None or urlsplit(link).scheme or link.startswith("//"):
                    continue
                checked += 1
                problem = _problem(name, link, anchors, exists)
                if problem:
                    findings.append(f"{name}:{element.sourceline}: {link}: {problem}")
    return checked, findings


def _problem(name: str, link: str, anchors: dict[str, set[str]], exists: Callable[[str], bool]) -> str | None:
    parts = urlsplit(link)
    path = unquote(parts.path)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
    if not exists(target):
        return "no such file"
    fragment = unquote(parts.fragment)
    if fragment and fragment != "top" and target in anchors and fragment not in anchors[target]:
        return "no such place on that page"
    return None


def pdf(file: Path) -> Result:
    """Links inside the PDF ``file`` and its bookmarks: each leads to a page of the same file."""
    checked, findings = 0, []
    with pikepdf.open(file) as document:
        pages = {page.objgen for page in document.pages}
        names = pikepdf.NameTree(document.Root.Names.Dests) if "/Dests" in document.Root.get("/Names", {}) else {}

        def problem(destination) -> str | None:
            if isinstance(destination, (pikepdf.String, pikepdf.Name)):
                if str(destination) not in names:
                    return f"no place named {destination}"
                destination = names[str(destination)]
            if isinstance(destination, pikepdf.Dictionary):
                destination = destination.D
            return None if destination[0].objgen in pages else "leads to no page"

        for number, page in enumerate(document.pages, 1):
            for note in page.get("/Annots", []):
                action = note.get("/A", {})
                destination = note.get("/Dest", action.get("/D"))
                if note.get("/Subtype") != "/Link" or (action.get("/S") == "/URI"):
                    continue
                checked += 1
                says = "leads nowhere" if destination is None else problem(destination)
                if says:
                    findings.append(f"page {number}: link at {[round(float(v)) for v in note.Rect]}: {says}")

        def walk(items):
            nonlocal checked
            for item in items:
                checked += 1
                destination = item.destination if item.destination is not None else (item.action or {}).get("/D")
                says = "leads nowhere" if destination is None else problem(destination)
                if says:
                    findings.append(f"bookmark {item.title!r}: {says}")
                walk(item.children)

        with document.open_outline() as outline:
            walk(outline.root)
    return checked, findings
