"""How well the PDFs of the book are set, and that each measure sees a fault made for it."""

from __future__ import annotations

import pikepdf
import pytest
import typst

from bench import setting
from bookpress.core import edition as editions
from builds import ROOT
from pdf_setting import measures
from pdf_setting.lines import read_lines

EDITION = editions.load(ROOT / "editions" / "default.toml")
PAGE = (
    '#set document(title: "x")\n#set text(lang: "en", size: 10pt)\n#set page(width: 90mm, height: 70mm, margin: 10mm)\n'
)
WORDS = "perhimpunan penyelenggaraan pertanggungjawaban keanggotaan kewarganegaraan "


@pytest.fixture
def made(tmp_path):
    """Make a PDF from Typst source; gives path, lines and document."""

    def of(source: str):
        (tmp_path / "x.typ").write_text(PAGE + source)
        path = tmp_path / "x.pdf"
        path.write_bytes(typst.compile(str(tmp_path / "x.typ"), pdf_standards=["ua-1"]))
        return path, read_lines(path), pikepdf.open(path)

    return of


# The measures


def test_wide_spaces(made):
    """Long words in a justified column leave holes; the same words ragged do not."""
    text = f"#heading[A]\n#par(justify: JUSTIFY)[{WORDS * 12}]"
    assert measures.wide_spaces(made(text.replace("JUSTIFY", "true"))[1])
    assert not measures.wide_spaces(made(text.replace("JUSTIFY", "false"))[1])


def test_ladders(made):
    """Four hyphens after each other are one ladder, three are none, nor are those with a line without between them."""
    lines = "pada baris yang panjang sekali ini ada peng-\\\n"
    assert len(measures.ladders(made(f"#heading[A]\n{lines * 4} akhir")[1])) == 1
    assert not measures.ladders(made(f"#heading[A]\n{lines * 3} akhir")[1])
    assert not measures.ladders(made(f"#heading[A]\n{lines * 2} akhir.\n\n{lines * 2} akhir.")[1])


def test_overfull(made):
    """A word wider than the page, one that runs into the next cell, and a text within its bounds."""
    edges = [(10 * measures.MM, 80 * measures.MM)]
    assert measures.overfull(made(f"#heading[A]\n#box[{'x' * 60}]")[1], edges)
    cells = "#heading[A]\n#table(columns: (10mm, 1fr), [WORD], [Isi sel])"
    assert measures.overfull(made(cells.replace("WORD", "perhimpunan"))[1], edges)
    assert not measures.overfull(made(cells.replace("WORD", "kata"))[1], edges)


@pytest.mark.parametrize("fault", ["orphan", "widow"])
def test_torn_paragraphs(made, fault):
    """A paragraph whose first or last line is alone on a page, at some height of what is above it."""
    text = "#heading[A]\n#set text(costs: (orphan: 0%, widow: 0%))\n"
    found = [
        measures.torn_paragraphs(made(f"{text}#v({above}pt)\n#par[{'kata ' * 48}]")[2]) for above in range(30, 120, 6)
    ]
    assert any(fault in said for faults in found for said in faults)


def test_whole_paragraphs_are_not_torn(made):
    """Two lines here and two there are well."""
    assert not measures.torn_paragraphs(made(f"#heading[A]\n#par[{'kata ' * 40}]")[2])


def test_torn_rows(made):
    """A short row that is split, at some height of what is above it; one that may not be never is."""
    row = "#heading[A]\n#v(ABOVEpt)\n#table(columns: 1, table.cell(breakable: BREAK)[Satu\\ dua\\ tiga\\ empat])"
    for breakable, torn in (("true", True), ("false", False)):
        sources = [row.replace("BREAK", breakable).replace("ABOVE", str(above)) for above in range(40, 130, 8)]
        assert any(measures.torn_rows(made(source)[2], most=20) for source in sources) is torn


def test_headless_tables(made):
    """A long table whose head is not repeated."""
    table = "#heading[A]\n#table(columns: 1, table.header(repeat: REPEAT)[Kepala], ..range(20).map(n => [Isi #n]))"
    _path, lines, document = made(table.replace("REPEAT", "false"))
    assert measures.headless_tables(document, lines)
    _path, lines, document = made(table.replace("REPEAT", "true"))
    assert not measures.headless_tables(document, lines)


def test_headings_at_foot(made):
    """A heading that is the last on its page, and one with two lines after it."""
    text = "#show heading: set block(sticky: STICKY)\n#heading[A]\n" + "baris\\\n" * 7 + "\n#heading(level: 2)[B]\n"
    text += "isi\\\n" * 4
    found = []
    for sticky in ("false", "true"):
        _path, lines, document = made(text.replace("STICKY", sticky))
        found.append(measures.headings_at_foot(document, lines, fewest=4))
    assert found[0]
    assert not found[1]


def test_far_figures(made):
    """The end of the first link to a figure is three pages away."""
    text = "#heading[A]\n#link(<f>)[Gambar 1]\n#pagebreak()PAGES\n#figure([isi], caption: [x]) <f>"
    for pages, far in ((3, True), (0, False)):
        document = made(text.replace("PAGES", "x#pagebreak()" * pages))[2]
        document.pages[0].Annots[0].Contents = pikepdf.String("Gambar 1, halaman 5")
        assert bool(measures.far_figures(document, "Gambar", most=2)) is far


def test_lost_words(made):
    """A word that is not there, one with a soft hyphen in it, one that is there, and one that goes on over a page."""
    path = made("#heading[A]\nkata peng-?hu-?bung utuh ber-\n#pagebreak()\nsama")[0]
    assert measures.lost_words(path, {"kata", "utuh", "bersama"}) == ["peng\u00adhu\u00adbung"]
    assert "hilang" in measures.lost_words(path, {"hilang"})
    tight = made("#heading[A]\n#text(spacing: 20%)[kata yang satu dan kata yang lain lagi]")[0]
    assert measures.lost_words(tight, set()) == ["katayangsatudankatayanglainlagi"]


def test_bench_counts_the_faults_and_tells_their_places(made):
    lines = "pada baris yang panjang sekali ini ada peng-\\\n"
    report = setting.report(made(f"#heading[A]\n{lines * 4} akhir")[0], EDITION)
    assert report[0].startswith("x.pdf: 1 pages")
    at = next(number for number, line in enumerate(report) if line.startswith("  ladders"))
    assert report[at].split()[-1] == "1"
    assert "page 1" in report[at + 1]
    assert any("the language of the file is en" in line for line in report)


# The book
