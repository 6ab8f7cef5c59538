"""Edition files: what is wrong with one is said with its file, its key and how to mend it."""

import re

import pytest
from sphinx.errors import ConfigError

import edition
from conftest import ROOT

DEFAULT = (ROOT / "editions" / "default.toml").read_text("utf-8")


def _load(tmp_path, text):
    path = tmp_path / "own.toml"
    path.write_text(text, "utf-8")
    return edition.load(path)


@pytest.mark.parametrize("path", sorted((ROOT / "editions").glob("*.toml")), ids=lambda p: p.name)
def test_every_edition_is_right(path):
    assert edition.load(path).book.title


@pytest.mark.parametrize(
    ("old", "new", "key", "says"),
    [
        ("[print]", '[isbn]\nepub = "978-602-00-0001-4"\n[print]', "isbn.epub", "not an ISBN"),
        ("[print]", '[isbn]\nepub = "0-306-40615-2"\n[print]', "isbn.epub", "13-digit"),
        (
            "[print]",
            '[isbn]\nepub = "978-0-306-40615-7"\npdf = "978-0-306-40615-7"\n[print]',
            "isbn",
            "share one ISBN",
        ),
        ("date = 2026-11-22", 'date = "kemarin"', "book.date", "valid date"),
        ('edition = "0.1"', 'edition = "0.1"\nedtion = "0.2"', "book.edtion", "unknown key"),
        ("rights = ", "# rights = ", "book.rights", "missing"),
        ('title = "Kelompok Okupasional"', 'title = ""', "book.title", "at least 1 character"),
        ('language = "id"', 'language = "Indonesia"', "book.language", "language tag"),
        ('license_url = "https://', 'license_url = "', "book.license_url", "web address"),
        ('role = "aut"', 'role = "penulis"', "book.contributor.0.role", "MARC"),
        ('code = "SOC026000"', 'code = "sosiologi"', "book.subject.0", "BISAC"),
        ('primary = "#0f4c5c"', 'primary = "teal"', "design.light.primary", "not a colour"),
        ('primary = "#0f4c5c"', 'primary = "#9fb4bc"', "design.light", "contrast"),
        ("trim_width = 155.0", "trim_width = 15.0", "print", "margins leave"),
        ("bleed = 3.0", "bleed = -3.0", "print.bleed", "greater than or equal to 0"),
        ("[publisher]", '[cover]\nimage = "none.png"\n[publisher]', "the file", "no file"),
        ('colour = "accent"', 'colour = "pink"', "design.boxes.salah-kaprah.colour", "'primary'"),
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


def test_missing_file(tmp_path):
    with pytest.raises(ConfigError, match="no edition file"):
        edition.load(tmp_path / "none.toml")


def test_command_says_only_what_is_wrong(tmp_path, monkeypatch):
    (tmp_path / "own.toml").write_text(DEFAULT.replace("rights = ", "# "), "utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as stop:
        edition.main("own.toml")
    assert stop.value.code == "own.toml: book.rights: missing; add it (editions/default.toml shows its form)"
    assert edition.main(str(ROOT / "editions" / "default.toml")) is None


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


def test_absent_isbn_is_left_out_of_every_format(book):
    import zipfile

    from pypdfium2 import PdfDocument

    assert edition.load(ROOT / "editions" / "default.toml").isbn == edition.Isbns()
    for file in book("typst").outdir.glob("*.pdf"):
        document = PdfDocument(file)
        assert not any("ISBN" in document[i].get_textpage().get_text_range() for i in range(8))
    for file in book("epub").outdir.glob("*.epub"):
        with zipfile.ZipFile(file) as archive:
            assert not any(b"ISBN" in archive.read(name) for name in archive.namelist())
