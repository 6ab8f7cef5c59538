"""Boxes and openings: what they make, and what they refuse."""

from dataclasses import replace

import pytest
from docutils import nodes
from sphinx.errors import ConfigError

from bookpress.core.edition import Edition, load
from builds import ROOT, sphinx

CHAPTER = """\
# Bab

:::{opening}
Adegan.
:::

:::{box} Judul *asing*
:kind: debat

Isi kotak.
:::
"""


def test_box_and_opening(small_book):
    """The doctree has the classes that builders rely on, and the label before the title."""
    built = small_book({"index.md": CHAPTER}, builder="dummy")
    assert built.warnings == ""
    doctree = built.app.env.get_doctree("index")
    (opening,) = doctree.findall(nodes.container)
    assert opening["classes"] == ["opening"]
    assert opening.astext() == "Adegan."
    (box,) = doctree.findall(nodes.admonition)
    assert box["classes"] == ["box", "box-debat"]
    title, text = box
    assert isinstance(title, nodes.title)
    assert title[0]["classes"] == ["box-label"]
    assert title.astext() == "Debat Judul asing"
    assert (text.astext(), text.line) == ("Isi kotak.", 10)


def test_colour_of_the_mark_is_the_editions(small_book):
    """When a document is written; a kind that the edition does not name has the first colour."""
    both = CHAPTER + "\n:::{box} Lain\n:kind: kasus\n\nIsi.\n:::\n"
    built = small_book({"index.md": both}, builder="dummy")
    doctree = built.app.env.get_and_resolve_doctree("index", built.app.builder, tags=built.app.tags)
    debate, case = doctree.findall(nodes.admonition)
    assert debate["classes"] == ["box", "box-debat", "mark-accent"]
    assert case["classes"] == ["box", "box-kasus", "mark-primary"]


def test_another_colour_has_no_document_read_again(tmp_path):
    """Nor another title; what the edition leaves out has."""
    text = "# Bab\n\n```{toctree}\ngenindex\n```\n\n```{box} Judul\n:kind: kasus\n\nIsi.\n```\n"
    (tmp_path / "index.md").write_text(text, "utf-8")
    given = {"extensions": ["myst_parser", "bookpress.content.boxes"], "box_kinds": {"kasus": "Kasus"}}

    def read_again(edition: Edition) -> int:
        settings = {**given, "edition": edition}
        with sphinx(tmp_path, None, tmp_path / "out", tmp_path / "doctrees", "dummy", settings) as app:
            read = []
            app.connect("source-read", lambda _app, docname, _source: read.append(docname))
            app.build()
        return len(read)

    edition = load(ROOT / "editions" / "default.toml")
    edition = replace(edition, design=replace(edition.design, boxes={}))
    assert read_again(edition) == 1
    assert read_again(edition) == 0
    assert read_again(replace(edition, design=replace(edition.design, boxes={"kasus": "accent"}))) == 0
    assert read_again(replace(edition, book=replace(edition.book, title="Lain"))) == 0
    assert read_again(replace(edition, book=replace(edition.book, leave_out=["genindex"]))) == 1


@pytest.mark.parametrize(
    "kinds", [{"Kasus": "Kasus"}, {"kasus lain": "Kasus"}, {"kasus": ""}, {"kasus": {"label": "K"}}]
)
def test_kinds_that_cannot_be(small_book, kinds):
    """The message shows how one is written."""
    with pytest.raises(ConfigError, match=r'box_kinds: .*\{"case": "Case"\}'):
        small_book({"index.md": "# Bab\n"}, builder="dummy", box_kinds=kinds)


def test_edition_colours_only_kinds_that_there_are(small_book):
    """The message names the file, the key and the kinds."""
    with pytest.raises(ConfigError, match=r"default\.toml: design\.boxes\.debat: no such kind .* has: salah-kaprah"):
        small_book({"index.md": "# Bab\n"}, builder="dummy", box_kinds={"salah-kaprah": "Salah"})


def test_style_is_on_the_site(small_book):
    """The website has the style of boxes, another format has not."""
    site = small_book({"index.md": CHAPTER})
    assert any(".box-label" in style.read_text("utf-8") for style in (site.outdir / "_static").glob("*.css"))
    assert not (small_book({"index.md": CHAPTER}, builder="xml").outdir / "_static").exists()


@pytest.mark.parametrize(
    ("head", "says"),
    [
        (
            ":::{box} Judul\n:kind: kabar",
            'index.md:3: WARNING: box: unknown kind "kabar"; write :kind: and one of: ',
        ),
        (":::{box} Judul", "index.md:3: WARNING: box: no kind; write :kind: and one of: kasus, "),
        (":::{box}\n:kind: kasus", "index.md:3: WARNING: box: no title; write it after {box}"),
    ],
)
def test_wrong_boxes(small_book, head, says):
    """A wrong box is a warning with file and line that says how to mend it."""
    built = small_book({"index.md": f"# Bab\n\n{head}\n\nIsi.\n:::\n"}, builder="dummy")
    assert says in built.warnings
