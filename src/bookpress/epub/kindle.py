"""What Kindle Direct Publishing asks for (Amazon Kindle Publishing Guidelines): ``kindle = true`` in the edition file.

Drawings become PNG, because Kindle's typesetting drops the words of an SVG; the cover is the picture only, because a
page that shows it would come twice; the NCX has two levels, the most that Kindles show; the style sheet has no rules
that hang on the screen's width or the colour scheme.  Alternative texts and long descriptions stay as they are.
"""

from __future__ import annotations

import io
import math
import posixpath
import re
from urllib.parse import quote, unquote

import resvg_py
from lxml import etree
from PIL import Image

from bookpress.core.edition import Design
from bookpress.core.edition.typefaces import font_files
from bookpress.epub.structure import Entry, Page
from bookpress.epub.xhtml import find

WIDTH = 1620  # pixels: 300 to the inch at the width of a large page
MOST_PIXELS = 4_000_000  # Apple takes no more either
FEW_COLOURS = 4096  # a drawing without gradients has no more, with the soft edges of its lines and letters
LEVELS = 2


def raster(svg: bytes, design: Design) -> bytes:
    """Turn an SVG into a PNG on the paper colour, with the typefaces of the design and no font of the system."""
    small = _drawn(svg, design, WIDTH // 10)
    widest = math.sqrt(MOST_PIXELS * small.width / small.height) * 0.99
    image = _drawn(svg, design, min(WIDTH, int(widest)))
    if image.getcolors(FEW_COLOURS):
        image = image.quantize(256, dither=Image.Dither.NONE)  # half the bytes; a seller pays for each
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _drawn(svg: bytes, design: Design, width: int) -> Image.Image:
    typeface = design.typeface
    png = resvg_py.svg_to_bytes(
        svg_string=svg.decode(),
        width=width,
        background=design.light.paper,
        skip_system_fonts=True,
        font_files=[str(path) for path in font_files(typeface.packages)],
        font_family=typeface.sans,
        sans_serif_family=typeface.sans,
        serif_family=typeface.serif,
    )
    return Image.open(io.BytesIO(bytes(png))).convert("RGB")


def without_drawings(pages: list[Page], pictures: dict[str, bytes], design: Design) -> dict[str, bytes]:
    """Give the pictures with PNG in place of SVG, and let the pages show those."""
    drawings = {path: svg for path, svg in pictures.items() if path.endswith(".svg")}
    kept = {path: data for path, data in pictures.items() if path not in drawings}
    names = {path: _free_name(path, kept) for path in drawings}
    for page in pages:
        for image in find(page.root, "//h:img[@src]"):
            folder = posixpath.dirname(page.href)
            path = posixpath.normpath(posixpath.join(folder, unquote(image.get("src"))))
            if path in drawings:
                image.set("src", quote(posixpath.relpath(names[path], folder or ".")))
                width = _own_width(drawings[path])
                if width and not image.get("style"):
                    image.set("style", f"width: 100%; max-width: {width}")
    return kept | {names[path]: raster(svg, design) for path, svg in drawings.items()}


def _free_name(path: str, taken: dict[str, bytes]) -> str:
    png = path.removesuffix(".svg") + ".png"
    return png if png not in taken else path.removesuffix(".svg") + "-svg.png"


def _own_width(svg: bytes) -> str:
    """Give the width that a drawing sets itself, or nothing: a PNG of many pixels must not be shown larger."""
    width = etree.fromstring(svg).get("width", "").strip()
    return f"{width}px" if re.fullmatch(r"[\d.]+", width) else width if re.fullmatch(r"[\d.]+[a-z]+", width) else ""


def two_levels(entries: list[Entry], levels: int = LEVELS) -> list[Entry]:
    """Give the contents without what stands deeper."""
    return [
        Entry(entry.label, entry.href, entry.kind, two_levels(entry.children, levels - 1) if levels > 1 else [])
        for entry in entries
    ]
