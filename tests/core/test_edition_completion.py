"""An edition of what Sphinx knows: no file, half a file, and what conf.py may say."""

import datetime

import pytest
from sphinx.config import Config
from sphinx.errors import ConfigError

from bookpress.core import edition
from builds import build

CONF = """\
project, author, copyright = "Guilds", "Ani Wijaya", "2026, Ani Wijaya"
extensions = ["bookpress.site.theme", "bookpress.typst", "bookpress.epub", "bookpress.bank"]
html_theme = "sphinx_book_theme"
"""
EPOCH = 1_780_000_000  # 28 May 2026


@pytest.fixture(autouse=True)
def _a_day(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(EPOCH))


def config(**values):
    """The configuration of a project as Sphinx makes it."""
    made = Config({}, {"project": "Guilds & Crafts", **values})
    made.add("html_baseurl", "", "html", ())
    made.add("html_title", "", "html", ())
    return made


def test_nothing_is_asked_that_sphinx_knows(tmp_path):
    """A whole edition from project, author, copyright, release and language."""
    known = config(author="Ani Wijaya", copyright="2026, Ani Wijaya", release="2.1", language="pt_BR")
    book = edition.completed(known, tmp_path).book
    assert (book.title, book.authors, book.rights) == ("Guilds & Crafts", ["Ani Wijaya"], "© 2026, Ani Wijaya")
    assert (book.edition, book.language, book.identifier) == ("2.1", "pt-BR", "guilds-crafts")
    assert book.date == datetime.date(2026, 5, 28)
    assert book.url is None


@pytest.mark.parametrize(
    ("language", "tag"), [("de", "de"), ("zh_CN", "zh-CN"), ("sr@latin", "en"), ("xx", "en"), ("zh_Hant_TW", "zh")]
)
def test_languages(language, tag):
    """Sphinx's names of languages become tags; of one that no list knows nothing is claimed."""
    assert edition.completion.language_tag(language) == tag


@pytest.mark.parametrize("author", ["", "unknown", "Author name not set"])
def test_a_project_without_author(tmp_path, author):
    """The project stands in its place."""
    made = edition.completed(config(author=author), tmp_path)
    assert made.book.authors == [made.publisher.name] == ["Guilds & Crafts"]


def test_rights_are_marked_once(tmp_path):
    """Whatever mark conf.py has, or however many lines."""
    for given in ("2026, A", "© 2026, A", "(c) 2026, A"):
        assert edition.completed(config(copyright=given), tmp_path).book.rights == "© 2026, A"


def test_half_a_file_is_completed(tmp_path):
    """What the file says holds, table by table; the rest comes from conf.py and the defaults."""
    (tmp_path / "own.toml").write_text('[book]\nsubtitle = "Old bodies"\n[print]\ntrim_width = 150\n', "utf-8")
    made = edition.completed(config(author="Ani"), tmp_path, "own.toml")
    assert made.book.full_title == "Guilds & Crafts: Old bodies"
    assert (made.print.trim_width, made.print.trim_height) == (150, 240)
    assert made.name == "own"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[book]\nsubtitel = 'x'\n", "own.toml: book.subtitel: unknown key"),
        ("[print]\ntrim_width = 60\n", "own.toml: print: the margins leave 20 x 197 mm"),
        ("[book\n", "own.toml: not valid TOML"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path, text, says):
    """With its name, the key and the remedy."""
    (tmp_path / "own.toml").write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=says.replace("(", r"\(")):
        edition.completed(config(), tmp_path, "own.toml")


def test_a_file_that_is_not_there(tmp_path):
    """Named with its whole path."""
    with pytest.raises(ConfigError, match="no edition file"):
        edition.completed(config(), tmp_path, "none.toml")


@pytest.mark.parametrize("builder", ["html", "typst", "epub", "bank"])
def test_every_format_without_an_edition_file(tmp_path, builder):
    """A project of ten lines."""
    files = {
        "conf.py": CONF,
        "index.rst": "Guilds\n======\n\nOld bodies.\n\n.. toctree::\n\n   one\n",
        "one.rst": "One\n===\n\nA guild is old.\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    built = build(tmp_path, tmp_path / "out", builder)
    assert "WARNING" not in built.warnings
    assert list(built.outdir.iterdir())
