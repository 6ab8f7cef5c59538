"""The EPUB: its structure, its semantics, its bytes, and what it refuses."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
import typst
from lxml import etree
from sphinx.errors import ExtensionError

from bookpress.core import cover
from bookpress.core import edition as editions
from bookpress.epub import package, page_list
from bookpress.epub.structure import Page
from bookpress.epub.xhtml import OPS, find, parse
from builds import ROOT, build, sphinx
from epubs import NOTHING, Opened, ace, epubcheck
from small_epub import EPUB, FILES

TRANSLATED = ("Sampul", "Hak Cipta", "Daftar Isi", "Indeks", "Kolofon")


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write the sources of a small book that has the project's own settings."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    shutil.copy(ROOT / "conf.py", folder)
    for name in ("editions",):
        if not (folder / name).exists():
            (folder / name).symlink_to(ROOT / name)
    return folder


def edited(name: str, old: str, new: str) -> dict[str, str]:
    """Give the files of the small book with a change in one of them."""
    assert old in FILES[name]
    return {**FILES, name: FILES[name].replace(old, new)}


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The small book, built once."""
    folder = tmp_path_factory.mktemp("sample")
    built = build(write(folder / "source", FILES), folder / "out", "epub", include_patterns=["*.md"])
    assert "epub" not in built.warnings
    return Opened(built.outdir / EPUB)


def test_ace_finds_what_is_wrong(sample, tmp_path):
    """The proof that Ace is heard: a picture whose description was taken away."""
    wrong = sample.rewritten(tmp_path / "wrong.epub", "satu.xhtml", b'alt="Sebuah kotak."', b"")
    (found,) = ace(wrong, tmp_path)
    assert "satu.xhtml: image-alt" in found


def test_epubcheck_finds_what_is_wrong(sample, tmp_path):
    """The proof that epubcheck is heard: a file with one attribute that EPUB does not know."""
    wrong = sample.rewritten(tmp_path / "wrong.epub", "satu.xhtml", b"<h1", b'<h1 wrong=""')
    assert NOTHING not in epubcheck(wrong)


def test_output_folder_holds_the_epub_only(tmp_path):
    """No page lies beside the book."""
    built = build(write(tmp_path / "source", FILES), tmp_path / "out", "epub", include_patterns=["*.md"])
    assert [path.name for path in built.outdir.iterdir()] == [EPUB]


def test_reading_order(sample):
    """Cover, title page, imprint, contents, front matter, parts with chapters, back matter, colophon."""
    names = "cover index imprint nav prakata part-1 satu part-2 dua kunci glosarium pustaka genindex colophon"
    assert sample.pages == [f"{name}.xhtml" for name in names.split()]
    properties = sample.find("package.opf", "//*[local-name()='item'][@properties]")
    assert {item.get("href"): item.get("properties") for item in properties} == {
        "nav.xhtml": "nav",
        "cover.png": "cover-image",
    }


def test_contents_lists_and_landmarks(sample):
    """The navigation document has parts, chapter numbers, figures, tables and landmarks."""

    def entries(kind: str) -> list[str]:
        return sample.find("nav.xhtml", f"//h:nav[@epub:type='{kind}']//h:a/text()")

    assert entries("toc")[:4] == ["Prakata", "Bagian I. Memahami", "Bab 1. Bekerja Bersama", "1.1 Awal Mula"]
    assert "Bab 2. Bab Lain" in entries("toc")
    assert "Indeks" in entries("toc")
    assert "I" not in entries("toc")
    assert entries("loi") == ["Gambar 1.1. Kotak & isinya"]
    assert entries("lot") == ["Tabel 1.1. Empat lajur"]
    kinds = sample.find("nav.xhtml", "//h:nav[@epub:type='landmarks']//h:a/@epub:type")
    assert kinds == [
        "cover",
        "titlepage",
        "copyright-page",
        "toc",
        "bodymatter",
        "glossary",
        "bibliography",
        "index",
    ]
    nested = sample.find("nav.xhtml", "//h:nav[@epub:type='toc']/h:ol/h:li[h:a='Bagian I. Memahami']/h:ol/h:li/h:a")
    assert [link.get("href") for link in nested] == ["satu.xhtml"]
    assert len(sample.find("toc.ncx", "//*[local-name()='navPoint']")) == len(entries("toc"))


