"""A style sheet read once: its rules as data, and the data as text again.

Reading takes longer than writing a chapter, and the theme's sheets are the same from build to build, so what was read
last is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

import tinycss2

NAMES = re.compile(r"[.#]((?:[\w-]|\\.)+)")
ELEMENTS = re.compile(r"(?<![\w.#\\-])[a-z][\w-]*")
BOOTSTRAPS_ATTRIBUTES = re.compile(r"[ \[](data-bs-[\w-]+)")
COUNTS_NOT = re.compile(r":(?:not|is|where|has)\((?:[^()]|\([^()]*\))*\)")
ATTRIBUTE_OR_STATE = re.compile(r"\[[^\]]*\]|::?[\w-]+(?:\([^()]*\))?")
NESTING = {"media", "supports", "layer", "container"}


class Selector(NamedTuple):
    """A selector, and what it names: Bootstrap's attributes; for each element its names and its classes and ids.

    What stands in :not() and the like is not named.
    """

    text: str
    attributes: frozenset[str]
    parts: tuple[tuple[frozenset[str], frozenset[str]], ...]


class Rule(NamedTuple):
    """Selectors, and declarations: each with the name of the variable that it sets (else none) and its text."""

    selectors: tuple[Selector, ...]
    declarations: tuple[tuple[str, str], ...]

    @property
    def prelude(self) -> str:
        """The selectors as a sheet has them."""
        return ",".join(selector.text for selector in self.selectors)


class Group(NamedTuple):
    """Rules within ``@media`` and the like."""

    start: str
    rules: tuple[Rule | Group | Animation, ...]


class Animation(NamedTuple):
    """The key frames of an animation."""

    name: str
    text: str


Rules = tuple[Rule | Group | Animation, ...]


def _selector(text: str) -> Selector:
    without = COUNTS_NOT.sub("", text)
    attributes = frozenset(BOOTSTRAPS_ATTRIBUTES.findall(without))
    parts = []
    for part in re.split(r"(?<!\\)[\s>+~]+", ATTRIBUTE_OR_STATE.sub("", without)):
        classes = frozenset(name.replace("\\", "") for name in NAMES.findall(part))
        parts.append((frozenset(ELEMENTS.findall(NAMES.sub("", part))), classes))
    return Selector(text.strip(), attributes, tuple(parts))


def _declarations(content: list[Any]) -> Iterable[tuple[str, str]]:
    for found in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        sets = found.name if found.type == "declaration" and found.name.startswith("--") else ""
        yield sets, found.serialize().rstrip(";")


def _read(rules: list[Any]) -> Iterable[Rule | Group | Animation]:
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = re.split(r",(?![^()]*\))", tinycss2.serialize(rule.prelude))
            yield Rule(tuple(map(_selector, selectors)), tuple(_declarations(rule.content)))
        elif rule.type == "at-rule" and rule.lower_at_keyword in NESTING and rule.content:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            start = f"@{rule.lower_at_keyword}{tinycss2.serialize(rule.prelude)}"
            yield Group(start, tuple(_read(inner)))
        elif rule.type == "at-rule" and rule.lower_at_keyword == "keyframes":
            yield Animation(tinycss2.serialize(rule.prelude).strip(), rule.serialize())


@lru_cache(maxsize=2)
def read(css: str) -> Rules:
    """Give the rules of ``css``; without fonts, comments, and at-rules that are neither groups nor key frames."""
    return tuple(_read(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)))


def written(rules: Rules) -> str:
    """Give ``rules`` as text, a line each."""
    lines = []
    for rule in rules:
        if isinstance(rule, Group):
            lines.append(f"{rule.start}{{{written(rule.rules)}}}\n")
        elif isinstance(rule, Animation):
            lines.append(f"{rule.text}\n")
        else:
            lines.append(f"{rule.prelude}{{{';'.join(text for _, text in rule.declarations)}}}\n")
    return "".join(lines)
