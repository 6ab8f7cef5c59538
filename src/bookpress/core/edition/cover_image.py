"""What shops ask of a cover image.

Kindle Direct Publishing asks for a height to width of 1.6, ideally 2560 x 1600 pixels (kdp.amazon.com, "Cover Image
Guidelines").  Apple Books takes JPEG and PNG, RGB, and inside an EPUB at most 5.6 million pixels (Apple Books Asset
Guide, "Images").  Google Play takes at most 7200 pixels on a side (support.google.com/books/partner, "Files").
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, UnidentifiedImageError

LEAST_HEIGHT, LEAST_WIDTH, MOST = 1600, 1000, 5_600_000  # pixels
SLIMMEST, WIDEST = 1.75, 1.25  # height to width
DEVIATION = 0.15  # from the proportions of the printed page: the PDF crops the rest away


def check(path: Path, page_proportion: float) -> list[str]:
    """Everything that is wrong with the image at ``path``, for a page with height to width ``page_proportion``."""
    if not path.is_file():
        return [f"no file {path}; put the image there or leave the key out"]
    try:
        with Image.open(path) as image:
            image.load()
            form, mode, (width, height) = image.format, image.mode, image.size
    except (UnidentifiedImageError, OSError) as error:
        return [f"not a picture that can be read ({error}); save it as JPEG or PNG"]
    return [
        *([] if form in ("JPEG", "PNG") else [f"a {form} file; shops take JPEG or PNG"]),
        *([] if mode == "RGB" else [f"its colours are {mode}; save it as RGB, 8 bits, without transparency"]),
        *_wrong_size(width, height),
        *_wrong_proportions(height / width, page_proportion),
    ]


def _wrong_size(width: int, height: int) -> list[str]:
    size = f"{width} x {height} pixels"
    if height < LEAST_HEIGHT or width < LEAST_WIDTH:
        return [f"{size} is too small; shops ask for 1600 x 2560, at least {LEAST_WIDTH} x {LEAST_HEIGHT}"]
    if width * height > MOST:
        return [f"{size} is too large; shops take at most {MOST / 1e6} million in all, 1600 x 2560 is best"]
    return []


def _wrong_proportions(proportion: float, page: float) -> list[str]:
    shown = f"height to width is {proportion:.2f}"
    if not WIDEST <= proportion <= SLIMMEST:
        return [f"{shown}; shops ask for 1.6, and take {WIDEST} to {SLIMMEST}"]
    if abs(proportion - page) > DEVIATION * page:
        return [f"{shown}, that of the printed page {page:.2f}; bring them within {DEVIATION:.0%} of each other"]
    return []
