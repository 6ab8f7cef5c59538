"""The finished PDFs of the book from cover to index: their pages, what stands on them, where, in which ink."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from bookpress.core import edition as editions
from bookpress.typst.front_pages import imprint_page
from builds import ROOT
from small_pdf import BOOK, printed, screen, text, texts

EDITION = editions.load(ROOT / "editions" / "default.toml")

COLOURED = re.compile(rb"(?:\d[\d.]* ){3,4}(?:scn|SCN|rg|RG|k|K)\b")  # more than the one number of a grey
BACK = ["Kunci Jawaban", "Panduan Guru", "Organisasi di Indonesia", "Catatan Sumber"]
BACK += ["Glosarium", "Daftar Pustaka", "Indeks"]


@dataclass(frozen=True)
class Finished:
    """A finished PDF: its path, the words and the label of each page, level, title and page of each bookmark."""

    path: Path
    pages: list[str]
    labels: list[str]
    bookmarks: list[tuple[int, str, int]]

    def opening(self, start: str) -> int:
        """The page that the first bookmark with such a beginning leads to."""
        return next(page for _level, title, page in self.bookmarks if title.startswith(start))


def read(path: Path) -> Finished:
    """Read a finished PDF."""
    document = pypdfium2.PdfDocument(path)
    try:
        pages = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
        labels = [document.get_page_label(number) for number in range(len(document))]
        bookmarks = [(item.level, item.get_title(), item.get_dest().get_index()) for item in document.get_toc()]
    finally:
        document.close()
    return Finished(path, pages, labels, bookmarks)


@pytest.fixture(scope="module")
def on_screen(book):
    """The screen edition of the book."""
    return read(screen(book("typst")))


@pytest.fixture(scope="module")
def on_paper(book):
    """The print edition of the book."""
    return read(printed(book("typst")))


def millimetres(page: pikepdf.Page, box: str) -> tuple[float, float]:
    """Width and height of a box of a page."""
    left, bottom, right, top = (float(value) * 25.4 / 72 for value in page.obj[box])
    return right - left, top - bottom


def test_sizes_of_all_pages(on_screen, on_paper):
    """Every page has the size of the edition; in print with trim and bleed, inside a sheet with crop marks."""
    with pikepdf.open(on_screen.path) as document:
        found = {millimetres(page, "/MediaBox") for page in document.pages}
    assert list(found) == [pytest.approx((EDITION.screen.width, EDITION.screen.height), abs=0.01)]
    given = EDITION.print
    with pikepdf.open(on_paper.path) as document:
        for page in document.pages:
            trim = given.trim_width, given.trim_height
            assert millimetres(page, "/TrimBox") == pytest.approx(trim, abs=0.01)
            bled = [side + 2 * given.bleed for side in trim]
            assert millimetres(page, "/BleedBox") == pytest.approx(bled, abs=0.01)
            assert all(sheet > side + 5 for sheet, side in zip(millimetres(page, "/MediaBox"), bled, strict=True))
            assert page.obj.Contents[-1].read_bytes().count(b" l S") >= 8  # crop marks: two lines a corner


def test_print_has_one_ink(on_paper, on_screen):
    """Text, boxes, tables and figures of the print edition are black and grey, and the check sees colours."""

    def coloured(path: Path) -> list[int]:
        with pikepdf.open(path) as document:
            contents = [page.obj.Contents for page in document.pages]
            contents = [[stream] if isinstance(stream, pikepdf.Stream) else list(stream) for stream in contents]
            joined = [b"\n".join(stream.read_bytes() for stream in streams) for streams in contents]
        return [number for number, content in enumerate(joined) if COLOURED.search(content)]

    assert coloured(on_paper.path) == []
    assert len(coloured(on_screen.path)) > 400


def test_front_pages(on_screen, on_paper):
    """Cover (screen), half title, title page, imprint, contents, lists of figures and tables, in this order."""
    book = EDITION.book
    for finished, cover in ((on_screen, True), (on_paper, False)):
        half_title, *others = finished.pages[1 if cover else 0 :]
        blank = [] if cover else [others.pop(0)]
        assert half_title == book.title
        assert "".join(blank) == ""
        title_page, imprint, contents = others[:3]
        assert title_page.startswith(f"{book.title} {book.subtitle}")
        assert book.edition_label in title_page
        for words in (book.rights, book.license, book.license_url, "Diterbitkan oleh", "Cara mengutip"):
            assert words in imprint
        assert contents.startswith("Daftar Isi Prakata ")
        lists = [finished.opening(title) for title in ("Daftar Isi", "Daftar Gambar", "Daftar Tabel", "Prakata")]
        assert lists == sorted(lists)
        assert re.search(r"Gambar 1\.1 .+ \d+ Gambar 1\.2 ", finished.pages[lists[1]])
        assert re.search(r"Tabel 1\.1 .+ \d+ Tabel 1\.2 ", finished.pages[lists[2]])


def test_parts_chapters_and_back_matter(on_screen, on_paper):
    """Five parts with their chapters, then what belongs at the back; all have bookmarks."""
    for finished in (on_screen, on_paper):
        parts = [title.split()[0] for level, title, _page in finished.bookmarks if re.match(r"[IVX]+ ", title)]
        assert parts == ["I", "II", "III", "IV", "V"]
        chapters = [int(found[1]) for _l, title, _p in finished.bookmarks if (found := re.match(r"(\d+) ", title))]
        assert chapters == list(range(1, 18))
        assert [title for level, title, _page in finished.bookmarks if level == 0][-len(BACK) :] == BACK


def test_chapters_begin_on_the_right(on_paper):
    """In print parts, chapters and back matter open on odd pages; the list of tables follows that of figures."""
    begun = [
        (title, page)
        for level, title, page in on_paper.bookmarks
        if (level == 0 or re.match(r"\d+ ", title)) and title != "Daftar Tabel"
    ]
    assert len(begun) > 30
    assert [title for title, page in begun if page % 2] == []


def test_page_labels(on_screen, on_paper):
    """Roman numbers to the first part, arabic ones from there."""
    for finished in (on_screen, on_paper):
        first = finished.opening("I ")
        assert finished.labels[:5] == ["i", "ii", "iii", "iv", "v"]
        assert all(re.fullmatch("[ivxl]+", label) for label in finished.labels[:first])
        assert finished.labels[first:] == [str(number + 1) for number in range(len(finished.pages) - first)]


def test_running_heads(on_screen, on_paper):
    """Chapter and page on screen; in print the chapter on the left, the section on the right; none on an opener."""
    titles = [title for _level, title, _page in on_screen.bookmarks]
    chapter = next(title for title in titles if title.startswith("1 "))
    for finished in (on_screen, on_paper):
        start, end = finished.opening("1 "), finished.opening("2 ")
        assert finished.pages[start].startswith("Bab 1 ")
        for number in range(start + 1, end):
            page, label = finished.pages[number], finished.labels[number]
            if not page:
                continue  # a blank page before an opener
            if finished is on_screen:
                assert page.startswith(f"{chapter} {label} ")
            elif number % 2:
                assert page.startswith(f"{label} {chapter} ")
            else:
                assert any(page.startswith(f"{title} {label} ") for title in titles)


def _is_said(address, pages):
    """Whether an address stands on a page, or begins on one and ends on the next."""
    if any(address in page for page in pages):
        return True
    halves = [(address[:place], address[place:]) for place in range(1, len(address))]
    return any(start in page and end in after for page, after in itertools.pairwise(pages) for start, end in halves)


def test_every_address_is_printed(on_paper):
    """Each address that a link of the print edition leads to can be read in it."""
    with pikepdf.open(on_paper.path) as document:
        links = [link for page in document.pages for link in page.get("/Annots", [])]
    addresses = {str(link.A.URI) for link in links if "/URI" in link.get("/A", {})}
    said = [re.sub(r"\s", "", page) for page in on_paper.pages]
    said = [page.replace("\ufffe", "-").replace("\u00ad", "-").replace("\u0002", "-") for page in said]
    assert len(addresses) > 10
    assert [address for address in sorted(addresses) if not _is_said(address, said)] == []


def test_references_and_footnotes(on_paper, on_screen):
    """References name the page in print and not on screen; a footnote is on the page of its number."""
    said = [sum(page.count("(hlm. ") for page in finished.pages) for finished in (on_paper, on_screen)]
    assert said[0] > 100
    assert said[1] < 10  # of books that are cited
    with pikepdf.open(on_screen.path) as document:
        notes = [
            (page.index, pikepdf.Page(link.Dest[0]).index if isinstance(link.Dest, pikepdf.Array) else None)
            for page in document.pages
            for link in page.get("/Annots", [])
            if str(link.Contents).startswith("Catatan kaki ")
        ]
    assert notes
    assert all(here == there for here, there in notes)


def test_index_stands_in_columns(on_screen, on_paper):
    """Two columns: lines begin at two places across the page, with as good as the same room."""
    for finished in (on_screen, on_paper):
        document = pypdfium2.PdfDocument(finished.path)
        page = document[finished.opening("Indeks") + 1]
        words = page.get_textpage()
        starts = [words.get_rect(i)[0] for i in range(words.count_rects())]
        middle = page.get_width() / 2
        right = [start for start in starts if start > middle - 10]
        assert min(starts) < middle / 2
        assert 0.3 < len(right) / len(starts) < 0.7
        document.close()


@pytest.mark.parametrize("entries", [9, 120, 200])
def test_last_page_of_the_index_is_balanced(small_book, entries):
    """Its columns end within four lines of each other; those of the page before reach its foot."""
    words = "".join(f"{{index}}`x <single: kata ke-{n:03}; {n}>`" for n in range(entries))
    files = {"index.md": "# Buku\n\n:::{toctree}\na\ngenindex\n:::\n", "a.md": f"# A\n\nKata. {words}\n"}
    built = small_book(files, "typst", typst_pdf_editions=["screen"])
    assert "converge" not in built.warnings
    with pypdfium2.PdfDocument(next(built.outdir.glob("*.pdf"))) as document:
        ends = [_column_ends(page) for page in document]
        heights = [page.get_height() for page in document]
    assert abs(ends[-1][0] - ends[-1][1]) < 4 * 15
    if entries > 100:
        assert max(ends[-2]) < 0.2 * heights[-2]


def _column_ends(page) -> tuple[float, float]:
    """How far from the foot of the page its left and right half end, in points; the page number is left out."""
    words, middle = page.get_textpage(), page.get_width() / 2
    found = [words.get_rect(i) for i in range(words.count_rects())]
    found = [rect for rect in found if rect[1] > 0.08 * page.get_height()]
    halves = (
        [rect[1] for rect in found if rect[0] < middle - 10],
        [rect[1] for rect in found if rect[0] > middle - 10],
    )
    return tuple(min(half, default=page.get_height()) for half in halves)


def test_page_ranges_in_the_index(small_book):
    """Three pages after each other are joined, two are not."""
    words = "{index}`x <single: panjang>`"
    files = {"index.md": "# Buku\n\n:::{toctree}\n:numbered:\na\nb\nc\nd\ne\n:::\n"}
    files |= {f"{name}.md": f"# {name}\n\nIsi {words}\n" for name in "abc"}
    files |= {f"{name}.md": f"# {name}\n\nIsi {{index}}`x <single: pendek>`\n" for name in "de"}
    built = small_book(files, "typst", typst_pdf_editions=["screen"])
    assert "panjang, 1–3" in text(screen(built))
    assert "pendek, 4, 5" in text(screen(built))


def test_note_of_a_title_is_on_its_page(small_book):
    """The footnote of a chapter's title stands on the page where the chapter opens."""
    built = small_book(BOOK, "typst", typst_pdf_editions=["screen"])
    (page,) = [page for page in texts(screen(built)) if "Catatan pada judul." in page]
    assert "Bab 1" in page


def test_document_properties(on_screen, on_paper):
    """Title, author, subject and key words, for shops and libraries."""
    for finished in (on_screen, on_paper):
        with pikepdf.open(finished.path) as document:
            properties = {str(name)[1:]: str(value) for name, value in document.docinfo.items()}
        assert properties["Title"] == EDITION.book.title
        assert properties["Author"] == ", ".join(EDITION.book.authors)
        assert properties["Subject"] == " ".join(EDITION.book.description.split())
        assert properties["Keywords"]


def test_isbn_on_the_imprint_page():
    """An ISBN stands there when there is one, and no empty line when there is none."""

    def said(edition) -> str:
        return str([line for paragraph in imprint_page(edition) for line in paragraph["lines"]])

    numbered = replace(EDITION, isbn=editions.Isbns(print="978-602-03-3295-6"))
    assert "ISBN 978-602-03-3295-6" in said(numbered)
    assert "ISBN" not in said(EDITION)
