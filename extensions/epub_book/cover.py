"""The picture of the cover: the edition's own, or one drawn from its title and palette.

Shops want a raster picture, 1600 x 2560 pixels; readers show it as a thumbnail, so the letters are large.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from html import escape
from importlib.metadata import entry_points
from pathlib import Path

import resvg_py
from PIL import ImageFont
from sphinx.errors import ExtensionError

from edition import Edition, Palette

WIDTH, HEIGHT = 1600, 2560
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
    """Give file name and bytes of the cover picture: the edition's own image, else a drawing as PNG."""
    if edition.cover_image:
        return "cover" + edition.cover_image.suffix.lower(), edition.cover_image.read_bytes()
    png = resvg_py.svg_to_bytes(
        svg_string=draw(edition),
        skip_system_fonts=True,
        font_files=[
            str(font_file(edition.design.typeface.serif, "Bold")),
            str(font_file(edition.design.typeface.sans, "Regular")),
        ],
    )
    return "cover.png", bytes(png)


def font_file(family: str, style: str) -> Path:
    """Find an OpenType file among the installed font packages (entry points ``fonts_otf``).

    Raises :class:`ExtensionError` when there is none; no font of the system is used.
    """
    name = family.replace(" ", "") + style.removesuffix("Regular")
    for group in entry_points(group="fonts_otf"):
        if name in group.load():
            return Path(group.load()[name])
    raise ExtensionError(
        f"no font package has «{family} {style}»; take a family that is a dependency of the project, "
        "or name a cover image in the edition file"
    )


def draw(edition: Edition) -> str:
    """Draw the cover as SVG: title and names above, tiles below that follow from the title."""
    book, palette, typeface = edition.book, edition.design.light, edition.design.typeface
    serif, sans = font_file(typeface.serif, "Bold"), font_file(typeface.sans, "Regular")
    parts = []
    size, lines = _fit(book.title, serif, range(240, 40, -10), 620)
    baseline = MARGIN + size
    for line in lines:
        parts.append(_text(line, baseline, size, typeface.serif, palette.paper, "bold"))
        baseline += round(size * 1.08)
    size, lines = _fit(book.subtitle or "", sans, range(80, 30, -4), 240)
    for line in lines:
        parts.append(_text(line, baseline, size, typeface.sans, palette.surface))
        baseline += round(size * 1.25)
    size, lines = _fit(", ".join(book.authors), sans, range(60, 30, -4), 120)
    baseline = HEIGHT - 4 * TILE - 70 - round(size * 1.25) * (len(lines) - 1)
    for line in lines:
        parts.append(_text(line, baseline, size, typeface.sans, palette.surface))
        baseline += round(size * 1.25)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{palette.primary}"/>{_tiles(book.title, palette)}'
        f"{''.join(parts)}</svg>"
    )


def _text(text: str, baseline: int, size: int, family: str, colour: str, weight: str = "normal") -> str:
    return (
        f'<text x="{MARGIN}" y="{baseline}" fill="{colour}" font-family="{escape(family)}" '
        f'font-size="{size}" font-weight="{weight}">{escape(text)}</text>'
    )


def _fit(text: str, font: Path, sizes: range, height: int) -> tuple[int, list[str]]:
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


def _tiles(title: str, palette: Palette) -> str:
    """Four rows of tiles; the same title gives the same tiles."""
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
    for i in range(20):
        left, top = TILE * (i % 5), HEIGHT - 4 * TILE + TILE * (i // 5)
        ground, colour = pairs[chance[i] % len(pairs)]
        shape = SHAPES[chance[-i - 1] % len(SHAPES)]
        tiles.append(
            f'<rect x="{left}" y="{top}" width="{TILE}" height="{TILE}" fill="{ground}"/>'
            f'<path d="{shape}" fill="{colour}" transform="translate({left} {top}) scale({TILE // 2})"/>'
        )
    return "".join(tiles)
