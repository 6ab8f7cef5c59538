"""A German book with every room, in every format: no English or Indonesian word of the toolkit is left in it."""

import re
from pathlib import Path

import pytest
from lxml import html

import foreign_words
from bookpress.core import edition as editions
from bookpress.core import words
from bookpress.parcel import contents
from builds import EPOCH, ROOT, build

SOURCE = ROOT / "tests" / "books" / "german"
NAMES = re.compile(r"Source (Serif|Sans|Code) (Pro|4)")  # of typefaces
MOST_OF_OURS = 350  # messages that are not the same in German


@pytest.fixture(scope="module")
def german(tmp_path_factory) -> Path:
    """The folder with all formats, as make leaves it: the EPUB with printed pages, the site with all downloads."""
    folder = tmp_path_factory.mktemp("german")
    printed = folder / "pdf" / "brot-und-beruf-druck.pdf"
    for builder, name, settings in (
        ("typst", "pdf", {}),
        ("epub", "epub", {"epub_book_page_source": str(printed)}),
        ("bank", "bank", {}),
        ("html", "site", {"downloads_from": str(folder)}),
    ):
        built = build(SOURCE, folder / name, builder, **settings)
        assert built.warnings == "", builder
    return folder


def _of_parcel(folder: Path):
    words.use("de")
    edition = editions.load(SOURCE / "edition.toml")
    for item in contents.items(edition, folder, int(EPOCH)):
        yield "parcel", item.name
        if item.name == contents.README:
            yield item.name, item.data.decode()


def _left(texts) -> set[tuple[str, str]]:
    """Place and message of each foreign word."""
    patterns = foreign_words.foreign("de", ("id",))
    assert len(patterns) > MOST_OF_OURS
    found = [(place, NAMES.sub("", text)) for place, text in texts]
    assert found
    return {(place, message) for place, text in found for message, pattern in patterns.items() if pattern.search(text)}


def test_website_has_no_foreign_word(german):
    """On every page, in what is read out, in scripts and style sheets; the rooms' own words are German."""
    assert _left(foreign_words.of_pages(german / "site")) == set()
    page = (german / "site" / "backstube.html").read_text("utf-8")
    for said in (
        "Lernziele", "Frage 1", "Erörterung 1", "Aufgabe", "Im Buch suchen", "Inhalt des Buches", "Kapitel 2",
        "Abbildung 1.1", "Tabelle 1.1", "Dieses Kapitel zitieren", "Minute", "Auf dieser Seite", "Musterantwort",
    ):  # fmt: skip
        assert said in page, said
    downloads = html.parse(german / "site" / "herunterladen.html").find(".//article").text_content()
    for said in (
        "Zum Lernen und Lehren",
        "Für den Bildschirm",
        "Zum Drucken",
        "Ohne Internet lesen",
        "Karten für Anki",
    ):
        assert said in downloads, said


def test_website_has_no_english_of_sphinx_and_the_theme(german):
    """What their own German catalogues lack is in ours."""
    english = re.compile(r"\b(Link to|Permalink|Skip to|Back to|Toggle|Search|Created using|Built with|On this)\b")
    texts = foreign_words.of_pages(german / "site")
    assert {(place, text) for place, text in texts if place.endswith(".html") and english.search(text)} == set()


@pytest.mark.parametrize("name", ["brot-und-beruf-bildschirm.pdf", "brot-und-beruf-druck.pdf"])
def test_pdf_has_no_foreign_word(german, name):
    """On its pages, in its outline and in what is read out."""
    texts = list(foreign_words.of_pdf(german / "pdf" / name))
    assert _left(texts) == set()
    whole = re.sub(r"\s+", " ", " ".join(text for _place, text in texts))
    for said in ("Inhalt", "TEIL I", "Kapitel 1", "Abbildung 1.1", "Tabelle 1.1", "Register", "siehe", "Fußnote"):
        assert said.casefold() in whole.casefold(), said


def test_epub_has_no_foreign_word(german):
    """On its pages, in its contents and in its package."""
    texts = list(foreign_words.of_epub(german / "epub" / "brot-und-beruf.epub"))
    assert _left(texts) == set()
    whole = " ".join(text for _place, text in texts)
    for said in ("Kapitel 1", "Orientierungspunkte", "Seiten der gedruckten Ausgabe", "Zu dieser Ausgabe", "Impressum"):
        assert said in whole, said


def test_question_bank_and_parcel_have_no_foreign_word(german):
    """In questions, cards and their fields, and in the README and the file names of the parcel."""
    texts = list(foreign_words.of_bank(german / "bank"))
    assert {place.rpartition(".")[2] for place, _text in texts} == {"xml", "txt", "apkg"}
    assert _left(texts) == set()
    assert _left(_of_parcel(german)) == set()


@pytest.mark.parametrize(
    "page",
    [
        "<p>Answer key</p>",
        "<p>Soal 3</p>",
        '<button title="Close">x</button>',
        '<div data-none="Nothing found. Check the spelling, or try a shorter word."></div>',
        "<p>Found in 4 places.</p>",
        '<img alt="Halaman tidak ditemukan">',
        '<meta name="description" content="about 3 minutes to read">',
    ],
)
def test_a_foreign_word_is_found(page):
    """In each kind of place, with a number where the message has a placeholder."""
    assert _left(
        [("page", text) for text in foreign_words.of_tree(html.fromstring(f"<html><body>{page}</body></html>"))]
    )


def test_foreign_words_of_other_formats_are_found(sample_book):
    """The readers of PDF and EPUB see the English of an English book."""
    (epub,) = sample_book("english", "epub").outdir.glob("*.epub")
    assert {message for _place, message in _left(foreign_words.of_epub(epub))} >= {"Landmarks", "Colophon", "Imprint"}
    assert {message for _place, message in _left(foreign_words.of_bank(sample_book("english", "bank").outdir))} >= {
        "Reasons",
        "Glossary",
    }
