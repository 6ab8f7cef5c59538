"""How long a chapter takes, and how far a reader has come.

Below the title of each numbered chapter stands about how many minutes it takes to read.  What has been read, and where
the reader left, is kept in the browser's own storage and nowhere else; the front page offers to go on from there.

``reading_words_per_minute``
    How fast the book is read.
``reading_key``
    What tells the book's notes from those of another site on the same host; empty for the project's name.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata
from sphinx.writers.html5 import HTML5Translator

from bookpress.core.book import chapter_number, chapters
from bookpress.core.site import add_static, is_site
from bookpress.core.words import _

STATIC = Path(__file__).with_name("static")
WORD = re.compile(r"\w+(?:[-’']\w+)*")
NOT_READ = ("solution", "verdict")  # what stays closed until it is opened; names of nodes


class reading_time(nodes.General, nodes.Element):
    """A line of minutes below the title of a chapter.  Attributes: minutes."""


class reading_resume(nodes.General, nodes.Element):
    """The place on the front page where a returning reader finds the way back.  Attributes: chapters, how many."""


def words(node: nodes.Node) -> int:
    """Count the words of running text in ``node``."""
    if isinstance(node, nodes.Text):
        return len(WORD.findall(node.astext()))
    if isinstance(node, (nodes.Invisible, nodes.raw)) or (isinstance(node, nodes.Element) and node.tagname in NOT_READ):
        return 0
    return sum(map(words, node.children))


def minutes(count: int, rate: int) -> int:
    """Give the minutes that ``count`` words take, at least one."""
    return max(1, round(count / rate))


def _visit_time(self: HTML5Translator, node: reading_time) -> None:
    says = _("about %s minutes to read") % node["minutes"] if node["minutes"] > 1 else _("about one minute to read")
    self.body.append(f'<p class="reading-time">{escape(says)}</p>\n')
    raise nodes.SkipNode


def _visit_resume(self: HTML5Translator, node: reading_resume) -> None:
    """Words for the script, in a section that it shows when there is something to say."""
    count = _("%(read)s of %(all)s chapters read.") % {"read": "%(read)s", "all": node["chapters"]}
    self.body.append(
        f'<section class="reading-resume" aria-label="{escape(_("Your reading"))}" hidden>\n'
        f'<p><a class="reading-go-on"><span>{escape(_("Go on reading:"))}</span> <b></b></a></p>\n'
        f'<p><span class="reading-count" data-words="{escape(count)}"></span>\n'
        f'<button type="button" class="reading-reset">{escape(_("Forget what I have read"))}</button></p>\n</section>\n'
    )
    raise nodes.SkipNode


def _add_nodes(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    if not is_site(app):
        return
    if docname == app.config.root_doc:
        count = len(chapters(app.env))
        for contents in doctree.findall(nodes.compound):
            if "toctree-wrapper" in contents["classes"]:
                contents.parent.insert(contents.parent.index(contents), reading_resume(chapters=count))
                return
    elif chapter_number(app.env, docname) and (title := next(iter(doctree.findall(nodes.title)), None)):
        takes = minutes(words(doctree), app.config.reading_words_per_minute)
        title.parent.insert(title.parent.index(title) + 1, reading_time(minutes=takes))


def _fill_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Tell the script of which book this is, and of which chapter."""
    if not is_site(app) or doctree is None:
        return
    key = escape(app.config.reading_key or app.config.project)
    meta = f'<meta name="reading" content="{key}" data-read="{escape(_("read"))}"'
    chapter = f' data-chapter="{escape(pagename)}"' if chapter_number(app.env, pagename) else ""
    context["metatags"] = context.get("metatags", "") + f"{meta}{chapter} />\n"


def _start(app: Sphinx) -> None:
    if is_site(app):
        add_static(app, STATIC, styles=["reading.css"], scripts=["reading.js"])


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the minutes to chapters, and the way back to the front page."""
    app.setup_extension("bookpress.core.words")
    app.add_config_value("reading_words_per_minute", 200, "html", types=[int])
    app.add_config_value("reading_key", "", "html", types=[str])
    app.add_node(reading_time, html=(_visit_time, None))
    app.add_node(reading_resume, html=(_visit_resume, None))
    app.connect("builder-inited", _start)
    app.connect("doctree-resolved", _add_nodes)
    app.connect("html-page-context", _fill_context)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
