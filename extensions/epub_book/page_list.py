"""Page breaks of the printed edition: where each page of its PDF begins in the text of the EPUB.

The two texts differ: the PDF has running heads, figures stand elsewhere.  So a page is found by the runs of
words that it shares with the EPUB: most of them lie at one distance, and the first of these is its beginning.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pypdfium2
from lxml import etree

from epub_book.structure import Entry, Page
from epub_book.xhtml import MATHML, SVG, find, mark, tag

WORD = re.compile(r"\w+")
BROKEN_WORD = re.compile(r"\ufffe|[-\u00ad\u2010]\r?\n(?=\w)")  # PDFium gives U+FFFE for a hyphen at a line's end
NOT_RUNNING_TEXT = {tag("figure"), tag("script"), tag("style"), f"{{{MATHML}}}math", f"{{{SVG}}}svg"}
BLOCKS = {tag(name) for name in ("aside", "blockquote", "body", "div", "figure", "section")}
RUN, SHORT_RUN = 5, 3  # words in a row that are the same; between two pages that are known
DRIFT = 120  # words by which the distance may change within a page
SHARE = 0.2  # of a page's words that must be found


@dataclass
class Word:
    """A word of the EPUB and its place: in the ``text`` or ``tail`` of an element, from ``offset`` on."""

    word: str
    page: Page
    element: etree._Element
    part: str
    offset: int


@dataclass
class _Start:
    """Where a printed page begins: its position among the EPUB's words, and how many runs of words say so.

    ``rank`` and ``label`` are those of the page in the PDF.
    """

    rank: int
    label: str
    position: int
    runs: int


def insert(pages: list[Page], pdf: Path) -> list[Entry]:
    """Mark the page breaks of ``pdf`` in the trees of ``pages``; give the page list in order.

    Pages that have no counterpart in the running text (contents, a full-page figure, a blank page) are left
    out.
    """
    words = [word for page in pages for word in _words(page)]
    starts = _starts(list(_printed_pages(pdf)), [word.word for word in words])
    for start in reversed(starts):  # from the end, so that the offsets stay true
        _break_before(words[start.position], start.label)
    return [Entry(s.label, f"{quote(words[s.position].page.href)}#page-{s.label}") for s in starts]


def _starts(printed: list[tuple[str, list[str]]], text: list[str]) -> list[_Start]:
    """Find the pages by their long runs, then those between two known ones by short runs."""
    places = _places(text, RUN)
    found = [_start(rank, *page, places, RUN) for rank, page in enumerate(printed)]
    known = {start.rank: start for start in _in_order([start for start in found if start])}
    places = _places(text, SHORT_RUN)
    starts: list[_Start] = []
    for rank, page in enumerate(printed):
        first = starts[-1].position + 1 if starts else 0
        last = next((known[later].position for later in sorted(known) if later > rank), len(text))
        start = known.get(rank) or _start(rank, *page, places, SHORT_RUN, first, last)
        starts += [start] if start else []
    return starts


def _places(text: list[str], run: int) -> dict[tuple[str, ...], list[int]]:
    """Give the positions of every run of words."""
    places = defaultdict(list)
    for position in range(len(text) - run + 1):
        places[tuple(text[position : position + run])].append(position)
    return places


def _start(
    rank: int,
    label: str,
    printed: list[str],
    places: dict[tuple[str, ...], list[int]],
    run: int,
    first: int = 0,
    last: int = sys.maxsize,
) -> _Start | None:
    """Find the place in the EPUB, from ``first`` to before ``last``, where the printed page begins."""
    matches = sorted(
        (position - i, i)
        for i in range(len(printed) - run + 1)
        for position in places.get(tuple(printed[i : i + run]), ())
        if first <= position < last
    )
    best: list[tuple[int, int]] = []
    low = 0
    for end, (distance, _i) in enumerate(matches, 1):
        while distance - matches[low][0] > DRIFT:
            low += 1
        if end - low > len(best):
            best = matches[low:end]
    if not best or len(best) + run - 1 < SHARE * len(printed):
        return None
    usual = best[len(best) // 2][0]
    distance, i = min(best, key=lambda match: (match[1], abs(match[0] - usual)))
    return _Start(rank, label, distance + i, len(best))


def _in_order(starts: list[_Start]) -> list[_Start]:
    """Leave out the starts that contradict others: keep the best supported ones that follow each other."""
    support: list[int] = []
    before: list[int | None] = []
    for i, start in enumerate(starts):
        earlier = [j for j in range(i) if starts[j].position < start.position]
        before.append(max(earlier, key=support.__getitem__, default=None))
        support.append(start.runs + (support[before[i]] if earlier else 0))
    kept = []
    i = max(range(len(starts)), key=support.__getitem__, default=None)
    while i is not None:
        kept.append(starts[i])
        i = before[i]
    return kept[::-1]


def _printed_pages(pdf: Path) -> Iterator[tuple[str, list[str]]]:
    """Give the label and the words of each page of the PDF."""
    document = pypdfium2.PdfDocument(pdf)
    for index in range(len(document)):
        label = document.get_page_label(index)
        lines = document[index].get_textpage().get_text_range().splitlines()
        for end in (0, -1):  # running head or foot
            if lines and label in WORD.findall(lines[end]):
                del lines[end]
        text = BROKEN_WORD.sub("", "\n".join(lines))
        yield label, [match[0].casefold() for match in WORD.finditer(text)]
    document.close()


def _words(page: Page) -> Iterator[Word]:
    def in_text(text: str | None, element: etree._Element, part: str) -> Iterator[Word]:
        for match in WORD.finditer(text or ""):
            yield Word(match[0].casefold(), page, element, part, match.start())

    def walk(element: etree._Element) -> Iterator[Word]:
        if element.tag in NOT_RUNNING_TEXT or not isinstance(element.tag, str):
            return
        yield from in_text(element.text, element, "text")
        for child in element:
            yield from walk(child)
            yield from in_text(child.tail, child, "tail")

    yield from walk(find(page.root, "h:body")[0])


def _break_before(word: Word, label: str) -> None:
    """Put an empty, named element before ``word``, or before its whole block when it is the first word."""
    marker = etree.Element(tag("span"), {"id": f"page-{label}", "aria-label": label})
    mark(marker, "pagebreak", "doc-pagebreak")
    text = getattr(word.element, word.part)
    before = text[: word.offset]
    if word.part == "text" and not before.strip():
        block = _block_that_begins_with(word.element)
        if block is not None:
            block.addprevious(marker)
            return
    setattr(word.element, word.part, before)
    marker.tail = text[word.offset :]
    if word.part == "text":
        word.element.insert(0, marker)
    else:
        parent = word.element.getparent()
        parent.insert(parent.index(word.element) + 1, marker)


def _block_that_begins_with(element: etree._Element) -> etree._Element | None:
    """Give the outermost element below a section or the like whose first words are those of ``element``."""
    while element.getparent().tag not in BLOCKS:
        parent = element.getparent()
        if parent.index(element) or (parent.text or "").strip():
            return None
        element = parent
    return element
