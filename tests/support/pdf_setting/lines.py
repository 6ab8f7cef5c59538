"""The lines of a PDF as they are drawn, read with PDFium."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

HYPHENS = "-\u00ad\u2010\u0002"  # PDFium gives 2 for a hyphen at the end of a line


@dataclass
class Line:
    """Letters beside each other, raised ones among them; lengths in points from the bottom left of the page."""

    page: int
    y: float
    left: float
    right: float
    size: float
    text: str = ""
    spaces: list[float] = field(default_factory=list)  # widths

    @property
    def hyphenated(self) -> bool:
        """Does the line end inside a word?"""
        return self.text.rstrip(" \r\n")[-1:] in tuple(HYPHENS)


def read_lines(path: Path) -> list[list[Line]]:
    """The lines of each page, from the top."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [_page(document[number], number) for number in range(len(document))]
    finally:
        document.close()


def _page(page, number: int) -> list[Line]:
    letters = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    box = [ctypes.c_double() for _ in range(4)]
    lines: list[Line] = []
    space = None
    for place in range(letters.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(letters.raw, place))
        if letter in "\r\n" or raw.FPDFText_IsGenerated(letters.raw, place) == 1:
            continue
        raw.FPDFText_GetCharOrigin(letters.raw, place, x, y)
        size = raw.FPDFText_GetFontSize(letters.raw, place)
        line = lines[-1] if lines else None
        if line is None or abs(line.y - y.value) > line.size / 2 or _apart(line, x.value, size, space):
            line = Line(number, y.value, x.value, x.value, size)
            lines.append(line)
            space = None
        if letter == " ":
            space = x.value
            line.text += letter
            continue
        if space is not None:
            line.spaces.append((x.value - space) / size)
            space = None
        raw.FPDFText_GetCharBox(letters.raw, place, *box)
        line.right = max(line.right, box[1].value)
        line.text += letter
    return sorted((line for line in lines if line.text.strip()), key=lambda line: -line.y)


def _apart(line: Line, x: float, size: float, space: float | None) -> bool:
    """Does a letter at ``x`` begin another column: left of the end of the line, or far from it without a space?"""
    return x < line.right - size or (space is None and x > line.right + size)
