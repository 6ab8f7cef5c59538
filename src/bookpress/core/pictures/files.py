"""Picture files: how large they are by themselves, and what is wrong with a broken one."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from sphinx.errors import ExtensionError

from bookpress.core.pictures import drawing, painting

WIDTH_OF_A_DRAWING = 360.0  # pixels, for one that does not say


def is_drawing(path: Path) -> bool:
    """Tell whether the file at ``path`` is an SVG, by its name."""
    return path.suffix.lower() == ".svg"


def natural_width(path: Path, name: str) -> float:
    """The width of the picture at ``path`` in pixels; ``name`` is how messages call it.

    Reads the whole of it.  Raises :class:`ValueError` that says what is wrong with a picture that is broken.
    """
    try:
        if is_drawing(path):
            source = path.read_bytes()
            drawn = drawing.read(source)
            if not drawn.styled:
                painting.check(source.decode(), name)
            return drawn.pixels or WIDTH_OF_A_DRAWING
        with Image.open(path) as image:
            image.load()
            return float(image.width)
    except ExtensionError as error:
        raise ValueError(error.message) from error
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValueError(f"{name}: {error}") from error


def size(path: Path) -> tuple[int, int] | None:
    """Width and height of a picture in pixels, of a drawing those of its view box; None when it does not tell."""
    try:
        if is_drawing(path):
            return drawing.read(path.read_bytes()).size
        with Image.open(path) as image:
            return image.size
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
