"""Edition files: what is wrong with one is said with its file, its key and how to mend it."""

from __future__ import annotations

import re
import shutil
from dataclasses import fields, replace
from pathlib import Path

import pytest
from PIL import Image
from sphinx import locale
from sphinx.errors import ConfigError

from bookpress.core import edition
from bookpress.core.edition import codes, cover_image, typefaces
from bookpress.core.edition.__main__ import main
from bookpress.core.edition.imprint import imprint, people_by_role, title_page_authors, title_page_people
from bookpress.core.edition.reading import EpubOptions
from builds import ROOT

DEFAULT = (ROOT / "editions" / "default.toml").read_text("utf-8")


def _load(tmp_path, text):
    path = tmp_path / "own.toml"
    path.write_text(text, "utf-8")
    return edition.load(path)


@pytest.mark.parametrize("path", sorted((ROOT / "editions").glob("*.toml")), ids=lambda p: p.name)
def test_every_edition_is_right(path):
    assert edition.load(path).book.title


ISBN = '[isbn]\nepub = "{0}"\npdf = "{1}"\n[print]'
PERSON = '[[book.contributor]]\nname = "Ani"\nfile_as = "Ani"\nrole = "{0}"\n\n[[book.subject]]'


def test_example_has_every_key():
    """A publisher finds each key in the example, set or as a comment; nothing there is a copy of the default's."""
    path = ROOT / "editions" / "contoh-penerbit.toml"
    text = path.read_text("utf-8")
    tables = [edition.Book, edition.Contributor, edition.Subject, edition.Series, edition.Publisher, edition.Isbns]
    tables += [edition.Cover, edition.PrintPage, edition.ScreenPage, edition.Typeface, edition.Palette]
    for table in [*tables, EpubOptions]:
        for field in fields(table):
            assert re.search(rf"^(# )?({field.name} = |\[+[a-z.]*\b{field.name}\]+)", text, re.M), field.name
    example, default = edition.load(path), edition.load(ROOT / "editions" / "default.toml")
    assert example.design.light != default.design.light
    assert example.print != default.print
    assert set(default.design.boxes) <= set(example.design.boxes)


