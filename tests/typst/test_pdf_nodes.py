"""The PDF of every node: the kitchen sink, a book in English, and text that must not become markup."""

from __future__ import annotations

import re
import unicodedata
from io import BytesIO
from types import SimpleNamespace

import pikepdf
import pypdf
import pypdfium2
import pytest
import typst
from docutils import nodes
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from bookpress.core.formulas import mathml
from bookpress.core.hyphenation import hyphenator
from bookpress.core.words.catalogues import LOCALE
from bookpress.typst import markup
from bookpress.typst.equations import equation
from bookpress.typst.missing_letters import not_displayed
from bookpress.typst.setters import code, tables
from bookpress.typst.setters import text as words_setter
from bookpress.typst.writing import Writer
from builds import build_small


def pages(path) -> list[str]:
    """The text of each page in one line, words at line ends made whole, formulas in plain letters."""
    found = [re.sub(r"[\u00ad-]\s*\n", "", page.extract_text()) for page in pypdf.PdfReader(path).pages]
    return [unicodedata.normalize("NFKC", " ".join(page.split())).replace("\u00ad", "-") for page in found]


@pytest.fixture(scope="module")
def sink(sample_book):
    """The kitchen sink's screen and print edition as text, with what the build warned of."""
    built = sample_book("kitchen-sink", "typst")
    screen, printed = (" ".join(pages(built.outdir / f"buku-uji-{name}.pdf")) for name in ("layar", "cetak"))
    return SimpleNamespace(built=built, screen=screen, printed=printed)


# Every node


def test_only_missing_letters_are_warned_of(sink):
    """Every node is known; the letters of scripts that no typeface has are named, each once."""
    lines = [line for line in sink.built.warnings.splitlines() if line]
    assert sink.built.app.statuscode == 0
    assert [line for line in lines if "WARNING: no typeface has the letter" not in line] == []
    assert len(lines) == len(set(lines)) > 20


@pytest.mark.parametrize("edition", ["screen", "printed"])
def test_words_of_every_document_are_set(sink, edition):
    """Each word of each paragraph of the book is in the PDF, in the order of its paragraph."""
    text = getattr(sink, edition)
    squeezed = re.sub(r"[\s\u200b]+", "", text)
    env, lost = sink.built.app.env, []
    for name in env.found_docs - {"index", "letters"}:
        for paragraph in env.get_doctree(name).findall(nodes.paragraph):
            if any(paragraph.findall(lambda node: not isinstance(node, (nodes.Text, nodes.emphasis, nodes.strong)))):
                words = [str(child) for child in paragraph.children if isinstance(child, nodes.Text)]
            else:
                words = [paragraph.astext()]
            if any(isinstance(node, nodes.Element) and node.tagname == "only" for node in _parents(paragraph)):
                continue
            for word in words:
                plain = re.sub(r"[\s\0]+", "", unicodedata.normalize("NFKC", word))  # \\0: a space that docutils drops
                if plain not in squeezed and not plain.startswith("--"):
                    lost.append((name, word))
    assert lost == []


def _parents(node):
    while node is not None:
        yield node
        node = node.parent


def test_what_is_for_other_formats_is_left_out(sink):
    """Raw HTML and LaTeX, comments and conditions for others are not shown; raw Typst and what is for Typst is."""
    for words in ("MENTAH-HTML", "MENTAH-LATEX", "KOMENTAR-", "HANYA-HTML", "HANYA-EPUB"):
        assert words not in sink.screen
    for words in ("MENTAH-TYPST", "HANYA-TYPST", "patah baris", "HTML tebal"):
        assert words in sink.screen


def test_embedded_page_is_a_link(sink):
    """A page that HTML embeds: its title on the screen, its address in print."""
    assert "https://example.org/video" in sink.printed
    assert "https://example.org/video" not in sink.screen
    assert "Video" in sink.screen


def test_abbreviation_is_explained_once(sink):
    """The meaning stands after the first use."""
    assert "IDI (Ikatan Dokter Indonesia) dan IDI sekali lagi" in sink.screen


