"""Readers of what a page tells search engines: meta elements and structured data."""

from __future__ import annotations

import json

from lxml import html


def metas(site, name: str) -> dict[str, str]:
    """Give the content of each meta element by its name or property; each may stand once."""
    root = html.parse(site.outdir / f"{name}.html", html.HTMLParser(encoding="utf-8"))
    pairs = [(m.get("name") or m.get("property"), m.get("content")) for m in root.xpath("//meta[@name or @property]")]
    names = [name for name, _ in pairs if name != "theme-color"]
    assert len(names) == len(set(names))
    return dict(pairs)


def data(site, name: str) -> dict | None:
    """Give the structured data of a page."""
    root = html.parse(site.outdir / f"{name}.html", html.HTMLParser(encoding="utf-8"))
    found = root.xpath("//script[@type='application/ld+json']/text()")
    assert len(found) <= 1
    return json.loads(found[0]) if found else None


def faults(node: object, where: str = "", top: bool = True) -> list[str]:
    """Check structured data against what schema.org says of the types in use."""
    required = {
        "Book": {"name"},
        "Chapter": {"name", "position"},
        "DefinedTermSet": {"name", "hasDefinedTerm"},
        "DefinedTerm": {"name"},
        "Person": {"name"},
        "Organization": {"name"},
    }
    creative = {"name", "url", "inLanguage", "isPartOf", "hasPart", "position", "author", "editor", "publisher"}
    creative |= {"description", "datePublished", "license", "alternativeHeadline"}
    allowed = {
        "Book": creative | {"bookEdition", "isbn"},
        "Chapter": creative,
        "DefinedTermSet": creative | {"hasDefinedTerm"},
        "DefinedTerm": {"name", "url"},
        "Person": {"name"},
        "Organization": {"name"},
    }
    if isinstance(node, list):
        return [fault for part in node for fault in faults(part, where, False)]
    if not isinstance(node, dict):
        return [] if node not in ("", None) else [f"{where}: empty"]
    kind = node.get("@type")
    found = [] if not top or node.get("@context") == "https://schema.org" else ["no context"]
    if kind not in required:
        return [*found, f"{where}: type {kind}"]
    found += [f"{where}{kind}: no {name}" for name in required[kind] - node.keys()]
    keys = node.keys() - {"@type", "@context"}
    found += [f"{where}{kind}: {name} is not of this type" for name in keys - allowed[kind]]
    for name in keys:
        found += faults(node[name], f"{where}{kind}.{name}: ", False)
    return found
