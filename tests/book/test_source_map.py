"""docs/source-map.md: every idea of the two source articles is there once and leads to a section of the book."""

import re
from collections import Counter
from pathlib import Path

import pytest

from builds import ROOT

EXPECTED = [f"S1-{number:02}" for number in range(1, 23)] + [f"S2-{number:02}" for number in range(1, 39)]
ROW = re.compile(r"\|\s*(S\d+-\d+)\s*\|")
LINK = re.compile(r"\]\(([^)]*)\)")
TARGET = re.compile(r"\.\./(chapters/[\w-]+\.md)#([\w-]+)")
LABEL = re.compile(r"^\(([\w-]+)\)=\s*$", re.MULTILINE)


def check(source_map: Path, book: Path, expected: list[str]) -> list[str]:
    """Findings, ``file:line: message``, about a map of the ideas ``expected`` into the chapters below ``book``."""
    findings, seen = [], Counter()
    for number, line in enumerate(source_map.read_text("utf-8").splitlines(), 1):
        row = ROW.match(line)
        if not row:
            continue
        place, idea = f"{source_map.name}:{number}", row[1]
        seen[idea] += 1
        if idea not in expected:
            findings.append(f"{place}: {idea} is no idea of the sources; mend the id")
        elif seen[idea] == 2:
            findings.append(f"{place}: {idea} is here already; keep one row and name both sections in it")
        links = LINK.findall(line)
        if not links:
            findings.append(f"{place}: {idea} leads nowhere; link the section that tells it")
        for link in links:
            target = TARGET.fullmatch(link)
            if not target:
                findings.append(f"{place}: {link} names no section; write ../chapters/<slug>.md#<label>")
                continue
            chapter, label = target.groups()
            if not (book / chapter).is_file():
                findings.append(f"{place}: {chapter} is no file; mend the link")
            elif label not in LABEL.findall((book / chapter).read_text("utf-8")):
                findings.append(f"{place}: {chapter} has no label ({label})=; name the section that tells {idea}")
    missing = [idea for idea in expected if not seen[idea]]
    return findings + [f"{source_map.name}: {idea} is missing; add its row" for idea in missing]


SMALL_MAP = """\
| id | idea | told in |
|---|---|---|
| S1-01 | satu | [satu](../chapters/bab.md#bab-satu) |
| S1-02 | dua | [satu](../chapters/bab.md#bab-satu), [dua](../chapters/bab.md#bab-dua) |
"""
SMALL_CHAPTER = "(bab)=\n# Bab\n\n(bab-satu)=\n## Satu\n\nLihat {ref}`bab-tiga`.\n\n(bab-dua)=\n## Dua\n"


def small(folder, source_map):
    """The findings about a map of two ideas into one chapter."""
    (folder / "chapters").mkdir()
    (folder / "chapters" / "bab.md").write_text(SMALL_CHAPTER, "utf-8")
    (folder / "map.md").write_text(source_map, "utf-8")
    return check(folder / "map.md", folder, ["S1-01", "S1-02"])


def test_book():
    findings = check(ROOT / "docs" / "source-map.md", ROOT, EXPECTED)
    assert not findings, "\n".join(findings)


def test_accepts(tmp_path):
    assert small(tmp_path, SMALL_MAP) == []


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("#bab-dua", "#bab-tiga", "map.md:4: chapters/bab.md has no label (bab-tiga)="),
        ("#bab-dua", "", "map.md:4: ../chapters/bab.md names no section"),
        ("[satu](../chapters/bab.md#bab-satu), [dua](../chapters/bab.md#bab-dua)", "", "map.md:4: S1-02 leads nowhere"),
        ("bab.md#bab-dua", "lain.md#bab-dua", "map.md:4: chapters/lain.md is no file"),
        ("| S1-02 |", "| S1-03 |", "map.md:4: S1-03 is no idea of the sources"),
        ("| S1-02 |", "| S1-01 |", "map.md:4: S1-01 is here already"),
        ("| S1-02 |", "| - |", "map.md: S1-02 is missing"),
    ],
)
def test_finds(tmp_path, right, wrong, says):
    assert right in SMALL_MAP
    findings = small(tmp_path, SMALL_MAP.replace(right, wrong))
    assert any(finding.startswith(says) for finding in findings), findings
