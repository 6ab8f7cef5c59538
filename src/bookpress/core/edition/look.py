"""How the book looks: the tables ``[cover]``, ``[print]``, ``[screen]`` and ``[design]``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from bookpress.core.edition import typefaces
from bookpress.core.edition.values import Colour, Length, Text, table

LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
INKS, GROUNDS = ("ink", "primary", "accent", "muted"), ("paper", "surface", "quiet")


def contrast(one: str, other: str) -> float:
    """Contrast of two colours ``#rrggbb``, 1 to 21, after WCAG 2.2 (relative luminance)."""

    def luminance(colour: str) -> float:
        parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@table
class Cover:
    """The cover image: a path relative to the edition file; made from the design when absent."""

    image: Text | None = None


@table
class PrintPage:
    """The printed page, in millimetres, and how its sheets are bound."""

    trim_width: Length
    trim_height: Length
    margin_inside: Length
    margin_outside: Length
    margin_top: Length
    margin_bottom: Length
    bleed: Annotated[float, Field(ge=0, le=20)]
    binding: Literal["paperback", "hardback"] = "paperback"

    def __post_init__(self) -> None:
        _check_text_area(
            self.trim_width,
            self.margin_inside + self.margin_outside,
            self.trim_height,
            self.margin_top + self.margin_bottom,
        )


@table
class ScreenPage:
    """The page of the PDF for screens; millimetres."""

    width: Length
    height: Length
    margin_side: Length
    margin_top: Length
    margin_bottom: Length

    def __post_init__(self) -> None:
        _check_text_area(self.width, 2 * self.margin_side, self.height, self.margin_top + self.margin_bottom)


def _check_text_area(width: float, side: float, height: float, ends: float) -> None:
    if width - side < 60 or height - ends < 80:
        raise ValueError(
            f"the margins leave {width - side:g} x {height - ends:g} mm for text; at least 60 x 80 mm are needed"
        )


@table
class Typeface:
    """Type families: ``serif`` and ``sans`` for PDF and cover, ``web_*`` as CSS font stacks.

    The fonts of PDF and cover are files in Python packages, those of ``packages``.
    """

    serif: Text
    sans: Text
    web_serif: Text
    web_sans: Text
    packages: list[Text] = Field(default_factory=lambda: ["font_source_serif_pro", "font_source_sans_pro"])

    def __post_init__(self) -> None:
        typefaces.check(self.packages, [self.serif, self.sans])


@table
class Palette:
    """Named colours, ``#rrggbb``."""

    ink: Colour
    paper: Colour
    primary: Colour
    accent: Colour
    muted: Colour
    rule: Colour
    surface: Colour
    quiet: Colour

    def __post_init__(self) -> None:
        pairs = [(name, ground) for name in INKS for ground in GROUNDS]
        found = {pair: contrast(getattr(self, pair[0]), getattr(self, pair[1])) for pair in pairs}
        poor = [f"{name} on {ground} {value:.1f}" for (name, ground), value in found.items() if value < LEAST_CONTRAST]
        if poor:
            raise ValueError(f"too little contrast: {', '.join(poor)}; WCAG 2.2 AA asks for {LEAST_CONTRAST}")


@table
class Design:
    """One look for site, EPUB, PDF and figures.

    ``boxes`` gives the mark of a kind of box a colour of the palette; the kinds themselves are the authors'
    (``box_kinds`` in conf.py), and those that are not named here have the colour ``primary``.
    """

    typeface: Typeface
    light: Palette
    dark: Palette
    print: Palette
    boxes: dict[str, Literal["primary", "accent", "muted"]] = Field(default_factory=dict)
