"""Search that leads to sections, as you type, on the web and from a memory stick; made for Indonesian.

Takes the place of Sphinx's own search on HTML builders.  What is searched is read from each page as it is written
(``sections``), kept beside the doctrees, and at the end made into files for the browser (``index``) with the words of
the book's language (``languages``).  README.md tells how another project uses it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.matching import Matcher
from sphinx.util.typing import ExtensionMetadata

from bookpress.core.book import in_words, number
from bookpress.core.files import in_order
from bookpress.core.kept import Kept
from bookpress.core.site import Finish, Resolved, add_static, is_site, notes
from bookpress.core.sphinx_private import leave_out_search, put_templates
from bookpress.core.versions import digest

from . import index, languages, sections

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
FOLDER = "_static/search"
SOURCES = [path for path in in_order(HERE.rglob("*")) if path.suffix in (".py", ".js", ".txt", ".html")]
VERSION = digest(SOURCES)


class Searched:
    """What the pages say, kept between builds."""

    def __init__(self) -> None:
        self.kept = Kept(Path(), VERSION)


def _start(app: Sphinx) -> None:
    if not is_site(app):
        return
    leave_out_search(app.builder)
    notes(app, Searched).kept = Kept.load(app, "section_search", VERSION)
    put_templates(app, TEMPLATES, before_theme=True)
    add_static(app, HERE / "static", styles=["search/search.css"], scripts=["search/start.js"])


def _pages_to_write(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name the pages of which nothing is kept, though they may be unchanged."""
    return [name for name in env.found_docs if name not in notes(app, Searched).kept.pages] if is_site(app) else []


def _read(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    if is_site(app):
        notes(app, Searched).kept.pages[docname] = [asdict(section) for section in sections.read(doctree)]


def _fill_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if is_site(app):
        context["search_version"] = VERSION


def _add_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    if is_site(app):
        yield "search", {}, "search.html"


def _label(env: BuildEnvironment, docname: str) -> str:
    """Give the name of a page for readers, with its number when it has one."""
    title = env.titles[docname].astext()
    found = number(env, docname)
    return f"{in_words(env.config, found)}. {title}" if found else title


def _write(app: Sphinx, exception: Exception | None) -> None:
    if exception or not is_site(app):
        return
    env = app.env
    notes(app, Searched).kept.save(env.found_docs)
    kept = notes(app, Searched).kept.pages
    left_out = Matcher(app.config.section_search_exclude)
    pages = [
        index.Page(name, _label(env, name), [sections.Section(**section) for section in kept[name]])
        for name in sorted(kept)
        if not left_out(name)
    ]
    made = index.files(pages, languages.language(env, index.words_of(pages)))
    script = (HERE / "static/search/search.js").read_text("utf-8")
    index.write(Path(app.outdir, FOLDER), {**made, "search.js": index.slim(script)})
    for name in ("searchtools.js", "language_data.js"):  # Sphinx's, which no page asks for
        Path(app.outdir, "_static", name).unlink(missing_ok=True)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Put this search in the place of Sphinx's."""
    app.setup_extension("bookpress.core.words")
    app.add_config_value("section_search_exclude", [], "", types=[list, tuple])
    app.add_config_value("section_search_version", VERSION, "html", types=[str])
    app.connect("builder-inited", _start)
    app.connect("env-updated", _pages_to_write)
    app.connect("doctree-resolved", _read, priority=Resolved.READ)
    app.connect("html-page-context", _fill_context)
    app.connect("html-collect-pages", _add_page)
    app.connect("build-finished", _write, priority=Finish.PAGES)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
