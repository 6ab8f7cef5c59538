"""The book while it has no ISBN."""

from __future__ import annotations

from bookpress.core import edition
from builds import ROOT


def test_absent_isbn_is_left_out_of_every_format(book):
    import zipfile

    from pypdfium2 import PdfDocument

    assert edition.load(ROOT / "editions" / "default.toml").isbn == edition.Isbns()
    for file in book("typst").outdir.glob("*.pdf"):
        document = PdfDocument(file)
        assert not any("ISBN" in document[i].get_textpage().get_text_range() for i in range(8))
    for file in book("epub").outdir.glob("*.epub"):
        with zipfile.ZipFile(file) as archive:
            assert not any(b"ISBN" in archive.read(name) for name in archive.namelist())
