"""The words that a reader sees, taken from the book's sources, each with its file and line.

A passage is one block of text: a paragraph, a heading, a cell.  Markup is gone; line breaks stand where the source has
them, so that every place in the text leads back to its line.  What is not the book's own Indonesian (code, citations,
references that print a number, words marked ``{.language-xx}`` or ``{.sic}``) is a row of :data:`HIDDEN` characters, so
that the sentence around it keeps its shape.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import dedent

from lxml import etree
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

HIDDEN = "\N{OBJECT REPLACEMENT CHARACTER}"
SYNTAX = {
    "attrs_block",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "substitution",
}  # as in conf.py; quotes stay as they are typed
SIGNPOST = re.compile(r"\s+Lihat \{term\}`[^`]+`\.$")
PARSER = create_md_parser(MdParserConfig(enable_extensions=SYNTAX), RendererHTML)

TITLED = {"box": "heading", "csv-table": "caption", "list-table": "caption"}  # whose argument is a title of that kind
TEXT_OPTIONS = {"alt": "alt", "group": "item", "time": "item"}  # options that are shown, and their kind of passage
KINDS = {
    "blockquote_open": "paragraph",
    "dd_open": "paragraph",
    "dt_open": "name",
    "heading_open": "heading",
    "list_item_open": "item",
    "td_open": "cell",
    "th_open": "cell",
}
CODES = re.compile(  # addresses, and numbers of documents such as 73/KMA/HK.01/IX/2015
    r"https?://\S+"
    r"|\b[\w-]+(?:\.[\w-]+)*\.(?:com|edu|eu|go|id|int|net|org)\b(?:/\S*)?"
    r"|\b[A-Z\d][\w.-]*(?:/[\w.-]+)*/\d{4}\b"
)
LINE_START = "\ue000"  # marks where a line starts, while the parser is at work


@dataclass(frozen=True)
class Passage:
    """One block of text: its file and first line, its words, and its kind.

    The kinds: ``paragraph``, ``item`` of a list, ``heading`` (a box has one too), ``caption`` of a figure or table,
    ``cell`` of a table, ``name`` in a list of definitions, ``alt`` for the alternative text of a figure, ``figure`` for
    words in a drawing.
    """

    file: str
    line: int
    text: str
    kind: str

    def line_of(self, offset: int) -> int:
        """Give the line of the source where the character at ``offset`` of the text stands."""
        return self.line + self.text.count("\n", 0, offset)


def read(path: Path) -> list[Passage]:
    """Give the passages of a source file: MyST (``.md``), data of a table (``.csv``) or a drawing (``.svg``)."""
    found = {".md": _chapter, ".csv": _table, ".svg": _drawing}[path.suffix](path)
    return [replace(passage, file=str(path)) for passage in found]


def from_myst(source: str) -> list[Passage]:
    """Give the passages of MyST text, whose first line is line 1 of a file without a name."""
    return list(_blocks(source, 1))


def _chapter(path: Path) -> Iterator[Passage]:
    return _blocks(path.read_text("utf-8"), 1)


def _table(path: Path) -> Iterator[Passage]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        first = 1
        for row in rows:
            for cell in row:
                yield from _as("cell", _blocks(cell, first))
            first = rows.line_num + 1


def _drawing(path: Path) -> Iterator[Passage]:
    for element in etree.parse(path).iter("{*}text", "{*}tspan"):
        for words in (element.text, *(child.tail for child in element)):
            if words and words.strip():
                yield Passage("", element.sourceline, words.strip(), "figure")


def _as(kind: str, found: Iterable[Passage]) -> Iterator[Passage]:
    return (replace(passage, kind=kind) for passage in found)


def _blocks(source: str, first: int) -> Iterator[Passage]:
    """Give the passages of MyST text whose first line is line ``first`` of its file."""
    env: dict = {}
    around: list[str] = []  # the blocks that are open, outermost first
    for token in PARSER.parse(source, env):
        if token.nesting == 1:
            around.append(token.type)
        elif token.nesting == -1:
            around.pop()
        elif token.type in ("fence", "colon_fence"):
            yield from _directive(token, first + token.map[0])
        elif token.type == "inline":
            kind = next((KINDS[block] for block in reversed(around) if block in KINDS), "paragraph")
            if text := _words(token.content, env):
                yield Passage("", first + token.map[0], text, kind)


def _directive(fence: Token, line: int) -> Iterator[Passage]:
    """Give the passages of a directive whose fence opens on ``line``; code has none."""
    head = re.match(r"\{([\w:-]+)\}\s*(.*)", fence.info)
    if not head:
        return
    name, argument = head.groups()
    if name in TITLED:
        yield from _as(TITLED[name], _blocks(argument, line))
    lines = fence.content.splitlines()
    for number, text in enumerate(lines):
        option = re.match(r":([\w-]+):\s*(.*)", text)
        if not option:
            break
        if option[1] in TEXT_OPTIONS:
            yield from _as(TEXT_OPTIONS[option[1]], _blocks(option[2], line + 1 + number))
        lines[number] = ""
    if name == "toctree":
        return
    if name == "glossary":
        yield from _glossary(lines, line + 1)
        return
    found = list(_blocks("\n".join(lines), line + 1))
    if name == "list-table":
        found = _as("cell", found)
    elif name == "figure":
        found = [*_as("caption", found[:1]), *found[1:]]
    elif name == "objectives":  # what stands before each objective is its id
        found = [passage for passage in found if passage.kind != "name"]
    yield from found


def _glossary(lines: list[str], first: int) -> Iterator[Passage]:
    """Give the passages of a glossary: terms at the margin, their definitions indented below.

    A name that only points to the right one ("Lihat X.") may be wrong or out of use, and is passed over.
    """
    for number, (text, below) in enumerate(zip(lines, [*lines[1:], ""], strict=True)):
        if text and not text[0].isspace():
            if not SIGNPOST.match(below):
                yield from _as("name", _blocks(text, first + number))
            lines[number] = ""
    yield from _blocks(dedent("\n".join(lines)), first)


def _words(content: str, env: dict) -> str:
    """Give the words of one block's content, with its line breaks; ``env`` knows the links and notes of the text."""
    content = re.sub(r"^\[[ x]\] ", "", content)  # the box of an option in a question
    marked = content.replace("\n", f"\n{LINE_START}")  # roles and code would lose a line break inside them
    shown = ""
    spans: list[bool] = []  # the spans that are open: is their text hidden?
    for token in PARSER.parseInline(marked, env)[0].children:
        if token.type == "span_open":
            spans.append(bool(re.search(r"\b(language-|sic\b)", str(token.attrs.get("class")))))
        elif token.type == "span_close":
            spans.pop()
        words = _shown(token)
        lost = token.content.count(LINE_START) - words.count(LINE_START)
        shown += (_hide(words) if any(spans) else words) + f" {LINE_START}" * lost
    return re.sub(rf"[\n ]?{LINE_START}", "\n", shown).rstrip("\n")


def _shown(token: Token) -> str:
    match token.type:
        case "text" | "text_special":
            return CODES.sub(lambda code: _hide(code[0]), token.content)
        case "softbreak" | "hardbreak":
            return "\n"
        case "code_inline":
            return _hide(token.content)
        case "image":
            return token.content
        case "myst_role":
            return _role(token.meta["name"], token.content)
    return ""


def _role(name: str, content: str) -> str:
    """Give what a role shows: its own words, or hidden ones where Sphinx writes a number, a title or a name."""
    if name.startswith("cite:"):
        return HIDDEN
    if titled := re.fullmatch(r"(.*?)\s*<[^<>]*>", content):
        return titled[1]
    return HIDDEN if name in {"doc", "eq", "numref", "ref"} else content


def _hide(words: str) -> str:
    return re.sub(rf"[^\s{LINE_START}]", HIDDEN, words)
