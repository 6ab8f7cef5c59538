"""How long the sentences are: a table, one row a chapter, to look at and not to pass."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean

from .passages import HIDDEN, Passage

PROSE = {"paragraph", "item"}
LONG = 30  # words; the table gives the share of the sentences that have more
WORD = re.compile(rf"[\w{HIDDEN}]+(?:[-'’./][\w{HIDDEN}]+)*")
ABBREVIATION = re.compile(  # a full stop after these ends no sentence
    r"(?:^|[\s(\"“])(?:[A-Z]|a\.n|bdk|Dr|Dra|Drs|dr|hlm|Ir|No|Prof|Ps|s\.d|St|vol)\.$"
)
END = re.compile(rf"[.?!…][\"”’')]*(?=\s+[\"“‘'(]?[A-Z0-9{HIDDEN}])")


@dataclass(frozen=True)
class Reading:
    """The figures of one text; ``lix`` is mean sentence length plus the percentage of words of over six letters."""

    words: int
    sentences: int
    mean: float
    long: float
    longest: int
    line: int
    lix: float


def sentences(text: str) -> list[tuple[int, str]]:
    """Split a passage's text into sentences, each with the offset at which it starts."""
    ends = [end.end() for end in END.finditer(text) if not ABBREVIATION.search(text[: end.start() + 1])]
    found = []
    for start, end in pairwise([0, *ends, len(text)]):
        sentence = text[start:end].lstrip()
        found.append((end - len(sentence), sentence))
    return found


def reading(passages: Iterable[Passage]) -> Reading | None:
    """Give the figures of a chapter's paragraphs and list items, or nothing when it has none."""
    lengths: list[tuple[int, int]] = []
    words: list[str] = []
    for passage in passages:
        if passage.kind in PROSE:
            for start, sentence in sentences(passage.text):
                if own := WORD.findall(sentence):
                    lengths.append((len(own), -passage.line_of(start)))
                    words += own
    if not lengths:
        return None
    counts = [count for count, _ in lengths]
    longest, line = max(lengths)
    return Reading(
        words=len(words),
        sentences=len(counts),
        mean=mean(counts),
        long=sum(count > LONG for count in counts) / len(counts),
        longest=longest,
        line=-line,
        lix=mean(counts) + 100 * sum(len(word) > 6 for word in words) / len(words),
    )


def table(readings: dict[str, Reading]) -> str:
    """Give the figures as a table of text, one row a file."""
    width = max(map(len, readings), default=0)
    head = f"{'berkas':{width}}  kata  kalimat  kata/kalimat  >{LONG} kata  terpanjang (baris)  LIX"
    rows = [
        f"{file:{width}}  {r.words:4}  {r.sentences:7}  {r.mean:12.1f}  {r.long:8.1%}"
        f"  {f'{r.longest} ({r.line})':>18}  {r.lix:3.0f}"
        for file, r in readings.items()
    ]
    return "\n".join([head, *rows])
