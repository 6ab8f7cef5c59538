"""Figures: class-only drawings that take their colours from the edition."""

import pytest
from lxml import etree
from sphinx.errors import ExtensionError

import edition
import figures
from conftest import ROOT

DESIGN = edition.load(ROOT / "editions" / "default.toml").design
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 90">\n{}\n</svg>'
FILES = sorted((ROOT / "chapters" / "figures").glob("*.svg"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_figure_keeps_the_rules(path):
    text = path.read_text("utf-8")
    figures.check(text, path.name)
    root = etree.fromstring(figures.paint(text, DESIGN, "web", path.name).encode())
    width, height = map(float, root.get("viewBox").split()[2:])
    assert width == 360, "drawn for a phone: 360 wide"
    for line in root.iter("{*}text", "{*}tspan"):
        if line.get("x"):
            assert 0 <= float(line.get("x")) <= width
            assert 0 <= float(line.get("y", 1)) <= height


@pytest.mark.parametrize("medium", ["web", "light", "print"])
def test_palette(medium):
    painted = figures.paint(
        DRAWING.format('<rect class="box-strong" x="0" y="0" width="9" height="9"/>'), DESIGN, medium
    )
    colours = {"web": DESIGN.light, "light": DESIGN.light, "print": DESIGN.print}[medium]
    assert f".box-strong{{fill:{colours.primary}" in painted
    assert (DESIGN.dark.primary in painted) == (medium == "web")
    etree.fromstring(painted.encode())


@pytest.mark.parametrize("medium", ["web", "light", "print"])
def test_what_a_class_refers_to_is_in_the_drawing(medium):
    painted = etree.fromstring(figures.paint(DRAWING.format('<rect class="hatch"/>'), DESIGN, medium).encode())
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
        figures.paint(DRAWING.format(shape), DESIGN, "web", "x.svg")
    assert says in str(error.value)


def test_viewbox_is_needed():
    with pytest.raises(ExtensionError, match="viewBox"):
        figures.check('<svg xmlns="http://www.w3.org/2000/svg"/>', "x.svg")


def test_size_of_the_drawing_is_left_to_the_page():
    with pytest.raises(ExtensionError, match="<svg> has a width"):
        figures.check('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9"></svg>', "x.svg")
    figures.check('<svg viewBox="0 0 9 9"><rect class="box" width="9" height="9"/></svg>', "x.svg")


def test_drawing_with_its_own_style_is_left_alone():
    own = DRAWING.format("<style>.a{fill:red}</style>")
    assert figures.paint(own, DESIGN, "web") == own


def test_missing_figure_stops_the_build(small_book):
    built = small_book({"index.md": "# Buku\n\n:::{figure} tiada.svg\n:alt: Tiada\n:name: gambar-x\n\nTiada\n:::\n"})
    assert "index.md:3: WARNING: image file not readable: tiada.svg" in built.warnings