@pytest.mark.parametrize(
    ("name", "matter", "kind", "role"),
    [
        ("prakata", "frontmatter", "preface", "doc-preface"),
        ("part-1", "bodymatter", "part", "doc-part"),
        ("satu", "bodymatter", "chapter", "doc-chapter"),
        ("kunci", "backmatter", "appendix", "doc-appendix"),
        ("glosarium", "backmatter", "glossary", "doc-glossary"),
        ("pustaka", "backmatter", "bibliography", "doc-bibliography"),
        ("genindex", "backmatter", "index", "doc-index"),
        ("colophon", "backmatter", "colophon", "doc-colophon"),
    ],
)
def test_kinds_of_pages(sample, name, matter, kind, role):
    """The body has its matter; the section its kind, its role and the name of its title."""
    (html,) = sample.find(f"{name}.xhtml", "/h:html")
    assert (html.get("lang"), html.get("{http://www.w3.org/XML/1998/namespace}lang")) == ("id", "id")
    assert find(html, "h:body/@epub:type") == [matter]
    (section,) = find(html, "h:body/h:section")
    assert (section.get(f"{{{OPS}}}type"), section.get("role")) == (kind, role)
    assert find(section, f"h:h1[@id='{section.get('aria-labelledby')}']")


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("cover", "//h:img[@role='doc-cover'][@alt]"),
        ("satu", "//h:a[@epub:type='noteref'][@role='doc-noteref'][.='1']"),
        ("satu", "//h:section[@epub:type='footnotes']/h:aside[@epub:type='footnote'][@role='doc-footnote']"),
        ("satu", "//h:aside//h:p/h:a[@role='doc-backlink'][@aria-label='Kembali ke teks']"),
        ("satu", "//h:a[@epub:type='glossref'][@role='doc-glossref'][.='kelompok primer']"),
        ("satu", "//h:a[@epub:type='biblioref'][@role='doc-biblioref']"),
        ("satu", "//h:span[@lang='en'][@xml:lang='en']/h:em"),
        ("satu", "//h:aside[@role='note'][@aria-labelledby]/h:p[contains(., 'Sebuah Kasus')]"),
        ("satu", "//h:div[@role='group'][@aria-labelledby][@id='soal-satu']/h:ol[@type='A']"),
        ("satu", "//h:h1/h:span[@class='number'][.='Bab 1']"),
        ("satu", "//h:th[@scope='col'][.='A']"),
        ("satu", "//h:th[@scope='row'][.='Hubungan']"),
        ("satu", "//h:table[@class='wide']//h:td[@data-column='B:'][.='dua']"),
        ("glosarium", "//h:dt[@id='term-kelompok-primer']/h:dfn[@epub:type='glossterm']"),
        ("pustaka", "//h:ul[@class='bibliography']/h:li[@id]"),
    ],
)
def test_semantics(sample, name, path):
    """What a reading system or a screen reader needs is there."""
    assert sample.find(f"{name}.xhtml", path)


def test_answers_are_linked_both_ways(sample):
    """A question leads to its answer in the key, and the answer back."""
    (there,) = sample.find("satu.xhtml", "//h:div[@id='soal-satu']//h:a[.='Kunci jawaban']/@href")
    (answer,) = sample.find("kunci.xhtml", f"//*[@id='{there.partition('#')[2]}']")
    assert there.startswith("kunci.xhtml#")
    assert "satu.xhtml#soal-satu" in find(answer, ".//h:a/@href")
    assert sample.find("kunci.xhtml", "//h:section/h:section/h:h2")


