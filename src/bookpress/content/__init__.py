"""What authors write: boxes, exercises, terms, numbers of chapters, and the checks of all that."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from bookpress import __version__

ROOMS = ("chapter_numbers", "numbered_references", "boxes", "terms", "exercises", "checks")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up every room of this floor; a project that wants one of them only names that one."""
    for room in ROOMS:
        app.setup_extension(f"{__name__}.{room}")
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
