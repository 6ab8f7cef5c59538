"""Check the language of the book: ``python -m tools.language_check chapters index.md``.

Prints each finding as ``file:line: CODE message``, then a table of sentence lengths.  Exits with 1 when there are
findings, or when a path does not exist.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from . import house_rules, passages, sentences, spelling
from .finding import Finding

SUFFIXES = (".csv", ".md", ".svg")


def sources(paths: list[Path]) -> list[Path]:
    """Give the source files among the paths, and in the folders among them; a path that is missing stops."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(file for file in path.rglob("*") if file.suffix in SUFFIXES)
        elif path.is_file() and path.suffix in SUFFIXES:
            found.append(path)
        else:
            sys.exit(f"{path}: no folder, and no file ending in {', '.join(SUFFIXES)}")
    return found


def check(text: list[passages.Passage], rules: list[house_rules.Rule], speller: spelling.Speller) -> Iterator[Finding]:
    """Give what the rules and the spelling find in passages."""
    for passage in text:
        for rule in rules:
            yield from rule.findings(passage)
        yield from speller.findings(passage)


def main(arguments: list[str]) -> int:
    """Check the files and folders given, print what is found, and give the number of the exit."""
    rules = house_rules.load()
    speller = spelling.Speller(spelling.own_words())
    findings: list[Finding] = []
    readings: dict[str, sentences.Reading] = {}
    for path in sources([Path(argument) for argument in arguments]):
        text = passages.read(path)
        findings += check(text, rules, speller)
        figures = sentences.reading(text)
        if figures and path.suffix == ".md":
            readings[str(path)] = figures
    for finding in sorted(findings):
        print(finding)
    print(sentences.table(readings))
    return bool(findings)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
