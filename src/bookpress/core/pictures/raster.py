"""A drawing as dots, with the typefaces of the edition and no font of the system: the same dots on every machine."""

from __future__ import annotations

import io
from typing import Any

import resvg_py
from PIL import Image

from bookpress.core.edition import Design
from bookpress.core.edition.typefaces import font_files


def dots(svg: str, design: Design, width: int | None = None, ground: str | None = None) -> Image.Image:
    """Draw ``svg`` as an RGB image, ``width`` pixels wide or as wide as it says, on the colour ``ground``."""
    typeface = design.typeface
    options: dict[str, Any] = {} if width is None else {"width": width}
    if ground is not None:
        options["background"] = ground
    return _image(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            skip_system_fonts=True,
            font_files=[str(path) for path in font_files(typeface.packages)],
            font_family=typeface.sans,
            sans_serif_family=typeface.sans,
            serif_family=typeface.serif,
            **options,
        )
    )


def square(svg: str, size: int) -> bytes:
    """Draw ``svg``, which has no letters, as a PNG of ``size`` pixels on each side, its ground transparent."""
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=size, height=size))


def saved(image: Image.Image, form: str = "PNG", **options: Any) -> bytes:
    """Give ``image`` as a file in the format ``form``, a name of Pillow's; ``options`` are those of that format."""
    file = io.BytesIO()
    image.save(file, form, **{"optimize": True, **options})
    return file.getvalue()


def _image(png: object) -> Image.Image:
    return Image.open(io.BytesIO(bytes(png))).convert("RGB")  # type: ignore[call-overload]
