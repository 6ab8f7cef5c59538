"""Figures: class-only drawings that take their colours from the edition."""

import pytest
from lxml import etree
from sphinx.errors import ExtensionError

from bookpress.core import edition
from bookpress.core.pictures import drawing, files, painting
from builds import ROOT

DESIGN = edition.load(ROOT / "editions" / "default.toml").design
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 90">\n{}\n</svg>'
FILES = sorted((ROOT / "chapters" / "figures").glob("*.svg"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_figure_keeps_the_rules(path):
    text = path.read_text("utf-8")
    painting.check(text, path.name)
    root = etree.fromstring(painting.paint(text, DESIGN, "web", path.name).encode())
    width, height = map(float, root.get("viewBox").split()[2:])
    assert width == 360, "drawn for a phone: 360 wide"
    for line in root.iter("{*}text", "{*}tspan"):
        if line.get("x"):
            assert 0 <= float(line.get("x")) <= width
            assert 0 <= float(line.get("y", 1)) <= height


@pytest.mark.parametrize("medium", ["web", "light", "print"])
def test_palette(medium):
    painted = painting.paint(
        DRAWING.format('<rect class="box-strong" x="0" y="0" width="9" height="9"/>'), DESIGN, medium
    )
    colours = {"web": DESIGN.light, "light": DESIGN.light, "print": DESIGN.print}[medium]
    assert f".box-strong{{fill:{colours.primary}" in painted
    assert (DESIGN.dark.primary in painted) == (medium == "web")
    etree.fromstring(painted.encode())


@pytest.mark.parametrize("medium", ["web", "light", "print"])
def test_what_a_class_refers_to_is_in_the_drawing(medium):
    """A hatched shape brings its hatching."""
    painted = etree.fromstring(painting.paint(DRAWING.format('<rect class="hatch"/>'), DESIGN, medium).encode())
    (style,) = painted.iter("{*}style")
    named = {found.split(")")[0] for found in style.text.split("url(#")[1:]}
    assert "hatch" in named
    assert named <= {element.get("id") for element in painted.iter()}


@pytest.mark.parametrize(
    ("shape", "says"),
    [
        ('<rect class="box" fill="red"/>', "x.svg:2: attribute fill"),
        ('<text class="text" style="color:red">a</text>', "x.svg:2: attribute style"),
        ('<text font-size="8">a</text>', "x.svg:2: attribute font-size"),
        ('<rect class="kotak"/>', 'x.svg:2: unknown class "kotak"'),
    ],
)
def test_broken_figure_is_rejected(shape, says):
    with pytest.raises(ExtensionError) as error:
        painting.paint(DRAWING.format(shape), DESIGN, "web", "x.svg")
    assert says in str(error.value)


def test_viewbox_is_needed():
    with pytest.raises(ExtensionError, match="viewBox"):
        painting.check('<svg xmlns="http://www.w3.org/2000/svg"/>', "x.svg")


def test_size_of_the_drawing_is_left_to_the_page():
    with pytest.raises(ExtensionError, match="<svg> has a width"):
        painting.check('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9"></svg>', "x.svg")
    painting.check('<svg viewBox="0 0 9 9"><rect class="box" width="9" height="9"/></svg>', "x.svg")


def test_drawing_with_its_own_style_is_left_alone():
    own = DRAWING.format("<style>.a{fill:red}</style>")
    assert painting.paint(own, DESIGN, "web") == own


SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}>{}</svg>'


@pytest.mark.parametrize(
    ("attributes", "pixels", "size", "css"),
    [
        ('viewBox="0 0 360 90"', 360, (360, 90), ""),
        ("viewBox='-1,-2, 36.6 , 9.5e1'", 36.6, (37, 95), ""),
        ('width="24" viewBox="0 0 9 9"', 9, (9, 9), "24px"),
        ('width="3em" viewBox="0 0 9 9"', 9, (9, 9), "3em"),
        ('width="100%" viewBox="0 0 9 9"', 9, (9, 9), ""),
        ('width="12.5px"', 12.5, None, "12.5px"),
        ('width="12cm"', None, None, "12cm"),
        ('width="auto"', None, None, ""),
        ('viewBox="0 0 0 9"', None, None, ""),
        ('viewBox="0 0 9"', None, None, ""),
        ("", None, None, ""),
    ],
)
def test_sizes_of_a_drawing(attributes, pixels, size, css):
    """The view box wins; what is no length says nothing."""
    drawn = drawing.read(SVG.format(attributes, ""))
    assert (drawn.pixels, drawn.size, drawn.css_width) == (pixels, size, css)


def test_a_style_is_found_wherever_it_stands():
    """As an element, not as a word of the text."""
    assert drawing.read(SVG.format("", "<defs><style>a{}</style></defs>")).styled
    assert not drawing.read(SVG.format("", "<title>no &lt;style here</title>")).styled


@pytest.mark.parametrize(
    ("source", "says"),
    [("<svg", "not well-formed XML"), ("<svg/>", "not an SVG drawing"), ("", "not well-formed XML"), (b"\xff", "XML")],
)
def test_what_is_no_drawing(source, says):
    """Said in words."""
    with pytest.raises(ValueError, match=says):
        drawing.read(source)


def test_a_broken_picture_has_no_size(tmp_path):
    """On the site it is shown as it is; the PDF says what is wrong with it."""
    for name in ("a.svg", "b.png"):
        path = tmp_path / name
        path.write_bytes(b"nothing")
        assert files.size(path) is None
        with pytest.raises(ValueError, match=name):
            files.natural_width(path, name)


def test_missing_figure_stops_the_build(small_book):
    built = small_book({"index.md": "# Buku\n\n:::{figure} tiada.svg\n:alt: Tiada\n:name: gambar-x\n\nTiada\n:::\n"})
    assert "index.md:3: WARNING: image file not readable: tiada.svg" in built.warnings
