"""EPUBs of other books: every node, another language, formulas, hostile raw HTML; nothing is keyed to this book."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from bookpress.core.words.catalogues import LOCALE
from bookpress.epub import formulas, raw_html
from bookpress.epub.structure import file_name
from bookpress.epub.xhtml import XHTML
from builds import ROOT, build
from epubs import NOTHING, Opened, ace, epubcheck

SAMPLES = ("kitchen-sink", "english")


@pytest.fixture(params=SAMPLES)
def sample(request, sample_book) -> Opened:
    """Each of the sample books."""
    (path,) = sample_book(request.param, "epub").outdir.iterdir()
    return Opened(path)


@pytest.fixture
def kitchen_sink(sample_book) -> Opened:
    """The book of every node."""
    return Opened(sample_book("kitchen-sink", "epub").outdir / "buku-uji.epub")


def test_epubcheck_has_nothing_to_say(sample):
    """No fatal, no error, no warning, no usage message."""
    assert NOTHING in epubcheck(sample.path)


def test_ace_finds_no_violation(sample, tmp_path):
    """No violation of any weight."""
    assert ace(sample.path, tmp_path) == []


def test_no_interface_word_of_another_language(sample_book):
    """The catalogues of one language say nothing in a book of another one."""
    (path,) = sample_book("english", "epub").outdir.iterdir()
    opened = Opened(path)
    catalogues = [*LOCALE.glob("id/*/*.po")]
    messages = [m for path in catalogues for m in re.findall(r'^msgstr "(.+)"', path.read_text("utf-8"), re.M)]
    assert len(messages) > 50
    seen = "//h:body//text() | //h:title/text() | //@alt | //@aria-label"
    text = " ".join(words for name in opened.pages for words in opened.find(name, seen))
    text += opened.files["package.opf"].decode() + opened.files["toc.ncx"].decode()
    words = set(re.findall(r"\w{4,}", text.casefold()))
    english = {m for path in catalogues for m in re.findall(r'^msgid "(.+)"', path.read_text("utf-8"), re.M)}
    both = {word for message in english for word in re.findall(r"\w{4,}", message.casefold())}
    indonesian = {word for message in messages for word in re.findall(r"\w{4,}", message.casefold())} - both
    assert words & indonesian == set()


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("words", "//h:section[@epub:type='chapter'][@role='doc-chapter']"),
        ("lists", "//h:li[contains(., '☐ belum dikerjakan')]"),
        ("lists", "//h:li[contains(., '☑ sudah dikerjakan')]"),
        ("design", "//h:div[@role='group'][@aria-labelledby]/h:p[.='Lidah satu']"),
        ("design", "//h:div[@role='group'][@aria-labelledby]/h:p[.='Laci tertutup']"),
        ("design", "//h:div[@role='group']/h:p[.='Kartu satu']/h:a[@href='words.xhtml#bab-kata']"),
        ("raw", "//h:a[@href='https://example.org/video'][.='Video']"),
        ("raw", "//h:details[@open]/h:summary[.='Ringkas HTML']"),
        ("mathematics", "//h:td/h:p/m:math[@alttext='\\mu']"),
        ("mathematics", "//h:div[m:math[@display='block']]/h:span[@class='formula-number'][.='(8.1)']"),
        ("notes", "//h:td//h:a[@epub:type='noteref']"),
        ("code", "//h:span[@class='linenos'][.='1 ']"),
        ("objects", "//h:dt[@id='perkakas.hitung']"),
        ("pictures", "//h:img[@alt=''][@role='presentation']"),
        ("nama_20_berspasi", "//h:a[@href='_6982__8981_.xhtml']"),
        ("nested/second", "//h:h1"),
    ],
)
def test_what_becomes_of_nodes(kitchen_sink, name, path):
    """Each is there in a form that a reading system shows."""
    assert kitchen_sink.find(f"{name}.xhtml", path)


def test_nothing_of_a_website_is_left(kitchen_sink):
    """No form, no script, no frame; no fixed width; words for the website or the PDF only are not there."""
    for name in kitchen_sink.pages:
        assert not kitchen_sink.find(name, "//h:input | //h:button | //h:script | //h:iframe | //h:video | //h:label")
        for style in kitchen_sink.find(name, "//@style"):
            assert not re.search(r"(?<![-\w])width:\s*[\d.]+(px|mm|cm|em)", style)
    text = b"".join(kitchen_sink.files[name] for name in kitchen_sink.pages).decode()
    assert "HANYA-EPUB" in text
    for word in ("HANYA-TYPST", "MENTAH-LATEX", "MENTAH-TYPST", "KOMENTAR-RAHASIA"):
        assert word not in text


def test_formulas_in_the_metadata(kitchen_sink):
    """The package says that there are formulas, and which pages have them."""
    assert {"MathML", "describedMath"} <= set(kitchen_sink.metadata("schema:accessibilityFeature"))
    with_formulas = kitchen_sink.find("package.opf", "//*[local-name()='item'][@properties='mathml']/@href")
    assert "mathematics.xhtml" in with_formulas
    assert "lists.xhtml" not in with_formulas


def test_two_builds_of_every_node_are_the_same(kitchen_sink, tmp_path):
    """Not one byte depends on chance or place."""
    built = build(ROOT / "tests" / "books" / "kitchen-sink", tmp_path / "again", "epub")
    assert (built.outdir / "buku-uji.epub").read_bytes() == kitchen_sink.path.read_bytes()


# Formulas


@pytest.mark.parametrize(
    ("tex", "path"),
    [
        (r"\frac{1}{n}", "mfrac"),
        (r"a &= b \\ c &= d", "mtable/mtr/mtd"),
        (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", "mtable/mtr/mtd"),
        (r"\begin{equation} \label{x} a \notag \end{equation}", "mi"),
        (r"\begin{cases} 0 & x < 0 \\ x \end{cases}", "mtable"),
        (r"50 \%", "mi"),
    ],
)
def test_formula(tex, path):
    """TeX becomes MathML and stays as alternative text."""
    root = formulas.mathml(tex, display=True)
    assert root.get("alttext") == " ".join(tex.split())
    assert root.get("display") == "block"
    assert root.findall(".//" + "/".join(f"{{*}}{name}" for name in path.split("/")))
    assert not [text for text in root.itertext() if "\\" in text or "label" in text]


@pytest.mark.parametrize("tex", [r"\tidakada{x}", r"\begin{tikzpicture}x\end{tikzpicture}", "x }", "a & b", "x^1^2"])
def test_formula_that_is_not_understood(small_book, tex):
    """The warning names file and line; the reader gets what the author wrote."""
    with pytest.raises(ValueError, match=r"\w"):
        formulas.mathml(tex, display=False)
    files = {"index.md": "# Buku\n\n:::{toctree}\n:numbered:\n\nsatu\n:::\n", "satu.md": f"# Satu\n\n$$\n{tex}\n$$\n"}
    overrides = {"myst_enable_extensions": ["dollarmath", "colon_fence"]}
    built = small_book(files, "epub", **overrides)
    assert re.search(r"satu\.md:3: WARNING: formula not understood", built.warnings)
    (path,) = built.outdir.iterdir()
    assert Opened(path).find("satu.xhtml", "//h:code/text()") == [tex]


# Raw HTML

HOSTILE = """
<p>tanpa akhir <b>tebal

