"""The website: its look, its search, and what it gives a student."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from bookpress import __version__

ROOMS = (
    "figures",
    "cards",
    "reading",
    "search",
    "cite",
    "downloads",
    "moved",
    "offline",
    "metadata",
    "security",
    "theme",
)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up every room of the website; a project that wants one of them only names that one."""
    for room in ROOMS:
        app.setup_extension(f"{__name__}.{room}")
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
