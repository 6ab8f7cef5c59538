"""A Sphinx builder for books: one EPUB 3.3 file that a publisher can send to the shops.

It takes the place of Sphinx's own ``epub`` builder: ``sphinx-build -b epub SOURCE OUT`` writes
``OUT/<epub_basename>.epub``.  Identity and look come from ``app.config.edition``.

======================  ==================================================================
``structure``           reading order, contents, lists of figures and tables, landmarks
``offline``             tabs, dropdowns and the like as what works without a script
``raw_html``            raw HTML of an author mended and reduced to what EPUB allows
``formulas``            formulas as MathML
``polish``              Sphinx's XHTML made semantic
``back_index``          the index: locators, "see" and "see also"
``page_list``           where the pages of the printed edition begin
``kindle``              what Kindle Direct Publishing asks for
``package``             manifest, metadata, the reproducible zip file
``builder``             the order in which all this is done
======================  ==================================================================
"""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from bookpress.epub import formulas
from bookpress.epub.builder import EpubBookBuilder
from bookpress.epub.offline import Offline
from bookpress.epub.raw_html import MendRawHtml


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the builder, its theme and the setting ``epub_book_page_source``."""
    app.add_config_value("epub_book_page_source", "", "", types=[str])
    app.setup_extension("bookpress.core.edition")
    here = Path(__file__).parent
    app.setup_extension("bookpress.core.words")
    app.add_html_theme("epub_book", str(here / "theme"))
    app.add_html_math_renderer(formulas.RENDERER, (formulas.visit_inline, None), (formulas.visit_display, None))
    app.add_post_transform(Offline)
    app.add_post_transform(MendRawHtml)
    app.add_builder(EpubBookBuilder, override=True)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
