"""How a website is found and shared: descriptions, OpenGraph, structured data, site map, web manifest.

Everything comes from ``config.edition`` and the text.  What needs a whole address (canonical links, ``og:url`` and the
picture, the site map) appears only when ``html_baseurl`` is set; nothing else changes with it.
"""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from bookpress.core.site import Finish, is_site

from . import site_files, structured_data
from .description import DESCRIBED, describe


def _meta(**attributes: str) -> str:
    written = "".join(f' {name.replace("_", "-")}="{escape(value)}"' for name, value in attributes.items())
    return f"<meta{written} />\n"


def tags(app: Sphinx, pagename: str, description: str) -> str:
    """Give the elements for the head of a page: OpenGraph after ogp.me, a Twitter card, the colours of the frame."""
    config, is_front = app.config, pagename == app.config.root_doc
    book, design = config.edition.book, config.edition.design
    title = book.title if is_front else app.env.titles[pagename].astext()
    found = _meta(property="og:type", content="book" if is_front else "article")
    found += _meta(property="og:title", content=title)
    found += _meta(property="og:site_name", content=book.title)
    found += _meta(property="og:locale", content=config.language.replace("-", "_"))
    if description:
        found += _meta(property="og:description", content=description)
    if config.html_baseurl:
        picture = config.html_baseurl.rstrip("/") + "/" + site_files.PICTURE
        found += _meta(property="og:url", content=structured_data.address(app, pagename))
        found += _meta(property="og:image", content=picture)
        found += _meta(property="og:image:width", content="1200") + _meta(property="og:image:height", content="630")
        found += _meta(property="og:image:alt", content=book.title)
        found += _meta(name="twitter:card", content="summary_large_image")
    for scheme in ("light", "dark"):
        colour = getattr(design, scheme).paper
        found += _meta(name="theme-color", media=f"(prefers-color-scheme: {scheme})", content=colour)
    return found


def _fill_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if not is_site(app) or doctree is None:
        return
    given = DESCRIBED.search(context.get("metatags", ""))
    book = app.config.edition.book
    text = " ".join(book.description.split()) if pagename == app.config.root_doc else describe(doctree)
    description = given["text"] if given else text
    added = _meta(name="description", content=description) if description and not given else ""
    added += tags(app, pagename, description)
    if data := structured_data.of_page(app, pagename, doctree):
        added += structured_data.element(data)
    if pagename == app.config.root_doc:
        pathto = context["pathto"]
        added += f'<link rel="manifest" href="{pathto(site_files.MANIFEST, 1)}" />\n'
        added += f'<link rel="apple-touch-icon" href="{pathto(site_files.icon(180), 1)}" />\n'
        if app.config.html_baseurl:
            context["pageurl"] = structured_data.address(app, pagename)
    context["metatags"] = context.get("metatags", "") + added


def setup(app: Sphinx) -> ExtensionMetadata:
    """Fill the head of each page, and write the files that belong to the site as a whole."""
    app.setup_extension("bookpress.core.edition")
    app.connect("html-page-context", _fill_context)
    app.connect("build-finished", site_files.write_files, priority=Finish.ICONS)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
