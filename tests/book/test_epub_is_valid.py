"""EPUBCheck and Ace have nothing to say of the book's EPUB."""

from __future__ import annotations

from epubs import NOTHING, ace, epubcheck
from small_epub import EPUB


def test_epubcheck_has_nothing_to_say_of_the_book(book):
    """The EPUB of the book itself."""
    assert NOTHING in epubcheck(book("epub").outdir / EPUB)


def test_ace_has_nothing_to_say_of_the_book(book, tmp_path):
    """No violation of any weight in the EPUB of the book itself."""
    assert ace(book("epub").outdir / EPUB, tmp_path) == []