def test_formulas_are_text_with_their_tex(sink):
    """A formula is searchable, has its TeX as alternative text, its number beside it and in references."""
    with pikepdf.open(sink.built.outdir / "buku-uji-layar.pdf") as pdf:
        found = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Formula"]
        alternatives = [str(formula.Alt) for formula in found]
    assert r"E = mc^2" in alternatives
    assert r"\bar{x} = \frac{1}{n} \sum_{i=1}^{n} x_i" in alternatives
    assert "E = mc2" in sink.screen
    assert "Lihat (8.1) dan (8.2)." in sink.screen
    assert "(8.1), Gambar 6.1" in sink.screen


def test_icons_without_a_typeface(sink):
    """The name of an icon of Font Awesome stands where nothing else does, and not beside words."""
    assert "Butir Ada Satu check Dua circle xmark" in sink.screen
    assert "spinner" not in sink.screen


def test_card_with_its_picture_behind_keeps_all(sink):
    """Title, words and picture of such a card are there, and its title is not lost in the words."""
    assert "Kartu peringatan Isi di atas gambar." in sink.screen
    with pikepdf.open(sink.built.outdir / "buku-uji-layar.pdf") as pdf:
        said = [
            str(element.Alt) for element in pdf.objects if isinstance(element, pikepdf.Dictionary) and "/Alt" in element
        ]
    assert {"Kotak di belakang kata.", "Kotak di kaki kartu."} <= set(said)


@pytest.mark.parametrize(("align", "place"), [("left", 0), ("center", 1), ("right", 2)])
def test_pictures_stand_where_they_should(small_book, align, place):
    """A figure and a picture at the left, in the middle, at the right of the page."""
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 90"><rect class="box" width="90" height="90"/></svg>'
    )
    options = f":alt: Kotak.\n:width: 30mm\n:align: {align}\n"
    page = f"# Satu\n\n:::{{figure}} a.svg\n{options}\nKeterangan\n:::\n\n:::{{image}} a.svg\n{options}:::\n"
    files = {"index.md": "# Buku\n\n:::{toctree}\nsatu\n:::\n", "satu.md": page, "a.svg": drawing}
    built = small_book(files, "typst", typst_pdf_editions=["screen"])
    with pypdfium2.PdfDocument(next(built.outdir.glob("*.pdf"))) as pdf:
        last = pdf[len(pdf) - 1]
        edges = [item.get_bounds()[::2] for item in last.get_objects() if 80 < _wide(item) < 90]
        middles = [(left + right) / 2 / last.get_width() for left, right in edges]
    assert len(middles) >= 2
    assert {int(3 * middle) for middle in middles} == {place}


def _wide(item) -> float:
    left, _bottom, right, _top = item.get_bounds()
    return right - left


def test_notes_in_tables_and_boxes(sink):
    """Each footnote stands once, wherever it is called from; the page of an iframe is no note."""
    for words in ("Catatan dari dalam tabel.", "Isi catatan dari dalam kotak.", "Catatan pada keterangan gambar."):
        assert sink.screen.count(words) == 1


@pytest.mark.parametrize("widths", ["", ":widths: 1 9 9\n"])
def test_heads_of_rows_are_not_hyphenated(small_book, widths):
    """The column is as wide as its longest word, however the widths were given; other cells are hyphenated."""
    words = "pertanggungjawaban penyelenggaraan " * 8
    rows = "".join(f"* - Organisasi kemasyarakatan\n  - {words}\n  - {words}\n" for _ in range(3))
    table = f":::{{list-table}}\n:stub-columns: 1\n{widths}\n{rows}:::\n"
    files = {"index.md": "# Buku\n\n:::{toctree}\nsatu\n:::\n", "satu.md": f"# Satu\n\n{table}"}
    built = small_book(files, "typst", typst_pdf_editions=["screen"])
    whole = "\n".join(page.extract_text() for page in pypdf.PdfReader(next(built.outdir.glob("*.pdf"))).pages)
    assert whole.count("kemasyarakatan") == 3
    assert whole.count("pertanggungjawaban") < 48


