"""The index at the back of the book: locators that mean something, "see" and "see also" as links."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree
from sphinx.environment import BuildEnvironment

from bookpress.epub.structure import Page
from bookpress.epub.xhtml import HEADINGS, find, has_class, tag, text_of


@dataclass
class Place:
    """Where an anchor stands: its rank in reading order, and what the reader is told of it."""

    rank: int
    label: str


@dataclass
class Locator:
    """A link from the index into the text."""

    label: str
    href: str
    main: bool


@dataclass
class Term:
    """One line of the index."""

    name: str
    id: str = ""
    locators: list[Locator] = field(default_factory=list)
    children: list[Term] = field(default_factory=list)
    see: list[str] = field(default_factory=list)
    see_also: list[str] = field(default_factory=list)


def places(pages: list[Page]) -> dict[str, Place]:
    """Give every anchor of the book (``href#id``) its place.

    The label is the page of the printed edition when the pages are marked, else the number of the section,
    else the title of the page.
    """
    found: dict[str, Place] = {}
    printed = ""
    for page in pages:
        numbers = [""]
        for event, element in etree.iterwalk(page.root, events=("start", "end")):
            if element.tag == tag("section"):
                if event == "end":
                    numbers.pop()
                    continue
                numbers.append(_number(element) or numbers[-1])
            if event == "start":
                if element.get("role") == "doc-pagebreak":
                    printed = element.get("aria-label")
                if element.get("id"):
                    label = printed or numbers[-1] or page.title
                    found[f"{page.href}#{element.get('id')}"] = Place(len(found), label)
    return found


def _number(section: etree._Element) -> str:
    """Give the number of a section, without the word "Chapter"."""
    for number in find(section, f"({HEADINGS})/h:span[{has_class('number')}]"):
        return text_of(number).split()[-1]
    return ""


def letters(env: BuildEnvironment, entries: list, where: dict[str, Place]) -> list[tuple[str, list[Term]]]:
    """Give the index by letter, from the ``entries`` of Sphinx's ``IndexEntries.create_index``.

    Entries that lead nowhere, because their document is not in the book, are left out.
    """
    sees = _cross_references(env)
    found = []
    count = 0
    for letter, group in entries:
        terms = []
        for name, (links, children, _key) in group:
            count += 1
            term = Term(name, f"term-{count}", _locators(links, where))
            inner = [Term(child, locators=_locators(child_links, where)) for child, child_links in children]
            term.children = [child for child in inner if child.locators]
            term.see = sees["see"].get(name, [])
            term.see_also = sees["seealso"].get(name, [])
            if term.locators or term.children or term.see or term.see_also:
                terms.append(term)
        if terms:
            found.append((letter, terms))
    return found


def _locators(links: list[tuple[str, str]], where: dict[str, Place]) -> list[Locator]:
    """Give one locator for each place, in reading order; links to what is not in the book are dropped."""
    known = [(where[unquote(link)], link, main) for main, link in links if unquote(link) in where]
    found: dict[str, Locator] = {}
    for place, link, main in sorted(known, key=lambda item: item[0].rank):
        locator = found.setdefault(place.label, Locator(place.label, link, False))
        locator.main = locator.main or bool(main)
    return list(found.values())


def _cross_references(env: BuildEnvironment) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {"see": {}, "seealso": {}}
    for entries in env.domains.index_domain.entries.values():
        for kind, value, *_rest in entries:
            if kind in found:
                name, target = (part.strip() for part in value.split(";", 1))
                targets = found[kind].setdefault(name, [])
                if target not in targets:
                    targets.append(target)
    return found