@pytest.mark.parametrize(
    ("old", "new", "key", "says"),
    [
        ("[print]", '[isbn]\nepub = "978-602-00-0001-4"\n[print]', "isbn.epub", "not an ISBN"),
        ("[print]", '[isbn]\nepub = "978-602-00-0001"\n[print]', "isbn.epub", "not an ISBN"),
        ("[print]", '[isbn]\nepub = "0-306-40615-2"\n[print]', "isbn.epub", "13-digit"),
        ("[print]", ISBN.format("978-0-306-40615-7", "9780306406157"), "isbn", "pdf and epub share one ISBN"),
        ("[print]", '[isbn]\nmobi = "978-0-306-40615-7"\n[print]', "isbn.mobi", "unknown key"),
        ("date = 2026-11-30", 'date = "kemarin"', "book.date", "valid date"),
        ("date = 2026-11-30", "date = 0206-11-22", "book.date", "1900"),
        ('edition = "0.1"', 'edition = "0.1"\nedtion = "0.2"', "book.edtion", "unknown key"),
        ("rights = ", "# rights = ", "book.rights", "missing"),
        ('title = "Kelompok Okupasional"', 'title = ""', "book.title", "at least 1 character"),
        ('language = "id"', 'language = "Indonesia"', "book.language", "language tag"),
        ('language = "id"', 'language = "xx"', "book.language", 'no language "xx"'),
        ('language = "id"', 'language = "id-XY"', "book.language", 'no country "XY"'),
        ("[publisher]", '[publisher]\ncountry = "IDN"', "publisher.country", "country code"),
        ('license_url = "https://', 'license_url = "', "book.license_url", "web address"),
        ('license = "CC BY 4.0"', "", "book", "license_url without license"),
        ('role = "aut"', 'role = "penulis"', "book.contributor.0.role", "MARC"),
        ('role = "aut"', 'role = "qqq"', "book.contributor.0.role", "MARC"),
        ('role = "aut"', 'role = "ill"', "book", "no contributor is an author"),
        ('kind = "organisation"', 'kind = "robot"', "book.contributor.0.kind", "'person'"),
        (
            "[[book.subject]]",
            PERSON.format("edt").replace("[[book.subject]]", PERSON.format("edt")),
            "book",
            "given twice: Ani (edt)",
        ),
        ("[[book.subject]]", '[book.series]\nname = "Seri"\nnumber = 0\n\n[[book.subject]]', "book.series.number", "1"),
        ('code = "SOC026000"', 'code = "sosiologi"', "book.subject.0", "BISAC"),
        ('code = "SOC026000"', 'code = "SOC26000"', "book.subject.0", "BISAC"),
        ('code = "JHBL"', 'code = "jhbl"', "book.subject.1", "Thema"),
        ('code = "JHBL"', 'code = "7ABC"', "book.subject.1", "Thema"),
        ('scheme = "Thema"', 'scheme = "Dewey"', "book.subject.1.scheme", "'Thema'"),
        ('primary = "#0f4c5c"', 'primary = "teal"', "design.light.primary", "not a colour"),
        (
            'primary = "#0f4c5c"',
            'primary = "#9fb4bc"',
            "design.light",
            "too little contrast: primary on paper 2.2, primary on",
        ),
        ('serif = "Source Serif Pro"', 'serif = "Comic Sans"', "design.typeface", "there are: Source Sans Pro, Source"),
        ("web_serif =", 'packages = ["font_of_nobody"]\nweb_serif =', "design.typeface", "make locks"),
        ("trim_width = 155.0", "trim_width = 15.0", "print", "margins leave"),
        ("bleed = 3.0", "bleed = -3.0", "print.bleed", "greater than or equal to 0"),
        ("bleed = 3.0", 'bleed = 3.0\nbinding = "spiral"', "print.binding", "'paperback'"),
        ("[publisher]", '[cover]\nimage = "none.png"\n[publisher]', "cover.image", "no file"),
        ("[publisher]", '[epub]\nkindle = "sometimes"\n[publisher]', "epub.kindle", "valid boolean"),
        ('salah-kaprah = "accent"', 'salah-kaprah = "pink"', "design.boxes.salah-kaprah", "'primary'"),
        ("[book]", "path = 'x'\n[book]", "path", "unknown key"),
    ],
)
def test_wrong_value_is_explained(tmp_path, old, new, key, says):
    assert old in DEFAULT
    with pytest.raises(ConfigError) as error:
        _load(tmp_path, DEFAULT.replace(old, new, 1))
    assert re.search(rf"own\.toml: {re.escape(key)}: .*{re.escape(says)}", str(error.value))


def test_all_faults_are_told_at_once(tmp_path):
    with pytest.raises(ConfigError) as error:
        _load(tmp_path, DEFAULT.replace("rights = ", "# ").replace('role = "aut"', 'role = "x"'))
    assert len(str(error.value).splitlines()) == 2


def test_broken_toml_names_the_line(tmp_path):
    with pytest.raises(ConfigError, match=r"own\.toml: not valid TOML: .*line 6"):
        _load(tmp_path, DEFAULT.replace("[book]", "[book"))


def test_text_that_is_not_utf_8(tmp_path):
    path = tmp_path / "own.toml"
    path.write_bytes(DEFAULT.encode("utf-16"))
    with pytest.raises(ConfigError, match="not UTF-8 text"):
        edition.load(path)


def test_missing_file(tmp_path):
    with pytest.raises(ConfigError, match="no edition file"):
        edition.load(tmp_path / "none.toml")


