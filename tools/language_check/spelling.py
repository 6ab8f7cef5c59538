"""The spelling of every word, by a list of Indonesian roots, the language's affixes, and the project's own words.

The roots come from the package PySastrawi; what they lack (new words, names, abbreviations) is in ``words.txt``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from .affixes import BOUND, CLITICS, SHORTEST, inner_words, suffixed_roots
from .finding import Finding
from .passages import HIDDEN, Passage

OWN_WORDS = Path(__file__).with_name("words.txt")
CODE = "KATA"
WORD = re.compile(rf"[\w{HIDDEN}]+(?:[-'’][\w{HIDDEN}]+)*")
HYPHENATED = {*CLITICS, *BOUND, "an", "ber", "di", "ke", "se"}  # what a hyphen ties to a name or a number


class Speller:
    """Knows which words are words: Indonesian ones, and the project's own as :func:`own_words` gives them."""

    def __init__(self, own: set[str]):
        phrases = sorted((entry for entry in own if " " in entry), key=len, reverse=True)
        any_phrase = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases)
        self._phrases = re.compile(rf"\b(?:{any_phrase})\b") if phrases else None
        self._names = {entry for entry in own if not entry.islower()}
        self._roots = _roots() | own
        self._is_indonesian = cache(self._is_indonesian)

    def findings(self, passage: Passage) -> Iterator[Finding]:
        """Give the words of a passage that are not known."""
        text = passage.text
        if self._phrases:
            text = self._phrases.sub(lambda phrase: re.sub(r"\S", HIDDEN, phrase[0]), text)
        for match in WORD.finditer(text):
            if not self.knows(match[0]):
                message = f'"{match[0]}": kata ini tidak dikenal; perbaiki, tandai bahasanya, atau catat di words.txt'
                yield Finding(passage.file, passage.line_of(match.start()), CODE, message)

    def knows(self, word: str) -> bool:
        """Tell whether a word is known; what is hidden, a single letter or a number always is."""
        if len(word) == 1 or HIDDEN in word or re.search(r"\d|^[IVXL]+$", word):
            return True
        if word in self._names or self._is_indonesian(word.lower()):
            return True
        parts = re.split("[-'’]", word)
        return len(parts) > 1 and all(part in HYPHENATED or self.knows(part) for part in parts)

    def _is_indonesian(self, word: str, with_suffix: bool = True) -> bool:
        return (
            word in self._roots
            or (with_suffix and any(root in self._roots for root in suffixed_roots(word)))
            or any(self._is_indonesian(inner, may_have_suffix) for inner, may_have_suffix in inner_words(word))
            or ("-" in word and all(self._is_indonesian(part) for part in word.split("-")))
        )


@cache
def _roots() -> frozenset[str]:
    words = files("Sastrawi").joinpath("Stemmer/data/kata-dasar.txt").read_text("utf-8").split()
    return frozenset(word for word in words if len(word) >= SHORTEST)


def own_words(path: Path = OWN_WORDS) -> set[str]:
    """Read the project's own words, one a line; names keep their capitals, and a name may have several words.

    Raises :class:`ValueError` when the lines are not sorted, or one of them stands twice.
    """
    lines = path.read_text("utf-8").splitlines()
    for line, right in zip(lines, sorted(set(lines)), strict=False):
        if line != right:
            raise ValueError(f'{path.name}: "{line}" is not in its place; sort the lines (LC_ALL=C sort -u)')
    return set(lines)
