"""The PDF: two editions, what they contain, what stops them."""

from __future__ import annotations

import json
import pickle
import re
import sys
from dataclasses import replace
from io import StringIO
from pathlib import Path
from types import ModuleType

import pikepdf
import pypdf
import pytest
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from sphinx.util.console import strip_escape_sequences

from bookpress.core import edition as editions
from bookpress.core.hyphenation import hyphenator
from bookpress.typst import markup
from bookpress.typst.compiler import Compiler, TypesettingError
from bookpress.typst.finish import clean_fonts, clean_pages
from bookpress.typst.front_pages import text_size
from bookpress.typst.guilty_block import marks
from bookpress.typst.told_pages import pages_to_tell
from bookpress.typst.translator import TypstTranslator
from builds import ROOT, build, sphinx
from small_pdf import BOOK, SHY, SVG, TWO, printed, screen, text, texts

EDITION = editions.load(ROOT / "editions" / "default.toml")
PATTERNS = ["**/*.md", "*.md"]

PLAIN = {"index.md": "# Buku\n\n:::{toctree}\n:numbered:\nsatu\n:::\n"}


def elements(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Dictionary]:
    """All structure elements of a kind."""
    found = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/S" in o and "/P" in o]
    return [element for element in found if element["/S"] == kind]


def alternatives(path: Path) -> list[str]:
    """The alternative texts of the figures after the cover."""
    with pikepdf.open(path) as pdf:
        cover, *figures = [str(figure.Alt) for figure in elements(pdf, "/Figure")]
    assert cover.startswith("Sampul: Kelompok Okupasional. ")
    return figures


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A small book, built once."""
    folder = tmp_path_factory.mktemp("small")
    source = folder / "source"
    source.mkdir()
    for name, content in {**BOOK, "references.bib": ""}.items():
        (source / name).write_text(content)
    (source / "conf.py").write_text((ROOT / "conf.py").read_text())
    for name in ("editions",):
        (source / name).symlink_to(ROOT / name)
    return build(source, folder / "out", "typst", include_patterns=PATTERNS)


def rebuilt(built, **overrides) -> str:
    """Build once more in the same folders, as ``sphinx-build`` does; gives what it said."""
    said = StringIO()
    old = built.app
    settings = {
        "nitpicky": True,
        "include_patterns": PATTERNS,
        "exclude_patterns": old.config.exclude_patterns,
        **overrides,
    }
    with sphinx(
        old.srcdir, old.confdir, old.outdir, old.doctreedir, "typst", settings, status=said, warning=said
    ) as app:
        app.build()
    return said.getvalue()


# What is made


def test_two_files_and_nothing_else(small):
    """The output folder has the two PDF files only."""
    assert sorted(path.name for path in small.outdir.iterdir()) == [
        "kelompok-okupasional-cetak.pdf",
        "kelompok-okupasional-layar.pdf",
    ]
    assert small.app.statuscode == 0


def test_same_input_same_bytes(small, small_book):
    """Another build of the same text gives the same bytes."""
    other = small_book(BOOK, "typst")
    assert screen(other).read_bytes() == screen(small).read_bytes()
    assert printed(other).read_bytes() == printed(small).read_bytes()


def test_nothing_to_do_until_something_changes(small_book):
    """A second build does nothing; a changed picture, a lost file, another epoch make the PDF again."""
    built = small_book(BOOK, "typst")
    assert "no targets are out of date" in rebuilt(built)
    picture = Path(built.app.srcdir, "gambar.svg")
    picture.write_text(SVG.replace("350", "340"))
    assert "typesetting" in rebuilt(built)
    assert "no targets are out of date" in rebuilt(built)
    printed(built).unlink()
    assert "typesetting" in rebuilt(built)
    assert printed(built).is_file()
    assert "typesetting" in rebuilt(built, typst_pdf_editions=["screen"])


def test_declared_accessible(small):
    """PDF/UA-1 and PDF/A-2a are declared, the language is set, the tree is there."""
    for path in (screen(small), printed(small)):
        with pikepdf.open(path) as pdf:
            assert pdf.Root.MarkInfo.Marked
            assert str(pdf.Root.Lang) == "id"
            with pdf.open_metadata() as metadata:
                assert metadata["pdfuaid:part"] == "1"
                assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
                assert metadata["dc:title"] == EDITION.book.title
                assert metadata["dc:publisher"] == [EDITION.publisher.name]
                assert metadata["dc:identifier"] == EDITION.identifier("print" if "cetak" in path.name else "pdf")


def test_figures_and_table_heads_are_tagged(small):
    """Alternative text on the figure; column and row headers with a scope."""
    assert alternatives(screen(small)) == ["Sebuah kotak."]
    with pikepdf.open(screen(small)) as pdf:
        heads = elements(pdf, "/TH")
        scopes = sorted(str(a.Scope) for head in heads for a in head.A if "/Scope" in a)
    assert scopes == ["/Column", "/Column", "/Row"]


def test_page_boxes(small):
    """Trim and bleed are those of the edition; the sheet is larger, for the crop marks."""
    with pikepdf.open(printed(small)) as pdf:
        boxes = {
            name: [float(v) * 25.4 / 72 for v in pdf.pages[0].obj[name]]
            for name in ("/TrimBox", "/BleedBox", "/MediaBox")
        }

    def millimetres(name):
        left, bottom, right, top = boxes[name]
        return right - left, top - bottom

    given = EDITION.print
    assert millimetres("/TrimBox") == pytest.approx((given.trim_width, given.trim_height), abs=0.01)
    assert millimetres("/BleedBox") == pytest.approx(
        (given.trim_width + 2 * given.bleed, given.trim_height + 2 * given.bleed), abs=0.01
    )
    assert millimetres("/MediaBox")[0] > millimetres("/BleedBox")[0] + 10
    size = pypdf.PdfReader(screen(small)).pages[0].mediabox
    assert float(size.width) * 25.4 / 72 == pytest.approx(EDITION.screen.width, abs=0.01)


def test_page_labels_and_right_hand_pages(small):
    """Roman numbers in front, arabic from the first part; in print, parts and chapters open on odd pages."""
    with pikepdf.open(printed(small)) as pdf:
        labels = [page.label for page in pdf.pages]
    pages = texts(printed(small))
    first = labels.index("1")
    assert labels[:first] == ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii"][:first]
    assert first % 2 == 0
    assert "Bagian I" in pages[first]
    assert pages[first + 1].strip() == ""
    opened = [labels[i] for i, page in enumerate(pages) if re.search(r"^Bab [12]\n", page)]
    assert opened == ["3", "5"]


def test_document_has_all_its_pages(small):
    """Cover or half title, title page, imprint, contents, part, chapters, back matter, index; bookmarks."""
    whole = text(screen(small))
    for words in (
        EDITION.book.subtitle,
        EDITION.book.rights,
        "Cara mengutip",
        "Daftar Isi",
        "Bagian Satu",
        "Gambar 2.1",
        "Tabel 1.1",
        "Penutup.",
        "Indeks",
    ):
        assert words in whole
    titles = [str(item.title) for item in pypdf.PdfReader(screen(small)).outline if not isinstance(item, list)]
    assert titles == ["Daftar Isi", "Pengantar", "I Bagian Satu", "Belakang", "Indeks"]


def test_references_name_the_page_in_print(small):
    """Another page is named after the reference, in parentheses or after a comma; this page is not."""
    whole = text(printed(small))
    assert "Lihat Bab 2 (hlm. 5) dan (bandingkan Bab 2, hlm. 5)" in whole
    assert "ada Tabel 1.1. " in whole
    assert "hlm. 5" not in text(screen(small))


def test_addresses_are_printed(small):
    """Print tells the address behind a link, in a note; the screen edition links."""
    assert "https://example.org/panjang" in text(printed(small))
    assert "https://example.org/panjang" not in text(screen(small))


def test_note_of_a_title_stands_once(small):
    """A footnote of a title is not repeated where the title is."""
    assert text(screen(small)).count("Catatan pada judul.") == 1


def test_index(small):
    """Pages, subentries, see and see also."""
    pages = texts(printed(small))
    index = " ".join(next(page for page in pages if "okupasi" in page).split())
    assert "okupasi, lihat profesi" in index
    assert re.search(r"profesi, 3, 5\. Lihat juga izin izin, 3", index)


def test_every_link_leads_somewhere(small):
    """Each internal link has a destination on a page, and a description."""
    for path in (screen(small), printed(small)):
        with pikepdf.open(path) as pdf:
            names = pypdf.PdfReader(path).named_destinations
            links = [note for page in pdf.pages for note in page.get("/Annots", [])]
            assert links
            assert not [link for link in links if "typst-label" in str(link.get("/A"))]
            for link in links:
                assert str(link.Contents).strip(" ,")
                if "/Dest" in link:
                    assert isinstance(link.Dest, pikepdf.Array) or str(link.Dest) in names


def test_links_lead_to_what_they_name(small):
    """The end of a link is on the page of its title, a little above it; the description names title and page."""
    with pikepdf.open(printed(small)) as pdf:
        ends = {
            str(link.Contents): (pikepdf.Page(link.Dest[0]).index, float(link.Dest[3]))
            for page in pdf.pages
            for link in page.get("/Annots", [])
            if isinstance(link.get("/Dest"), pikepdf.Array)
        }
        labels = [page.label for page in pdf.pages]
        tops = [float(page.obj.TrimBox[3]) for page in pdf.pages]
    page, height = ends["2 Bab Kedua, halaman 5"]
    assert labels[page] == "5"
    assert tops[page] - 200 < height < tops[page]
    assert labels[ends["Gambar 2.1, halaman 5"][0]] == "5"


def test_editions_made_at_once_are_the_same(small, small_book):
    """With processes of their own, as with ``-j 2``, the editions have the same bytes."""
    other = small_book(BOOK, "typst", parallel=2)
    assert screen(other).read_bytes() == screen(small).read_bytes()
    assert printed(other).read_bytes() == printed(small).read_bytes()


def test_error_comes_back_from_another_process(small_book):
    """A failure and a warning in processes of their own name the chapter and the line as well, and once."""
    built = small_book({**PLAIN, "satu.md": "# Satu\n\nDi sini 漢.\n"}, "typst", parallel=2)
    assert built.warnings.count("satu.md:3: WARNING: no typeface has the letter 漢") == 1
    with pytest.raises(TypesettingError) as caught:
        raise pickle.loads(pickle.dumps(TypesettingError("Typst gave up", "satu.md:3")))
    assert (caught.value.message, caught.value.location) == ("Typst gave up", "satu.md:3")


def test_hyphens_do_not_break_words_for_readers(small):
    """Whole words are found, soft hyphens stand at line ends only."""
    for path in (screen(small), printed(small)):
        raw = "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
        assert not re.search(rf"{SHY}(?!\s*\n)", raw)
        assert "\u2060" not in raw
        assert "mempertanggungjawabkan" in text(path)


def test_language_of_foreign_words(small):
    """Foreign words carry their language."""
    content = b"".join(page.Contents.read_bytes() for page in pikepdf.open(screen(small)).pages)
    assert b"/Lang(en)" in content.replace(b" ", b"")


# What stops it, and what does not


def test_picture_without_text_stops_the_pdf(small_book):
    """No alternative text: file and line are named, the old PDF stays."""
    built = small_book(BOOK, "typst", typst_pdf_editions=["screen"])
    old = screen(built).read_bytes()
    Path(built.app.srcdir, "dua.md").write_text(TWO.replace(":alt: Sebuah kotak.", ":class: x"))
    said = rebuilt(built, typst_pdf_editions=["screen"])
    assert re.search(r"dua\.md:\d+: WARNING: picture without alternative text", said)
    assert "no PDF was made" in said
    assert screen(built).read_bytes() == old


def test_decorative_picture_needs_no_text(small_book):
    """A picture of the class decorative is an artefact."""
    page = "# Satu\n\n:::{image} gambar.svg\n:class: decorative\n:::\n"
    built = small_book({**PLAIN, "satu.md": page, "gambar.svg": SVG}, "typst", typst_pdf_editions=["screen"])
    assert built.app.statuscode == 0
    assert alternatives(screen(built)) == []


def test_failure_names_the_line_of_the_chapter(small_book):
    """Raw Typst that fails: the chapter and its line are named, and the status is 1."""
    page = "# Satu\n\nBaris.\n\n```{raw} typst\n#panic(1)\n```\n"
    built = small_book({**PLAIN, "satu.md": page}, "typst")
    assert "satu.md:5: ERROR: no PDF was made" in built.warnings
    assert built.app.statuscode == 1
    assert not list(built.outdir.glob("*.pdf"))


def test_letters_that_no_typeface_has(small_book):
    """Each is warned of once, with its line; a box stands for it, and the text is still that letter."""
    page = "# Satu\n\nBaris.\n\nDi sini 漢字, lagi 漢 dan `ꦥ`.\n"
    built = small_book({**PLAIN, "satu.md": page}, "typst")
    assert built.app.statuscode == 0
    assert [line.partition(";")[0] for line in built.warnings.splitlines()] == [
        "satu.md:5: WARNING: no typeface has the letter 漢 (U+6F22 CJK UNIFIED IDEOGRAPH-6F22)",
        "satu.md:5: WARNING: no typeface has the letter 字 (U+5B57 CJK UNIFIED IDEOGRAPH-5B57)",
        "satu.md:5: WARNING: no typeface has the letter ꦥ (U+A9A5 JAVANESE LETTER PA)",
    ]
    for path in (screen(built), printed(built)):
        assert "Di sini 漢字, lagi 漢 dan ꦥ." in text(path)


NOT_WELL_FORMED = SVG.replace("</svg>", "")
WITH_A_COLOUR = SVG.replace("class=", 'fill="red" class=')


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("gambar.svg", NOT_WELL_FORMED, r"broken picture: gambar\.svg: .*line \d"),
        ("gambar.svg", "<html/>", r"broken picture: gambar\.svg: not an SVG drawing"),
        ("gambar.svg", WITH_A_COLOUR, r"broken picture: gambar\.svg:2: attribute fill"),
        ("gambar.png", b"\x89PNG\r\n\x1a\nrusak", r"broken picture: gambar\.png: "),
        ("gambar.svg", None, r"formula not understood: unknown command or single bracket .foo"),
    ],
)
def test_fault_keeps_the_old_pdf(small_book, name, content, says):
    """A broken picture, a broken drawing, a broken formula: chapter and line are named, the old PDF stays."""
    built = small_book(BOOK, "typst", typst_pdf_editions=["screen"])
    old = screen(built).read_bytes()
    source = Path(built.app.srcdir)
    page = TWO.replace("gambar.svg", name)
    if content is None:
        page = page.replace("Isi bab kedua.", "Isi bab kedua.\n\n```{math}\n\\foo{x}\n```\n")
    else:
        (source / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    (source / "dua.md").write_text(page)
    said = rebuilt(built, typst_pdf_editions=["screen"])
    assert re.search(rf"dua\.md:6: WARNING: {says}", strip_escape_sequences(said))
    assert "no PDF was made, the old one is kept" in said
    assert screen(built).read_bytes() == old


def test_failure_in_the_template_names_the_chapter(small_book, monkeypatch):
    """An error that Typst places in the template is traced to the chapter that causes it."""
    monkeypatch.setattr("bookpress.typst.builder.TypstBuilder.picture_of", lambda self, node: ("absent.svg", 360.0))
    toctree = ":::{toctree}\nsatu\ndua\n:::\n"
    files = {"index.md": f"# Buku\n\n{toctree}", "satu.md": "# Satu\n", "dua.md": TWO, "gambar.svg": SVG}
    built = small_book(files, "typst", typst_pdf_editions=["screen"])
    assert re.search(r"dua\.md:\d+: ERROR: no PDF was made, the old one is kept: file not found", built.warnings)


NESTED = """\
# Dua