def test_command_says_only_what_is_wrong(tmp_path, monkeypatch):
    (tmp_path / "own.toml").write_text(DEFAULT.replace("rights = ", "# "), "utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as stop:
        main("own.toml")
    assert stop.value.code == "own.toml: book.rights: missing; add it (editions/default.toml shows its form)"
    assert main(str(ROOT / "editions" / "default.toml")) is None


def test_identifier(tmp_path):
    own = _load(tmp_path, DEFAULT.replace("[print]", '[isbn]\nepub = "9780306406157"\n[print]', 1))
    assert own.isbn.epub == "978-0-306-40615-7"
    assert own.identifier("epub") == "urn:isbn:9780306406157"
    assert own.identifier("pdf").startswith("urn:uuid:")
    assert own.identifier("pdf") != own.identifier("print")
    assert own.identifier("pdf") == _load(tmp_path, DEFAULT).identifier("pdf")


def test_contrast_is_that_of_wcag():
    assert edition.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert edition.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


# Codes


def test_codes_are_those_that_there_are():
    assert {"id", "jv", "su", "min", "en"} <= codes.languages()
    assert not {"xx", "qq", "en_US"} & codes.languages()
    assert {"ID", "TL", "NL"} <= codes.countries()
    assert not {"EU", "ZZ", "XX"} & codes.countries()
    relators = codes.marc_relators()
    assert (relators["aut"], relators["trl"], relators["bkd"]) == ("Author", "Translator", "Book designer")
    assert all(re.fullmatch("[a-z]{3}", code) for code in relators)
    assert "clb" not in relators  # discontinued


@pytest.mark.parametrize("code", ["JHBL", "YPCA21", "1FMN", "4Z-ID-AB", "5AX", "3MRB", "NHTP1"])
def test_thema_codes(code):
    edition.Subject(scheme="Thema", code=code, label="x")


# The cover image


@pytest.mark.parametrize(
    ("name", "mode", "size", "says"),
    [
        ("a.png", "RGB", (1200, 1500), "too small"),
        ("a.png", "RGB", (1600, 3200), "height to width is 2.00; shops ask for 1.6"),
        ("a.png", "RGB", (1600, 2080), "1.30, that of the printed page 1.55"),
        ("a.png", "RGBA", (1600, 2560), "its colours are RGBA"),
        ("a.jpg", "CMYK", (1600, 2560), "its colours are CMYK"),
        ("a.gif", "RGB", (1600, 2560), "a GIF file"),
        ("a.png", "RGB", (2000, 3000), "too large"),
    ],
)
def test_cover_image_that_shops_refuse(tmp_path, name, mode, size, says):
    path = tmp_path / name
    Image.new(mode, size).save(path)
    assert any(says in problem for problem in cover_image.check(path, 1.55))


def test_cover_image_that_is_none(tmp_path):
    (tmp_path / "a.png").write_text("no picture")
    (problem,) = cover_image.check(tmp_path / "a.png", 1.5)
    assert "not a picture" in problem
    good = tmp_path / "b.png"
    Image.new("RGB", (1600, 2560)).save(good)
    (tmp_path / "a.png").write_bytes(good.read_bytes()[:200])
    (problem,) = cover_image.check(tmp_path / "a.png", 1.5)
    assert "not a picture" in problem
    assert cover_image.check(good, 1.5) == []


def test_faults_of_the_cover_name_the_key(tmp_path):
    Image.new("RGBA", (100, 100)).save(tmp_path / "sampul.png")
    with pytest.raises(ConfigError) as error:
        _load(tmp_path, DEFAULT.replace("[publisher]", '[cover]\nimage = "sampul.png"\n[publisher]', 1))
    lines = str(error.value).splitlines()
    assert len(lines) == 3
    assert all("own.toml: cover.image: " in line for line in lines)


# Typefaces


def test_typefaces_of_another_package(tmp_path, monkeypatch):
    """A package with fonts is found by its name and not run; without a bold font the regular one serves."""
    source = typefaces.font_file(["font_source_sans_pro"], "Source Sans Pro", "Regular")
    package = tmp_path / "font_of_a_publisher"
    (package / "files").mkdir(parents=True)
    (package / "__init__.py").write_text("raise RuntimeError('run')")
    shutil.copy(source, package / "files" / "own.otf")
    monkeypatch.syspath_prepend(tmp_path)
    packages = 'packages = ["font_of_a_publisher"]\nserif = "Source Sans Pro"'
    own = _load(tmp_path, DEFAULT.replace('serif = "Source Serif Pro"', packages, 1))
    found = own.design.typeface.packages
    assert typefaces.font_files(found) == [package / "files" / "own.otf"]
    assert typefaces.font_file(found, "Source Sans Pro", "Bold") == package / "files" / "own.otf"
    with pytest.raises(ValueError, match="no typeface"):
        typefaces.font_file(found, "Source Serif Pro", "Bold")


# Title page and imprint page


def _book(**changes):
    default = edition.load(ROOT / "editions" / "default.toml")
    return replace(default, book=replace(default.book, **changes))


def _person(name, role):
    last = name.split()[-1]
    return edition.Contributor(name=name, file_as=f"{last}, {name.removesuffix(last).strip()}", role=role)


def _lines(given):
    return {p.kind: ["".join(run.text for run in line) for line in p.lines] for p in imprint(given)}


@pytest.fixture
def english(monkeypatch):
    """The words are English, whatever an earlier build put in force."""
    monkeypatch.delitem(locale.translators, ("general", "bookpress"), raising=False)


PEOPLE = [_person("Sari Wibowo", "aut"), _person("Budi Hartono", "ill"), _person("Ida Ayu", "aut")]


def test_people_stand_under_their_roles(english):
    assert people_by_role(PEOPLE) == ["Author: Sari Wibowo, Ida Ayu", "Illustrator: Budi Hartono"]
    assert people_by_role([_person("A B", "act")]) == ["Contributor: A B"]
    by_authors, by_editor = _book(contributor=PEOPLE), _book(contributor=[_person("Ida Ayu", "edt"), PEOPLE[1]])
    assert title_page_authors(by_authors) == ["Sari Wibowo", "Ida Ayu"]
    assert title_page_people(by_authors) == ["Illustrator: Budi Hartono"]
    assert title_page_authors(by_editor) == []
    assert title_page_people(by_editor) == ["Editor: Ida Ayu", "Illustrator: Budi Hartono"]
    assert by_editor.book.authors == ["Ida Ayu"]


def test_imprint_page_says_all_that_there_is(english):
    given = _book(contributor=PEOPLE, imprint="Satu.\n\nDua.", series=edition.Series(name="Seri Ilmu", number=3))
    given = replace(
        given,
        isbn=edition.Isbns(print="978-602-03-3295-6"),
        publisher=edition.Publisher(name="Penerbit", imprint="Cap", place="Kupang"),
    )
    lines = _lines(given)
    assert lines["isbn"] == ["ISBN 978-602-03-3295-6 (print)"]
    assert lines["series"] == ["Seri Ilmu, no. 3"]
    assert lines["publisher"] == ["Cap", "Penerbit, Kupang, 2026"]
    assert lines["citation"][0].startswith("Wibowo, Sari, and Ayu, Ida (2026). Kelompok Okupasional: ")
    assert [p.lines[0][0].text for p in imprint(given) if p.kind == "words"] == ["Satu.", "Dua."]


def test_imprint_page_has_only_what_there_is():
    lines = _lines(_book(edition_label=None, url=None, imprint=None, license=None, license_url=None))
    assert sorted(lines) == ["citation", "people", "publisher", "rights", "title"]
    assert len(lines["title"]) == 1


# Documents that are left out

INDEX = """# Buku

:::{toctree}
depan
:::

:::{toctree}
:caption: Satu
:numbered: 2
satu
:::

:::{toctree}
:caption: Lampiran
panduan
Kata <glosarium>
pustaka
genindex
:::
"""
LEFT = {
    "index.md": INDEX,
    "depan.md": "# Depan\n\nIsi.\n",
    "satu.md": "(bab-satu)=\n# Bab\n\nSebuah {term}`kelompok` {index}`kerja <single: kerja>`.\n\n## Awal\n\nIsi.\n",
    "panduan.md": "(panduan)=\n# Panduan Guru\n\n:::{list-table} Rute\n:name: tabel-rute\n* - a\n:::\n",
    "glosarium.md": "# Daftar Kata\n\n:::{glossary}\nkelompok\n    [*group*]{.language-en}. {ref}`bab-satu`.\n:::\n",
    "pustaka.md": "(pustaka)=\n# Daftar Pustaka\n\n```{bibliography}\n```\n",
    "references.bib": "@article{a, author={Goode, W.}, title={Community}, journal={ASR}, year={1957}}\n",
}


def _without(*names):
    return _book(leave_out=list(names))


def _with_line(line):
    return {**LEFT, "satu.md": LEFT["satu.md"] + "\n" + line + "\n"}


@pytest.mark.parametrize("builder", ["html", "epub", "typst"])
def test_left_out_documents_are_in_no_format(small_book, builder):
    """Nothing of them is written, nothing warns, a term of a left-out glossary stays as a word."""
    given = _without("panduan", "glosarium", "pustaka", "genindex")
    built = small_book(LEFT, builder, edition=given, typst_pdf_editions=["screen"], bibtex_bibfiles=[])
    assert built.warnings == ""
    assert built.app.statuscode == 0
    whole = _everything(built.outdir)
    assert "kelompok" in whole
    for word in ("Panduan Guru", "Daftar Kata", "Daftar Pustaka", "Indeks(?! pencarian)", "genindex"):
        assert not re.search(word, whole)


def _everything(folder: Path) -> str:
    """The text of all pages of a site, an EPUB or a PDF."""
    import zipfile

    from pypdfium2 import PdfDocument

    texts = [path.read_text("utf-8") for path in folder.rglob("*.html")]
    for path in folder.glob("*.epub"):
        with zipfile.ZipFile(path) as archive:
            texts += [
                archive.read(name).decode() for name in archive.namelist() if name.endswith(("html", "opf", "ncx"))
            ]
    for path in folder.glob("*.pdf"):
        texts += [page.get_textpage().get_text_range() for page in PdfDocument(path)]
    return "\n".join(texts)


@pytest.mark.parametrize(
    ("line", "target", "owner"),
    [
        ("Lihat {ref}`panduan`.", "panduan", "panduan"),
        ("Lihat {doc}`panduan`.", "panduan", "panduan"),
        ("Lihat [panduan](panduan.md).", "panduan", "panduan"),
        ("Lihat {numref}`tabel-rute`.", "tabel-rute", "panduan"),
        ("Lihat {ref}`genindex`.", "genindex", "genindex"),
        ("Kata {cite:t}`a`.", "a", "pustaka"),
    ],
)
def test_reference_to_what_is_left_out_stops_the_build(small_book, line, target, owner):
    with pytest.raises(SystemExit) as error:
        small_book(_with_line(line), "dummy", edition=_without("panduan", "pustaka", "genindex"))
    assert str(error.value) == (
        f'satu.md:10: refers to "{target}" in {owner}, which default.toml leaves out; '
        "take it out of book.leave_out, or mend the sentence"
    )


def test_more_references_in_a_file_are_counted(small_book):
    files = {**_with_line("{ref}`panduan` {ref}`panduan` {cite:t}`a`"), "depan.md": "# Depan\n\n{ref}`panduan`\n"}
    with pytest.raises(SystemExit) as error:
        small_book(files, "dummy", edition=_without("panduan", "pustaka"))
    told = [line.partition(", which")[0] for line in str(error.value).splitlines()]
    assert told == [
        'depan.md:3: refers to "panduan" in panduan',
        'satu.md:10: refers to "panduan" in panduan (1 more in this file)',
        'satu.md:10: refers to "a" in pustaka',
    ]


@pytest.mark.parametrize("name", ["satu", "lampiran", "index"])
def test_only_what_has_no_number_can_be_left_out(small_book, name):
    with pytest.raises(SystemExit) as error:
        small_book(LEFT, "dummy", edition=_without(name, "panduan"))
    assert f"book.leave_out: cannot leave out {name}; " in str(error.value)
    assert str(error.value).endswith("can be left out: depan, genindex, glosarium, panduan, pustaka")


def test_what_stays_may_be_referred_to(small_book):
    built = small_book(_with_line("{ref}`pustaka` {cite:t}`a`"), "html", edition=_without("panduan"))
    assert built.warnings == ""
