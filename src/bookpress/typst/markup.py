"""Typst source from Python values.  Nothing that comes from a text may reach Typst in another way."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_LONG_RUN = re.compile(r"\S{30,}")
_BREAK_AFTER = re.compile(r"(?<=[^\w\s])(?=\w)|(?<=\w{24})(?=\w)")
_SPECIAL = re.compile(r'[\\"\n\r\t]')


def string(text: str) -> str:
    """A Typst string literal.  Control characters and lone surrogates, which no PDF may contain, are left out."""
    return '"' + _SPECIAL.sub(lambda match: _ESCAPES[match[0]], _UNPRINTABLE.sub("", text)) + '"'


def text(words: str) -> str:
    """Words as Typst markup: a string that is shown, never read as markup."""
    return f"#{string(words)};" if words else ""


def breakable(words: str) -> str:
    """Words of code with invisible places for a line break in long runs without a space."""
    return _LONG_RUN.sub(lambda run: _BREAK_AFTER.sub("\u200b", run[0]), words)


def array(values: Iterable[object]) -> str:
    """A Typst array of values that are Typst source already."""
    return "(" + "".join(f"{value}, " for value in values) + ")"


def strings(words: Iterable[str]) -> str:
    """A Typst array of strings."""
    return array(string(word) for word in words)
