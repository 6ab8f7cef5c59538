"""Words in figures stay in their boxes, and off each other, in the typefaces that readers have.

The website takes the typeface of the reader's system.  DejaVu Sans (Linux) is the widest of those in use, Liberation
Sans is as wide as Arial and Helvetica; the edition's own stands in PDF and EPUB.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import pytest
from lxml import etree
from PIL import ImageFont

from bookpress.core import edition
from bookpress.core.edition.typefaces import font_file
from bookpress.core.pictures import painting
from builds import ROOT
from programs import typeface

FILES = sorted((ROOT / "chapters" / "figures").glob("*.svg"))
TYPEFACES = {
    "DejaVu Sans": ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    "Liberation Sans": ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    "that of the edition": ("Regular", "Bold"),
}
LETTERS = painting.LETTERS.format(family="")
SIZES = {name: int(size) for name, size in re.findall(r"\.(\w+)\{[^}]*font-size:(\d+)px", LETTERS)}
BOLD = set(re.findall(r"\.(\w+)\{[^}]*font-weight:700", LETTERS))
MEASURED = 100  # size at which a typeface is measured, to be scaled
MARGIN = 3  # units between words and the edge of their box
RISE, FALL = 0.72, 0.2  # of the size: how far letters reach above and below their line
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 90">{}</svg>'


@dataclass(frozen=True)
class Area:
    """A rectangle, from its left upper to its right lower corner."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Area) -> bool:
        """Whether the two have a place in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )  # fmt: skip

    def holds(self, other: Area, margin: float) -> bool:
        """Whether the other lies in this, with a margin to its left and right."""
        return (
            self.left + margin <= other.left
            and other.right <= self.right - margin
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


@cache
def _font(face: str) -> ImageFont.FreeTypeFont:
    """A font by its file, or by its style in the edition's own typeface."""
    if face.endswith(".ttf"):
        return ImageFont.truetype(typeface(face), MEASURED)
    own = edition.load(ROOT / "editions" / "default.toml").design.typeface
    return ImageFont.truetype(font_file(own.packages, own.sans, face), MEASURED)


def _lines(text: etree._Element):
    """The lines of a text element: where each starts, its classes, its words."""
    classes = set(text.get("class", "").split())
    x, y = float(text.get("x", 0)), float(text.get("y", 0))
    words = [text.text or ""]
    for part in text:
        if part.get("x") or part.get("dy"):
            yield x, y, classes, "".join(words).strip()
            x, y, words = float(part.get("x", x)), y + float(part.get("dy", 0)), []
        words += [part.text or "", part.tail or ""]
    yield x, y, classes, "".join(words).strip()


def _written(x: float, y: float, classes: set[str], words: str, faces: tuple[str, str]) -> Area:
    size = next((SIZES[name] for name in classes if name in SIZES), SIZES["text"])
    width = _font(faces[bool(classes & BOLD)]).getlength(words) * size / MEASURED
    left = x - width * (0.5 if "mid" in classes else 1 if "end" in classes else 0)
    return Area(left, y - RISE * size, left + width, y + FALL * size)


def _shape(element: etree._Element) -> Area | None:
    """The area of a box or circle, but not of one that is only drawn as a line."""
    name = etree.QName(element).localname
    if element.get("class", "").startswith("line"):
        return None
    if name == "rect":
        x, y = float(element.get("x", 0)), float(element.get("y", 0))
        return Area(x, y, x + float(element.get("width")), y + float(element.get("height")))
    if name == "circle":
        x, y, radius = (float(element.get(key)) for key in ("cx", "cy", "r"))
        return Area(x - radius, y - radius, x + radius, y + radius)
    return None


def faults(svg: str, faces: tuple[str, str]) -> list[str]:
    """Words that leave their box or the drawing, touch a box in which they do not stand, or lie on other words."""
    root = etree.fromstring(svg.encode())
    whole = Area(0, 0, *map(float, root.get("viewBox").split()[2:]))
    shapes: list[Area] = []
    texts: list[tuple[str, Area, int]] = []  # words, their area, how many shapes were drawn before
    for element in root.iter("{*}rect", "{*}circle", "{*}text"):
        if shape := _shape(element):
            shapes.append(shape)
        elif etree.QName(element).localname == "text":
            texts += [(line[3], _written(*line, faces), len(shapes)) for line in _lines(element) if line[3]]
    found = []
    for words, area, before in texts:
        under = next((shape for shape in reversed(shapes[:before]) if shape.meets(area)), None)
        if under and not under.holds(area, MARGIN):
            over = max(under.left + MARGIN - area.left, area.right - under.right + MARGIN)
            found.append(f'"{words}" leaves its box by {over:.1f}')
        if not whole.holds(area, 0):
            found.append(f'"{words}" leaves the drawing')
        found += [f'a shape lies on "{words}"' for shape in shapes[before:] if shape.meets(area)]
    pairs = combinations(texts, 2)
    return found + [f'"{one[0]}" lies on "{other[0]}"' for one, other in pairs if one[1].meets(other[1])]


@pytest.mark.parametrize("name", TYPEFACES)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_words_stay_in_their_boxes(path, name):
    assert faults(path.read_text("utf-8"), TYPEFACES[name]) == []


@pytest.mark.parametrize(
    ("shapes", "says"),
    [
        ('<rect x="10" y="10" width="100" height="30"/><text x="20" y="30">sebentar</text>', None),
        (
            '<rect x="10" y="10" width="100" height="30"/><text x="20" y="30">sebuah sebutan panjang</text>',
            "leaves its",
        ),
        ('<text class="mid" x="20" y="30">sebuah sebutan</text>', "leaves the drawing"),
        ('<text class="end" x="340" y="30">sebuah sebutan</text><text x="270" y="32">lain</text>', '" lies on "lain"'),
        ('<text x="20" y="30">satu<tspan x="20" dy="6">dua</tspan></text>', '"satu" lies on "dua"'),
        ('<text x="20" y="30">sebutan</text><rect x="30" y="10" width="9" height="30"/>', "a shape lies on"),
        ('<text x="20" y="30">sebutan</text><circle cx="110" cy="30" r="20"/>', None),
        ('<circle class="line" cx="50" cy="30" r="20"/><text x="20" y="30">sebutan</text>', None),
    ],
)
def test_faults_are_found(shapes, says):
    found = faults(DRAWING.format(shapes), TYPEFACES["DejaVu Sans"])
    assert (says in found[0]) if says else (found == [])