Kata.

:::{note}
Dalam kotak.

- Satu
- Dua

  Paragraf yang rusak.

Sesudahnya.
:::

Penutup.
"""


@pytest.mark.parametrize(("culprit", "line"), [("Kata.", 3), ("Dalam kotak.", 6), ("yang rusak", 11), ("Penutup.", 16)])
def test_failure_without_a_place_names_the_line(small_book, monkeypatch, culprit, line):
    """An error of a function of the template, of which Typst tells no line of the text, in a list in a box too."""
    plain_text = TypstTranslator.text
    monkeypatch.setattr(
        TypstTranslator,
        "text",
        lambda self, words: plain_text(self, words) + ("#image-from-nowhere();" if culprit in words else ""),
    )
    template = Compiler._start

    def start(self):
        nodes_file = self.work / "design/nodes.typ"
        broken = '\n#let image-from-nowhere() = context layout(_ => image("nowhere.svg"))\n'
        nodes_file.write_text(nodes_file.read_text().removesuffix(broken) + broken)
        template(self)

    monkeypatch.setattr(Compiler, "_start", start)
    files = {"index.md": "# Buku\n\n:::{toctree}\nsatu\ndua\n:::\n", "satu.md": "# Satu\n\nBaik.\n", "dua.md": NESTED}
    built = small_book(files, "typst", typst_pdf_editions=["screen"])
    assert f"dua.md:{line}: ERROR: no PDF was made, the old one is kept: file not found" in built.warnings


def test_brackets_in_words_and_comments_are_not_counted():
    """Marks inside blocks know what is open there; an array that is cut after one entry stays an array."""
    source = '//: a.md:1\n#"([{";\n//: a.md:2\n#box(([ // (\n//: a.md:3\n#"\\")";], [x]))[y]\n//: a.md:4\n'
    found = [(mark.origin, mark.open) for mark in marks(source)]
    assert found == [("a.md:1", ""), ("a.md:2", ""), ("a.md:3", "((["), ("a.md:4", "")]


def test_link_out_of_the_book_warns(small_book):
    """A link to a document that is in no toctree."""
    files = {**PLAIN, "satu.md": "# Satu\n\nKe {doc}`luar`.\n", "luar.md": "---\norphan: true\n---\n# Luar\n"}
    built = small_book(files, "typst", typst_pdf_editions=["screen"])
    assert re.search(r"satu\.md:3: WARNING: link to luar, which is not in the book", built.warnings)
    assert "Ke Luar." in text(screen(built))


def test_every_other_page_is_told():
    """A reference leaves out its own page only; one that a list repeats tells the page, which is another's too."""
    places = {"here": {"page": 5, "shown": "3"}, "beside": {"page": 6, "shown": "4"}}
    references = [("a", "here", 5), ("b", "beside", 5), ("c", "here", 2), ("c", "here", 5)]
    assert pages_to_tell(references, places, {}, 1) == {"a": None, "b": "4", "c": "3"}


