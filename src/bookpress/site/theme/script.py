"""One script: the site's own and what extensions add to every page, so that a page asks once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from bookpress.core.files import write
from bookpress.core.site import notes
from bookpress.core.sphinx_private import scripts

from .folders import STATIC
from .noted import Noted

OWN = "site.js"
THEMES_OWN = {  # scripts of Sphinx and the theme: site.js does their work, and extension section_search
    "documentation_options.js",
    "doctools.js",
    "sphinx_highlight.js",
    "translations.js",
    "design-tabs.js",
    "scripts/sphinx-book-theme.js",
}
WHOLE_LINE_COMMENTS = re.compile(r"^\s*(?:/\*.*?\*/[^\S\n]*$|//[^\n]*$)", re.DOTALL | re.MULTILINE)


def minified(script: str) -> str:
    """Take comments that fill their lines, and indentation, out of a script of ours."""
    return re.sub(r"\s*\n\s*", "\n", WHOLE_LINE_COMMENTS.sub("", script)).strip()


def of_extensions(app: Sphinx) -> list[str]:
    """Name the scripts that extensions add to every page, with ``defer`` and from this site; site.js takes them in."""
    return [
        name
        for name, attributes in scripts(app)
        if name and name not in THEMES_OWN and "://" not in name
        if "defer" in attributes and attributes.keys() <= {"defer", "priority"}
    ]


def joined(scripts: list[str]) -> str:
    """Join scripts; each keeps its names to itself."""
    return "".join(f"(() => {{\n{minified(script)}\n}})();\n" for script in scripts)


def bundle(app: Sphinx) -> None:
    """Put the scripts of that were noted into ``site.js``, in the output."""
    static = Path(app.outdir, "_static")
    parts = [static / name for name in notes(app, Noted).joined_scripts]
    own = (STATIC / OWN).read_text("utf-8")
    write(static / OWN, joined([own, *(path.read_text("utf-8") for path in parts)]))
    for path in parts:
        path.unlink()


def left_on_pages(files: Iterable[Any], app: Sphinx) -> list[Any]:
    """Give those of Sphinx's script ``files`` of a page that site.js has not taken in or replaced."""
    elsewhere = {f"_static/{name}" for name in THEMES_OWN.union(notes(app, Noted).joined_scripts)}
    return [file for file in files if getattr(file, "filename", None) and file.filename not in elsewhere]
