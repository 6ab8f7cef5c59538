"""Which block of a Typst source makes it fail, found by setting less and less of it.

For errors in which Typst names no line of the text: those of the template, of the layout, of the export.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

ORIGIN = re.compile(r"//: (.+):(\d+)$", re.M)
# Strings and comments, in which brackets are words, and brackets.
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|//[^\n]*|[\[\](){}]', re.S)
CLOSING = {"[": "]", "(": ",)", "{": "}"}  # the comma keeps an array of one an array


@dataclass(frozen=True)
class Mark:
    """A comment that says where the next block comes from: its place in the source, and what is open there."""

    at: int
    origin: str
    open: str


def marks(source: str) -> list[Mark]:
    """The marks of ``source``, in their order."""
    found: list[Mark] = []
    open_: list[str] = []
    for token in TOKEN.finditer(source):
        origin = ORIGIN.fullmatch(token[0])
        if origin:
            found.append(Mark(token.start(), ":".join(origin.groups()), "".join(open_)))
        elif token[0] in CLOSING:
            open_.append(token[0])
        elif token[0] in "])}" and open_:
            open_.pop()
    return found


def guilty_block(source: str, error_of: Callable[[str], str | None]) -> str | None:
    """``chapter.md:12`` of the innermost block because of which ``source`` fails, or None when it has no marks.

    ``error_of`` sets a source and gives its error, or None.  The error looked for is that of the whole source.
    """
    error, places = error_of(source), marks(source)
    if not places:
        return None
    outer = [mark for mark in places if not mark.open]
    ends = [mark.at for mark in outer[1:]] + [len(source)]
    first, last = 0, len(outer) - 1  # the shortest beginning of the source that fails ends with a block between these
    while first < last:
        middle = (first + last) // 2
        if error_of(source[: ends[middle]]) == error:
            last = middle
        else:
            first = middle + 1
    found = outer[first]
    for mark in (mark for mark in places if found.at < mark.at < ends[first]):
        said = error_of(source[: mark.at] + "".join(CLOSING[bracket] for bracket in reversed(mark.open)))
        if said == error:
            break
        if said is None:
            found = mark
    return found.origin