# A reference whose target moves to the next page under a condition.
RESTLESS = """
#let told = json("told-print.json").pages.at("a", default: "100")
#[#metadata(("a", "end"))<reference>] Lihat Gambar 1 #if told != none [(hlm. #told)].
#if MOVES { pagebreak() }
#[#metadata(none)<end>]
#context {
  let found = query(<end>).first().location()
  let end = (page: found.page(), shown: str(found.page()), x: 0, y: 0)
  let references = query(<reference>).map(found => (..found.value, found.location().page()))
  [#metadata((ends: (end: end), references: references))<places>]
}
"""


@pytest.mark.parametrize(("moves", "rests"), [("told == none", True), ('told != "2"', False)])
def test_pages_that_do_not_come_to_rest(tmp_path, moves, rests):
    """A page that comes and goes in a reference stays, and is the right one; when even that moves it, a warning."""
    header = '#set document(title: "Buku")\n#set text(lang: "id")\n'
    (tmp_path / "book.typ").write_text(header + RESTLESS.replace("MOVES", moves))
    compiler = Compiler(tmp_path, "print", 0)
    assert compiler.compile().startswith(b"%PDF")
    if rests:
        assert json.loads((tmp_path / "told-print.json").read_text())["pages"] == {"a": "1"}
    assert any("do not come to rest" in message for message, _place in compiler.warnings) is not rests


