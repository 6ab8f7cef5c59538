"""About what the contents and the lists of figures and tables will say.

Typst makes the lists themselves.  From these lines the template knows, before anything is set, how long they will be.
A line is its kind, its depth, its number and its words.
"""

from __future__ import annotations

from docutils import nodes

from bookpress.typst.plan import INDEX, Plan

DEPTH = 3  # of headings in the contents
FEWEST = 3  # figures or tables that make a list worth its place
Line = tuple[str, int, str, str]


def contents_lines(env, plan: Plan, parts_word: str, index_word: str) -> list[Line]:
    """The lines of the contents, in reading order."""
    lines = [line for name in plan.front for line in _chapter(env, name, 0, index_word)]
    for part in plan.parts:
        if part.title:
            lines.append(("part", 0, f"{parts_word} {'I' * part.number}", part.title))
        for name in part.documents:
            lines += _chapter(env, name, 1 if part.title else 0, index_word)
    return lines + [line for name in plan.back for line in _chapter(env, name, 0, index_word)]


def _chapter(env, docname: str, depth: int, index_word: str) -> list[Line]:
    if docname == INDEX:
        return [("chapter", depth, "", index_word)]
    numbers = env.toc_secnumbers.get(docname, {})
    lines = [("chapter", depth, _dotted(numbers.get("")), env.titles[docname].astext())]
    for entry in env.tocs[docname].findall(nodes.reference):
        number = numbers.get(entry["anchorname"])
        if entry["anchorname"] and number and depth + len(number) <= DEPTH:
            lines.append(("section", depth + len(number) - 1, _dotted(number), entry.astext()))
    return lines


def _dotted(number) -> str:
    return ".".join(map(str, number or ()))


def caption_lists(captions: list[tuple[str, str, str]]) -> dict[str, list[Line]]:
    """The lines of the lists of figures and of tables, from kind, number and words of every caption of the book."""
    found = {kind: [("figure", 0, *rest) for own, *rest in captions if own == kind] for kind in ("image", "table")}
    return {kind: lines for kind, lines in found.items() if len(lines) >= FEWEST}
