"""What the structure tree says of the lines of a PDF that Typst has written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary

MARKED = re.compile(rb"<</MCID (\d+)[^>]*>>BDC(.*?)(?=/\w+<</MCID|/Artifact|\Z)", re.S)
TEXT_AT = re.compile(rb"q 1 0 0 -1 -?[\d.]+ (-?[\d.]+) cm(?:(?!\nQ).)*?\nBT", re.S)  # Typst sets each text so


@dataclass(frozen=True)
class Block:
    """A structure element: its kind, and the baselines of its text on each page."""

    kind: str
    lines: dict[int, tuple[float, ...]]

    @property
    def pages(self) -> list[int]:
        """The pages that it has text on."""
        return sorted(self.lines)


def blocks(document: pikepdf.Pdf, *kinds: str, within: Dictionary | None = None) -> list[Block]:
    """Every element of these kinds, in reading order; only those below ``within`` when it is given."""
    numbers = {page.obj.objgen: number for number, page in enumerate(document.pages)}
    heights: dict[int, dict[int, set[float]]] = {}
    found = []
    for element in elements(document.Root.StructTreeRoot if within is None else within):
        if str(element["/S"]) in kinds:
            lines: dict[int, set[float]] = {}
            for page, mark in marks(element):
                number = numbers[page.objgen]
                if number not in heights:
                    heights[number] = _heights(document.pages[number])
                if at := heights[number].get(mark):
                    lines.setdefault(number, set()).update(at)
            found.append(Block(str(element["/S"]), {page: tuple(sorted(at)) for page, at in lines.items()}))
    return found


def elements(parent) -> Iterator[Dictionary]:
    """Every structure element below ``parent``, in reading order."""
    for child in children(parent):
        yield child
        yield from elements(child)


def children(element) -> list[Dictionary]:
    """The structure elements right below ``element``."""
    return [kid for kid in _kids(element) if isinstance(kid, Dictionary) and "/S" in kid]


def marks(element, page=None) -> Iterator[tuple[Dictionary, int]]:
    """The marked contents of ``element`` and of all below it, each with its page."""
    page = element.get("/Pg", page)
    for kid in _kids(element):
        if isinstance(kid, int):
            yield page, kid
        elif "/S" in kid:
            yield from marks(kid, page)
        elif "/MCID" in kid:
            yield kid.get("/Pg", page), int(kid.MCID)


def _kids(element) -> list:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, Array) else [kids]


def _heights(page: pikepdf.Page) -> dict[int, set[float]]:
    """For each marked content of a page: the heights of its baselines."""
    contents = page.obj.Contents
    streams = contents if isinstance(contents, Array) else [contents]
    content = b"\n".join(stream.read_bytes() for stream in streams)
    return {
        int(mark): {round(float(height)) for height in TEXT_AT.findall(marked)}
        for mark, marked in MARKED.findall(content)
    }