def test_index(sample):
    """Locators are section numbers in reading order; see and see also are links."""
    (entry,) = sample.find("genindex.xhtml", "//h:li[h:span[@epub:type='index-term']='Ikatan Dokter']")
    assert find(entry, "h:a[@epub:type='index-locator']/text()") == ["1.1", "2"]
    ids = {
        term: sample.find("genindex.xhtml", f"//h:li[h:span[1]='{term}']/@id")[0]
        for term in ("Ikatan Dokter", "serikat")
    }
    for kind, term in (("index-xref-preferred", "Ikatan Dokter"), ("index-xref-related", "serikat")):
        links = sample.find("genindex.xhtml", f"//h:span[@epub:type='{kind}']/h:a")
        assert [(link.text, link.get("href")) for link in links] == [(term, f"#{ids[term]}")]
    (see,) = sample.find("genindex.xhtml", "//h:li[h:span='ID']")
    assert " ".join("".join(see.itertext()).split()) == "ID, lihat Ikatan Dokter"
    assert not sample.find("genindex.xhtml", "//h:a[not(text())]")


def test_titles_are_in_the_language_of_the_book(sample):
    """What the builder adds has titles in Indonesian."""
    titles = sample.find("nav.xhtml", "//h:h1/text()") + [
        sample.find(f"{name}.xhtml", "//h:title/text()")[0] for name in ("cover", "imprint", "genindex", "colophon")
    ]
    assert set(titles) == set(TRANSLATED)


def test_stylesheet_leaves_colour_and_typeface_to_the_reader(sample):
    """No text colour, no ground and no typeface for the body, no fixed width."""
    css = sample.files["book.css"].decode()
    assert set(re.findall(r"(?<![-\w])color:\s*([^;]+);", css)) == {"inherit"}
    (body,) = re.findall(r"^body {(.*)}", css, re.M)
    assert not re.search("font|color|background", body)
    assert not re.search(r"(?<![-\w])width:\s*\d+px", css)
    assert editions.load(ROOT / "editions/default.toml").design.light.accent in css


def test_figures_have_the_palette(sample):
    """An SVG of class names comes with colours and its own paper."""
    figure = sample.files["_images/gambar.svg"].decode()
    assert "<style>" in figure
    assert 'class="paper"' in figure


def test_metadata(sample):
    """Identity comes from the edition; accessibility follows from the content; nobody certified anything."""
    opf = sample.files["package.opf"].decode()
    edition = editions.load(ROOT / "editions/default.toml")
    assert edition.identifier("epub") in opf
    assert "identifier-type" not in opf
    assert "ISBN" not in sample.files["imprint.xhtml"].decode()
    assert sample.metadata("role") == ["aut"]
    assert sample.metadata("term") == ["SOC026000", "JHBL"]
    assert sample.metadata("dcterms:modified") == ["2026-01-01T00:00:00Z"]
    assert sample.metadata("schema:accessMode") == ["textual", "visual"]
    assert {"alternativeText", "index", "tableOfContents"} <= set(sample.metadata("schema:accessibilityFeature"))
    assert not {"MathML", "pageNavigation"} & set(sample.metadata("schema:accessibilityFeature"))
    assert "conformsTo" not in opf
    assert "certified" not in opf


PUBLISHER = """
[publisher]
name = "Penerbit <Contoh> & Kawan"
imprint = "Cap"
place = "Yogyakarta"

[isbn]
epub = "978-602-00-0001-0"
print = "978-602-00-0000-3"
"""


