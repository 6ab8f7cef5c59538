"""Tables."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from math import ceil, fsum  # the same on every Python, sum is not
from typing import cast

from docutils import nodes

from bookpress.typst import markup
from bookpress.typst.setters.captions import Captions
from bookpress.typst.writing import elements, true

LONG_TABLE = 28  # lines; a longer table may be broken over pages
LONG_ROW = 20
CHARACTERS = 76  # of table text in a line as wide as the page
LONGEST_WORD = 18  # that a column is widened for
PADDING = 4  # of a cell, in characters
ROUNDING = 0.001  # characters; a word that is just as wide as its column fits
SMALLEST = 0.72  # of the text size, in a table whose words do not fit otherwise

Row = list[tuple[int, nodes.entry]]


class Tables(Captions):
    """Tables, with columns as wide as their words want them."""

    def visit_table(self, node: nodes.Element) -> None:
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        group = next(child for child in node.children if isinstance(child, nodes.tgroup))
        table, lines = self.table(group, given="colwidths-given" in node["classes"])
        self.place(node)
        if title is None:
            self.block("plain-table", self.claim(node), f"long: {true(lines > LONG_TABLE)}", body=table)
        else:
            self.captioned("table", node, title, table, long=lines > LONG_TABLE)
        raise nodes.SkipNode

    def table(self, group: nodes.tgroup, given: bool) -> tuple[str, int]:
        """Markup of a table, and about how many lines of text it has."""
        columns = [child for child in group.children if isinstance(child, nodes.colspec)]
        cells, words = _wants(group, len(columns))
        stubs = [bool(column.get("stub")) for column in columns]
        fitting = max(SMALLEST, min(1, CHARACTERS / sum(words)))
        if given:  # widened for the words of row heads alone
            cells = [float(column.get("colwidth", 1)) for column in columns]
            words = [word if stub else 0 for word, stub in zip(words, stubs, strict=True)]
        shares = _shares(cells, words)
        widths = [CHARACTERS / fitting * share / fsum(shares) for share in shares]
        head: list[str] = []
        body: list[str] = []
        lines = 0
        for part in group.children:
            if not isinstance(part, (nodes.thead, nodes.tbody)):
                continue
            for row in _placed(part):
                height = _lines(row, shares)
                lines += height
                in_head = isinstance(part, nodes.thead)
                source = self.cells(row, in_head, stubs, widths, breakable=height > LONG_ROW)
                if source:
                    (head if in_head else body).append(source)
        tracks = markup.array(f"{share:.3f}fr" for share in shares)
        header = f"table.header({', '.join(head)}),\n" if head else ""
        return f"#sheet({tracks}, {len(head)}, {fitting:.2f},\n{header}" + ",\n".join(body) + ")", lines

    def cells(self, row: Row, in_head: bool, stubs: list[bool], widths: list[float], breakable: bool) -> str:
        """The cells of one row; those in the columns of ``stubs`` head their row.

        No word of a head is broken when the longest has room in the width of its column, in characters.
        """
        cells = []
        for column, entry in row:
            across, down = entry.get("morecols", 0) + 1, entry.get("morerows", 0) + 1
            span = (f"colspan: {across}, " if across > 1 else "") + (f"rowspan: {down}, " if down > 1 else "")
            align = next((name[5:] for name in entry["classes"] if name in ("text-center", "text-right")), "")
            aligned = f"align: {align}, " if align else ""
            heads_row = not in_head and column < len(stubs) and stubs[column]
            is_head = in_head or heads_row
            whole = is_head and _room(entry.astext()) <= fsum(widths[column : column + across]) + ROUNDING
            self.whole_words += whole
            body = self.children(entry).strip()
            self.whole_words -= whole
            body = f"#head[{body}]" if is_head else body
            fill = "fill: row-head-mark, " if heads_row else ""
            cells.append(f"table.cell({span}{aligned}{fill}breakable: {true(breakable)})[{body}]")
        return ", ".join(cells)


def _placed(part: nodes.thead | nodes.tbody) -> Iterator[Row]:
    """The rows of a part of a table, each cell with its column: cells that reach down push others aside."""
    held: dict[int, int] = {}  # column: rows it is still taken for
    for row in elements(part):
        placed: Row = []
        column, new = 0, dict[int, int]()
        for entry in cast("list[nodes.entry]", row.children):
            while held.get(column):
                column += 1
            placed.append((column, entry))
            across = entry.get("morecols", 0) + 1
            new |= dict.fromkeys(range(column, column + across), entry.get("morerows", 0))
            column += across
        held = {place: rows - 1 for place, rows in held.items() if rows > 1} | new
        yield placed


def _wants(group: nodes.tgroup, columns: int) -> tuple[list[float], list[int]]:
    """For each column a measure of its longest cell, and the characters that its longest word takes."""
    cells, words = [4.0] * columns, [4] * columns
    parts = [part for part in group.children if isinstance(part, (nodes.thead, nodes.tbody))]
    for column, entry in chain.from_iterable(row for part in parts for row in _placed(part)):
        if not entry.get("morecols") and column < columns:
            text = entry.astext()
            cells[column] = max(cells[column], min(len(text), 60) ** 0.7)
            words[column] = max(words[column], min(_room(text), _room("m" * LONGEST_WORD)))
    return cells, words


def _room(text: str) -> int:
    """The characters that the longest word of a cell takes, with the padding."""
    return ceil(max(map(len, text.split()), default=0) * 1.1) + PADDING


def _shares(cells: list[float], words: list[int]) -> list[float]:
    """Widths of the columns in characters: in proportion to ``cells``, but wide enough for the words."""
    wanted = [CHARACTERS * cell / fsum(cells) for cell in cells]
    missing = fsum(max(word - width, 0) for word, width in zip(words, wanted, strict=True))
    spare = fsum(max(width - word, 0) for word, width in zip(words, wanted, strict=True))
    kept = max(1 - missing / spare, 0) if spare else 0
    return [word + max(width - word, 0) * kept for word, width in zip(words, wanted, strict=True)]


def _lines(row: Row, shares: list[float]) -> int:
    """About how many lines the highest cell of a row has."""
    total, most = fsum(shares) or 1, 1
    for column, entry in row:
        across = entry.get("morecols", 0) + 1
        width = CHARACTERS * fsum(shares[column : column + across]) / total
        most = max(most, ceil(len(entry.astext()) / max(width, 4) - ROUNDING))
    return most