def test_what_grows_with_its_own_number_is_left_out(tmp_path):
    """When the rounds of Typst do not come to rest, the book is set again, asked to be steady."""
    growing = 'if not json("told-print.json").steady { range(query(<x>).len() + 1).map(_ => [#metadata(0)<x>]).join() }'
    header = '#set document(title: "Buku")\n#set text(lang: "id")\n'
    (tmp_path / "book.typ").write_text(f"{header}#context {growing}" + RESTLESS.replace("MOVES", "false"))
    compiler = Compiler(tmp_path, "print", 0)
    assert compiler.compile().startswith(b"%PDF")
    assert (compiler.steady, compiler.warnings) == (True, [])


def test_picture_from_the_network_is_not_fetched(small_book):
    """A remote picture: a warning, and the PDF is made without it."""
    page = "# Satu\n\n:::{image} https://example.invalid/x.png\n:alt: Jauh.\n:::\n"
    built = small_book({**PLAIN, "satu.md": page}, "typst", typst_pdf_editions=["screen"])
    assert "satu.md:3: WARNING: picture from the network" in built.warnings
    assert alternatives(screen(built)) == []


class strange(nodes.General, nodes.Element):
    """A node that the builder does not know."""


def strange_extension(**handlers) -> ModuleType:
    """An extension that turns the quotations of a chapter into strange nodes."""

    def turn(app, doctree):
        for quotation in list(doctree.findall(nodes.block_quote)):
            node = strange("", *quotation.children)
            node.source, node.line = quotation.source, quotation.line
            quotation.replace_self(node)

    def setup(app):
        app.connect("doctree-read", turn)
        if handlers:
            app.add_node(strange, **handlers)

    module = ModuleType("strange_extension")
    module.setup = setup
    return module