def test_edition_of_a_publisher(tmp_path, monkeypatch):
    """ISBN, publisher, several contributors, a series and an own cover reach metadata and imprint."""
    text = (ROOT / "editions/default.toml").read_text("utf-8")
    text = re.sub(r"\n\[publisher\]\nname = .*\n", PUBLISHER, text)
    text = (
        text.replace("# [cover]\n# image = ", "[cover]\nimage = ")
        .replace(
            "[[book.subject]]",
            '[[book.contributor]]\nname = "Sri Ayu"\nfile_as = "Ayu, Sri"\nrole = "edt"\n\n[[book.subject]]',
            1,
        )
        .replace("[[book.contributor]]", '[book.series]\nname = "Seri"\nnumber = 3\n\n[[book.contributor]]', 1)
    )
    text = re.sub(r"\[isbn\]\nepub.*\nprint.*\n", lambda m: _with_check_digits(m[0]), text)
    (tmp_path / "penerbit.toml").write_text(text, "utf-8")
    _name, drawn = cover.picture(editions.load(ROOT / "editions/default.toml"))
    (tmp_path / "sampul.png").write_bytes(drawn + b"own")
    monkeypatch.setenv("EDITION", str(tmp_path / "penerbit.toml"))
    source = write(tmp_path / "source", FILES)
    opened = Opened(build(source, tmp_path / "out", "epub", include_patterns=["*.md"]).outdir / EPUB)
    opf = opened.files["package.opf"].decode()
    assert "urn:isbn:978602" in opf
    assert opened.metadata("identifier-type") == ["15"]
    assert opened.find("package.opf", "//*[local-name()='publisher']/text()") == ["Penerbit <Contoh> & Kawan"]
    assert opened.find("package.opf", "//*[local-name()='contributor']/text()") == ["Sri Ayu"]
    assert opened.metadata("group-position") == ["3"]
    imprint = " ".join(opened.find("imprint.xhtml", "//h:body//text()"))
    assert "Penyunting: Sri Ayu" in imprint
    assert imprint.count("ISBN 978-602") == 2
    assert opened.files["cover.png"].endswith(b"own")


def _with_check_digits(toml: str) -> str:
    def right(match: re.Match) -> str:
        digits = match[0].replace("-", "")[:12]
        total = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits))
        return match[0][:-1] + str(-total % 10)

    return re.sub(r"978[-\d]+", right, toml)


def test_same_bytes(tmp_path, sample):
    """A build in another place, one with nothing changed, and one of a changed and restored chapter."""
    source = write(tmp_path / "source", FILES)

    def built() -> bytes:
        settings = {"include_patterns": ["*.md"]}
        with sphinx(source, source, tmp_path / "out", tmp_path / "trees", "epub", settings) as app:
            app.build()
        return (tmp_path / "out" / EPUB).read_bytes()

    first = built()
    assert first == sample.path.read_bytes()
    assert built() == first
    later = (source / "dua.md").stat().st_mtime + 5
    (source / "dua.md").write_text(FILES["dua.md"].replace("Bab Lain", "Bab Baru"), "utf-8")
    os.utime(source / "dua.md", (later, later))
    changed = built()
    assert "Bab 2. Bab Baru" in Opened(tmp_path / "out" / EPUB).files["nav.xhtml"].decode()
    assert changed != first
    (source / "dua.md").write_text(FILES["dua.md"], "utf-8")
    os.utime(source / "dua.md", (later + 5, later + 5))
    assert built() == first


