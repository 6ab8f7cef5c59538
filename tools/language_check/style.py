"""Figures of a chapter's style, and the occupations that it speaks of: tables to look at and not to pass.

They count what a reader meets on the way through a chapter: its body, without objectives, exercises and the sections
that close it.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .passages import HIDDEN, PARSER, Passage, from_myst
from .sentences import PROSE, WORD, sentences

CLOSING = ("Rangkuman", "Istilah Kunci", "Soal", "Bacaan Lanjutan")  # as unnumbered_sections in conf.py
NOT_READ_THROUGH = {"activity", "essay", "key-terms", "objectives", "question"}  # directives
OCCUPATIONS = Path(__file__).with_name("occupations.toml")
SHORT = 7  # words of a short sentence
SHORT_END = 8  # words of a short sentence that ends a paragraph
OPENERS = 10  # of the commonest first words of sentences
COPULAS = ("ialah", "adalah")
NAMED = 6  # occupations that the table names for each chapter


@dataclass(frozen=True)
class Style:
    """The figures of one chapter.

    ``words`` counts the words of paragraphs, lists, headings, captions, tables and notes; ``short`` is the share of
    sentences of up to :data:`SHORT` words; ``short_ends`` the share of paragraphs of two sentences or more whose last
    has up to :data:`SHORT_END` words; ``openers`` are the commonest first words of sentences; ``copulas`` says how
    often each of :data:`COPULAS` stands.
    """

    words: int
    sentences: int
    short: float
    short_ends: float
    openers: list[tuple[str, int]]
    copulas: dict[str, int]


@dataclass(frozen=True)
class Occupation:
    """An occupation, its field, and what finds its mentions; an affix or a doubling is a mention, too."""

    name: str
    field: str
    pattern: re.Pattern


def body(source: str) -> list[Passage] | None:
    """Give the passages of a chapter's body; a text without the first of the closing sections is no chapter."""
    lines = source.splitlines()
    tokens = PARSER.parse(source, {})
    for number, token in enumerate(tokens):
        directive = re.match(r"\{([\w-]+)\}", token.info)
        if token.type == "heading_open" and tokens[number + 1].content.strip() == CLOSING[0]:
            return from_myst("\n".join(lines[: token.map[0]]))
        if directive and directive[1] in NOT_READ_THROUGH:
            start, end = token.map
            lines[start:end] = [""] * (end - start)
    return None


def style(passages: Iterable[Passage]) -> Style:
    """Give the figures of a body's passages."""
    words: list[str] = []
    lengths: list[int] = []
    ends: list[int] = []
    openers: Counter[str] = Counter()
    for passage in passages:
        if passage.kind != "alt":
            words += WORD.findall(passage.text)
        if passage.kind not in PROSE:
            continue
        found = [own for _, sentence in sentences(passage.text) if (own := WORD.findall(sentence))]
        lengths += map(len, found)
        openers.update(own[0].lower() for own in found if HIDDEN not in own[0])
        if passage.kind == "paragraph" and len(found) > 1:
            ends.append(len(found[-1]))
    return Style(
        words=len(words),
        sentences=len(lengths),
        short=_share(lengths, SHORT),
        short_ends=_share(ends, SHORT_END),
        openers=openers.most_common(OPENERS),
        copulas={copula: sum(word.lower() == copula for word in words) for copula in COPULAS},
    )


def _share(lengths: list[int], most: int) -> float:
    return sum(length <= most for length in lengths) / (len(lengths) or 1)


def occupations(path: Path = OCCUPATIONS) -> list[Occupation]:
    """Read the occupations: fields, in each the occupations, each with the words that name it."""
    fields = tomllib.loads(path.read_text("utf-8"))
    return [
        Occupation(name, field, re.compile(rf"\b(?:se)?(?:{'|'.join(words)})(?:nya|lah|kah|pun)?\b", re.IGNORECASE))
        for field, named in fields.items()
        for name, words in named.items()
    ]


def mentions(passages: Iterable[Passage], known: Iterable[Occupation]) -> Counter[Occupation]:
    """Count how often each occupation is mentioned; what is shown of a figure counts, its alternative does not."""
    text = "\n".join(passage.text.replace("\n", " ") for passage in passages if passage.kind != "alt")
    return Counter({occupation: len(occupation.pattern.findall(text)) for occupation in known})


def table(chapters: dict[str, list[Passage]]) -> str:
    """Give the figures of the bodies as text: style, openers of sentences, occupations; one row a chapter each."""
    width = max(map(len, chapters), default=0)
    known = occupations()
    styles = {name: style(passages) for name, passages in chapters.items()}
    counts = {name: mentions(passages, known) for name, passages in chapters.items()}
    whole = [passage for passages in chapters.values() for passage in passages]
    styles["seluruhnya"] = style(whole)
    counts["seluruhnya"] = mentions(whole, known)
    head = f"{'tubuh bab':{width}}  kata  kalimat  <={SHORT} kata  akhir alinea <={SHORT_END} kata"
    head = "  ".join([head, *COPULAS])
    rows = [
        f"{name:{width}} {s.words:5}  {s.sentences:7}  {s.short:8.1%}  {s.short_ends:21.1%}  "
        + "  ".join(f"{count:{len(word)}}" for word, count in s.copulas.items())
        for name, s in styles.items()
    ]  # fmt: skip
    opened = [f"{name:{width}}  " + ", ".join(f"{w} {n}" for w, n in s.openers) for name, s in styles.items()]
    named = [f"{name:{width}}  {_fields(count)}; {_names(count)}" for name, count in counts.items()]
    return "\n".join([head, *rows, "", "pembuka kalimat tersering", *opened, "", "sebutan okupasi", *named])


def _fields(count: Counter[Occupation]) -> str:
    """Say which share of the mentions each field has."""
    fields: Counter[str] = Counter()
    for occupation, times in count.items():
        fields[occupation.field] += times
    total = fields.total() or 1
    return ", ".join(f"{field} {times / total:.0%}" for field, times in fields.most_common() if times)


def _names(count: Counter[Occupation]) -> str:
    """Name the occupations that are mentioned most."""
    return ", ".join(f"{occupation.name} {times}" for occupation, times in count.most_common(NAMED) if times)
