"""What Kindle Direct Publishing asks for (Amazon Kindle Publishing Guidelines): ``kindle = true`` in the edition file.

Drawings become PNG, because Kindle's typesetting drops the words of an SVG; the cover is the picture only, because a
page that shows it would come twice; the NCX has two levels, the most that Kindles show; the style sheet has no rules
that hang on the screen's width or the colour scheme.  Alternative texts and long descriptions stay as they are.
"""

from __future__ import annotations

import math
import posixpath
from urllib.parse import quote, unquote

from PIL import Image

from bookpress.core.edition import Design
from bookpress.core.pictures import drawing
from bookpress.core.pictures.raster import dots, saved
from bookpress.epub.structure import Entry, Page
from bookpress.epub.xhtml import find

WIDTH = 1620  # pixels: 300 to the inch at the width of a large page
MOST_PIXELS = 4_000_000  # Apple takes no more either
FEW_COLOURS = 4096  # a drawing without gradients has no more, with the soft edges of its lines and letters
LEVELS = 2


def raster(svg: bytes, design: Design) -> bytes:
    """Turn an SVG into a PNG on the paper colour, with the typefaces of the design and no font of the system."""
    small = dots(svg.decode(), design, WIDTH // 10, design.light.paper)
    widest = math.sqrt(MOST_PIXELS * small.width / small.height) * 0.99
    image = dots(svg.decode(), design, min(WIDTH, int(widest)), design.light.paper)
    if image.getcolors(FEW_COLOURS):
        image = image.quantize(256, dither=Image.Dither.NONE)  # half the bytes; a seller pays for each
    return saved(image)


def without_drawings(pages: list[Page], pictures: dict[str, bytes], design: Design) -> dict[str, bytes]:
    """Give the pictures with PNG in place of SVG, and let the pages show those."""
    drawings = {path: svg for path, svg in pictures.items() if path.endswith(".svg")}
    kept = {path: data for path, data in pictures.items() if path not in drawings}
    names = {path: _free_name(path, kept) for path in drawings}
    for page in pages:
        for image in find(page.tree, "//h:img[@src]"):
            folder = posixpath.dirname(page.href)
            path = posixpath.normpath(posixpath.join(folder, unquote(image.get("src"))))
            if path in drawings:
                image.set("src", quote(posixpath.relpath(names[path], folder or ".")))
                width = drawing.read(drawings[path]).css_width
                if width and not image.get("style"):
                    image.set("style", f"width: 100%; max-width: {width}")
    return kept | {names[path]: raster(svg, design) for path, svg in drawings.items()}


def _free_name(path: str, taken: dict[str, bytes]) -> str:
    png = path.removesuffix(".svg") + ".png"
    return png if png not in taken else path.removesuffix(".svg") + "-svg.png"


def two_levels(entries: list[Entry], levels: int = LEVELS) -> list[Entry]:
    """Give the contents without what stands deeper."""
    return [
        Entry(entry.label, entry.href, entry.kind, two_levels(entry.children, levels - 1) if levels > 1 else [])
        for entry in entries
    ]
