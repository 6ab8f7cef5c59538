"""Faults of setting, each as a place and what is wrong there."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path
from statistics import median

import pikepdf

from pdf_setting.lines import HYPHENS, Line
from pdf_setting.tags import blocks, elements, marks
from programs import pdftotext

WIDEST_SPACE = 0.5  # em
LADDER = 3  # lines with a hyphen, one after the other
SHORT = 40  # letters; in narrower columns, as of tables, a ladder is the lesser evil
NEAR = 1.5  # points
HANGING = 0.35  # em
MM = 72 / 25.4  # points
LIGATURES = re.compile("[\ufb00-\ufb06]")
RUN_TOGETHER = re.compile(r"[^\W\d_]{30,}")  # longer than any word


def justified(pages: list[list[Line]]) -> list[Line]:
    """Lines that end where most of the full lines of their page end."""
    found = []
    for lines in pages:
        ends = Counter(round(line.right) for line in lines if len(line.text) > SHORT)
        edge = max((end for end, count in ends.items() if count > 3), default=None)
        found += [line for line in lines if edge is not None and abs(line.right - edge) < NEAR and line.spaces]
    return found


def wide_spaces(pages: list[list[Line]]) -> list[str]:
    """Justified lines whose word spaces are too wide."""
    return [_place(line) for line in justified(pages) if len(line.spaces) > 2 and median(line.spaces) > WIDEST_SPACE]


def ladders(pages: list[list[Line]]) -> list[str]:
    """More than :data:`LADDER` lines of running text after each other that end inside a word."""
    found = []
    for lines in pages:
        run = 0
        for line in lines:
            run = run + 1 if line.hyphenated and len(line.text) > SHORT else 0
            if run == LADDER + 1:
                found.append(_place(line))
    return found


def overfull(pages: list[list[Line]], edges: list[tuple[float, float]]) -> list[str]:
    """Lines that leave the text block of their page, and words that run into the next column or cell.

    ``edges``: for each page the left and the right of its text block, in points; a stop or hyphen may hang out of it.
    """
    found = []
    for lines, (left, right) in zip(pages, edges, strict=True):
        found += [
            _place(line)
            for line in lines
            if line.left < left - HANGING * line.size or line.right > right + HANGING * line.size
        ]
        found += [_place(first) for first, second in combinations(lines, 2) if _overprint(first, second)]
    return found


def _overprint(first: Line, second: Line) -> bool:
    """Do two lines share a place?"""
    width = min(first.right, second.right) - max(first.left, second.left)
    return width > NEAR and abs(first.y - second.y) < min(first.size, second.size) / 2


def torn_paragraphs(document: pikepdf.Pdf) -> list[str]:
    """Paragraphs with a single line at the foot of a page (orphan) or at the head of the next (widow)."""
    found = []
    for block in blocks(document, "/P", "/LBody"):
        for before, after in pairwise(block.pages):
            if after == before + 1 and len(block.lines[before]) == 1 and before == block.pages[0]:
                found.append(f"page {before + 1}: orphan")
            if after == before + 1 and len(block.lines[after]) == 1 and after == block.pages[-1]:
                found.append(f"page {after + 1}: widow")
    return sorted(set(found))


def torn_rows(document: pikepdf.Pdf, most: int) -> list[str]:
    """Table rows of at most ``most`` lines that are split."""
    rows = [block for block in blocks(document, "/TR") if len(block.pages) > 1]
    return [f"page {row.pages[0] + 1}" for row in rows if max(map(len, row.lines.values())) * 2 <= most]


def headless_tables(document: pikepdf.Pdf, pages: list[list[Line]]) -> list[str]:
    """Tables that go on over a page without their head."""
    numbers = {page.obj.objgen: number for number, page in enumerate(document.pages)}
    found = []
    for table in elements(document.Root.StructTreeRoot):
        if table["/S"] != "/Table":
            continue
        on = sorted({numbers[page.objgen] for page, _mark in marks(table)})
        heads = [block for block in blocks(document, "/TH", within=table) if block.pages == on[:1]]
        if len(on) < 2 or not heads:
            continue
        height = max(max(block.lines[on[0]]) for block in heads)
        head = next((line.text.strip() for line in pages[on[0]] if abs(line.y - height) < NEAR), "")
        found += [
            f"page {page + 1}: {head}" for page in on[1:] if head not in [line.text.strip() for line in pages[page]]
        ]
    return found


def headings_at_foot(document: pikepdf.Pdf, pages: list[list[Line]], fewest: int = 2) -> list[str]:
    """Headings with fewer than ``fewest`` lines after them on their page, unless they stand alone on it."""
    found = []
    for heading in blocks(document, "/H1", "/H2", "/H3", "/H4", "/H5", "/H6"):
        for page in heading.pages[-1:]:
            foot = min(heading.lines[page])
            above = [line for line in pages[page] if line.y > max(heading.lines[page]) + NEAR]
            below = {round(line.y) for line in pages[page] if line.y < foot - NEAR}
            if len(above) > 2 and len(below) < fewest:
                found.append(f"page {page + 1}, {foot:.0f} points from the foot")
    return found


def far_figures(document: pikepdf.Pdf, word: str, most: int) -> list[str]:
    """Figures more than ``most`` pages from the first link to them; ``word`` begins the description of such a link."""
    seen, faults = set(), []
    for number, page in enumerate(document.pages):
        for link in page.get("/Annots", []):
            name, comma, _page = str(link.get("/Contents", "")).partition(", ")
            if not comma or not re.match(rf"{re.escape(word)} \d", name) or name in seen or "/Dest" not in link:
                continue
            seen.add(name)
            distance = abs(pikepdf.Page(link.Dest[0]).index - number)
            if distance > most:
                faults.append(f"page {number + 1}: {name} is {distance} pages away")
    return faults


def text_blocks(document: pikepdf.Pdf, edition) -> list[tuple[float, float]]:
    """Left and right of the text block of each page, in points, as ``edition`` (an edition file, read) has it."""
    found = []
    for number, page in enumerate(document.pages):
        margins = [edition.screen.margin_side] * 2
        if "/TrimBox" in page.obj:
            margins = [edition.print.margin_inside, edition.print.margin_outside]
        left, right = reversed(margins) if number % 2 else margins
        found.append((float(page.trimbox[0]) + left * MM, float(page.trimbox[2]) - right * MM))
    return found


def faults(document: pikepdf.Pdf, pages: list[list[Line]], edition, figure: str) -> dict[str, list[str]]:
    """All faults of a finished book by kind, but words lost; ``figure`` is its word for a figure."""
    return {
        "wide spaces": wide_spaces(pages),
        "ladders": ladders(pages),
        "torn paragraphs": torn_paragraphs(document),
        "torn rows": torn_rows(document, most=20),
        "tables without their head": headless_tables(document, pages),
        "headings at a foot": headings_at_foot(document, pages),
        "figures far from their mention": far_figures(document, figure, most=3),
        # The first page is the cover, on screen, or the half title.
        "lines too long": overfull(pages[1:], text_blocks(document, edition)[1:]),
    }


def lost_words(path: Path, words: set[str]) -> list[str]:
    """Words that poppler does not find in the file; soft hyphens inside lines, ligatures, words run together as well.

    A word that begins on one page and ends on the next is found when both parts are.
    """
    read = subprocess.run([pdftotext(), "-raw", str(path), "-"], capture_output=True, check=True).stdout.decode()
    pages = read.split("\f")
    whole = re.sub(rf"[{HYPHENS}]\s*\n", "", read)
    odd = [*re.findall(r"\w*(?:\u00ad\w+)+", whole), *LIGATURES.findall(whole), *RUN_TOGETHER.findall(whole)]
    found = {
        begun + ended
        for before, after in pairwise(pages)
        for begun in re.findall(rf"(\w+)[{HYPHENS}]\s*$", before, re.M)
        for ended in re.findall(r"^\w+", after, re.M)
    }
    return sorted(words - found - set(re.findall(r"\w+", whole))) + odd


def _place(line: Line) -> str:
    return f"page {line.page + 1}: {line.text.strip()[:60]}"
