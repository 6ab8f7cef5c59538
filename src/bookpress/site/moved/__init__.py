"""Addresses that were published stay good: what is gone leads to where it is now.

``moved_addresses``
    File with what was published and is no more, in TOML, beside conf.py; ``moved.toml`` need not be there.  Each entry
    says the old address, the new one, and why::

        [[moved]]
        from = "chapters/lama.html"                  # a page, or "chapters/lama.html#bagian" a place on it
        to = "chapters/baru.html#bagian"
        reason = "The chapter was split."

Addresses are written as the builder ``html`` publishes them; ``dirhtml`` makes its own of the same pages.

A page that is gone becomes one that leads on, for readers without JavaScript, too.  A place that is gone gets a link to
the new one at the top of its page, which is followed at once, or is shown to readers without JavaScript.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.typing import ExtensionMetadata

from bookpress.core.site import Finish, add_static, is_site, notes, pages_builder
from bookpress.core.sphinx_private import put_templates
from bookpress.core.words import _

HERE = Path(__file__).parent
KEYS = {"from", "to", "reason"}
FILE = "moved.toml"


@dataclass(frozen=True)
class Moved:
    """An address that was published, where it is now, and why it moved."""

    page: str
    anchor: str
    to: str
    reason: str

    @property
    def old(self) -> str:
        """The old address, as it was published."""
        return f"{self.page}#{self.anchor}" if self.anchor else self.page


class Addresses:
    """What the file of this build says."""

    def __init__(self) -> None:
        self.moved: list[Moved] = []


def read(file: Path) -> list[Moved]:
    """Read the file of moved addresses.

    Raises :class:`ExtensionError` that names the file and the entry, and says how to mend it.
    """
    try:
        entries = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise ExtensionError(f"{file}: cannot be read; correct moved_addresses in conf.py") from error
    except tomllib.TOMLDecodeError as error:
        raise ExtensionError(f"{file}: not valid TOML: {error}") from error
    if unknown := entries.keys() - {"moved"}:
        raise ExtensionError(f"{file}: {', '.join(sorted(unknown))}: unknown; each entry starts with [[moved]]")
    found: dict[str, Moved] = {}
    for number, entry in enumerate(entries.get("moved", []), 1):
        where = f"{file}: entry {number}"
        if entry.keys() != KEYS or not all(isinstance(value, str) and value.strip() for value in entry.values()):
            raise ExtensionError(f"{where}: write from, to and reason, each with a text, and nothing else")
        page, _hash, anchor = entry["from"].partition("#")
        moved = Moved(page, anchor, entry["to"], entry["reason"])
        for address in (moved.old, moved.to):
            if address.startswith(("/", ".")) or "://" in address or not address.partition("#")[0].endswith(".html"):
                raise ExtensionError(
                    f'{where}: "{address}" is no address below the root, like "chapters/name.html#place"'
                )
        if moved.old in found:
            raise ExtensionError(f"{where}: {moved.old} stands there twice; keep the newer entry")
        found[moved.old] = moved
    return list(found.values())


def _start(app: Sphinx) -> None:
    file = Path(app.confdir, app.config.moved_addresses)
    if not is_site(app) or (file.name == FILE and not file.exists()):
        return
    edition = getattr(app.config, "edition", None)
    left_out = {f"{name}.html" for name in edition.book.leave_out} if edition else set()
    notes(app, Addresses).moved = [moved for moved in read(file) if moved.to.partition("#")[0] not in left_out]
    add_static(app, HERE / "static", styles=["moved_addresses.css"], scripts=["moved_addresses.js"])
    put_templates(app, HERE / "templates", before_theme=False)


def _way(app: Sphinx, moved: Moved) -> str:
    """Give the link from the old address to the new one, as the builder writes addresses."""
    here, (there, hash_, anchor) = moved.page.removesuffix(".html"), moved.to.partition("#")
    return app.builder.get_relative_uri(here, there.removesuffix(".html")) + hash_ + anchor


def _places(app: Sphinx, page: str) -> str:
    """Give the links for the places of ``page`` that are gone."""
    links = {
        moved.anchor: _way(app, moved) for moved in notes(app, Addresses).moved if moved.page == page and moved.anchor
    }
    words = escape(_("This part has moved; go on here."))
    return "".join(
        f'<p class="moved-place" id="{escape(anchor)}"><a href="{escape(to)}">{words}</a></p>\n'
        for anchor, to in links.items()
    )


def _fill_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if is_site(app) and doctree is not None:
        context["body"] = _places(app, f"{pagename}.html") + context["body"]


def _add_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write a page that leads on for each page that is gone."""
    for moved in notes(app, Addresses).moved:
        if moved.anchor:
            continue
        name = moved.page.removesuffix(".html")
        if name in app.env.found_docs:
            raise ExtensionError(
                f"{app.config.moved_addresses}: {moved.old} is a page of this book; take the entry out"
            )
        to = _way(app, moved)
        title = _("This page has moved")
        yield (
            name,
            {"title": title, "to": to, "words": _("Go on here."), "body": _places(app, moved.page)},
            "moved.html",
        )


def _check(app: Sphinx, exception: Exception | None) -> None:
    """Every new address is there.

    Raises :class:`ExtensionError` that names the first which is not.
    """
    if exception:
        return
    for moved in notes(app, Addresses).moved:
        page, _hash, anchor = moved.to.partition("#")
        file = Path(pages_builder(app).get_output_path(page.removesuffix(".html")))
        if not file.is_file():
            raise ExtensionError(f"{app.config.moved_addresses}: {moved.old} leads to {page}, which is no page")
        text = file.read_text("utf-8")
        if anchor and f' id="{anchor}"' not in text:
            raise ExtensionError(f"{app.config.moved_addresses}: {moved.old} leads to #{anchor}, which {page} has not")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Read the file, and have the old addresses lead on."""
    app.setup_extension("bookpress.core.words")
    app.add_config_value("moved_addresses", FILE, "html", types=[str])
    app.connect("builder-inited", _start)
    app.connect("html-page-context", _fill_context)
    app.connect("html-collect-pages", _add_pages)
    app.connect("build-finished", _check, priority=Finish.PAGES)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
