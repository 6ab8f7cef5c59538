"""Structured data after schema.org, as JSON-LD: the book, its chapters, its glossary."""

from __future__ import annotations

import json
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from bookpress.core.book import chapters
from bookpress.core.edition.identity import Contributor

KINDS = {"person": "Person", "organisation": "Organization"}  # of contributors, in schema.org's words


def address(app: Sphinx, pagename: str) -> str:
    """Give the whole address of a page, the front page's without a file name; empty while the site has none."""
    base = app.config.html_baseurl
    if not base:
        return ""
    base = base.rstrip("/") + "/"
    return base if pagename == app.config.root_doc else base + app.builder.get_target_uri(pagename)


def element(data: dict[str, Any]) -> str:
    """Write ``data`` as the element of a page; nothing in it can close the element."""
    written = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False, separators=(",", ":"))
    written = written.replace("<", "\\u003c")
    return f'<script type="application/ld+json">{written}</script>\n'


def of_page(app: Sphinx, pagename: str, doctree: nodes.document) -> dict[str, Any] | None:
    """Give what is to be said of a page: Book, Chapter or DefinedTermSet, or None."""
    if pagename == app.config.root_doc:
        return {**_book(app), "hasPart": [_chapter(app, name) for name in chapters(app.env)]}
    if pagename in chapters(app.env):
        return {**_chapter(app, pagename), "inLanguage": app.config.language, "isPartOf": _whole(app)}
    if glossaries := list(doctree.findall(addnodes.glossary)):
        return _terms(app, pagename, glossaries)
    return None


def _given(**values: Any) -> dict[str, Any]:
    return {name.replace("at_", "@"): value for name, value in values.items() if value}


def _person(contributor: Contributor) -> dict[str, Any]:
    return {"@type": KINDS[contributor.kind], "name": contributor.name}


def _book(app: Sphinx) -> dict[str, Any]:
    edition = app.config.edition
    book, isbn = edition.book, edition.isbn
    return _given(
        at_type="Book",
        name=book.title,
        alternativeHeadline=book.subtitle,
        author=[_person(c) for c in book.contributor if c.role == "aut"],
        editor=[_person(c) for c in book.contributor if c.role == "edt"],
        publisher={"@type": "Organization", "name": edition.publisher.name},
        description=" ".join(book.description.split()),
        inLanguage=app.config.language,
        datePublished=book.date.isoformat(),
        bookEdition=book.edition_label or book.edition,
        license=book.license_url,
        isbn=[number for number in (isbn.print, isbn.pdf, isbn.epub) if number],
        url=address(app, app.config.root_doc),
    )


def _whole(app: Sphinx) -> dict[str, Any]:
    return _given(at_type="Book", name=app.config.edition.book.title, url=address(app, app.config.root_doc))


def _chapter(app: Sphinx, pagename: str) -> dict[str, Any]:
    return _given(
        at_type="Chapter",
        name=app.env.titles[pagename].astext(),
        position=chapters(app.env)[pagename],
        url=address(app, pagename),
    )


def _terms(app: Sphinx, pagename: str, glossaries: list[addnodes.glossary]) -> dict[str, Any]:
    page = address(app, pagename)
    terms = [term for glossary in glossaries for term in glossary.findall(nodes.term)]
    return _given(
        at_type="DefinedTermSet",
        name=app.env.titles[pagename].astext(),
        inLanguage=app.config.language,
        url=page,
        isPartOf=_whole(app),
        hasDefinedTerm=[
            {"@type": "DefinedTerm", "name": term.astext(), "url": f"{page}#{term['ids'][0]}"} for term in terms
        ],
    )