STRANGE = {**PLAIN, "satu.md": "# Satu\n\n> Kata di dalam.\n"}
EXTENSIONS = [
    "myst_parser",
    "sphinxcontrib.bibtex",
    "bookpress.core.edition",
    "bookpress.content.citations_id",
    "bookpress.content.chapter_numbers",
    "strange_extension",
    "bookpress.typst",
]


def test_unknown_node_warns_and_keeps_its_text(small_book, monkeypatch):
    """Nobody taught the builder the node: a warning with its line, and the words are there."""
    monkeypatch.setitem(sys.modules, "strange_extension", strange_extension())
    built = small_book(STRANGE, "typst", typst_pdf_editions=["screen"], extensions=EXTENSIONS)
    assert "satu.md:3: WARNING: the PDF builder does not know the node strange" in built.warnings
    assert "Kata di dalam." in text(screen(built))


def test_other_extensions_bring_visitors(small_book, monkeypatch):
    """``app.add_node(node, typst=…)`` is heeded, and words that a visitor writes cannot become markup."""

    def visit(self, node):
        self.write("#strong[" + self.children(node) + self.text('#emph[x] "lagi" \\') + "]")
        raise nodes.SkipNode

    monkeypatch.setitem(sys.modules, "strange_extension", strange_extension(typst=(visit, None)))
    built = small_book(STRANGE, "typst", typst_pdf_editions=["screen"], extensions=EXTENSIONS)
    assert "does not know" not in built.warnings
    assert 'Kata di dalam. #emph[x] "lagi" \\' in text(screen(built))


