"""The accessibility of the book's PDFs."""

from __future__ import annotations

import pikepdf
from docutils import nodes

from pdf_accessibility import faults


def foreign_words(env) -> set[tuple[str, str]]:
    """The words of the chapters of a book that are marked as foreign, with their language."""
    return {
        (name.removeprefix("language-"), inline.astext())
        for document in env.found_docs
        for inline in env.get_doctree(document).findall(nodes.inline)
        for name in inline["classes"]
        if name.startswith("language-")
    }


def test_the_book_has_no_fault(book):
    """Nor with the book, in either edition; its foreign words are marked."""
    built = book("typst")
    foreign = foreign_words(built.app.env)
    assert len(foreign) > 100
    for path in built.outdir.glob("*.pdf"):
        with pikepdf.open(path) as document:
            assert faults(document, "id", sorted(foreign)) == []
