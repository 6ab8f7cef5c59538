"""The index at the back of the book: locators that mean something, "see" and "see also" as links."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from lxml import etree
from sphinx.environment import BuildEnvironment

from bookpress.core.index import Places, letters
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
class Line:
    """One line of the index."""

    name: str
    id: str = ""
    locators: list[Locator] = field(default_factory=list)
    children: list[Line] = field(default_factory=list)
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


def lines(env: BuildEnvironment, entries: list[Any], where: dict[str, Place]) -> list[tuple[str, list[Line]]]:
    """Give the index by letter, from the ``entries`` of :func:`core.index.sphinx_entries`.

    Entries that lead nowhere, because their document is not in the book, are left out.
    """
    found = []
    count = 0
    for letter, terms in letters(env, entries):
        kept = []
        for term in terms:
            count += 1
            inner = [Line(words, locators=_locators(places, where)) for words, places in term.below]
            children = [child for child in inner if child.locators]
            line = Line(term.name, f"term-{count}", _locators(term.places, where), children, term.see, term.see_also)
            if line.locators or line.children or line.see or line.see_also:
                kept.append(line)
        if kept:
            found.append((letter, kept))
    return found


def _locators(links: Places, where: dict[str, Place]) -> list[Locator]:
    """Give one locator for each place, in reading order; links to what is not in the book are dropped."""
    known = [(where[unquote(link)], link, main) for main, link in links if unquote(link) in where]
    found: dict[str, Locator] = {}
    for place, link, main in sorted(known, key=lambda item: item[0].rank):
        locator = found.setdefault(place.label, Locator(place.label, link, False))
        locator.main = locator.main or bool(main)
    return list(found.values())