# Text is never markup

HOSTILE = 'Lawan: #panic("a") $x^2$ = judul, *tebal*, @kunci, <label>, [isi], // bukan komentar, \\u{41}, ~, -- ---'


def test_hostile_text_is_set_as_it_is(small_book):
    """What looks like Typst stays text: in paragraphs, titles, code, tables, captions, the index."""
    page = (
        f"# Satu {{index}}`x <single: #panic(1)>`\n\n``{HOSTILE}``\n\n```\n{HOSTILE}\n```\n\n"
        '| `#a[` | `"]` |\n|---|---|\n| `*/` | `/*` |\n\n## `#show: none`\n'
    )
    built = small_book({**PLAIN, "satu.md": page}, "typst", typst_pdf_editions=["screen"])
    assert built.app.statuscode == 0
    assert text(screen(built)).count(HOSTILE.partition(",")[0]) == 2
    assert "#panic(1)" in text(screen(built))


@given(st.text())
def test_string_literals_end_where_they_should(words):
    """A literal has no bare quote, line end or backslash inside, and says the printable words."""
    literal = markup.string(words)
    inside = literal[1:-1]
    assert literal[0] == literal[-1] == '"'
    assert re.fullmatch(r'(?:[^"\\\n\r]|\\["\\nrt])*', inside)
    said = re.sub(r"\\(.)", lambda m: {"n": "\n", "r": "\r", "t": "\t"}.get(m[1], m[1]), inside)
    assert said == markup._UNPRINTABLE.sub("", words)
    said.encode()


