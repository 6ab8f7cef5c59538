"""The order of the pages, and what the navigation document lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from lxml import etree
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from bookpress.core.book import INDEX, Document, Matter, book, roman
from bookpress.core.words import _, pgettext
from bookpress.epub.xhtml import HEADINGS, find, has_class, text_of

BODY = Matter.BODY.value
LANDMARKS = ("cover", "titlepage", "copyright-page", "toc", "glossary", "bibliography", "index")


def file_name(name: str) -> str:
    """Give ``name`` in ASCII letters that every reading system and shop takes; other names stay other names."""
    return re.sub(r"[^\w./-]|[^\x00-\x7f]", lambda match: f"_{ord(match[0]):x}_", name)


@dataclass
class Page:
    """One file of the book.

    ``name`` is that of its document, or of a page that the builder makes; ``kind`` is the ``epub:type`` of
    the page, ``depth`` its level in the contents, ``number`` that of a part.
    """

    name: str
    kind: str
    matter: str
    title: str
    depth: int = 0
    template: str = "page.xhtml"
    number: str = ""
    listed: bool = True
    root: etree._Element | None = None

    @property
    def href(self) -> str:
        """Path of the file in the book."""
        return file_name(self.name) + ".xhtml"

    @property
    def tree(self) -> etree._Element:
        """The ``root``, once the builder has made it."""
        assert self.root is not None, f"page «{self.name}» is not made yet"
        return self.root


@dataclass
class Entry:
    """A line of a list in the navigation document."""

    label: str
    href: str
    kind: str = ""
    children: list[Entry] = field(default_factory=list)


def reading_order(env: BuildEnvironment, with_index: bool, with_cover: bool = True) -> list[Page]:
    """Give the pages in reading order: those of the book's documents, and those that the builder makes.

    A document of ``epub-type: copyright-page`` or ``colophon`` takes the
    place of the page that the builder makes.  Raises :class:`ExtensionError` when a document has the name of
    such a page.
    """
    title = env.config.edition.book.title
    front = Matter.FRONT.value
    pages = [
        Page("cover", "cover", front, _("Cover"), template="cover.xhtml", listed=False),
        Page(env.config.root_doc, "titlepage", front, title, template="title-page.xhtml", listed=False),
        Page("imprint", "copyright-page", front, _("Imprint"), template="imprint.xhtml", listed=False),
        Page("nav", "toc", front, pgettext("heading", "Contents"), template="nav.xhtml", listed=False),
    ]
    for group in book(env).groups:
        if group.number:
            part = Page(f"part-{group.number}", "part", group.matter.value, group.title, template="part.xhtml")
            part.number = roman(group.number)
            pages.append(part)
        for document in group.documents:
            pages += _pages(env, document, group.matter, int(group.number > 0))
    back = Matter.BACK.value
    pages.append(Page(INDEX, "index", back, _("Index"), template="index.xhtml"))
    pages.append(Page("colophon", "colophon", back, _("Colophon"), template="colophon.xhtml"))
    return _without_doubles(pages if with_cover else pages[1:], env, with_index)


def _pages(env: BuildEnvironment, top: Document, matter: Matter, above: int) -> Iterator[Page]:
    """Give the page of a document and those of the documents below it."""
    usual = {Matter.FRONT: "", Matter.BODY: "chapter", Matter.BACK: "appendix"}[matter]
    for document, depth in top.walk(above):
        name = document.name
        if name == INDEX:
            yield Page(name, "index", matter.value, _("Index"), depth, template="index.xhtml")
        if name in env.found_docs:
            kind = env.metadata[name].get("epub-type", usual)
            yield Page(name, kind, matter.value, env.titles[name].astext(), depth)


def _without_doubles(pages: list[Page], env: BuildEnvironment, with_index: bool) -> list[Page]:
    """Leave out the second index, the index if it is not wanted, and made pages that a document replaces."""
    written = {page.kind for page in pages if page.template == "page.xhtml"}
    found: dict[str, Page] = {}
    for page in pages:
        made = page.template not in ("page.xhtml", "title-page.xhtml")
        if made and page.name in env.found_docs:
            raise ExtensionError(f"document «{page.name}» has the name of a page that the EPUB makes itself; rename it")
        if not (made and page.kind in written) and (page.kind != "index" or with_index):
            found.setdefault(page.name, page)
    return list(found.values())


def heading_label(heading: etree._Element) -> str:
    """Give the words of a heading, with a full stop after the number of a chapter or part."""
    for number in find(heading, f"h:span[{has_class('number')}]"):
        stop = "." if heading.tag.endswith("h1") else ""
        words = text_of(heading).removeprefix(text_of(number)).strip()
        return f"{text_of(number)}{stop} {words}"
    return text_of(heading)


def contents(pages: list[Page], levels: int) -> list[Entry]:
    """Give the table of contents, with headings down to ``levels`` in each page."""
    top: list[Entry] = []
    above: list[tuple[int, list[Entry]]] = [(-1, top)]
    for page in pages:
        if page.listed:
            body = find(page.tree, "h:body/h:section[h:h1]")[0]
            entry = Entry(heading_label(find(body, "h:h1")[0]), quote(page.href))
            if page.kind != "index":
                entry.children = list(_sections(page, body, levels - 1))
            while above[-1][0] >= page.depth:
                above.pop()
            above[-1][1].append(entry)
            above.append((page.depth, entry.children))
    return top


def _sections(page: Page, section: etree._Element, levels: int) -> Iterator[Entry]:
    for child in find(section, f"h:section[@id][{HEADINGS}]") if levels > 0 else []:
        label = heading_label(find(child, HEADINGS)[0])
        yield Entry(label, f"{quote(page.href)}#{child.get('id')}", children=list(_sections(page, child, levels - 1)))


def captions(pages: list[Page], element: str, caption: str) -> list[Entry]:
    """Give the figures (``figure``, ``figcaption``) or tables (``table``, ``caption``) that have a number."""
    found = []
    for page in pages:
        for item in find(page.tree, f"//h:{element}[@id]"):
            for number in find(item, f"h:{caption}//h:span[{has_class('caption-number')}]"):
                label = f"{text_of(number)}. {text_of(number.getparent()).removeprefix(text_of(number)).strip()}"
                found.append(Entry(label, f"{quote(page.href)}#{item.get('id')}"))
    return found


def landmarks(pages: list[Page]) -> list[Entry]:
    """Give the pages that a reading system offers by name (EPUB 3.3, 7.4.4)."""
    labels = {
        "cover": _("Cover"),
        "titlepage": _("Title page"),
        "copyright-page": _("Imprint"),
        "toc": pgettext("heading", "Contents"),
        "bodymatter": _("Beginning of the text"),
        "glossary": _("Glossary"),
        "bibliography": _("Bibliography"),
        "index": _("Index"),
    }
    found: list[Entry] = []
    for page in pages:
        if page.matter == BODY and not any(entry.kind == BODY for entry in found):
            found.append(Entry(labels[BODY], quote(page.href), BODY))
        if page.kind in LANDMARKS and not any(entry.kind == page.kind for entry in found):
            found.append(Entry(labels[page.kind], quote(page.href) + ("#toc" if page.kind == "toc" else ""), page.kind))
    return found