</div></section></body></html>

<ul><li>satu<li>dua</ul><li>tersesat</li><dl><dd>tanpa istilah</dl>

<script>document.write("<h1>x</h1>")</script><style>* {color: red}</style>

<form action="https://example.org/"><label>Nama <input name="n"></label><button>Kirim</button></form>

<iframe src="https://example.org/a b?c=d&e=f"></iframe><object data="https://example.org/o">benda</object>

<center><font color="red" size=7>merah</font></center> <blink>kedip</blink> <x-baru>unsur sendiri</x-baru>

<table width=900><tr><td>1<td colspan=2x>2<tr><td>3</table><td>sel lepas</td>

<a href="javascript:alert(1)" onclick="alert(2)">tautan</a> <a href="hal lain.html">laman</a> <a name=lama>jangkar</a>

<img src="https://example.org/g.png" alt="Gambar jauh"><img src=dekat.png onerror="x()">

<svg viewBox="0 0 9 9" onload="x()"><script>x()</script><foreignObject><p>x</p></foreignObject><path d="M0 0h9"/></svg>

<details><summary>Ringkasan</summary>

Isi *Markdown*.

</details>

<h3 id="a b">Judul &nbsp; mentah &copy; &lt; <p>paragraf</h3>

<div id="kembar">satu</div><div id="kembar" style="width: 900px; position: fixed">dua</div>

Sebaris <div>balok</div> <u>garis <i>silang</u> miring</i> <br> dan <kbd>tombol

<plaintext>

Paragraf terakhir.

