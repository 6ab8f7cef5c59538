"""Templates and their context: what every page gets, the front page, and the page for an unknown address."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from docutils import nodes
from markupsafe import escape
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from bookpress.core.book import book, roman
from bookpress.core.files import write
from bookpress.core.site import Context, Finish, is_site, notes
from bookpress.core.sphinx_private import put_templates
from bookpress.core.words import _

from . import script
from .folders import TEMPLATES
from .noted import Noted

NOT_FOUND = "404"
CAPTION = '<span class="caption-text">%s</span>'
VIEWPORT = re.compile(r'<meta [^>]*name="viewport"[^>]*>')
LEFT_OVER = [  # of Sphinx and the theme, in _static; no page asks for it
    "scripts", "styles", "vendor", "locales", "images", "webpack-macros.html", "sbt-webpack-macros.html",
    "file.png", "plus.png", "minus.png", "base-stemmer.js", "design-tabs.js", "doctools.js",
    "documentation_options.js", "searchtools.js", "sphinx_highlight.js", "translations.js",
]  # fmt: skip
FAVICON = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">\
<rect width="64" height="64" rx="12" fill="{primary}"/>\
<path d="M12 17c8-3 15-2 20 2 5-4 12-5 20-2v30c-8-3-15-2-20 2-5-4-12-5-20-2z" fill="{paper}"/>\
<path d="M32 19v30" stroke="{primary}" stroke-width="2.5"/></svg>
"""


def _parts(env: BuildEnvironment) -> dict[str, str]:
    """Give the caption of each part as it is shown, "Part I: …", by the caption in the source."""
    return {
        part.title: _("Part %(number)s: %(title)s") % {"number": roman(part.number), "title": part.title}
        for part in book(env).parts
    }


def _start(app: Sphinx) -> None:
    if not is_site(app):
        return
    put_templates(app, TEMPLATES, before_theme=True)
    config = app.config
    if config.html_secnumber_suffix == ". ":  # "1.2 Title": no full stop after the last number
        config.html_secnumber_suffix = "\u2002"


def _name_parts_on_front_page(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    if not is_site(app) or docname != app.config.root_doc:
        return
    parts = notes(app, Noted).parts
    for tree in doctree.findall(addnodes.toctree):
        tree["caption"] = parts.get(tree.get("caption"), tree.get("caption"))
        tree["maxdepth"] = 1


def _note_parts(app: Sphinx, env: BuildEnvironment) -> None:
    """Keep the names of the parts for the contents of every page: reading the root document for each costs too much."""
    if is_site(app):
        notes(app, Noted).parts = _parts(env)


def _naming_parts(toctree: Callable[..., str | None], parts: dict[str, str]) -> Callable[..., str]:
    """Wrap the template function ``toctree`` so that the captions of parts carry their number."""

    def numbered(*args: Any, **kwargs: Any) -> str:
        text = toctree(*args, **kwargs) or ""
        for caption, shown in parts.items():
            text = text.replace(CAPTION % escape(caption), CAPTION % escape(shown))
        return text

    return numbered


def _fill_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if not is_site(app):
        return
    config = app.config
    context["edition"] = config.edition
    context["inline_scripts"] = [notes(app, Noted).theme_script]  # content_security allows them
    context["assets_version"] = config.light_html_version
    context["script_files"] = script.left_on_pages(context["script_files"], app)
    context["metatags"] = VIEWPORT.sub("", context.get("metatags", ""))  # the layout has one already
    context["toctree"] = _naming_parts(context["toctree"], notes(app, Noted).parts)
    if pagename == config.root_doc:
        context["sidebars"] = []
        context["secondary_sidebar_items"] = []
    if pagename == NOT_FOUND:
        context["site_root"] = urlsplit(config.html_baseurl).path.rstrip("/") + "/"


def _add_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    if is_site(app):
        yield NOT_FOUND, {}, "404.html"


def _tidy(app: Sphinx, exception: Exception | None) -> None:
    if exception or not is_site(app):
        return
    static = Path(app.outdir, "_static")
    write(static / "favicon.svg", FAVICON.format(**vars(app.config.edition.design.light)))
    for name in LEFT_OVER:
        left = static / name
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    """Put our templates before the theme's and give them their context."""
    app.connect("builder-inited", _start)
    app.connect("env-updated", _note_parts)
    app.connect("doctree-resolved", _name_parts_on_front_page)
    app.connect("html-page-context", _fill_context, priority=Context.THEME)
    app.connect("html-collect-pages", _add_pages)
    app.connect("build-finished", _tidy, priority=Finish.TIDY)