# Kinds of nodes

MANY = """\
# Satu

Kata {abbr}`LIFE (panjang)` H{sub}`2`O x{sup}`2` {kbd}`Ctrl` {math}`E=mc^2` `kode` patah\\
baris. {bdg-primary}`lencana` [surat](mailto:x@example.org)

- butir
  - dalam

    alinea dalam
1. angka

Lema
: batasan

> kutipan

:::{epigraph}
Semboyan.

-- Seseorang
:::

| kiri | kanan |
|:-----|------:|
| sel[^n] | sel lain |

[^n]: Catatan sel.

```python
def f(): return "kode panjang"
```

```{code-block} python
:caption: Daftar kode

print(1)
```

```{math}
\\int x
```

:::{note}
Isi catatan
:::
:::{warning}
Isi peringatan
:::
:::{admonition} Judul sendiri
Isi sendiri
:::
:::{topic} Judul topik
Isi topik
:::
:::{sidebar} Judul samping
Isi samping
:::
:::{versionadded} 1.0
Isi versi
:::
:::{rubric} Rubrik
:::
:::{hlist}
- mendatar
:::

---

::::{grid} 2
:::{grid-item-card} Judul kartu
Isi kartu
:::
::::

::::{tab-set}
:::{tab-item} Judul lidah
Isi lidah
:::
::::

:::{dropdown} Judul laci
Isi laci
:::

:::{only} html
hanya web
:::

```{raw} html
<b>mentah</b>
```

:::{py:function} fungsi(a)
Isi fungsi
:::

```{eval-rst}
| larik satu
|    larik dua

:medan: isi medan

-a   isi pilihan

+----+----+
| lebar   |
+----+----+
| x  | y  |
+----+----+

.. parsed-literal::

   harfiah *miring*

>>> uji

.. [KUN] Isi sitasi.

Menurut [KUN]_.

.. container:: sendiri

   isi wadah
```
"""
SHOWN = """\
LIFE (panjang)|H2O|Ctrl|lencana|dalam|alinea dalam|angka|batasan|kutipan|Semboyan.|Seseorang|sel lain|Catatan sel.
kode panjang|Kode|print(1)|Isi catatan|Isi peringatan|Judul sendiri|Isi sendiri|Judul topik|Isi topik
Judul samping|Isi samping|Isi versi|Rubrik|mendatar|Judul kartu|Isi kartu|Judul lidah|Isi lidah|Judul laci|Isi laci
fungsi(a)|Isi fungsi|larik satu|larik dua|medan|isi medan|isi pilihan|lebar|harfiah|uji|Isi sitasi|isi wadah"""


def test_words_of_every_kind_of_node_are_set(small_book):
    """Lists, quotations, code, formulas, admonitions, cards, tabs, tables with spans: no warning, no lost word."""
    built = small_book({**PLAIN, "satu.md": MANY}, "typst", typst_pdf_editions=["screen"])
    assert "satu.md" not in built.warnings
    whole = text(screen(built))
    assert [words for words in re.split(r"[|\n]", SHOWN) if words not in whole] == []
    assert "hanya web" not in whole
    assert "mentah" not in whole


# Other languages, other editions


def test_english_book(small_book):
    """The words are English, and Typst hyphenates by itself."""
    english = replace(EDITION, book=replace(EDITION.book, language="en-GB"))
    built = small_book(BOOK, "typst", edition=english, language="en")
    assert sorted(path.name for path in built.outdir.glob("*.pdf")) == [
        "kelompok-okupasional-print.pdf",
        "kelompok-okupasional-screen.pdf",
    ]
    whole = text(built.outdir / "kelompok-okupasional-print.pdf")
    for words in ("Contents", "Part I", "Chapter 2", "(p. 5)", "okupasi, see profesi", "How to cite"):
        assert words in whole
    with pikepdf.open(built.outdir / "kelompok-okupasional-print.pdf") as pdf:
        assert str(pdf.Root.Lang) == "en-GB"


