"""What a website is, and the order in which it is finished.

Sphinx has three builders of pages for a browser.  Two make a *site*, a page for each document: what the rooms of
``site/`` add is for these.  The third, ``singlehtml``, has one page; the directives of ``content/`` work there, too.
The EPUB builder makes HTML as well, and is none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import IntEnum
from pathlib import Path
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder

SITE_BUILDERS = ("html", "dirhtml")
BROWSER_BUILDERS = (*SITE_BUILDERS, "singlehtml")

# What only a host needs, or is not shown, as patterns for files below the root of a site: no reader misses it.
FOR_HOSTS = (
    ".*", "_sources/*", "_headers", "objects.inv", "robots.txt", "sitemap.xml", "sw.js", "site.webmanifest",
    "_static/icon-*.png", "_static/sharing.png", "*.part",
)  # fmt: skip


class Resolved(IntEnum):
    """The order at ``doctree-resolved``; what adds to a page comes at Sphinx's own 500."""

    READ = 900  # what stands on the page is read: search, cards of terms
    BREAKS = 950  # soft hyphens, which nobody should read


class Context(IntEnum):
    """The order at ``html-page-context``; what adds to a page comes at Sphinx's own 500."""

    THEME = 900
    POLICY = 990  # of content, when every script of the page is known


class Finish(IntEnum):
    """The order at ``build-finished``: each step may use what those before it have made.

    PAGES    what pages ask for: search index, cards, references, painted figures; moved addresses are checked
    FORMS    pages of which another form is written later show it, see :class:`LaterForms`
    STYLE    one style sheet of what the pages use, one script
    TIDY     what no page asks for goes; the icon is drawn
    ICONS    icons of every size, site map, manifest
    DOWNLOADS  the ZIP file of the site, and the page that offers it
    HEADERS  for hosts
    OFFLINE  the service worker, which has a digest of every file
    """

    PAGES = 500
    FORMS = 850
    STYLE = 900
    TIDY = 950
    ICONS = 960
    DOWNLOADS = 970
    HEADERS = 980
    OFFLINE = 990


Kind = TypeVar("Kind")
_notes: WeakKeyDictionary[Builder, dict[object, Any]] = WeakKeyDictionary()


def notes(app: Sphinx, kind: Callable[[], Kind]) -> Kind:
    """Give what a room notes during this build: one object of its class ``kind``, made when first asked for.

    This is the home of what would else hang on ``app.builder`` as an attribute that no type checker knows.
    """
    known = _notes.setdefault(app.builder, {})
    return known.setdefault(kind, kind())


class LaterForms:
    """The HTML of pages in the form they get after the style is cut to what pages use (:class:`Finish`)."""

    def __init__(self) -> None:
        self.pages: list[str] = []


def is_site(app: Sphinx) -> bool:
    """Tell whether this build makes a website."""
    return app.builder.name in SITE_BUILDERS


def is_for_browser(app: Sphinx) -> bool:
    """Tell whether this build makes pages for a browser: a website, or one long page."""
    return app.builder.name in BROWSER_BUILDERS


def pages_builder(app: Sphinx) -> StandaloneHTMLBuilder:
    """Give the builder of a build for which :func:`is_site` holds."""
    return cast("StandaloneHTMLBuilder", app.builder)


def add_static(app: Sphinx, path: Path, styles: Iterable[str] = (), scripts: Iterable[str] = ()) -> None:
    """Have ``path``, a file or what is in a folder, copied to ``_static``; pages ask for ``styles`` and ``scripts``.

    To be called at ``builder-inited``, in a build for which :func:`is_site` or :func:`is_for_browser` holds.
    """
    app.config.html_static_path = [*app.config.html_static_path, str(path)]
    for style in styles:
        app.add_css_file(style)
    for script in scripts:
        app.add_js_file(script, loading_method="defer")
