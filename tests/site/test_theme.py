"""The extension ``light_html``: what the pages of the website hold, and what they do not."""

import os
import re
from io import BytesIO
from pathlib import Path

import pytest
from lxml import html
from PIL import Image

from bookpress.core.edition import load
from bookpress.site.theme import pages, stylesheet
from bookpress.site.theme.rules import read, written
from builds import ROOT, build, sphinx
from builds import SMALL as SETTINGS_OF_SMALL_BOOKS

EDITION = load(ROOT / "editions/default.toml")
SMALL = {
    "index.md": "# Buku\n\n```{toctree}\nprakata\n```\n\n"
    "```{toctree}\n:caption: Satu & Dua\n:numbered:\nisi\n```\n\n"
    "```{toctree}\n:caption: Lampiran\nakhir\ngenindex\n```\n",
    "prakata.md": "# Prakata\n\nKata.\n",
    "isi.md": "# Isi\n\n{index}`a <single: advokat>`\n\n(b)=\n## Bagian B\n\n{index}`b <single: advokat>` "
    "{index}`c <single: advokat>` {index}`x <see: pengacara; advokat>`\n",
    "akhir.md": "# Akhir\n\n{index}`d <single: advokat; tua>`\n",
}


SETTINGS = {"include_patterns": ["*.md"], "html_baseurl": "https://contoh.id/buku/"}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A small book with a part, an appendix and an index, built once for this module."""
    source = tmp_path_factory.mktemp("site")
    for name, text in {**SMALL, "references.bib": ""}.items():
        (source / name).write_text(text, "utf-8")
    (source / "conf.py").write_text((ROOT / "conf.py").read_text("utf-8"), "utf-8")
    for folder in ("editions",):
        (source / folder).symlink_to(ROOT / folder)
    return build(source, source / "out", "html", **SETTINGS)


def page(site, name: str):
    """Parse one page of the site."""
    return html.parse(site.outdir / name).getroot()


def text_of(element) -> str:
    """Give the text of an element on one line."""
    return " ".join(element.text_content().split())


def test_pages_ask_for_nothing_but_one_sheet_and_our_scripts(site):
    """No weight of the theme, no other origin."""
    for name in ("index.html", "isi.html", "genindex.html", "search.html", "404.html"):
        root = page(site, name)
        asked = root.xpath("//link[@rel='stylesheet']/@href | //script/@src | //img/@src")
        files = {address.partition("?")[0] for address in asked}
        assert files == {"_static/book.css", "_static/site.js"}, name
        assert not root.xpath("//*[@onclick or @onload]")
        assert len(root.xpath("//script[not(@src or @type)]")) == 1
        assert len(root.xpath("//meta[@name='viewport']")) == 1
    left = {path.name for path in _files(site)}
    assert not left & set(pages.LEFT_OVER)
    assert "fontawesome" not in " ".join(left)


def test_front_page_names_the_parts(site):
    """Parts are counted, appendices are not; the sidebar says the same."""
    for name in ("index.html", "isi.html"):
        captions = [text_of(c).rstrip("#") for c in page(site, name).xpath("//p[contains(@class, 'caption')]")]
        assert captions[-2:] == ["Bagian I: Satu & Dua", "Lampiran"], name


def test_index_gives_chapter_and_section_once(site):
    """Places are numbers where there are numbers, titles elsewhere, and each stands once."""
    entries = [text_of(entry) for entry in page(site, "genindex.html").xpath("//ul[@class='index-entries']/li")]
    assert entries == ["advokat 1, 1.1 tua Akhir", "pengacara lihat advokat"]


def test_unknown_address_has_a_page_with_links_from_the_root(site):
    """The 404 page works at any depth."""
    root = page(site, "404.html")
    assert root.xpath("//base/@href") == ["/buku/"]
    assert text_of(root.find(".//h1")) == "Halaman tidak ditemukan"
    assert not page(site, "isi.html").xpath("//base")


def test_footer_has_edition_and_licence(site):
    """From the edition file."""
    footer = page(site, "isi.html").xpath("//div[@class='book-footer']")[0]
    for link in footer.xpath("p[@class='footer-link']"):  # other extensions'
        footer.remove(link)
    book = EDITION.book
    assert text_of(footer) == f"{book.title}. {book.edition_label} {book.rights}. Lisensi: {book.license}"
    assert footer.xpath(".//a/@href") == [book.license_url]


def test_colours_come_from_the_edition(site):
    """Every colour of every palette, and the favicon."""
    sheet = (site.outdir / "_static/book.css").read_text("utf-8")
    for palette in (EDITION.design.light, EDITION.design.dark, EDITION.design.print):
        for name, colour in vars(palette).items():
            assert f"--book-{name}:{colour};" in sheet
    assert EDITION.design.light.primary in (site.outdir / "_static/favicon.svg").read_text("utf-8")
    own = (stylesheet.STATIC / "book.css").read_text("utf-8")
    assert not re.findall(r"#(?!000;)[0-9a-f]{3,8}\b", own), "a colour in book.css; name one of the edition's"


def test_every_variable_that_the_sheet_uses_is_set(site):
    """A misspelt --book-… would be dropped silently by the browser."""
    sheet = (site.outdir / "_static/book.css").read_text("utf-8")
    used, defined = (
        set(re.findall(r"var\((--book-[\w-]+)", sheet)),
        set(re.findall(r"(--book-[\w-]+):", sheet)),
    )
    assert used <= defined


def test_rules_are_kept_only_when_a_page_can_use_them():
    """Elements, classes and ids decide, those of one element together; :not() and other attributes do not; fonts go."""
    css = (
        ".a .b{x:1}.a .c,.b:not(.c){x:2}@media print{.c{x:3}#d{x:4}}@font-face{src:url(x)}"
        ".sd-w-1\\/2{x:5}p[data-c='.c']{x:6}.container{x:7}select{x:8}p>p+p:hover{x:9}[data-bs-theme=dark]{x:10}"
        "h1:is(.c, :first-child)::before{x:11}p > h2{x:12}[data-bs-x]{x:13}::selection{x:14}*{x:15}"
        "h1.a{x:16}p.b.a{x:17}.a.e{x:18}p.open{x:19}h1 p.open{x:20}div.made{x:21}i.made{x:22}.sought{x:23}.e.a{x:24}"
    )
    used = stylesheet.in_use(
        ['<h1></h1><p title="a>b" class="a b" id=d data-bs-x="1"><b class=\'e\'>', '<p class="container">'],
        ["x.classList.add('sd-w-1/2', 'open'); make('i', 'made'); y.querySelector('.sought')"],
    )
    assert used.kinds == {frozenset(kind) for kind in ({"h1"}, {"p", "a", "b"}, {"b", "e"}, {"p"})}
    assert used.others == {"d", "data-bs-x", "sd-w-1", "2", "open", "i", "made"}
    kept = written(stylesheet.keep_used(read(css), used._replace(others=used.others | {"sd-w-1/2"})))
    assert re.findall(r"x:(\d+)", kept) == [
        *("1", "2", "4", "5", "6", "9", "11", "13", "14", "15", "17", "19", "20", "22"),
    ]
    assert ".a .c" not in kept


def test_a_sheet_is_made_smaller_without_changing_it():
    """Comments and needless spaces go; strings and the spaces of selectors and sums stay."""
    sheet = """
    /* "a" ; b */
    a :is(b, c) > d , e::before { content: "x ; /* y */ > z" ; --empty: ; margin:  0 0 }
    @media (min-width: 5px) { f { width: calc(1px + 2px); } }
    """
    assert stylesheet.minified(sheet) == (
        'a :is(b,c)>d,e::before{content:"x ; /* y */ > z";--empty: ;margin:0 0}'
        "@media (min-width:5px){f{width:calc(1px + 2px)}}"
    )


def test_variables_and_animations_that_nothing_reads_go():
    """Also those that only such variables read; the book's own sheet reads, too."""
    css = (
        ":root{--a:1;--b:var(--c);--c:2;color:red;--d:3}@keyframes turn{to{x:1}}@keyframes fly{to{x:2}}"
        "@media print{p{--e:4}a{color:var(--a);animation:1s turn}}"
    )
    kept = re.sub(r"\s", "", stylesheet.without_unread(read(css), "b{color:var(--d)}"))
    assert kept == ":root{--a:1;color:red;--d:3}@keyframesturn{to{x:1}}@mediaprint{a{color:var(--a);animation:1sturn}}"


