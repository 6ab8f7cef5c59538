"""Soft hyphens for languages that Typst has no hyphenation patterns for.

:func:`hyphenator` gives, for a language, the function that puts them into a text, or None when Typst hyphenates
the language by itself or nobody knows how to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pyphen

SOFT_HYPHEN = "\u00ad"
SHORTEST_WORD = 6
LETTERS_BEFORE, LETTERS_AFTER = 2, 3

# Measured with Typst 0.15: each of these broke a long word in a narrow column.
# fmt: off
TYPST_HYPHENATES = {
    "af", "be", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "gl", "hr", "hu", "is", "it", "ka",
    "la", "lt", "mn", "nb", "nl", "nn", "no", "pl", "pt", "ru", "sk", "sl", "sq", "sr", "sv", "tk", "tr", "uk",
}
# fmt: on
WORD = re.compile(rf"[^\W\d_]{{{SHORTEST_WORD},}}")
LATIN_VOWEL = re.compile(r"[aeiouyà-æè-ïò-öù-ýā-ąē-ěĩ-įō-œũ-ų]", re.I)


def hyphenator(language: str, exceptions: Iterable[str] = (), apart: int = 1) -> Callable[[str], str] | None:
    """A function that puts soft hyphens into a text of ``language``, or None when none are needed or known.

    ``exceptions`` are words with hyphens where they may be broken (``ma-sya-ra-kat``); they win over the patterns.
    Breaks found by patterns are ``apart`` letters from each other, or more.
    """
    code = language.replace("-", "_")
    if code.partition("_")[0] in TYPST_HYPHENATES or not pyphen.language_fallback(code):
        return None
    patterns = pyphen.Pyphen(lang=code, left=LETTERS_BEFORE, right=LETTERS_AFTER)
    known = {word.replace("-", ""): word.replace("-", SOFT_HYPHEN) for word in exceptions}

    def hyphenate(match: re.Match[str]) -> str:
        word = match[0]
        if word not in known:
            pieces = patterns.inserted(word, SOFT_HYPHEN).split(SOFT_HYPHEN)
            known[word] = SOFT_HYPHEN.join(_joined(_with_vowels(pieces), apart))
        return known[word]

    return lambda text: WORD.sub(hyphenate, text)


def _with_vowels(pieces: list[str]) -> list[str]:
    """Join a piece without a vowel to the next one (patterns break "rakat" as "ra-k-at"), at the end to the last."""
    joined: list[str] = []
    for piece in pieces:
        if joined and not LATIN_VOWEL.search(joined[-1]):
            joined[-1] += piece
        else:
            joined.append(piece)
    if len(joined) > 1 and not LATIN_VOWEL.search(joined[-1]):
        joined[-2:] = [joined[-2] + joined[-1]]
    return joined


def _joined(pieces: list[str], apart: int) -> list[str]:
    """Join pieces shorter than ``apart`` to the one before, from the end of the word; the ends may be shorter."""
    joined = pieces[-1:]
    for piece in reversed(pieces[:-1]):
        if len(joined) > 1 and len(joined[0]) < apart:
            joined[0] = piece + joined[0]
        else:
            joined.insert(0, piece)
    return joined