def test_word_as_wide_as_its_column_stays_whole(small_book):
    """Whatever the columns add up to: a float's last digit, which is another on another Python, broke these heads."""
    rows = [
        ["Kriteria", "1 Mulai", "2 Berkembang", "3 Cakap", "4 Mahir"],
        [
            "Keberatan",
            "diejek atau diabaikan",
            "yang lemah saja",
            "yang terkuat, disetujui pembelanya",
            "mengubah kritik",
        ],
        [
            "Perbaikan",
            "tidak ada",
            "usul tanpa pelaku",
            "usul dan pihak yang berwenang",
            "pihak yang dirugikan dihitung",
        ],
    ]
    lines = "\n".join("* - " + "\n  - ".join(row) for row in rows)
    table = f":::{{list-table}}\n:header-rows: 1\n:stub-columns: 1\n\n{lines}\n:::\n"
    files = {"index.md": "# Buku\n\n:::{toctree}\nsatu\n:::\n", "satu.md": f"# Satu\n\n{table}"}
    built = small_book(files, "typst", typst_pdf_editions=["screen"])
    (source,) = (built.app.doctreedir / "typst/text").glob("*-satu.typ")
    for head in ("Keberatan", "Perbaikan", "2 Berkembang"):
        assert f'"{head}"' in source.read_text("utf-8")


def test_cells_that_reach_down_push_others_aside(small_book):
    """The second row's first cell stands in the second column, where no row head is."""
    table = (
        ".. list-table::\n   :stub-columns: 1\n\n   * - a\n     - b\n\n"
        "+---+---+---+\n| a | b | c |\n|   +---+---+\n|   | d | e |\n+---+---+---+\n"
    )
    index = "Buku\n====\n\n.. toctree::\n   :numbered:\n\n   satu\n"
    built = small_book(
        {"index.rst": index, "satu.rst": f"Satu\n====\n\n{table}"},
        "typst",
        include_patterns=["*.rst"],
        typst_pdf_editions=["screen"],
    )
    tree = built.app.env.get_doctree("satu")
    grid = list(tree.findall(nodes.tbody))[1]
    assert [[(column, cell.astext()) for column, cell in row] for row in tables._placed(grid)] == [
        [(0, "a"), (1, "b"), (2, "c")],
        [(1, "d"), (2, "e")],
    ]
    assert built.app.statuscode == 0


CAPITALS = """\
# Satu

Menurut IDI dan PUU-XXII/2024, bab II karya J. Iskandar, KemenPPPA, [10.1000/ABC](https://doi.org/10.1000/ABC).

:::{note}
Kotak KBBI.
:::
"""


@pytest.fixture(scope="module")
def capitals(tmp_path_factory):
    """The letters of a page with abbreviations: pairs of a letter and its height in points, without spaces."""
    built = build_small(
        tmp_path_factory.mktemp("capitals"),
        {"index.md": "# Buku\n\n:::{toctree}\nsatu\n:::\n", "satu.md": CAPITALS},
        "typst",
        typst_pdf_editions=["screen"],
    )
    with pypdfium2.PdfDocument(next(built.outdir.glob("*.pdf"))) as pdf:
        words = pdf[len(pdf) - 1].get_textpage()
        letters = [(words.get_text_range(i, 1), words.get_charbox(i)) for i in range(words.count_chars())]
    return [(letter, box[3] - box[1]) for letter, box in letters if letter.isprintable() and letter != " "]


def heights(letters, words: str) -> list[float]:
    """The heights of the letters of ``words``, which must be in the text of the page as they stand in the source."""
    at = "".join(letter for letter, _ in letters).index(words)
    return [round(height, 1) for _, height in letters[at : at + len(words)]]


def test_abbreviations_in_running_text_are_in_small_capitals(capitals):
    """They are extracted as capitals; other capitals, numbers, addresses and boxes keep theirs."""
    small, large = heights(capitals, "IDI")[0], heights(capitals, "Iskandar")[0]
    assert small < 0.85 * large
    assert set(heights(capitals, "PUU-XXII")) >= {small}
    assert heights(capitals, "babIIkarya")[3] == large
    assert heights(capitals, "PPPA")[1] == heights(capitals, "10.1000/ABC")[8] == large
    assert heights(capitals, "KBBI")[0] > small


