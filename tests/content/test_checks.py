"""Bibliography both ways; captions, mentions and text alternatives of figures and tables."""

import pytest

from bookpress.content.checks import bibliography, figures

CHECKS = [
    bibliography.unknown_keys,
    bibliography.uncited_entries,
    figures.without_caption,
    figures.not_referred_to,
    figures.poor_alternatives,
]
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 90"><path class="line" d="M0 0"/></svg>'
SOURCES = """\
@comment{lama}
@book{durkheim1957,
  author = {Durkheim, Émile},
  title = {Professional Ethics},
  publisher = {Routledge},
  year = {1957},
}
"""
CHAPTER = """\
# Buku

Lihat {numref}`gambar-garis` dan {numref}`tabel-dua`, menurut {cite:t}`durkheim1957`.

:::{figure} garis.svg
:name: gambar-garis
:alt: Satu garis miring.

Sebuah garis
:::

:::{list-table} Dua sel
:name: tabel-dua

* - satu
  - dua
:::

:::{bibliography}
:::
"""
BOOK = {"index.md": CHAPTER, "garis.svg": DRAWING, "references.bib": SOURCES}


@pytest.mark.parametrize("check", CHECKS)
def test_small_book_passes(small_book, check):
    """A book that has everything gives no finding."""
    built = small_book(BOOK, builder="dummy")
    assert built.warnings == ""
    assert check(built.app.env) == []


BROKEN = [
    (
        bibliography.unknown_keys,
        "`durkheim1957`",
        "`durkheim1957,goode1957`",
        'index.md:3: "goode1957" is not in the',
    ),
    (
        bibliography.uncited_entries,
        "{cite:t}`durkheim1957`",
        "x",
        'references.bib:2: nothing cites "durkheim1957"; ci',
    ),
    (figures.without_caption, "Sebuah garis\n", "", "index.md:5: a figure without a caption; write one"),
    (
        figures.without_caption,
        "{list-table} Dua sel",
        "{list-table}",
        "index.md:15: a table without a caption; write",
    ),
    (
        figures.without_caption,
        "menurut",
        "![garis](garis.svg)",
        "index.md:3: a picture outside a figure; write {fig",
    ),
    (
        figures.not_referred_to,
        "{numref}`gambar-garis`",
        "x",
        "index.md:5: no text refers to this figure; give it a",
    ),
    (
        figures.not_referred_to,
        "{numref}`tabel-dua`",
        "x",
        "index.md:12: no text refers to this table; give it a :na",
    ),
    (
        figures.poor_alternatives,
        ":alt: Satu garis miring.\n",
        "",
        "index.md:5: garis.svg: no text alternative; write",
    ),
    (
        figures.poor_alternatives,
        "Satu garis miring.",
        "garis",
        "index.md:5: garis.svg: the text alternative is the f",
    ),
    (
        figures.poor_alternatives,
        "Satu garis",
        "Garis " * 50,
        "index.md:5: garis.svg: the text alternative has over 2",
    ),
]


@pytest.mark.parametrize(("check", "right", "wrong", "says"), BROKEN, ids=[case[3][:50] for case in BROKEN])
def test_checks_find(small_book, check, right, wrong, says):
    """Each check names file and line, and says how to mend it."""
    files = {**BOOK, "index.md": CHAPTER.replace(right, wrong)}
    (found,) = check(small_book(files, builder="dummy").app.env)
    assert found.startswith(says)
