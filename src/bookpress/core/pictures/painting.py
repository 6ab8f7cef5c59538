"""Figures drawn with class names only, coloured from the edition's palette when the book is built.

An SVG in the source has shapes and words but no colour and no typeface: ``class="box"``, ``class="label mid"``.
:func:`paint` adds the style for one medium.  An SVG with a ``<style>`` of its own is left as it is.
"""

from __future__ import annotations

import re
from typing import Literal

from sphinx.errors import ExtensionError

from bookpress.core.edition import Design, Palette

Medium = Literal["web", "light", "print"]

SHAPES = """\
.box{{fill:{surface};stroke:{primary};stroke-width:1.5}}
.box-strong{{fill:{primary};stroke:none}}
.box-accent{{fill:{accent};stroke:none}}
.box-quiet{{fill:{quiet};stroke:{rule};stroke-width:1}}
.hatch{{fill:url(#hatch);stroke:none}}
.plate{{fill:{surface};stroke:none}}
.line{{fill:none;stroke:{rule};stroke-width:1.5}}
.line-strong{{fill:none;stroke:{primary};stroke-width:2}}
.line-accent{{fill:none;stroke:{accent};stroke-width:2}}
.dash{{stroke-dasharray:5 4}}
.dots{{stroke-dasharray:2 3}}
.dot{{fill:{primary}}}
.dot-accent{{fill:{accent}}}
.arrow-head{{fill:{primary}}}
.arrow-head-accent{{fill:{accent}}}
text{{fill:{ink}}}
text.quiet,tspan.quiet{{fill:{muted}}}
text.on-strong,tspan.on-strong{{fill:{paper}}}
.paper{{fill:{paper}}}
"""
LETTERS = """\
text,.text{{font-family:{family};font-size:15px}}
.title{{font-size:17px;font-weight:700}}
.label{{font-weight:700}}
.small{{font-size:14px}}
.mid{{text-anchor:middle}}
.end{{text-anchor:end}}
"""
MARKERS = (
    "<defs>"
    + "".join(
        f'<marker id="{name}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" '
        f'orient="auto-start-reverse"><path class="{head}" d="M0 0L10 5L0 10z"/></marker>'
        for name, head in (("arrow", "arrow-head"), ("arrow-accent", "arrow-head-accent"))
    )
    + '<pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path class="line" d="M3.5 0V7"/></pattern></defs>'
)
CLASSES = set(re.findall(r"\.([a-z][a-z-]*)", SHAPES + LETTERS))
FORBIDDEN = re.compile(r"\s(style|fill|stroke|stroke-width|font-family|font-size)=", re.I)
FORBIDDEN_IN_ROOT = re.compile(r"\s(width|height)=", re.I)


def _shapes(palette: Palette) -> str:
    return SHAPES.format(**vars(palette))


def check(svg: str, name: str) -> None:
    """Raise :class:`ExtensionError` when the class-only SVG text ``svg`` breaks the rules of figures."""
    root = re.search(r"<svg\b[^>]*>", svg)
    if not root or "viewBox=" not in root[0]:
        raise ExtensionError(f'{name}: no <svg> with a viewBox; start with viewBox="0 0 360 …"')
    if fixed := FORBIDDEN_IN_ROOT.search(root[0]):
        raise ExtensionError(f"{name}: <svg> has a {fixed[1]}; take it out, the viewBox gives the shape")
    for number, line in enumerate(svg.splitlines(), 1):
        if found := FORBIDDEN.search(line):
            raise ExtensionError(f"{name}:{number}: attribute {found[1]}; use a class, the palette gives the colour")
        for value in re.findall(r'class="([^"]*)"', line):
            for unknown in set(value.split()) - CLASSES:
                raise ExtensionError(f'{name}:{number}: unknown class "{unknown}"; known: {", ".join(sorted(CLASSES))}')


def paint(svg: str, design: Design, medium: Medium, name: str = "figure") -> str:
    """Give the SVG text ``svg`` the colours and the typeface of ``design`` for one medium.

    ``web`` follows the reader's light or dark scheme on a transparent ground; ``light`` has the light palette
    on its own paper (EPUB, PDF on screen); ``print`` has the print palette.  Errors name the file ``name``.
    """
    if "<style" in svg:
        return svg
    check(svg, name)
    palette = design.print if medium == "print" else design.light
    family = design.typeface.web_sans if medium == "web" else f"'{design.typeface.sans}',sans-serif"
    style = LETTERS.format(family=family) + _shapes(palette)
    ground = ""
    if medium == "web":
        style += "@media (prefers-color-scheme:dark){" + _shapes(design.dark) + "}"
    else:
        ground = '<rect class="paper" width="100%" height="100%"/>'
    start = re.search(r"<svg\b[^>]*>", svg)
    assert start, "check has seen it"
    return svg[: start.end()] + f"<style>{style}</style>{MARKERS}{ground}" + svg[start.end() :]
