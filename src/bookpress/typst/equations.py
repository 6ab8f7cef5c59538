"""Formulas from MathML to Typst.

:func:`equation` gives a Typst expression in which every letter stands as a string.  What MathML says by its layout
elements (MathML Core, chapter 3) becomes a call of Typst's mathematics; big operators, spacing and sizes are Typst's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from bookpress.typst import markup

OPENING, CLOSING = set("([{|‖⟨⌊⌈"), set(")]}|‖⟩⌋⌉")
LIMITS = {"lim", "max", "min", "sup", "inf", "lim sup", "lim inf", "det", "gcd", "Pr"}
ACCENTS = {
    "^": "\u0302",
    "~": "\u0303",
    "¯": "\u0304",
    "˘": "\u0306",
    "˙": "\u0307",
    "¨": "\u0308",
    "ˇ": "\u030c",
    "´": "\u0301",
    "`": "\u0300",
    "→": "\u20d7",
    "⃛": "\u20db",
}
OVER = {"―": "overline", "‾": "overline", "⏞": "overbrace", "⏠": "overparen", "⎴": "overbracket"}
UNDER = {"_": "underline", "―": "underline", "⏟": "underbrace", "⏡": "underparen", "⎵": "underbracket"}
VARIANTS = {
    "normal": "upright",
    "italic": "italic",
    "bold": "bold",
    "double-struck": "bb",
    "script": "cal",
    "fraktur": "frak",
    "sans-serif": "sans",
    "monospace": "mono",
}
PRIMES = set("′″‴")


def equation(root: etree._Element) -> str:
    """The Typst expression of a MathML element.  Raises :class:`ValueError` for an element that is not set."""
    return _row(root)


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname


def _words(element: etree._Element) -> str:
    return (element.text or "").strip()


def _join(parts: Iterable[str]) -> str:
    parts = [part for part in parts if part]
    return "[" + "".join(f"#({part});" for part in parts) + "]"


def _row(element: etree._Element) -> str:
    """The children of an element, one after the other; fences that belong together grow with what they hold."""
    children = list(element)
    parts, place = [], 0
    while place < len(children):
        child = children[place]
        tall = children[place + 1] if place + 1 < len(children) else None
        last = children[place + 2] if place + 2 < len(children) else None
        binomial = tall is not None and _name(tall) == "mfrac" and tall.get("linethickness") == "0"
        if tall is not None and (binomial or _name(tall) == "mtable") and _is(child, OPENING):
            closing = last if last is not None and _is(last, CLOSING) else None
            if binomial and closing is not None and _words(child) + _words(closing) == "()":
                parts.append(f"math.binom({_set(tall[0])}, {_set(tall[1])})")
            else:
                inner = [_set(child), _set(tall), *([_set(closing)] if closing is not None else [])]
                parts.append(f"math.lr({_join(inner)})")
            place += 3 if closing is not None else 2
        else:
            parts.append(_set(child))
            place += 1
    grows = len(children) > 1 and any(
        _is(end, fences) and end.get("fence") == "true"
        for end, fences in ((children[0], OPENING | CLOSING), (children[-1], OPENING | CLOSING))
    )
    return f"math.lr({_join(parts)})" if grows else _join(parts)


def _is(element: etree._Element, signs: set[str]) -> bool:
    return _name(element) == "mo" and _words(element) in signs


def _set(element: etree._Element) -> str:
    method = SETTERS.get(_name(element))
    if method is None:
        raise ValueError(f"MathML element {_name(element)}")
    return method(element)


def _identifier(element: etree._Element) -> str:
    words = _words(element)
    if not words:
        return ""
    shown = _sign(words) if len(words) == 1 else f"math.op({markup.string(words)}, limits: {_limits(words)})"
    variant = VARIANTS.get(element.get("mathvariant", ""))
    return f"math.{variant}({shown})" if variant else shown


def _sign(sign: str) -> str:
    return f"sign({markup.string(sign)})"


def _limits(words: str) -> str:
    return "true" if words in LIMITS else "false"


def _operator(element: etree._Element) -> str:
    words = _words(element)
    if not words:
        return ""
    if len(words) > 1 and words[0].isalpha():
        return f"math.op({markup.string(words)}, limits: {_limits(words)})"
    return _sign(words) if len(words) == 1 else _join(map(_sign, words))


def _text(element: etree._Element) -> str:
    return f"words-in-formula({markup.string(element.text or '')})"


def _space(element: etree._Element) -> str:
    if element.get("linebreak") == "newline":
        return "linebreak()"
    width = re.fullmatch(r"(-?[\d.]+)em", element.get("width", "0em"))
    return f"h({float(width[1]):g}em)" if width else ""


def _fraction(element: etree._Element) -> str:
    over, under = _set(element[0]), _set(element[1])
    if element.get("linethickness") == "0":
        return f"math.mat(delim: none, ({over},), ({under},))"
    return f"math.frac({over}, {under})"


def _attached(element: etree._Element) -> str:
    base, *scripts = element
    places = {"msub": "b", "msup": "t", "msubsup": "bt"}[_name(element)]
    given = dict(zip(places, scripts, strict=True))
    attached = [f"{place}: {_script(script)}" for place, script in given.items()]
    return f"math.attach({_set(base) or '[]'}, {', '.join(attached)})"


def _script(element: etree._Element) -> str:
    words = _words(element)
    if words and set(words) <= PRIMES:
        return f"math.primes({sum(' ′″‴'.index(sign) for sign in words)})"
    return _set(element)


def _stacked(element: etree._Element) -> str:
    """What stands over or under something: an accent, a brace, a limit."""
    kind, base = _name(element), element[0]
    marks = dict(zip({"mover": "t", "munder": "b", "munderover": "bt"}[kind], list(element)[1:], strict=True))
    if len(marks) == 1:
        (place, mark), words = next(iter(marks.items())), _words(element[1])
        over = place == "t"
        if _name(mark) in ("mo", "mi"):
            if over and words in ACCENTS:
                return f"math.accent({_set(base)}, {markup.string(ACCENTS[words])})"
            if named := (OVER if over else UNDER).get(words):
                return f"math.{named}({_set(base)})"
        # a brace with a note beyond it
        if _name(base) == kind and _words(base[1]) in (OVER if over else UNDER):
            brace = (OVER if over else UNDER)[_words(base[1])]
            if "line" not in brace:
                return f"math.{brace}({_set(base[0])}, {_set(mark)})"
    attached = [f"{place}: {_set(mark)}" for place, mark in marks.items()]
    return f"math.attach(math.limits({_set(base)}), {', '.join(attached)})"


def _table(element: etree._Element) -> str:
    rows = [[(_row(cell), cell.get("columnalign")) for cell in row] for row in element]
    if element.get("displaystyle") == "true":  # formulas below each other, aligned
        lines = ["#align-point;".join(f"#({cell});" for cell, _align in row) for row in rows]
        return "[" + "#linebreak();".join(lines) + "]"
    aligns = {align for row in rows for _cell, align in row}
    align = f", align: {aligns.pop()}" if len(aligns) == 1 and aligns <= {"left", "right"} else ""
    cells = ", ".join("(" + "".join(f"{cell}, " for cell, _align in row) + ")" for row in rows)
    return f"math.mat(delim: none, column-gap: 0.8em{align}, {cells})"


def _enclosed(element: etree._Element) -> str:
    notation = element.get("notation", "")
    if "strike" in notation:
        return f"math.cancel({_row(element)})"
    return f"boxed-formula({_row(element)})"


SETTERS = {
    **dict.fromkeys(("math", "mrow", "mstyle", "mpadded", "merror", "mtd"), _row),
    "mi": _identifier,
    "mn": lambda element: f"[{markup.text(_words(element))}]",
    "mo": _operator,
    "mtext": _text,
    "mspace": _space,
    "mfrac": _fraction,
    "msqrt": lambda element: f"math.sqrt({_row(element)})",
    "mroot": lambda element: f"math.root({_set(element[1])}, {_set(element[0])})",
    "mphantom": lambda element: f"hide({_row(element)})",
    "menclose": _enclosed,
    "mtable": _table,
    **dict.fromkeys(("msub", "msup", "msubsup"), _attached),
    **dict.fromkeys(("mover", "munder", "munderover"), _stacked),
}
