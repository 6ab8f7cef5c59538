"""The house style: rules kept as data in ``rules.toml``, each with a code, a message and two examples."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .finding import Finding
from .passages import Passage

RULES = Path(__file__).with_name("rules.toml")
BEFORE = "(?:(?:ke|se|ber|ter|di|per|me|mem|men|meng|meny|pe|pem|pen|peng|peny)*)"  # prefixes of a stem
AFTER = "(?:kan|an|i)?"  # suffixes of a stem
END = "(?:nya|lah|kah|pun)?"  # what may follow any word


@dataclass(frozen=True)
class Rule:
    """One rule: what it looks for, where, and its two examples; ``words`` leads from a wrong word to the right one."""

    code: str
    message: str
    pattern: re.Pattern
    where: frozenset[str]
    words: dict[str, str]
    wrong: str
    right: str

    def findings(self, passage: Passage) -> Iterator[Finding]:
        """Give what this rule finds in a passage."""
        if self.where and passage.kind not in self.where:
            return
        group = "at" if "at" in self.pattern.groupindex else 0
        for match in self.pattern.finditer(passage.text.replace("\n", " ")):
            if match[group] is None:
                continue
            message = self.message
            if self.words:
                message += f': "{self._instead(match["word"])}"'
            line = passage.line_of(match.start(group))
            yield Finding(passage.file, line, self.code, f'"{match[group].strip()}": {message}')

    def _instead(self, word: str) -> str:
        return self.words.get(word) or self.words[word.lower()]


def load(path: Path = RULES) -> list[Rule]:
    """Read the rules; a rule that lacks something raises :class:`ValueError` that names it and what it lacks."""
    rules = [_rule(entry) for entry in tomllib.loads(path.read_text("utf-8"))["rule"]]
    codes = [rule.code for rule in rules]
    if twice := {code for code in codes if codes.count(code) > 1}:
        raise ValueError(f"{path.name}: more than one rule has the code {', '.join(sorted(twice))}")
    return rules


def _rule(entry: dict) -> Rule:
    known = {"code", "message", "pattern", "words", "affixes", "case", "where", "wrong", "right"}
    missing = {"code", "message", "wrong", "right"} - entry.keys()
    if missing or ("pattern" in entry) == ("words" in entry) or entry.keys() - known:
        raise ValueError(f"rules.toml: {entry.get('code')}: a rule has {', '.join(sorted(known))}; "
                         "code, message, wrong, right, and either pattern or words are needed")  # fmt: skip
    words = entry.get("words", {})
    pattern = entry.get("pattern") or _any_of(words, entry.get("affixes", False))
    return Rule(
        code=entry["code"],
        message=entry["message"],
        pattern=re.compile(pattern, 0 if entry.get("case") else re.IGNORECASE),
        where=frozenset(entry.get("where", ())),
        words=words,
        wrong=entry["wrong"],
        right=entry["right"],
    )


def _any_of(words: dict[str, str], affixes: bool) -> str:
    """Give the pattern that finds any of the words; group ``word`` is the word without what is affixed to it."""
    any_word = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    if affixes:
        return rf"(?<![\w-]){BEFORE}(?P<word>{any_word}){AFTER}{END}\b"
    return rf"(?<![\w-])(?P<word>{any_word}){END}\b(?!-)"
