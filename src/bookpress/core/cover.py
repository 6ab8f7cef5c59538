"""The picture of the cover: the edition's own, or one drawn from its title and palette.

Shops want a raster picture, 1600 x 2560 pixels; readers show it as a thumbnail, so the letters are large.  The PDF for
screens has the same drawing in the proportions of its page.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from html import escape
from pathlib import Path

from PIL import Image, ImageFont

from bookpress.core.edition import Edition, Palette
from bookpress.core.edition.typefaces import font_file
from bookpress.core.pictures import raster

WIDTH, SHOP_HEIGHT = 1600, 2560
MARGIN = 130
TILE = 320
# What can stand in a tile of 2 x 2 units: discs and parts of discs
SHAPES = (
    "M0 0H2A2 2 0 0 1 0 2z",
    "M2 0V2A2 2 0 0 1 0 0z",
    "M2 2H0A2 2 0 0 1 2 0z",
    "M0 2V0A2 2 0 0 1 2 2z",
    "M0 1A1 1 0 0 1 2 1z",
    "M0 1A1 1 0 0 0 2 1z",
    "M1 0A1 1 0 0 1 1 2A1 1 0 0 1 1 0z",
    "M0 0A2 2 0 0 1 2 2A2 2 0 0 1 0 0z",
    "M2 0A2 2 0 0 1 0 2A2 2 0 0 1 2 0z",
)


def picture(edition: Edition) -> tuple[str, bytes]:
    """Give file name and bytes of the cover picture: the edition's own image, else a drawing as PNG (RGB)."""
    if edition.cover_image:
        return "cover" + edition.cover_image.suffix.lower(), edition.cover_image.read_bytes()
    return "cover.png", raster.saved(raster.dots(draw(edition, SHOP_HEIGHT / WIDTH), edition.design))


def jpeg(edition: Edition) -> bytes:
    """Give the cover picture as JPEG, the one form that every shop takes; a JPEG of the edition's own unchanged."""
    name, given = picture(edition)
    if name.endswith((".jpg", ".jpeg")):
        return given
    return raster.saved(Image.open(io.BytesIO(given)), "JPEG", quality=92, subsampling=0)


def draw(edition: Edition, proportion: float) -> str:
    """Draw the cover as SVG, ``proportion`` times as high as wide.

    Title and names stand above, tiles that follow from the title below.
    """
    book, palette, typeface = edition.book, edition.design.light, edition.design.typeface
    serif = font_file(typeface.packages, typeface.serif, "Bold")
    sans = font_file(typeface.packages, typeface.sans, "Regular")
    height = round(WIDTH * proportion)
    rows = height // (2 * TILE)
    above = height - rows * TILE  # room for words
    parts = []
    title_size, lines = _fit(book.title, serif, range(240, 40, -10), above * 0.42)
    baseline = MARGIN + title_size
    for line in lines:
        parts.append(_text(line, baseline, title_size, typeface.serif, palette.paper, "bold"))
        baseline += round(title_size * 1.08)
    size, lines = _fit(book.subtitle or "", sans, range(80, 30, -4), above * 0.16)
    baseline += round(size * 1.5 - title_size * 0.7)
    for line in lines:
        parts.append(_text(line, baseline, size, typeface.sans, palette.surface))
        baseline += round(size * 1.25)
    size, lines = _fit(", ".join(book.authors), sans, range(60, 30, -4), above * 0.1)
    baseline = above - 70 - round(size * 1.25) * (len(lines) - 1)
    for line in lines:
        parts.append(_text(line, baseline, size, typeface.sans, palette.surface))
        baseline += round(size * 1.25)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}">'
        f'<rect width="{WIDTH}" height="{height}" fill="{palette.primary}"/>{_tiles(book.title, palette, above, rows)}'
        f"{''.join(parts)}</svg>"
    )


def _text(text: str, baseline: int, size: int, family: str, colour: str, weight: str = "normal") -> str:
    return (
        f'<text x="{MARGIN}" y="{baseline}" fill="{colour}" font-family="{escape(family)}" '
        f'font-size="{size}" font-weight="{weight}">{escape(text)}</text>'
    )


def _fit(text: str, font: Path, sizes: range, height: float) -> tuple[int, list[str]]:
    """Give the largest of ``sizes`` at which ``text`` fits, and its lines, of like length."""
    for size in sizes:
        measure = ImageFont.truetype(font, size).getlength
        lines = _wrap(text, measure, WIDTH - 2 * MARGIN)
        if len(lines) * size <= height and all(measure(line) <= WIDTH - 2 * MARGIN for line in lines):
            break
    for room in range(WIDTH // 4, WIDTH - 2 * MARGIN, 20):
        balanced = _wrap(text, measure, room)
        if len(balanced) == len(lines):
            return size, balanced
    return size, lines


def _wrap(text: str, measure: Callable[[str], float], room: int) -> list[str]:
    """Break ``text`` into lines that are at most ``room`` wide; a longer word stands alone."""
    lines: list[str] = []
    for word in text.split():
        if lines and measure(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _tiles(title: str, palette: Palette, top: int, rows: int) -> str:
    """Rows of five tiles below ``top``; the same title gives the same tiles."""
    pairs = (
        (palette.primary, palette.surface),
        (palette.surface, palette.primary),
        (palette.accent, palette.quiet),
        (palette.quiet, palette.accent),
        (palette.primary, palette.accent),
        (palette.surface, palette.accent),
    )
    chance = hashlib.sha256(title.encode()).digest()
    tiles = []
    for i in range(5 * rows):
        left, upper = TILE * (i % 5), top + TILE * (i // 5)
        ground, colour = pairs[chance[i] % len(pairs)]
        shape = SHAPES[chance[-i - 1] % len(SHAPES)]
        tiles.append(
            f'<rect x="{left}" y="{upper}" width="{TILE}" height="{TILE}" fill="{ground}"/>'
            f'<path d="{shape}" fill="{colour}" transform="translate({left} {upper}) scale({TILE // 2})"/>'
        )
    return "".join(tiles)
