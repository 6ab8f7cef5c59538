"""Can the questions be answered by their form alone?  Figures, over the questions of any number of chapters.

Each rule is a function from questions to a figure, or to what breaks it; ``tests/test_bank_figures.py`` says what is
asked of them over the book, and :func:`table` prints them by chapter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .passages import PARSER, from_myst
from .sentences import WORD

LEVELS = ("mengingat", "memahami", "menerapkan", "menganalisis", "mengevaluasi")
LETTERS = "ABCD"
ABSOLUTE = re.compile(r"\b(?:selalu|hanya(?:lah)?|semua(?:nya)?|pasti|harus|tidak pernah)\b", re.IGNORECASE)
FORMULA = re.compile(r"(?:kurang |tidak )?(?:benar|betul|bukan|keliru|salah|tepat|tidak|ya)[.,:;!]", re.IGNORECASE)
OPTION = re.compile(r"- \[(?P<mark>[ x])\] (?P<text>.*)")


@dataclass(frozen=True)
class Option:
    """One option as a reader sees it, and the reason why it is right or wrong."""

    text: str
    right: bool
    reason: str


@dataclass(frozen=True)
class Question:
    """A question as its source has it; one with several right options has no single key."""

    id: str
    level: str
    stem: str
    options: tuple[Option, ...]

    @property
    def key(self) -> int | None:
        """The place of the right option, or nothing when there are more than one."""
        right = [place for place, option in enumerate(self.options) if option.right]
        return right[0] if len(right) == 1 else None


def questions(source: str) -> list[Question]:
    """Give the questions of a chapter's MyST text, wherever they stand in it."""
    return [
        _question(directive[1], token.content)
        for token in PARSER.parse(source, {})
        if token.type == "colon_fence" and (directive := re.match(r"\{question\}\s+(\S+)", token.info))
    ]


def _question(identifier: str, content: str) -> Question:
    level, stem = "", []
    options: list[tuple[bool, list[str], list[str]]] = []
    for line in content.splitlines():
        words = line.strip()
        if named := re.match(r":level:\s*(\S+)", line):
            level = named[1]
        elif option := OPTION.match(line):
            options.append((option["mark"] == "x", [option["text"]], []))
        elif options:
            _right, text, reason = options[-1]
            (reason if words.startswith(">") or reason else text).append(words.removeprefix(">"))
        elif not re.match(r":[\w-]+:", line):
            stem.append(line)
    return Question(
        identifier,
        level,
        _shown("\n".join(stem)),
        tuple(Option(_shown(" ".join(text)), right, _shown(" ".join(reason))) for right, text, reason in options),
    )


def _shown(source: str) -> str:
    return " ".join(" ".join(passage.text.split()) for passage in from_myst(source))


def _words(text: str) -> set[str]:
    return {word.lower() for word in WORD.findall(text)}


def _guessed(asked: Iterable[Question], measure) -> float:
    """Tell which share of the questions with a single key is right when the option of the greatest measure is chosen.

    Among equals the choice is by chance.
    """
    scores = []
    for question in asked:
        if question.key is not None:
            measures = [measure(question, option) for option in question.options]
            best = [place for place, found in enumerate(measures) if found == max(measures)]
            scores.append((question.key in best) / len(best))
    return sum(scores) / (len(scores) or 1)


def longest_wins(asked: Iterable[Question]) -> float:
    """Give the score of a guesser who always chooses the longest option."""
    return _guessed(asked, lambda _question, option: len(option.text))


def shortest_wins(asked: Iterable[Question]) -> float:
    """Give the score of a guesser who always chooses the shortest option."""
    return _guessed(asked, lambda _question, option: -len(option.text))


def echo_wins(asked: Iterable[Question]) -> float:
    """Give the score of a guesser who always chooses the option that shares most words with the stem."""
    return _guessed(asked, lambda question, option: len(_words(option.text) & _words(question.stem)))


def absolutes(asked: Iterable[Question]) -> tuple[float, float]:
    """Give the shares of right options, and of wrong ones, in which an absolute stands."""
    options = [option for question in asked for option in question.options]
    return _absolute([o for o in options if o.right]), _absolute([o for o in options if not o.right])


def _absolute(options: list[Option]) -> float:
    return sum(bool(ABSOLUTE.search(option.text)) for option in options) / (len(options) or 1)


def stem_repeated(asked: Iterable[Question]) -> list[str]:
    """Name the questions with an option that has no word but those of the stem."""
    return [
        f"{question.id}, {letter(place)}"
        for question in asked
        for place, option in enumerate(question.options)
        if _words(option.text) <= _words(question.stem)
    ]


def letters(asked: Iterable[Question]) -> Counter[str]:
    """Count the letters of the keys."""
    counts = Counter(letter(question.key) for question in asked if question.key is not None)
    return Counter({name: counts[name] for name in sorted({*LETTERS, *counts})})


def letter(place: int) -> str:
    """Give the letter of the option at a place: A, B, C …"""
    return chr(ord("A") + place)


def formulas(asked: Iterable[Question]) -> list[str]:
    """Name the questions with a reason that begins with a formula such as "Tepat."."""
    return [
        f"{question.id}, {letter(place)}"
        for question in asked
        for place, option in enumerate(question.options)
        if FORMULA.match(option.reason)
    ]


def levels(asked: Iterable[Question]) -> dict[str, float]:
    """Give the share of each level."""
    found = [question.level for question in asked]
    return {level: found.count(level) / (len(found) or 1) for level in LEVELS}


def table(chapters: dict[str, list[Question]]) -> str:
    """Give the figures as text, one row a chapter and one for all, and what breaks a rule by name."""
    width = max(map(len, chapters), default=0)
    everything = [question for found in chapters.values() for question in found]
    head = (
        f"{'soal':{width}}  jumlah  terpanjang  terpendek  gema  mutlak: kunci/lain  pokok  rumus  huruf kunci  "
        + "  ".join(LEVELS)
    )  # fmt: skip
    rows = [_row(name, found, width) for name, found in {**chapters, "seluruhnya": everything}.items()]
    named = [
        f"{says}: {'; '.join(found)}"
        for says, found in (
            ("pilihan yang hanya mengulang kata pokok soal", stem_repeated(everything)),
            ("alasan yang dibuka dengan rumus", formulas(everything)),
        )
        if found
    ]
    return "\n".join([head, *rows, *named])


def _row(name: str, asked: list[Question], width: int) -> str:
    keys, others = absolutes(asked)
    counted = " ".join(f"{letter}{count}" for letter, count in letters(asked).items())
    shares = "  ".join(f"{share:{len(level)}.0%}" for level, share in levels(asked).items())
    return (
        f"{name:{width}}  {len(asked):6}  {longest_wins(asked):10.0%}  {shortest_wins(asked):9.0%}  "
        f"{echo_wins(asked):4.0%}  {f'{keys:.1%}/{others:.1%}':>18}  {len(stem_repeated(asked)):5}  "
        f"{len(formulas(asked)):5}  {counted:11}  {shares}"
    )
