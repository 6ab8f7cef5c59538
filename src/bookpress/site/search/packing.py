"""How the index is written: short strings of printable characters, which a script unpacks at once.

A number is written with 45 digits; each but the last has its twin among 45 others.  A list of words in their order is
written each with the number of letters that it shares with the one before.
"""

from __future__ import annotations

from collections.abc import Iterable

DIGITS = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"\\`<')
BASE = 45


def number(value: int) -> str:
    """Write a number from 0."""
    written = ""
    while value >= BASE:
        value, digit = divmod(value, BASE)
        written += DIGITS[BASE + digit]
    return written + DIGITS[value]


def shared(word: str, before: str) -> int:
    """Count the letters that two words begin with, as far as one digit goes."""
    count = 0
    for one, other in zip(word[: BASE - 1], before, strict=False):
        if one != other:
            break
        count += 1
    return count


def words(entries: Iterable[str]) -> str:
    """Write words, sorted and without spaces in them; what follows a ``=`` in one belongs to it."""
    before, written = "", []
    for word in sorted(entries):
        same = shared(word, before)
        written.append(f"{number(same)}{word[same:]}")
        before = word
    return " ".join(written)


def places(found: dict[int, int]) -> str:
    """Write the sections that a word is in, each with its weight from 0 to 2."""
    before, written = -1, []
    for section, weight in sorted(found.items()):
        written.append(number((section - before - 1) * 3 + weight))
        before = section
    return "".join(written)
