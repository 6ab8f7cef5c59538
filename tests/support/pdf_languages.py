"""Which words of a tagged PDF are in which language (ISO 32000-1, 14.9.2), read with pikepdf."""

from __future__ import annotations

import re
from collections import defaultdict

import pikepdf
from pikepdf import Array

from pdf_setting.tags import elements, marks

MARKED = re.compile(rb"/\w+<</MCID (\d+)(?:/Lang\(([^)]*)\))?[^>]*>>BDC(.*?)(?=/\w+<</MCID|/Artifact|\Z)", re.S)
CODES = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")
RANGES = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")
BLOCKS = re.compile(rb"beginbf(char|range)(.*?)endbf", re.S)


def words_in(document: pikepdf.Pdf, language: str) -> dict[str, str]:
    """The text of each language but ``language``, that of the file; the places of one follow each other."""
    ours = {}  # languages that the tree tells, for marked content that tells none itself
    for element in elements(document.Root.StructTreeRoot):
        if "/Lang" in element:
            ours.update({(page.objgen, mark): str(element.Lang) for page, mark in marks(element)})
    letters: dict[tuple[int, int], dict[bytes, str]] = {}
    found: dict[str, list[str]] = defaultdict(list)
    for page in document.pages:
        contents = page.obj.get("/Contents", [])
        streams = contents if isinstance(contents, Array) else [contents]
        content = b"\n".join(stream.read_bytes() for stream in streams)
        for mark, own, marked in MARKED.findall(content):
            spoken = own.decode() or ours.get((page.obj.objgen, int(mark)), language)
            if spoken != language:
                found[spoken].append(_text(document, page, marked, letters))
    return {spoken: " ".join(texts) for spoken, texts in found.items()}


def _text(document: pikepdf.Pdf, page: pikepdf.Page, content: bytes, letters: dict) -> str:
    """The words of some content of ``page``; ``letters`` keeps what the fonts say."""
    said, known = [], {}
    for operands, operator in pikepdf.parse_content_stream(document.make_stream(content)):
        if str(operator) == "Tf":
            font = page.resources.Font[operands[0]]
            if font.objgen not in letters:
                letters[font.objgen] = _letters(font.ToUnicode.read_bytes())
            known = letters[font.objgen]
        elif str(operator) in ("Tj", "TJ"):
            parts = operands[0] if isinstance(operands[0], Array) else [operands[0]]
            codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            said += [known.get(codes[i : i + 2], "") for i in range(0, len(codes), 2)]
    return "".join(said)


def _letters(mapping: bytes) -> dict[bytes, str]:
    """What each two-byte code of a font means."""
    found = {}
    for kind, block in BLOCKS.findall(mapping):
        for code, meant in CODES.findall(block) if kind == b"char" else ():
            found[bytes.fromhex(code.decode())] = _units(meant)
        for first, last, meant in RANGES.findall(block) if kind == b"range" else ():
            for step, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                units = _units(meant)
                found[code.to_bytes(2)] = units[:-1] + chr(ord(units[-1]) + step)
    return found


def _units(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be")