<!-- komentar tanpa akhir
"""


@pytest.fixture
def hostile(small_book):
    """A book with a page of the worst raw HTML."""
    files = {
        "index.md": "# Buku\n\n:::{toctree}\n:numbered:\n\nsatu\ndua\n:::\n",
        "satu.md": f"# Satu\n\nAwal.\n{HOSTILE}",
        "dua.md": "# Dua\n\n- <b>daftar\n- lain</b>\n\n| a | b |\n|---|---|\n| <div>x | <script>y</script> |\n",
    }
    return small_book(files, "epub")


def test_hostile_raw_html_becomes_a_valid_epub(hostile, tmp_path):
    """Epubcheck and Ace have nothing to say; what was written is still there."""
    (path,) = hostile.outdir.iterdir()
    opened = Opened(path)
    assert NOTHING in epubcheck(path)
    assert ace(path, tmp_path) == []
    text = " ".join(" ".join(opened.find("satu.xhtml", "//h:body//text()")).split())
    for words in ("tanpa akhir", "tersesat", "merah", "unsur sendiri", "sel lepas", "Gambar jauh", "Isi Markdown ."):
        assert words in text
    assert "Paragraf terakhir" in text
    for words in ("document.write", "color: red", "onclick", "javascript"):
        assert words not in opened.files["satu.xhtml"].decode()
    assert opened.find("satu.xhtml", "//h:a[@href='https://example.org/a%20b?c=d&e=f']")
    assert len(opened.find("satu.xhtml", "//h:body/h:section")) == 1


@pytest.mark.parametrize("what", ["a script", "a style sheet", "a form", "a button", "picture dekat.png of raw HTML"])
def test_loss_of_raw_html_is_named(hostile, what):
    """File and line of everything that a reader will miss."""
    line = 1 + next(
        n
        for n, text in enumerate(f"# Satu\n\nAwal.\n{HOSTILE}".splitlines())
        if {"a script": "<script>", "a style sheet": "<style>", "a form": "<input", "a button": "<button>"}.get(
            what, "dekat.png"
        )
        in text
    )
    assert f"satu.md:{line}: WARNING: {what}: it cannot be in an EPUB" in hostile.warnings


def test_author_may_accept_the_loss(small_book):
    """Sphinx's own setting silences the warnings."""
    files = {"index.md": "# Buku\n\n:::{toctree}\nsatu\n:::\n", "satu.md": "# Satu\n\n<script>x()</script>\n"}
    assert "a script" in small_book(files, "epub").warnings
    quiet = small_book(files, "epub", suppress_warnings=["bookpress.raw_html"])
    assert "a script" not in quiet.warnings


TAGS = [
    "p", "b", "div", "ul", "li", "table", "tr", "td", "h2", "span", "script", "svg", "a", "dl", "dt", "dd", "details",
    "summary", "form", "input", "pre", "textarea", "math",
]  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.one_of(
            st.sampled_from([f"<{t}>" for t in TAGS] + [f"</{t}>" for t in TAGS]),
            st.sampled_from(["<!--", "-->", "&", "&nbsp;", "<", '<a href="', "<x-placeholder n=7></x-placeholder>"]),
            st.text(max_size=5),
        ),
        max_size=25,
    ),
    st.booleans(),
)
def test_mended_html_is_well_formed(pieces, in_line):
    """Whatever is given, XML comes out."""
    etree.fromstring(f'<div xmlns="{XHTML}">{raw_html.mend("".join(pieces), in_line)}</div>')


def test_picture_from_another_site(small_book):
    """It is not fetched: the warning names file and line, the reader gets a link."""
    files = {
        "index.md": "# Buku\n\n:::{toctree}\nsatu\n:::\n",
        "satu.md": "# Satu\n\n![Jauh](https://example.org/g.png)\n",
    }
    built = small_book(files, "epub")
    assert re.search(r"satu\.md:3: WARNING: picture from another site \(https://example.org/g.png\)", built.warnings)
    (path,) = built.outdir.iterdir()
    assert Opened(path).find("satu.xhtml", "//h:a[@href='https://example.org/g.png'][.='Jauh']")


def test_file_names_are_ascii_and_stay_apart():
    """Letters that old reading systems stumble over are written as their number."""
    names = ["bab satu", "bab_satu", "概要", "a/b-c.d", "ü"]
    assert [file_name(name) for name in names[:4]] == ["bab_20_satu", "bab_satu", "_6982__8981_", "a/b-c.d"]
    assert len({file_name(name) for name in names}) == len(names)


def test_book_of_another_project(tmp_path):
    """The README's recipe: the package, an edition file, reStructuredText, nothing else of this project."""
    source = tmp_path / "project"
    source.mkdir()
    text = (ROOT / "editions/default.toml").read_text("utf-8")
    (source / "edition.toml").write_text(text.replace('language = "id"', 'language = "de"'), "utf-8")
    (source / "conf.py").write_text(
        "from pathlib import Path\nfrom bookpress.core import edition as editions\n"
        "edition = editions.load(Path(__file__).with_name('edition.toml'))\n"
        "project, language, epub_basename = 'Buch', 'de', 'buch'\n"
        "extensions = ['bookpress.core.edition', 'bookpress.site.figures', 'bookpress.epub']\n",
        "utf-8",
    )
    (source / "index.rst").write_text("Buch\n====\n\n.. toctree::\n\n   eins\n", "utf-8")
    (source / "eins.rst").write_text("Eins\n====\n\nWort [#n]_ und :math:`x^2`.\n\n.. [#n] Anmerkung.\n", "utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "epub", str(source), str(tmp_path / "out")]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    opened = Opened(tmp_path / "out" / "buch.epub")
    assert opened.find("eins.xhtml", "//h:section[@epub:type='chapter']//h:aside[@epub:type='footnote']")
    assert NOTHING in epubcheck(opened.path)


def test_extension_has_no_word_of_this_book():
    """Neither its title nor a word of its language stands in the extension."""
    folder = Path(raw_html.__file__).parent
    for path in [p for p in folder.rglob("*") if p.suffix in (".py", ".css", ".xhtml", ".opf", ".ncx", ".md", ".toml")]:
        text = path.read_text("utf-8").casefold()
        for word in ("okupasional", "kelompok", "sampul", "indeks", "bagian", "kasus"):
            assert word not in text, path
