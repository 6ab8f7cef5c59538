"""Letters that no typeface of the book has.

PDF/UA and PDF/A forbid a letter without a glyph, and Typst stops at one.  What it could not display is read from its
message, and :func:`stand_in` makes a typeface that has a glyph for each of these letters: a box with the code point,
as browsers show it.  The text still is that letter, for search, copying and screen readers.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from sphinx.errors import ExtensionError

FAMILY = "Missing Letters"
NOT_DISPLAYED = re.compile(r'the text `"(.+?)"` could not be displayed[^\n]*\n(?:\s*┌─ (\S.*?):(\d+):\d+)?')
UNITS, PIXEL, HEIGHT = 1000, 60, 720
EPOCH = 2082844800  # 1970, in seconds since 1904: the same letters give the same bytes
# Hexadecimal digits, three pixels wide and five high, as rows of bits.
DIGITS = {
    "0": "75557",
    "1": "26227",
    "2": "71747",
    "3": "71717",
    "4": "55711",
    "5": "74717",
    "6": "74757",
    "7": "71122",
    "8": "75757",
    "9": "75717",
    "A": "25755",
    "B": "65656",
    "C": "74447",
    "D": "65556",
    "E": "74747",
    "F": "74744",
}


def not_displayed(diagnostic: str) -> dict[str, tuple[str, int] | None]:
    """The letters that Typst names in its message, with the file and line of the first of each."""
    found: dict[str, tuple[str, int] | None] = {}
    for letters, file, line in NOT_DISPLAYED.findall(diagnostic):
        for letter in re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), letters):
            found.setdefault(letter, (file, int(line)) if file else None)
    return found


def add_stand_in(letters: set[str], folder: Path) -> None:
    """Put a typeface for ``letters`` into ``folder``, where one for others may be already."""
    path = folder / "missing-letters.ttf"
    known = {chr(code) for code in TTFont(path).getBestCmap()} if path.is_file() else set()
    if letters <= known:
        raise ExtensionError(f"Typst does not set {', '.join(sorted(letters))} in the typeface that stands in")
    path.write_bytes(stand_in(letters | known))


def stand_in(letters: set[str]) -> bytes:
    """A typeface (TrueType, OFF ISO/IEC 14496-22) that shows each of ``letters`` as a box with its code point."""
    codes = {ord(letter): f"u{ord(letter):04X}" for letter in sorted(letters)}
    glyphs = {".notdef": _box(""), **{name: _box(name[1:]) for name in codes.values()}}
    width = {name: (_width(name[1:] if name != ".notdef" else ""), 0) for name in glyphs}
    builder = FontBuilder(UNITS, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(codes)
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(width)
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    names = {"familyName": FAMILY, "styleName": "Regular", "fullName": FAMILY, "psName": FAMILY.replace(" ", "")}
    builder.setupNameTable(names)
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    builder.updateHead(created=EPOCH, modified=EPOCH)
    builder.font.recalcTimestamp = False
    file = io.BytesIO()
    builder.save(file)
    return file.getvalue()


def _width(code: str) -> int:
    return PIXEL * (4 * max((len(code) + 1) // 2, 1) + 5)


def _box(code: str) -> Any:
    """A glyph: a frame with the digits of ``code`` in two rows."""
    pen = TTGlyphPen(None)
    right = _width(code) - PIXEL
    _rectangle(pen, PIXEL, 0, right, HEIGHT)
    _rectangle(pen, PIXEL + PIXEL // 2, HEIGHT - PIXEL // 2, right - PIXEL // 2, PIXEL // 2)  # turned: a hole
    half = (len(code) + 1) // 2
    for row, digits in enumerate((code[:half], code[half:])):
        top = HEIGHT - PIXEL * (0 if row == 0 else 5.75)
        for place, digit in enumerate(digits):
            left = PIXEL * (3 + 4 * place)
            for line, bits in enumerate(DIGITS[digit]):
                for bit in range(3):
                    if int(bits) >> (2 - bit) & 1:
                        x, y = left + bit * PIXEL, round(top - (1 + line) * PIXEL)
                        _rectangle(pen, x, y - PIXEL, x + PIXEL, y)
    return pen.glyph()


def _rectangle(pen: TTGlyphPen, left: float, bottom: float, right: float, top: float) -> None:
    pen.moveTo((left, bottom))
    for point in ((left, top), (right, top), (right, bottom)):
        pen.lineTo(point)
    pen.closePath()
