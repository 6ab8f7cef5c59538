"""About what the contents and the lists of figures and tables will say.

Typst makes the lists themselves.  From these lines the template knows, before anything is set, how long they will be.
A line is its kind, its depth, its number and its words.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.environment import BuildEnvironment

from bookpress.core.book import INDEX, Book, dotted, number, roman, section_number

DEPTH = 3  # of headings in the contents
FEWEST = 3  # figures or tables that make a list worth its place
Line = tuple[str, int, str, str]


def contents_lines(env: BuildEnvironment, plan: Book, parts_word: str, index_word: str) -> list[Line]:
    """The lines of the contents, in reading order."""
    lines: list[Line] = []
    for group in plan.groups:
        if group.number:
            lines.append(("part", 0, f"{parts_word} {roman(group.number)}", group.title))
        for name in group.names:
            lines += _chapter(env, name, 1 if group.number else 0, index_word)
    return lines


def _chapter(env: BuildEnvironment, docname: str, depth: int, index_word: str) -> list[Line]:
    if docname == INDEX:
        return [("chapter", depth, "", index_word)]
    lines = [("chapter", depth, dotted(number(env, docname)), env.titles[docname].astext())]
    for entry in env.tocs[docname].findall(nodes.reference):
        found = section_number(env, docname, entry["anchorname"].removeprefix("#"))
        if found and depth + len(found) <= DEPTH:
            lines.append(("section", depth + len(found) - 1, dotted(found), entry.astext()))
    return lines


def caption_lists(captions: list[tuple[str, str, str]]) -> dict[str, list[Line]]:
    """The lines of the lists of figures and of tables, from kind, number and words of every caption of the book."""
    found: dict[str, list[Line]] = {
        kind: [("figure", 0, shown, words) for own, shown, words in captions if own == kind]
        for kind in ("image", "table")
    }
    return {kind: lines for kind, lines in found.items() if len(lines) >= FEWEST}
