"""Page breaks of the printed edition: where each page of its PDF begins in the text of the EPUB.

The two texts differ: the PDF has running heads, figures stand elsewhere.  So a page is found by the runs of
words that it shares with the EPUB: most of them lie at one distance, and the first of these is its beginning.
A page that shares none (blank, or filled by a figure) begins where the next one does.  So every page has its place.
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

from bookpress.epub.structure import Entry, Page
from bookpress.epub.xhtml import MATHML, SVG, find, mark, parent_of, tag

WORD = re.compile(r"\w+")
BROKEN_WORD = re.compile(r"\ufffe|[-\u00ad\u2010]\r?\n(?=\w)")  # PDFium gives U+FFFE for a hyphen at a line's end
NOT_RUNNING_TEXT = {tag("figure"), tag("script"), tag("style"), f"{{{MATHML}}}math", f"{{{SVG}}}svg"}
BLOCKS = {tag(name) for name in ("aside", "blockquote", "body", "div", "figure", "section")}
RUN, SHORT_RUN = 5, 3  # words in a row that are the same; between two pages that are known
DRIFT = 120  # words by which the distance may change within a page
SHARE = 0.2  # of a page's words that must be found
FEW_WORDS = 3  # that suffice between two pages that are known: the title of a part, the lines below a large figure


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


class PrintedPages:
    """The pages of a PDF and the marks that stand for them in the pages of the EPUB."""

    def __init__(self, pdf: Path) -> None:
        self.printed = list(_printed_pages(pdf))  # label and words
        self.marks: dict[int, tuple[Page, etree._Element]] = {}

    def mark(self, pages: list[Page], order: list[Page]) -> None:
        """Mark in ``pages`` those of the printed pages that have no mark yet and can lie there.

        ``order`` is that of all pages of the EPUB.
        """
        first, last = (order.index(page) for page in (pages[0], pages[-1]))
        before = [rank for rank, (page, _mark) in self.marks.items() if order.index(page) < first]
        after = [rank for rank, (page, _mark) in self.marks.items() if order.index(page) > last]
        low, high = max(before, default=-1) + 1, min(after, default=len(self.printed))
        words = [word for page in pages for word in _words(page)]
        for start in reversed(_starts(self.printed[low:high], [word.word for word in words])):  # offsets stay true
            word = words[start.position]
            self.marks[low + start.rank] = (word.page, _break_before(word, start.label))

    def mark_rest(self, contents: Page, order: list[Page]) -> list[str]:
        """Mark the other pages where the next one begins; give the labels of those that hold the table of contents."""
        in_contents: list[str] = []
        place = order.index(contents)
        for rank in reversed(range(len(self.printed))):
            label = self.printed[rank][0]
            known = sorted(self.marks)
            earlier = [order.index(self.marks[r][0]) for r in known if r < rank]
            later = next((r for r in known if r > rank), None)
            if rank in self.marks or later is None:
                continue
            page, following = self.marks[later]
            if earlier and earlier[-1] < place < order.index(page):
                in_contents.insert(0, label)
            else:
                marker = _marker(label)
                following.addprevious(marker)
                self.marks[rank] = (page, marker)
        return in_contents

    def entries(self, contents: Page, in_contents: list[str]) -> list[Entry]:
        """Give the page list."""
        places = {self.printed[rank][0]: page for rank, (page, _mark) in self.marks.items()}
        places |= dict.fromkeys(in_contents, contents)
        labels = [label for label, _words in self.printed if label in places]
        return [Entry(label, f"{quote(places[label].href)}#{_id(label)}") for label in labels]


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
    enough = FEW_WORDS if run == SHORT_RUN else SHARE * len(printed)
    if not best or len(best) + run - 1 < enough:
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
        best = max(earlier, key=support.__getitem__, default=None)
        before.append(best)
        support.append(start.runs + (0 if best is None else support[best]))
    kept = []
    last = max(range(len(starts)), key=support.__getitem__, default=None)
    while last is not None:
        kept.append(starts[last])
        last = before[last]
    return kept[::-1]


def _printed_pages(pdf: Path) -> Iterator[tuple[str, list[str]]]:
    """Give the label and the words of each page of the PDF; of pages with the same label, the first."""
    seen = set()
    document = pypdfium2.PdfDocument(pdf)
    for index in range(len(document)):
        label = document.get_page_label(index) or str(index + 1)
        if label in seen:
            continue
        seen.add(label)
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

    yield from walk(find(page.tree, "h:body")[0])


def _id(label: str) -> str:
    return "page-" + re.sub(r"[^\w.-]", "_", label)


def _marker(label: str) -> etree._Element:
    marker = etree.Element(tag("span"), {"id": _id(label), "aria-label": label})
    mark(marker, "pagebreak", "doc-pagebreak")
    return marker


def _break_before(word: Word, label: str) -> etree._Element:
    """Put an empty, named element before ``word``, or before its whole block when it is the first word."""
    marker = _marker(label)
    text = getattr(word.element, word.part)
    before = text[: word.offset]
    if word.part == "text" and not before.strip():
        block = _block_that_begins_with(word.element)
        if block is not None:
            block.addprevious(marker)
            return marker
    setattr(word.element, word.part, before)
    marker.tail = text[word.offset :]
    if word.part == "text":
        word.element.insert(0, marker)
    else:
        parent = parent_of(word.element)
        parent.insert(parent.index(word.element) + 1, marker)
    return marker


def _block_that_begins_with(element: etree._Element) -> etree._Element | None:
    """Give the outermost element below a section or the like whose first words are those of ``element``."""
    while parent_of(element).tag not in BLOCKS:
        parent = parent_of(element)
        if parent.index(element) or (parent.text or "").strip():
            return None
        element = parent
    return element