def test_nested_documents_and_a_book_without_parts(small_book):
    """A toctree inside a chapter sets its documents there; chapters need no parts."""
    files = {**PLAIN, "satu.md": "# Satu\n\nAwal.\n\n```{toctree}\ndalam\n```\n", "dalam.md": "# Dalam\n\nIsi dalam.\n"}
    built = small_book(files, "typst", typst_pdf_editions=["screen"])
    assert built.app.statuscode == 0
    whole = text(screen(built))
    assert whole.index("Awal.") < whole.index("Isi dalam.")
    assert "Bagian I" not in whole


def test_text_size_follows_the_measure():
    """About seventy letters a line, within what is legible."""
    assert text_size(116) == 10.0
    assert text_size(60) == 9.0
    assert text_size(300) == 11.5


def test_cover_image(small_book, tmp_path):
    """A publisher's cover takes the place of the made one, with alternative text."""
    Image.new("RGB", (176, 250), "#335577").save(tmp_path / "cover.png")
    given_cover = replace(EDITION, path=tmp_path / "x.toml", cover=editions.Cover(image="cover.png"))
    built = small_book(BOOK, "typst", edition=given_cover, typst_pdf_editions=["screen"])
    assert alternatives(screen(built)) == ["Sebuah kotak."]
    with pikepdf.open(screen(built)) as pdf:
        (picture,) = pdf.pages[0].images.values()
        assert (picture.Width, picture.Height) == (176, 250)


# Small parts


@pytest.mark.parametrize(
    ("word", "broken"),
    [
        ("masyarakat", "ma-sya-ra-kat"),
        ("kerakyatan", "ke-rak-yatan"),
        ("mempertanggungjawabkan", "mem-per-tang-gung-ja-wab-kan"),
        ("buku", "buku"),
        ("IDI", "IDI"),
    ],
)
def test_soft_hyphens(word, broken):
    """Indonesian syllables; short words stay whole."""
    assert hyphenator("id")(word).replace(SHY, "-") == broken


def test_soft_hyphens_keep_apart():
    """Breaks too close to the next one are left out; the beginning and the end of a word may be short."""
    hyphenate = hyphenator("id", ["ma-sya-ra-kat"], apart=4)
    broken = {"kerakyatan": "kerak-yatan", "masyarakat": "ma-sya-ra-kat", "pengetahuan": "pe-ngeta-huan"}
    broken["mempertanggungjawabkan"] = "memper-tang-gung-jawab-kan"
    assert {word: hyphenate(word).replace(SHY, "-") for word in broken} == broken


def test_languages_without_soft_hyphens():
    """Typst hyphenates English; nobody hyphenates an unknown language."""
    assert hyphenator("en-GB") is None
    assert hyphenator("xx") is None
    assert hyphenator("id", ["kelom-pok"])("kelompok") == f"kelom{SHY}pok"


def test_cleaning_finds_what_it_should():
    """Soft hyphens vanish from mappings and marked words, but not the hyphen at a line end."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    mapping = pdf.make_stream(b"<0001> <006100AD>\n<0002> <00AD>\n<0003> <00660069>\n<0004> <20600035>")
    font = pdf.make_indirect(pikepdf.Dictionary(ToUnicode=mapping))
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    page.Contents = pdf.make_stream(b"/Span<</ActualText<FEFF006100AD>>>BDC EMC/Span<</ActualText<FEFF00AD>>>BDC EMC")
    clean_fonts(pdf)
    clean_pages(pdf)
    assert mapping.read_bytes() == b"<0001> <0061>\n<0002> <00AD>\n<0003> <00660069>\n<0004> <0035>"
    assert page.Contents.read_bytes() == b"/Span<</ActualText<FEFF0061>>>BDC EMC/Span<</ActualText<FEFF00AD>>>BDC EMC"
