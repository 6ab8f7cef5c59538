"""The whole website on the reader's device, when the reader asks for it.

A page has a section with the button, the size, and what becomes of it; it stays hidden where a browser cannot keep a
site.  The service worker ``sw.js`` is registered by that button and by nothing else; it holds the name and the hash of
every file, so a new edition is noticed by the browser and only what has changed is fetched.

``offline_page``
    Name of the page with the section; empty for the front page.
``offline_without``
    Patterns of files that are not kept.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from bookpress.core import files as replaced
from bookpress.core.files import files_below, matches
from bookpress.core.site import FOR_HOSTS, Finish, add_static, is_site
from bookpress.core.words import _

HERE = Path(__file__).parent
WORKER, SIZES = "sw.js", "offline.json"


def section() -> str:
    """Give the section of the page; its words are data, for the script has no language."""
    words = {
        "save": _("Keep the book on this device"),
        "size": _("The whole book: %(kept)s on the device, about %(sent)s to download."),
        "progress": _("Keeping it: %(done)s of %(all)s files"),
        "saved": _("The book is on this device and can be read without internet. A new edition replaces it by itself."),
        "failed": _("It could not be kept. See whether there is a connection and free space, then try again."),
        "remove": _("Remove it from this device"),
        "removed": _("The book is no longer on this device."),
    }
    data = "".join(
        f' data-{name}="{escape(words[name])}"' for name in ("size", "progress", "saved", "failed", "removed")
    )
    return (
        f'<section class="offline" hidden{data}>\n<h2>{escape(_("To read without internet"))}</h2>\n'
        '<p class="offline-size"></p>\n'
        f'<p><button type="button" class="offline-save">{escape(words["save"])}</button>\n'
        f'<button type="button" class="offline-remove" hidden>{escape(words["remove"])}</button></p>\n'
        f'<progress class="offline-progress" aria-label="{escape(words["save"])}" hidden></progress>\n'
        '<p class="offline-status" role="status"></p>\n</section>\n'
    )


def files(site: Path, without: tuple[str, ...] = ()) -> dict[str, str]:
    """Give each file of the site that is kept, with a hash of what is in it."""
    found = {}
    for name, path in files_below(site):
        if not matches(name, (*FOR_HOSTS, *without)):
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
    return found


def write(site: Path, without: tuple[str, ...] = ()) -> None:
    """Write the service worker of the site, and how large the copy is."""
    names = [name for name in files(site, without) if name != SIZES]
    contents = [(site / name).read_bytes() for name in names]
    sizes = {"kept": sum(map(len, contents)), "sent": sum(len(zlib.compress(content)) for content in contents)}
    replaced.write(site / SIZES, json.dumps(sizes) + "\n")
    kept = json.dumps(files(site, without), ensure_ascii=False, separators=(",", ":"))
    version = hashlib.sha256(kept.encode()).hexdigest()[:12]
    code = (HERE / "worker.js").read_text("utf-8")
    replaced.write(
        site / WORKER, f"const VERSION = {json.dumps(version)};\nconst FILES = new Map(Object.entries({kept}));\n{code}"
    )


def _start(app: Sphinx) -> None:
    if is_site(app):
        add_static(app, HERE / "static", styles=["offline.css"])


def _fill_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if is_site(app) and pagename == (app.config.offline_page or app.config.root_doc):
        context["body"] = context.get("body", "") + section()
        app.add_js_file("offline.js", loading_method="defer")


def _finish(app: Sphinx, exception: Exception | None) -> None:
    if not exception and is_site(app):
        write(Path(app.outdir), tuple(app.config.offline_without))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the section to its page, and write the worker when the site is whole."""
    app.setup_extension("bookpress.core.words")
    app.add_config_value("offline_page", "", "html", types=[str])
    app.add_config_value("offline_without", [], "", types=[list, tuple])
    app.connect("builder-inited", _start)
    app.connect("html-page-context", _fill_context)
    app.connect("build-finished", _finish, priority=Finish.OFFLINE)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