def test_code_keeps_its_lines(sink):
    """Tokens are coloured, words and markup characters are not changed, long lines are whole."""
    assert 'return f"Halo, {nama}!\\n" + \'#"]; $x$ \\\\\'' in sink.screen
    assert 'Teks polos #panic("x") $rumus$ *bukan tebal* @bukan //bukan' in sink.screen
    assert "sehingga harus dilipat ke baris berikutnya tanpa hilang satu huruf pun." in sink.screen


def test_signatures(sink):
    """Parameters with their signs, and what they give."""
    assert "perkakas.hitung(data, /, *, pangkat=2, mode: str = 'cepat') → float" in sink.screen
    assert "jalan(ke, [cara])" in sink.screen


# Another language


def test_english_book(sample_book):
    """Without the Indonesian extension every word that the builder sets is English."""
    built = sample_book("english", "typst")
    assert built.warnings == ""
    assert sorted(path.name for path in built.outdir.iterdir()) == [
        "working-together-print.pdf",
        "working-together-screen.pdf",
    ]
    whole = " ".join(pages(built.outdir / "working-together-print.pdf"))
    for words in ("Contents", "Part I", "Chapter 1", "Figure 1.1", "Table 1.1", "(p. 5)", "Index", "see guild", "Note"):
        assert words in whole
    catalogues = list(LOCALE.glob("id/*/*.po"))
    indonesian = {
        words for file in catalogues for words in re.findall(r'^msgstr "(.+)"', file.read_text("utf-8"), re.M)
    }
    english = {words for file in catalogues for words in re.findall(r'^msgid "(.+)"', file.read_text("utf-8"), re.M)}
    found = {words for words in indonesian if re.search(rf"\b{re.escape(words)}\b", whole)}
    assert {words for words in found if len(words) > 3} - english == set()


# Formulas


@pytest.mark.parametrize(
    ("tex", "typst_source"),
    [
        ("x", '[#([#(sign("x"););]);]'),
        (r"\frac{a}{2}", 'math.frac([#(sign("a"););], [#([#"2";]);])'),
        (r"x_1^2", 'math.attach(sign("x"), b: [#"1";], t: [#"2";])'),
        (r"\left(x\right)", 'math.lr([#(sign("("););#(sign("x"););#(sign(")"););])'),
        (r"\binom{n}{k}", "math.binom("),
        (r"\bar{x}", 'math.accent([#(sign("x"););], "\u0304")'),
        (r"\underbrace{x}_{n}", "math.underbrace("),
        (r"\text{#panic(1)}", 'words-in-formula("#panic(1)")'),
        (r"\sqrt[3]{x}", 'math.root([#"3";], '),
        (r"\lim_{x \to 0}", 'math.op("lim", limits: true)'),
    ],
)
def test_formulas_in_typst(tex, typst_source):
    """Layout becomes calls, letters strings."""
    assert typst_source.replace(";);", ");") in equation(mathml(tex, False)).replace(";);", ");")


@given(st.text(min_size=1, max_size=30))
@example('"]; #panic(1)')
@example("\\")
def test_no_letter_of_a_formula_is_markup(words):
    """Whatever stands in MathML reaches Typst inside a string."""
    for tag in ("mi", "mo", "mn", "mtext"):
        element, root = etree.Element(tag), etree.Element("math")
        element.text = "".join(letter for letter in words if letter.isprintable())
        root.append(element)
        outside = re.sub(r'"(?:[^"\\]|\\.)*"', '""', equation(root))
        assert re.fullmatch(r'(?:[\[\]#();:, ."]|sign|math|op|limits|true|false|words-in-formula)*', outside)


# Text is never markup

HOSTILE = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *("#", '"', "\\", "*", "_", "$", "@", "//", "/*", "*/", "[", "]", "{", "}", "<a>", "`", "~", "=", "- "),
                *("#panic(1)", "\\u{41}", "#{", "];", '";', "\x00", "\x1b", "\x7f", "\u202e", "\u2066", "\u2028"),
                *("\u2029", "\ud800", "\udfff", "\ufeff", "\ufffe", "\u200b", "\u00ad", "\r", "\n", "\t", "a" * 300),
            ]
        ),
        st.text(alphabet=st.characters(codec="latin-1"), max_size=8),
        st.text(max_size=4),
    ),
    max_size=12,
).map("".join)


