"""Sphinx builder ``typst``: a whole book as tagged PDF, set by Typst, in an edition for screens and one for print.

    sphinx-build -b typst SOURCE OUT

gives ``OUT/<typst_pdf_file>-screen.pdf`` and ``OUT/<typst_pdf_file>-print.pdf`` (the last word in the book's
language).  Identity, page sizes and look come from the edition file (extension ``edition``).

What is where:

* ``translator``: one document to Typst source, one method a node; the methods are in ``setters/``, by what they set,
  and write with ``writing``, ``markup`` and ``labels``;
* ``equations``: formulas from MathML to Typst;
* ``picture_files``: whether pictures can be set, and how wide they are;
* ``missing_letters``: what stands for letters that no typeface has;
* ``back_index``: Sphinx's index entries to the index at the back of the book;
* ``front_pages``: what cover, title page, imprint page and page layout need to know;
* ``hyphenation``: soft hyphens for languages that Typst cannot hyphenate;
* ``design/``: what everything looks like, in Typst; ``look.typ`` there has the tokens of :mod:`bookpress.core.tokens`;
* ``contents``: how long the contents will be, so that they keep their place;
* ``told_pages``: which references tell the page of their target;
* ``typesetting``: from sources to finished PDF, editions at once in processes of their own;
* ``compiler``: typefaces, Typst, and where in the source an error comes from;
* ``finish``: the finished PDF: ends of links, clean text, properties, crop marks;
* ``freshness``: when the PDF need not be made again;
* ``builder``: the steps, in order.

An extension sets a node of its own by ``app.add_node(node, typst=(visit, depart))``; its visitors write with the
methods of :class:`~typst_pdf.translator.TypstTranslator`.
"""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from bookpress.typst.builder import TypstBuilder
from bookpress.typst.freshness import REBUILD


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the builder and its three settings."""
    app.setup_extension("bookpress.core.edition")
    app.setup_extension("bookpress.core.words")
    app.add_builder(TypstBuilder)
    app.add_config_value("typst_pdf_file", None, REBUILD, types=[str])
    app.add_config_value("typst_pdf_editions", ["screen", "print"], REBUILD, types=[list, tuple])
    app.add_config_value("typst_pdf_hyphenation_exceptions", [], REBUILD, types=[list, tuple])
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
