"""The order of a book, its parts and its numbers, known once for every format."""

from types import SimpleNamespace

import pytest

from bookpress.core import book as books
from bookpress.core import index
from bookpress.core.book import Matter


def tree(names: str, *options: str) -> str:
    return "```{toctree}\n" + "\n".join(options) + f"\n\n{names}\n```\n\n"


TWICE = {
    "index.md": "# Book\n\n"
    + tree("foreword\n")
    + tree("one\ntwo", ":caption: First", ":numbered:")
    + tree("two\nthree", ":caption: Second", ":numbered:")
    + tree("one\nlast\ngenindex", ":caption: Appendices"),
    "foreword.md": "# Foreword\n\nWords.\n",
    "one.md": "# One\n\nWords.\n\n" + tree("inner"),
    "inner.md": "# Inner\n\nWords.\n",
    "two.md": "# Two\n\nWords.\n\n## Section\n\nWords.\n",
    "three.md": "# Three\n\nWords.\n",
    "last.md": "# Last\n\nWords.\n",
}


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    """The environment of a book that names documents twice."""
    from builds import build_small

    built = build_small(tmp_path_factory.mktemp("twice"), TWICE, "dummy", suppress_warnings=["toc"])
    assert built.warnings == ""
    return built.app.env


def test_groups_have_their_matter_and_parts_their_number(twice):
    found = books.book(twice)
    assert [(group.matter, group.title, group.number, group.names) for group in found.groups] == [
        (Matter.FRONT, "", 0, ["foreword"]),
        (Matter.BODY, "First", 1, ["one", "two"]),
        (Matter.BODY, "Second", 2, ["three"]),
        (Matter.BACK, "", 0, ["last", "genindex"]),
    ]
    (one, _two) = found.parts[0].documents
    assert [(document.name, depth) for document, depth in one.walk()] == [("one", 0), ("inner", 1)]


def test_a_document_in_two_toctrees_counts_once(twice):
    assert books.reading_order(twice) == ["index", "foreword", "one", "inner", "two", "three", "last"]
    assert books.chapters(twice) == {"one": 1, "two": 2, "three": 3}


def test_numbers(twice):
    assert books.number(twice, "two") == books.number(twice, "two", "none") == (2,)
    assert books.number(twice, "two", "section") == books.section_number(twice, "two", "section") == (2, 1)
    assert books.section_number(twice, "two", "none") == books.number(twice, "foreword") == ()
    assert books.chapter_number(twice, "inner") is None
    assert books.is_numbered(twice, "inner")
    assert not books.is_numbered(twice, "last")
    assert books.dotted((1, 2)) == "1.2"
    assert books.in_words(twice.config, (1, 2)) == "Bab 1.2"
    assert [books.roman(count) for count in (4, 9, 14, 40)] == ["IV", "IX", "XIV", "XL"]


@pytest.mark.parametrize(
    ("style", "labels"), [("label", True), ("super", True), ("foot", True), ("author_year", False), (None, True)]
)
def test_every_format_agrees_on_labels_of_citations(style, labels):
    config = SimpleNamespace(bibtex_reference_style=style) if style else SimpleNamespace()
    assert books.citations_have_labels(config) is labels


def test_index_entries_are_read_and_not_their_translation():
    """An entry whose words look like those of a cross-reference stays an entry."""
    env = SimpleNamespace(
        domains=SimpleNamespace(
            index_domain=SimpleNamespace(
                entries={
                    "one": [
                        ("see", "guild; trade", "a", None, None),
                        ("seealso", "trade; Zunft", "b", None, None),
                        ("seealso", "trade; guild", "b", None, None),
                    ]
                }
            )
        )
    )
    entries = [
        ("G", [("guild", ([], [("see trade", []), ("see also", [(None, "one#x")])], None))]),
        ("T", [("trade", ([("main", "one#y")], [("see also Zunft", [])], None))]),
    ]
    (_g, (guild,)), (_t, (trade,)) = index.letters(env, entries)
    assert (guild.see, guild.see_also, guild.below) == (["trade"], [], [("see also", [(None, "one#x")])])
    assert (trade.see, trade.see_also, trade.places) == ([], ["guild", "Zunft"], [("main", "one#y")])