@pytest.mark.parametrize("strict", [False, True])
def test_failed_build_leaves_the_old_file(tmp_path, strict):
    """After an error, or a warning where warnings are errors, the old EPUB is there, nothing half-written."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / EPUB).write_bytes(b"old")
    broken = "```{image} gambar.svg\n```\n" if strict else "# Judul kedua\n"
    source = write(tmp_path / "source", {**FILES, "dua.md": FILES["dua.md"] + broken})
    settings = {"include_patterns": ["*.md"]}
    with sphinx(source, source, tmp_path / "out", tmp_path / "trees", "epub", settings, warningiserror=True) as app:
        if strict:
            app.build()
            assert app.statuscode == 1
        else:
            with pytest.raises(ExtensionError, match="«dua» needs one title"):
                app.build()
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == {EPUB: b"old"}


def test_unfinished_file_is_taken_away(tmp_path):
    """When writing stops half-way, the old file is whole and the new one gone."""
    (tmp_path / "a.epub").write_bytes(b"old")
    with pytest.raises(TypeError):
        package.write(tmp_path / "a.epub", {"a.xhtml": None}, b"")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.epub": b"old"}


def test_picture_without_a_description(small_book):
    """The warning names file and line."""
    files = edited("dua.md", "## Subbab", "```{figure} gambar.svg\n\nTanpa uraian\n```\n\n## Subbab")
    built = small_book(files, "epub", include_patterns=["*.md"])
    assert re.search(r"dua\.md:6: WARNING: picture without a description", built.warnings)
    opened = Opened(built.outdir / EPUB)
    assert "alternativeText" not in opened.metadata("schema:accessibilityFeature")
    assert opened.metadata("schema:accessModeSufficient") == ["textual,visual"]


@pytest.mark.parametrize(
    ("files", "says"),
    [
        (
            {**FILES, "index.md": FILES["index.md"].replace("dua\n", "cover\n"), "cover.md": "# Sampul\n"},
            "document «cover» has the name of a page that the EPUB makes itself",
        ),
        (
            edited("dua.md", "## Subbab", "# Judul kedua"),
            "document «dua» needs one title of the first level; it has 2",
        ),
    ],
)
def test_what_cannot_become_a_page(small_book, files, says):
    """A clear message names the document."""
    with pytest.raises(ExtensionError, match=says):
        small_book(files, "epub", include_patterns=["*.md"])


def test_links_that_lead_nowhere():
    """A file that is not in the book, an anchor that is not there: the words stay; whole addresses are left alone."""
    text = (
        '<html xmlns="http://www.w3.org/1999/xhtml"><body id="a"><a href="#a"/><a href="#b">b</a>'
        '<a href="c%20d.xhtml">c</a><img src="e.png"/><a href="https://example.org/"/></body></html>'
    )
    page = Page("x", "chapter", "bodymatter", "X", root=parse(text, "x"))
    problems = package.drop_broken_links([page], {"e.png": b""})
    assert problems == [
        (page, "a link to x.xhtml#b, an anchor that is not there"),
        (page, "a link to c d.xhtml, which is not in the book"),
    ]
    assert find(page.root, "//@href | //@src") == ["#a", "e.png", "https://example.org/"]
    assert find(page.root, "//h:a[not(@href)]/text()") == ["b", "c"]


def test_kind_of_file_that_epub_does_not_allow():
    """The message names the file."""
    with pytest.raises(ExtensionError, match=r"_images/a\.bmp: EPUB has no place"):
        package.manifest({"_images/a.bmp": b""}, "cover.png")


PAGES = """
#set page(width: 100mm, height: 60mm, numbering: "1", header: [Kepala halaman])
#counter(page).update(7)
Satu dua tiga empat lima enam tujuh delapan sembilan sepuluh.
#pagebreak()
Sebelas dua belas tiga belas empat belas, lalu lima belas dan enam belas.
#pagebreak()
#pagebreak()
Tujuh belas, delapan belas, sembilan belas; dan akhirnya dua puluh.
"""
TEXT = """<html xmlns="http://www.w3.org/1999/xhtml"><body><section>
<h1 id="t">Satu dua tiga</h1><p>empat lima enam tujuh delapan sembilan sepuluh.</p>
<p>Sebelas dua belas tiga <em>belas empat</em> belas, lalu lima belas dan enam belas. Tujuh belas,
<b>delapan</b> belas, sembilan belas; dan akhirnya dua puluh.</p></section></body></html>"""


def test_page_list(tmp_path):
    """Each printed page begins where its first word stands; a blank page where the next one does."""
    (tmp_path / "a.typ").write_text(PAGES, "utf-8")
    typst.compile(tmp_path / "a.typ", output=tmp_path / "a.pdf")
    pages = [
        Page("nav", "toc", "frontmatter", "N"),
        Page("x", "chapter", "bodymatter", "X", root=parse(TEXT, "x")),
    ]
    printed = page_list.PrintedPages(tmp_path / "a.pdf")
    printed.mark(pages[1:], pages)
    assert printed.mark_rest(pages[0], pages) == []
    found = printed.entries(pages[0], [])
    assert [(entry.label, entry.href) for entry in found] == [(n, f"x.xhtml#page-{n}") for n in ("7", "8", "9", "10")]
    text = etree.tostring(pages[1].root).decode()
    breaks = re.findall(r'id="page-(\d+)"[^>]*role="doc-pagebreak"[^>]*/>(?=\s*(?:<[^>]*>\s*)*(\w+))', text)
    assert breaks == [("7", "Satu"), ("8", "Sebelas"), ("9", "Tujuh"), ("10", "Tujuh")]


def test_book_with_the_pages_of_print(tmp_path):
    """With a PDF: page navigation in nav, NCX and metadata, and an index that speaks of pages."""
    (tmp_path / "a.typ").write_text(
        '#set page(width: 100mm, height: 60mm, numbering: "1")\n'
        "Pukul enam pagi. Tujuan Membedakan kategori dan kelompok. Awal Mula\n#pagebreak()\n"
        "Sebuah kelompok primer menurut Goode. Kata primary group lama. Ikatan dan singkatan, serikat.\n"
        "#pagebreak()\nIndeks\n\nI\n\nID, lihat Ikatan Dokter\n\nIkatan Dokter, 2\n\nkelompok primer, 3\n",
        "utf-8",
    )
    typst.compile(tmp_path / "a.typ", output=tmp_path / "a.pdf")
    source = write(tmp_path / "source", FILES)
    built = build(
        source,
        tmp_path / "out",
        "epub",
        include_patterns=["*.md"],
        epub_book_page_source=str(tmp_path / "a.pdf"),
    )
    opened = Opened(built.outdir / EPUB)
    assert opened.find("nav.xhtml", "//h:nav[@role='doc-pagelist']//h:a/text()") == ["1", "2", "3"]
    assert opened.find("nav.xhtml", "//h:nav[@role='doc-pagelist']//h:a/@href")[-1] == "genindex.xhtml#page-3"
    assert len(opened.find("toc.ncx", "//*[local-name()='pageTarget']")) == 3
    assert "pageNavigation" in opened.metadata("schema:accessibilityFeature")
    assert opened.metadata("pageBreakSource") == [editions.load(ROOT / "editions/default.toml").identifier("print")]
    assert opened.find("genindex.xhtml", "//h:li[h:span[@epub:type='index-term']='Ikatan Dokter']/h:a/text()") == ["2"]
    assert NOTHING in epubcheck(built.outdir / EPUB)


def test_pdf_that_is_not_there(tmp_path):
    """Named, it is missed; an EPUB without a page list is made all the same."""
    source = write(tmp_path / "source", FILES)
    built = build(source, tmp_path / "out", "epub", include_patterns=["*.md"], epub_book_page_source="none.pdf")
    assert "epub_book_page_source: no file" in built.warnings
    assert "[bookpress.epub]" in built.warnings
    assert "pageNavigation" not in Opened(built.outdir / EPUB).metadata("schema:accessibilityFeature")


def test_pdf_of_another_book(tmp_path):
    """The warning says so, and there is no page list."""
    (tmp_path / "a.typ").write_text("Lorem ipsum dolor sit amet, consectetur adipiscing elit.", "utf-8")
    typst.compile(tmp_path / "a.typ", output=tmp_path / "a.pdf")
    source = write(tmp_path / "source", FILES)
    settings = {"include_patterns": ["*.md"], "epub_book_page_source": str(tmp_path / "a.pdf")}
    built = build(source, tmp_path / "out", "epub", **settings)
    assert "no page of this PDF was found in the text" in built.warnings
    assert "pageNavigation" not in Opened(built.outdir / EPUB).metadata("schema:accessibilityFeature")
