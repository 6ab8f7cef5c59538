"""What a website is, and the order in which it is finished.

Sphinx has three builders of pages for a browser.  Two make a *site*, a page for each document: what the rooms of
``site/`` add is for these.  The third, ``singlehtml``, has one page; the directives of ``content/`` work there, too.
The EPUB builder makes HTML as well, and is none of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sphinx.application import Sphinx

SITE_BUILDERS = ("html", "dirhtml")
BROWSER_BUILDERS = (*SITE_BUILDERS, "singlehtml")

# What only a host needs, or is not shown, as patterns for files below the root of a site: no reader misses it.
FOR_HOSTS = (
    ".*", "_sources/*", "_headers", "objects.inv", "robots.txt", "sitemap.xml", "sw.js", "site.webmanifest",
    "_static/icon-*.png", "_static/sharing.png", "*.part",
)  # fmt: skip


def is_site(app: Sphinx) -> bool:
    """Tell whether this build makes a website."""
    return app.builder.name in SITE_BUILDERS


def is_for_browser(app: Sphinx) -> bool:
    """Tell whether this build makes pages for a browser: a website, or one long page."""
    return app.builder.name in BROWSER_BUILDERS


def add_static(app: Sphinx, path: Path, styles: Iterable[str] = (), scripts: Iterable[str] = ()) -> None:
    """Have ``path``, a file or what is in a folder, copied to ``_static``; pages ask for ``styles`` and ``scripts``.

    To be called at ``builder-inited``, in a build for which :func:`is_site` or :func:`is_for_browser` holds.
    """
    app.config.html_static_path = [*app.config.html_static_path, str(path)]
    for style in styles:
        app.add_css_file(style)
    for script in scripts:
        app.add_js_file(script, loading_method="defer")
