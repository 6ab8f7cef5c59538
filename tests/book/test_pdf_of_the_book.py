"""The PDFs of the book as a whole."""

from __future__ import annotations

import pypdf

from small_pdf import printed


def test_the_book_itself(book):
    """Both editions of the book are there, and no Typst source lies beside them."""
    built = book("typst")
    assert {path.suffix for path in built.outdir.iterdir()} == {".pdf"}
    assert len(pypdf.PdfReader(printed(built)).pages) > 50
