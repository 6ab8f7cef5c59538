"""The one reader of SVG: what a drawing says of its size, and whether it has a style of its own.

Sizes follow SVG 2, 8.2 and 8.6: ``width`` and ``height`` are lengths, ``viewBox`` is four numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}svg"
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_VIEW_BOX = re.compile(rf"\s*({_NUMBER})(?:[\s,]+)({_NUMBER})(?:[\s,]+)({_NUMBER})(?:[\s,]+)({_NUMBER})\s*")
_LENGTH = re.compile(rf"\s*({_NUMBER})\s*([a-zA-Z]*)\s*")


@dataclass(frozen=True)
class Drawing:
    """What the root element of an SVG says.

    ``view_box`` is (left, top, width, height) in the drawing's own units, or None; ``width`` is a length as it is
    written ("360", "12cm"), or empty; ``styled`` tells whether a ``style`` element stands in it.
    """

    view_box: tuple[float, float, float, float] | None
    width: str
    height: str
    styled: bool

    @property
    def pixels(self) -> float | None:
        """The width in pixels: that of the view box, else of ``width`` when it has no other unit; None when unsaid."""
        if self.view_box:
            return self.view_box[2]
        length = _LENGTH.fullmatch(self.width)
        return float(length[1]) if length and length[2] in ("", "px") and float(length[1]) > 0 else None

    @property
    def size(self) -> tuple[int, int] | None:
        """Width and height of the view box in whole pixels; None without one."""
        return (round(self.view_box[2]), round(self.view_box[3])) if self.view_box else None

    @property
    def css_width(self) -> str:
        """The width that the drawing sets itself, as CSS writes it; empty when it sets none, or a share of the page."""
        length = _LENGTH.fullmatch(self.width)
        if not length or "%" in self.width:
            return ""
        return f"{length[1]}{length[2] or 'px'}"


def read(source: str | bytes) -> Drawing:
    """Read the text of an SVG.  Raises :class:`ValueError` that says why it is none."""
    try:
        root = ElementTree.fromstring(source)
    except (ElementTree.ParseError, ValueError) as error:
        raise ValueError(f"not well-formed XML: {error}") from error
    if root.tag != SVG:
        raise ValueError('not an SVG drawing; its first element is <svg xmlns="http://www.w3.org/2000/svg">')
    box = _VIEW_BOX.fullmatch(root.get("viewBox", ""))
    numbers = tuple(map(float, box.groups())) if box else None
    return Drawing(
        view_box=(numbers[0], numbers[1], numbers[2], numbers[3]) if numbers and min(numbers[2:]) > 0 else None,
        width=root.get("width", ""),
        height=root.get("height", ""),
        styled=root.find(".//{http://www.w3.org/2000/svg}style") is not None,
    )
