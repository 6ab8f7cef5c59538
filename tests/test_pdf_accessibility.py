"""The accessibility of the finished PDF, and that the checker sees what is broken."""

from __future__ import annotations

import io

import pikepdf
import pytest

from conftest import build_small
from pdf_accessibility import faults
from pdf_setting.tags import elements
from test_typst_pdf import BOOK


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """The screen edition of a small book, as bytes."""
    built = build_small(tmp_path_factory.mktemp("small"), BOOK, "typst", typst_pdf_editions=["screen"])
    return next(built.outdir.glob("*.pdf")).read_bytes()


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def first(document: pikepdf.Pdf, kind: str) -> pikepdf.Dictionary:
    return next(element for element in elements(document.Root.StructTreeRoot) if element["/S"] == kind)


def link(document: pikepdf.Pdf) -> pikepdf.Dictionary:
    return next(note for page in document.pages for note in page.get("/Annots", []))


def test_a_finished_book_has_no_fault(finished):
    """Nothing is wrong with a small book."""
    assert faults(opened(finished), "id") == []


def test_the_book_has_no_fault(book):
    """Nor with the book, in either edition."""
    for path in book("typst").outdir.glob("*.pdf"):
        with pikepdf.open(path) as document:
            assert faults(document, "id") == []


def unmark(document):
    page = document.pages[-1]
    page.contents_add(document.make_stream(b"BT (x) Tj ET"))


def unembed(document):
    font = next(iter(document.pages[-1].resources.Font.values()))
    descriptor = font.DescendantFonts[0].FontDescriptor
    for name in ("/FontFile2", "/FontFile3"):
        if name in descriptor:
            del descriptor[name]


def undeclare(document):
    with document.open_metadata() as metadata:
        del metadata["pdfuaid:part"]


BREAKS = {
    "the file is not marked as tagged": lambda d: d.Root.__delitem__("/MarkInfo"),
    "the language of the file is None": lambda d: d.Root.__delitem__("/Lang"),
    "the title is not shown": lambda d: d.Root.__delitem__("/ViewerPreferences"),
    "no output intent": lambda d: d.Root.__delitem__("/OutputIntents"),
    "no structure tree": lambda d: d.Root.__delitem__("/StructTreeRoot"),
    "pdfuaid:part is not 1": undeclare,
    "is not embedded": unembed,
    "link described as 'Footnote 1'": lambda d: link(d).__setitem__("/Contents", pikepdf.String("Footnote 1")),
    "link out of the tree": lambda d: link(d).__delitem__("/StructParent"),
    "Figure without alternative text": lambda d: first(d, "/Figure").__delitem__("/Alt"),
    "table header without scope": lambda d: first(d, "/TH").__delitem__("/A"),
    "unknown kind Kotak": lambda d: first(d, "/P").__setitem__("/S", pikepdf.Name("/Kotak")),
    "H4 after H": lambda d: first(d, "/H2").__setitem__("/S", pikepdf.Name("/H4")),
    "text neither in the tree nor an artefact": unmark,
}


@pytest.mark.parametrize("said", BREAKS)
def test_broken_files_are_seen(finished, said):
    """Each kind of damage is found, and named."""
    document = opened(finished)
    BREAKS[said](document)
    assert any(said in fault for fault in faults(document, "id"))
