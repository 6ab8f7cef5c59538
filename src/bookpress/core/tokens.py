"""The tokens of the design: colours, sizes and edges, of which CSS, Typst and the EPUB's style are made.

What a reader sees as one thing (a caption, the edge of a box) stands in one row here, with what it is in each medium.
A medium has units of its own: on the website ``rem``, so that the reader's choice of size holds; in the PDF a multiple
of the text size, which follows from the page; in the EPUB ``em``, since the reading system sets the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from bookpress.core.edition import Palette

Medium = Literal["web", "pdf", "epub"]


class Token(NamedTuple):
    """One thing of the design in each medium, as that medium writes it; None where the medium has no such thing."""

    web: str | None
    pdf: float | None
    epub: str | None


SIZES = {
    "text": Token("1.125rem", 1.0, "1em"),
    "chapter": Token("clamp(1.75rem, 1.3rem + 2.2vw, 2.5rem)", 2.5, "1.7em"),
    "chapter-number": Token("1.1rem", 1.2, ".6em"),
    "section": Token("clamp(1.35rem, 1.15rem + 1vw, 1.65rem)", 1.34, "1.3em"),
    "subsection": Token("1.25rem", 1.1, "1.1em"),
    "subsubsection": Token(None, 1.0, "1em"),
    "part": Token(None, 3.2, None),
    "title": Token("clamp(2.25rem, 1.2rem + 5.5vw, 4rem)", 4.2, "2em"),
    "subtitle": Token("clamp(1.15rem, 1rem + 0.8vw, 1.4rem)", 1.4, "1.2em"),
    "opening": Token("1.1em", 1.07, "1.08em"),
    "box-label": Token("0.85rem", 0.95, ".8em"),
    "caption": Token("0.95rem", 0.9, ".85em"),
    "table": Token("0.95rem", 0.9, ".85em"),
    "note": Token("0.95rem", 0.84, ".85em"),
    "index": Token("1rem", 0.9, None),
    "running-head": Token("1rem", 0.82, None),
}
# The coloured edge of a box: pixels, points, em.
EDGE = Token("4px", 2.5, ".25em")
# Shares of a colour on a ground, for what only the web mixes: the fine lines, and the marker behind a word.
LINE, MARKER = 0.45, 0.22
TINT = 0.08  # of a box's colour in an EPUB, on whatever ground the reader has


def sizes(medium: Medium) -> dict[str, str | float]:
    """Give the size of everything that ``medium`` has, by name."""
    found = {name: getattr(token, medium) for name, token in SIZES.items()}
    return {name: size for name, size in found.items() if size is not None}


def colours(palette: Palette) -> dict[str, str]:
    """Give the colours of ``palette`` by name, ``#rrggbb``, with those that are mixed of them."""
    return {
        **vars(palette),
        "line": mixed(palette.rule, palette.paper, LINE),
        "marker": mixed(palette.accent, palette.paper, MARKER),
    }


def mixed(colour: str, ground: str, share: float) -> str:
    """Mix two colours ``#rrggbb``, ``share`` of the first; in the browser only new ones could do it."""
    pairs = [(int(colour[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(over * share + under * (1 - share)):02x}" for over, under in pairs)


def tint(colour: str) -> str:
    """Give ``colour`` as a thin tint, in CSS."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {TINT:.2f})".replace("0.", ".")


def as_css(names: Mapping[str, str | float], prefix: str) -> str:
    """Give ``names`` as declarations of CSS variables: ``--prefix-name:value;``."""
    return "".join(f"--{prefix}-{name}:{value};" for name, value in names.items())
