"""How well the book's PDFs are set."""

from __future__ import annotations

import re

import pikepdf
import pytest
from docutils import nodes
from sphinx import addnodes

from bookpress.core import edition as editions
from builds import ROOT
from pdf_setting import measures
from pdf_setting.lines import read_lines

EDITION = editions.load(ROOT / "editions" / "default.toml")


MOST_WIDE = 0.005  # of the justified lines


@pytest.fixture(scope="module", params=["layar", "cetak"])
def made_book(book, request):
    """An edition of the book: path, lines, document."""
    path = next(book("typst").outdir.glob(f"*-{request.param}.pdf"))
    return path, read_lines(path), pikepdf.open(path)


def test_the_book_is_set_well(made_book):
    """Few wide spaces; no ladder, torn paragraph or row, lost head, heading at a foot, far figure, line too long."""
    _path, lines, document = made_book
    faults = measures.faults(document, lines, EDITION, "Gambar")
    wide = faults.pop("wide spaces")
    assert len(wide) <= MOST_WIDE * len(measures.justified(lines)), wide
    assert {kind: places for kind, places in faults.items() if places} == {}


def _is_key(text):
    """The key of a citation stands in its place until Sphinx writes what readers see."""
    return (isinstance(text.parent.parent, addnodes.pending_xref) and text.parent.parent["refdomain"] == "cite") or (
        isinstance(text.parent, addnodes.pending_xref) and text.parent["refdomain"] == "cite"
    )


def test_every_word_is_found(made_book, book):
    """Poppler finds every word of the chapters, whole."""
    environment = book("typst").app.env
    words = set()
    for name in environment.found_docs:
        for paragraph in environment.get_doctree(name).findall(nodes.paragraph):
            text = "".join(part.astext() for part in paragraph.findall(nodes.Text) if not _is_key(part))
            words.update(word for word in text.split() if re.fullmatch("[a-z]{7,}", word))
    assert measures.lost_words(made_book[0], words) == []