def writer(hyphenate=None) -> Writer:
    """A writer without a book."""
    document = nodes.document(SimpleNamespace(), None)
    builder = SimpleNamespace(config=SimpleNamespace(highlight_language="text", pygments_style=None))
    others = dict.fromkeys(Writer.__abstractmethods__)  # what a whole translator has of its other parts
    found = Writer.__new__(type("Sole", (code.Code, words_setter.Text), others))
    found.output = []
    found.document, found.builder, found.config = document, builder, builder.config
    found.hyphenate, found.whole_words, found.one_line = hyphenate, 0, False
    return found


@given(HOSTILE)
@example('"; #panic(1) //')
def test_words_stand_in_one_string(words):
    """Markup of words is one string, whatever the words are, also with soft hyphens."""
    for source in (writer().text(words), writer(hyphenator("id")).text(words), markup.text(markup.breakable(words))):
        assert re.fullmatch(r'(?:#"(?:[^"\\\n\r]|\\["\\nrt])*";)?', source)
        source.encode()


@given(HOSTILE)
@example('IDI-PII"; #panic(1)')
def test_capitals_stand_in_strings(words):
    """Marking abbreviations loses nothing, and whatever the words are they stay in strings."""
    text = writer()
    text.set_capitals(words)
    source = "".join(text.output)
    assert re.fullmatch(r'(?:#(?:"(?:[^"\\\n\r]|\\["\\nrt])*"|smallcaps\("[^"\\\n\r]*"\));)*', source)
    pieces = re.findall(r'"(?:[^"\\]|\\.)*"', source)
    assert "".join(piece[1:-1] for piece in pieces) == markup.string(words)[1:-1]


@given(HOSTILE)
def test_code_loses_nothing(words):
    """The tokens of a listing have all its words, line by line, and no line end is inside one."""
    node = nodes.literal_block(words, words, language="python", force=True)
    lines = writer().tokens(node, "python")
    said = "\n".join("".join(piece for _kind, piece in line) for line in lines)
    expected = code.LINE_END.sub("\n", words).expandtabs(4)
    said, expected = (markup._UNPRINTABLE.sub("", text).strip("\n") for text in (said, expected))
    assert said == expected or re.sub(r"\s", "", said) == re.sub(r"\s", "", expected)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HOSTILE)
@example('#panic(1) "]; $x$ *b* _i_ @k <l> // c /* d */ \\u{41} = e - f + g ~ `r`')
@example("\u202eabc\u2066def \u2028 ghi \x00 \ud800")
def test_text_comes_out_as_it_went_in(tmp_path, words):
    """Compiled and extracted again, the words are those that were written."""
    source, text = tmp_path / "a.typ", "begin" + words.replace("\u00ad", "") + "end"
    source.write_text(f"#set page(width: 200cm, height: 50cm)\n{writer().text(text)}\n#raw({markup.string(text)})")
    pdf = pypdf.PdfReader(BytesIO(typst.compile(str(source), format="pdf", ignore_system_fonts=True)))
    shown = "".join(page.extract_text() for page in pdf.pages)
    for letter in '#"\\*_$@/[]{}<>`~=':
        assert shown.count(letter) == 2 * text.count(letter)
    assert shown.count("panic(1)") == 2 * text.count("panic(1)")


def test_letters_are_read_from_the_message():
    """What Typst says of letters it cannot show, with and without a place."""
    said = (
        'error: PDF/UA-1 error: the text `"漢"` could not be displayed with font `"A"`\n  ┌─ text/1.typ:3:0\n'
        'error: PDF/UA-1 error: the text `"\\u{a9a5}"` could not be displayed with font `"A"`\n'
    )
    assert not_displayed(said) == {"漢": ("text/1.typ", 3), "\ua9a5": None}
    assert not_displayed("error: file not found") == {}
