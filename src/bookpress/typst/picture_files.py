"""Picture files: whether they can be set, and how wide they are by themselves."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree
from PIL import Image
from sphinx.errors import ExtensionError

from bookpress.core import figures

WIDTH_OF_A_DRAWING = 360.0  # pixels, for one that does not say
SVG = "{http://www.w3.org/2000/svg}svg"
NUMBER = r"\s*(-?[\d.]+)"


def natural_width(path: Path, name: str) -> float:
    """The width of the picture at ``path`` in pixels; ``name`` is how messages call it.

    Reads the whole of it.  Raises :class:`ValueError` that says what is wrong with a picture that is broken.
    """
    try:
        return _of_drawing(path, name) if path.suffix.lower() == ".svg" else _of_raster(path)
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:  # lxml's and Pillow's
        raise ValueError(f"{name}: {error}") from error
    except ExtensionError as error:
        raise ValueError(error.message) from error


def _of_drawing(path: Path, name: str) -> float:
    source = path.read_bytes()
    root = etree.fromstring(source, etree.XMLParser(resolve_entities=False, no_network=True))
    if root.tag != SVG:
        raise ValueError(f'{name}: not an SVG drawing; its first element is <svg xmlns="http://www.w3.org/2000/svg">')
    if b"<style" not in source:
        figures.check(source.decode(), name)
    box = re.fullmatch(rf"{NUMBER}[\s,]+{NUMBER}[\s,]+{NUMBER}[\s,]+{NUMBER}\s*", root.get("viewBox", ""))
    width = re.fullmatch(rf"{NUMBER}(?:px)?\s*", root.get("width", ""))
    return float(box[3]) if box else float(width[1]) if width else WIDTH_OF_A_DRAWING


def _of_raster(path: Path) -> float:
    with Image.open(path) as image:
        image.load()
        return float(image.width)