def test_variables_that_the_books_own_sheet_sets_in_every_mode_go():
    """Not those of a part of the page, nor those that it sets in one mode or medium only."""
    css = "html[data-theme=dark],html[data-theme=light]{--a:1;--b:2}:root{--a:3}html p{--a:4}p{color:var(--a,var(--b))}"
    own = ".x{y:z}\nhtml[data-theme] {\n --a: 5\n}\n@media print{\n html[data-theme]{--b:6}}"
    kept = re.sub(r"\s", "", stylesheet.without_unread(read(css), own))
    assert kept == "html[data-theme=dark],html[data-theme=light]{--b:2}htmlp{--a:4}p{color:var(--a,var(--b))}"


def test_one_script_takes_in_those_of_extensions(site, small_book, tmp_path, monkeypatch):
    """With ``defer`` and from this site; others stay as they are.  Changing one has every page written again."""
    extension = (
        "from pathlib import Path\n"
        "def setup(app):\n"
        "    app.connect('builder-inited', add)\n"
        "def add(app):\n"
        "    app.config.html_static_path.append(str(Path(app.confdir, 'static')))\n"
        "    app.add_js_file('own.js', loading_method='defer')\n"
        "    app.add_js_file('module.js', type='module')\n"
    )
    (tmp_path / "tambahan.py").write_text(extension, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    files = {"index.md": "# Buku\n", "static/module.js": "export {};\n"}
    extensions = [*site.app.config.extensions, "tambahan"]
    built = [
        small_book({**files, "static/own.js": f"// Komentar.\nconst root = 'https://{word}';\n"}, extensions=extensions)
        for word in ("satu", "dua")
    ]
    scripts = [(one.outdir / "_static/site.js").read_text("utf-8") for one in built]
    assert "\n(() => {\nconst root = 'https://satu';\n})();\n" in scripts[0]
    assert not (built[0].outdir / "_static/own.js").exists()
    asked = page(built[0], "index.html").xpath("//script/@src")
    assert [address.partition("?")[0] for address in asked] == ["_static/site.js", "_static/module.js"]
    assert len({one.app.config.light_html_version for one in built}) == 2


def _files(site):
    return [path for path in (site.outdir / "_static").rglob("*") if path.is_file()]


def test_second_build_is_the_same(site):
    """Nothing to write, or one page to write: the style sheet stays whole."""
    app = site.app
    before = {path.name: path.read_bytes() for path in _files(site)}
    for changed in (False, True):
        if changed:
            os.utime(app.srcdir / "prakata.md")
        settings = {"nitpicky": True, **SETTINGS}
        with sphinx(app.srcdir, app.confdir, app.outdir, app.doctreedir, "html", settings) as again:
            again.build()
        after = {path.name: path.read_bytes() for path in _files(site)}
        assert after == before


def test_theme_is_read_again_when_a_page_has_a_new_name(small_book, monkeypatch):
    """Not for new words; what was kept is not used when the rules of the theme count for more."""
    app = small_book({"index.md": "# Buku\n\n[Satu]{#satu}.\n"}).app
    without_unread, reads = stylesheet.without_unread, []
    monkeypatch.setattr(stylesheet, "without_unread", lambda *args: reads.append(args) or without_unread(*args))

    def sheet_with(text: str) -> str:
        Path(app.srcdir, "index.md").write_text(f"# Buku\n\n{text}\n", "utf-8")
        settings = {"nitpicky": True, **SETTINGS_OF_SMALL_BOOKS}
        with sphinx(app.srcdir, app.confdir, app.outdir, app.doctreedir, "html", settings) as again:
            again.build()
        return Path(app.outdir, "_static/book.css").read_text("utf-8")

    before = sheet_with("Dua [kata]{#kata}.")
    assert not reads
    assert "sd-card-title" not in before
    assert "sd-card-title" in sheet_with(":::{card} Judul\nIsi\n:::")
    assert len(reads) == 1
    assert sheet_with("Tiga [kata]{#tiga}.") == before


def test_new_style_has_every_page_written_again(site, monkeypatch):
    """The name of the style sheet changes with what is in it, on every page."""
    app = site.app
    monkeypatch.setattr(stylesheet, "edition_variables", lambda config: ":root{--other:1}")
    with sphinx(app.srcdir, app.confdir, app.outdir, app.doctreedir, "html", {"nitpicky": True, **SETTINGS}) as again:
        again.build()
    pages = [path.read_text("utf-8") for path in site.outdir.rglob("*.html") if "book.css" in path.read_text("utf-8")]
    assert {re.search(r"book\.css\?v=(\w+)", page)[1] for page in pages} == {again.config.light_html_version}


def test_pictures_have_their_size_and_wait(small_book):
    """Of a drawing that of its viewBox, of a photograph its own; a size given in the source stays."""
    Image.new("1", (3, 2)).save(picture := BytesIO(), "PNG")
    built = small_book(
        {
            "index.md": "# Buku\n\n![a](a.svg)\n\n![b](b.png)\n\n```{image} b.png\n:width: 50%\n:alt: c\n```\n",
            "a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 120.4"><g></g></svg>',
            "b.png": picture.getvalue(),
        }
    )
    sizes = [
        [image.get(name) for name in ("width", "height", "loading")]
        for image in page(built, "index.html").xpath("//article//img")
    ]
    assert sizes == [["360", "120", "lazy"], ["3", "2", "lazy"], [None, None, "lazy"]]


def test_long_words_of_a_first_column_may_be_broken(small_book):
    """In the first column only, short words stay whole, and the search index has the words as they are."""
    row = "pertanggungjawaban kelompok"
    built = small_book({"index.md": f"# Buku\n\n| {row} | {row} |\n|---|---|\n| `pertanggungjawaban` | x |\n"})
    first, second, literal, _ = page(built, "index.html").xpath("//article//td | //article//th")
    assert text_of(first) == "per\u00adtang\u00adgung\u00adja\u00adwaban kelompok"
    assert text_of(second) == row
    assert text_of(literal) == "pertanggungjawaban"
    search = [path.read_text("utf-8") for path in (built.outdir / "_static/search").glob("*-*.js")]
    assert any("pertanggungjawaban" in text for text in search)
    assert not any("\u00ad" in text for text in search)
