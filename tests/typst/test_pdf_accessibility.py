"""The accessibility of the finished PDF, and that the checker sees what is broken."""

from __future__ import annotations

import io

import pikepdf
import pytest

from builds import build_small
from pdf_accessibility import faults
from pdf_setting.tags import elements
from small_pdf import BOOK


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


FOREIGN = [("en", "occupational community")]  # in BOOK


def test_a_finished_book_has_no_fault(finished):
    """Nothing is wrong with a small book."""
    assert faults(opened(finished), "id", FOREIGN) == []


def test_nothing_is_transparent(finished):
    """The marks of row heads leave no transparency, for printers and for PDF/A."""
    document = opened(finished)
    assert not [page for page in document.pages if page.resources.get("/ExtGState")]
    assert "/Suspects" not in document.Root.MarkInfo


def unmark(document):
    page = document.pages[-1]
    page.contents_add(document.make_stream(b"BT (x) Tj ET"))


def unembed(document):
    font = next(iter(document.pages[-1].resources.Font.values()))
    descriptor = font.DescendantFonts[0].FontDescriptor
    for name in ("/FontFile2", "/FontFile3"):
        if name in descriptor:
            del descriptor[name]


def blend(document):
    """Let a page blend its colours in a way that nobody knows."""
    state = pikepdf.Dictionary(BM=pikepdf.Name.Sepia)
    document.pages[-1].resources.ExtGState = pikepdf.Dictionary(g9=state)


def see_through(document):
    """Let a page be transparent, and say nothing of colours."""
    blend(document)
    state = document.pages[-1].resources.ExtGState.g9
    del state["/BM"]
    state.ca = 0.5
    del document.Root["/OutputIntents"]


def unspeak(document):
    """Take the languages of foreign words away."""
    for page in document.pages:
        page.Contents = document.make_stream(page.Contents.read_bytes().replace(b"/Lang(en)", b""))


def unscope(document):
    """Let a row head head columns only, and the head of its column none."""
    scopes = [cell.A for cell in elements(document.Root.StructTreeRoot) if cell["/S"] == "/TH"]
    for attributes in (given for found in scopes for given in found if "/Scope" in given):
        attributes.Scope = pikepdf.Name.Column if attributes.Scope == pikepdf.Name.Row else pikepdf.Name.Row


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
    "link described as 'Section 1'": lambda d: link(d).__setitem__("/Contents", pikepdf.String("Section 1")),
    "link described as '1'": lambda d: link(d).__setitem__("/Contents", pikepdf.String("1")),
    "link is not printed": lambda d: link(d).__delitem__("/F"),
    "the tree is said to be suspect": lambda d: d.Root.MarkInfo.__setitem__("/Suspects", True),
    "blend mode Sepia": blend,
    "transparency without a colour space": see_through,
    "not marked as en: occupational community": unspeak,
    "cell in row 2, column 2 without a header": unscope,
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
    assert any(said in fault for fault in faults(document, "id", FOREIGN))
