"""What tests of websites share: pages and their text, and building the same source again."""

from __future__ import annotations

from bs4 import BeautifulSoup

from builds import SMALL, sphinx


def page(built, name: str) -> BeautifulSoup:
    """One page of a website, parsed."""
    return BeautifulSoup((built.outdir / f"{name}.html").read_text("utf-8"), "html.parser")


def text(element) -> str:
    """The text of an element, spaces collapsed."""
    return " ".join(element.get_text().split())


def rebuild(built, outdir=None, parallel: int = 0) -> list[str]:
    """Build the source of a small book again, keeping what was read, or anew into another folder.

    Gives the names of the documents that were written.
    """
    outdir, written = outdir or built.outdir, []
    settings = {**SMALL, "nitpicky": True}
    old = built.app
    with sphinx(
        old.srcdir, old.confdir, outdir, f"{outdir}-doctrees", old.builder.name, settings, parallel=parallel
    ) as app:
        app.connect("doctree-resolved", lambda app, doctree, docname: written.append(docname))
        app.build()
    return written


def names_of_pages(outdir) -> list[str]:
    """The addresses of all pages below ``outdir``."""
    return sorted(path.relative_to(outdir).as_posix() for path in outdir.rglob("*.html"))
