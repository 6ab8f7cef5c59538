"""The figures of the website in the colours of the edition, which follow the reader's light or dark scheme."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from bookpress import __version__
from bookpress.core.files import write
from bookpress.core.pictures import files, painting
from bookpress.core.site import is_for_browser


def _paint(app: Sphinx, exception: Exception | None) -> None:
    """Write the drawings among the pictures of the site once more, painted."""
    if exception or not is_for_browser(app):
        return
    for source, target in app.builder.images.items():
        path = Path(app.srcdir, source)
        if files.is_drawing(path):
            painted = painting.paint(path.read_text("utf-8"), app.config.edition.design, "web", source)
            write(Path(app.outdir, app.builder.imagedir, target), painted)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Paint the figures when the pages are there; the builders of PDF and EPUB paint their own."""
    app.setup_extension("bookpress.core.edition")
    app.connect("build-finished", _paint)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
