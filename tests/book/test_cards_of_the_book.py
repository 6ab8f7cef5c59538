"""The cards of the book's terms."""

import json

import pytest

from builds import build_small

BOOK = {
    "index.md": "# Buku\n\n:::{toctree}\nisi\nglosarium\n:::\n",
    "isi.md": "# Isi\n\n"
    + "Kata.\n\n" * 8
    + "Sebuah {term}`gilda` dan {term}`serikat lain <serikat>`.\n"
    + "\nKata.\n" * 60,
    "glosarium.md": "(glos)=\n# Glosarium\n\n```{glossary}\n"
    "gilda\n    [*guild*]{.language-en}. Wadah <b>lama</b> & *tua*.\n\n    Lihat {ref}`glos`.\n\n"
    "serikat\nperserikatan\n    Wadah pekerja.\n```\n",
}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A book with a glossary of two entries."""
    return build_small(tmp_path_factory.mktemp("cards"), BOOK)


def data(small) -> dict:
    """What the script with the definitions holds."""
    script = (small.outdir / "_static/term_cards_data.js").read_text("utf-8")
    return json.loads(script.removeprefix("window.termCards=").removesuffix(";\n"))


def test_every_linked_term_of_the_book_has_a_card(book):
    """No id of a link is without an entry, no entry without text."""
    outdir = book("html").outdir
    entries = data(book("html"))["entries"]
    assert all(definition for _, definition in entries.values())
    linked = {
        link.partition('"')[0]
        for page in outdir.glob("chapters/*.html")
        for link in page.read_text("utf-8").split("glosarium.html#term-")[1:]
    }
    assert {f"term-{name}" for name in linked} <= entries.keys()
