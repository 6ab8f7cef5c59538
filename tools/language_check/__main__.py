"""Check the language of the book: ``python -m tools.language_check chapters index.md``.

Prints each finding as ``file:line: CODE message``, then a table of sentence lengths; with ``--figures`` also the
figures of style and the occupations of each chapter, with ``--bank`` also those of its questions.  Exits with 1 when
there are findings, or when a path does not exist.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from . import bank, house_rules, passages, sentences, spelling, style
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
    parser = argparse.ArgumentParser("python -m tools.language_check", description="Check the language of the book.")
    parser.add_argument("--figures", action="store_true", help="print figures of style and occupations by chapter, too")
    parser.add_argument("--bank", action="store_true", help="print figures of the questions by chapter, too")
    parser.add_argument("paths", nargs="+", type=Path)
    given = parser.parse_args(arguments)
    rules = house_rules.load()
    speller = spelling.Speller(spelling.own_words())
    findings: list[Finding] = []
    readings: dict[str, sentences.Reading] = {}
    for path in sources(given.paths):
        text = passages.read(path)
        findings += check(text, rules, speller)
        figures = sentences.reading(text)
        if figures and path.suffix == ".md":
            readings[str(path)] = figures
    for finding in sorted(findings):
        print(finding)
    print(sentences.table(readings))
    texts = {path.stem: path.read_text("utf-8") for path in map(Path, readings)}
    if given.figures:
        bodies = {name: found for name, text in texts.items() if (found := style.body(text))}
        print(f"\n{style.table(bodies)}")
    if given.bank:
        print(f"\n{bank.table({name: found for name, text in texts.items() if (found := bank.questions(text))})}")
    return bool(findings)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
