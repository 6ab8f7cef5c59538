"""Boxes and openings: what they make, and what they refuse."""

import pytest
from docutils import nodes

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
    assert box["classes"] == ["box", "box-debat", "mark-accent"]
    title, text = box
    assert isinstance(title, nodes.title)
    assert title[0]["classes"] == ["box-label"]
    assert title.astext() == "Debat Judul asing"
    assert (text.astext(), text.line) == ("Isi kotak.", 10)


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
