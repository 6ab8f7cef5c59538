"""The website: sphinx-book-theme without its weight, in the colours of the edition.

Pages take the layout of the theme and nothing else of it: one style sheet, one script, search when it is
asked for, drawings instead of an icon font, no request to a third party.  Needs ``config.edition``
(extension ``edition``).
"""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from . import assets, bibliography, index_page, pages, pictures, tables


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up the pages, their style sheet and script, index and bibliography, pictures and tables."""
    app.setup_extension("bookpress.core.words")
    app.setup_extension("bookpress.core.edition")
    pages.setup(app)
    assets.setup(app)
    index_page.setup(app)
    bibliography.setup(app)
    pictures.setup(app)
    tables.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
