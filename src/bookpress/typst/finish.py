"""What the PDF still needs when Typst has written it, done with pikepdf in one pass.

Clean text: Typst maps a soft hyphen inside a line onto the glyph before it (ToUnicode ``<0061 00AD>``, ActualText
likewise); without them search, copying and screen readers find whole words.  A hyphen that is drawn at the end of a
line stays a soft hyphen.  Also: cells that head a row, properties that Typst has no word for, and for
print the page boxes and crop marks (ISO 32000-1, 14.11.2).
"""

from __future__ import annotations

import re
from operator import itemgetter
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

UNWANTED = (b"00AD", b"2060")  # soft hyphen, word joiner
# More than one UTF-16 unit in hexadecimal digits, in a mapping of glyphs and in the words of marked content.
MAPPING = re.compile(rb"(<[0-9A-Fa-f]{4}>\s*<)([0-9A-Fa-f]{8,})>")
ACTUAL_TEXT = re.compile(rb"(/ActualText\s*<FEFF)([0-9A-Fa-f]{8,})>")
# A letter and a soft hyphen around one glyph: the mapping of glyphs tells the letter as well.
LETTER = re.compile(rb"/Span<</ActualText<FEFF[0-9A-F]{4}00AD>>>BDC(.{1,99}?T[jJ]\n)EMC", re.S)
LETTER_GLYPH = itemgetter(1)
ROW_HEAD = [round(value / 255, 3) for value in (1, 2, 3)]  # row-head-mark in design/pictures.typ
# The invisible fill by which those cells are known: no colour, and no transparency, shall be left of it.
ROW_HEAD_FILL = re.compile(
    rb"/Artifact<</Type/Layout>>BDC\nq [^\n]*?/(g\d+) gs(?:/c\d+ cs)? "
    rb"0\.0039\d* 0\.0078\d* 0\.0117\d* scn [^Qq]*?\nQ\nEMC"
)
MARK_LENGTH, MARK_GAP, MARK_MARGIN = 12, 3, 24  # points
LABEL = "typst-label:"  # what a link inside the book has for an address
NOTHING: dict[str, Any] = {}
ABOVE = 10  # points of the text above its end that a link shows


def finish(
    raw: Path,
    result: Path,
    places: dict[str, dict[str, Any]],
    *,
    properties: dict[str, str | list[str]],
    descriptions: dict[str, str],
    footnote: str,
    back: str,
    page: str,
    crop_marks: bool,
) -> None:
    """Write the finished PDF to ``result``, made from what Typst has written, ``raw``.

    ``places``: label -> where it is (``places`` in ``design/book.typ``); ``properties``: XMP names (``dc:publisher``)
    with their values; ``descriptions``: label -> what a reader calls it; ``footnote``: the word; ``back``: what the
    link of a note to its place in the text says, ``page``: words for a page, both with ``%s`` for its number.  The
    same input gives the same bytes.  Raises :class:`KeyError` when the end of a link has no place.
    """
    with pikepdf.open(raw, access_mode=pikepdf.AccessMode.mmap) as document:  # four times as fast as from a stream
        head_rows(document)
        clean_fonts(document)
        clean_pages(document)
        lead_links(document, places, descriptions, page)
        describe_links(document, footnote, back)
        drop_suspects(document)
        describe(document, properties)
        if crop_marks:
            add_crop_marks(document)
        document.save(result, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)


def lead_links(
    document: pikepdf.Pdf, places: dict[str, dict[str, Any]], descriptions: dict[str, str], page: str
) -> None:
    """Lead the links inside the book to where their ends are (ISO 32000-1, 12.3.2.2), and say where that is.

    Raises :class:`KeyError` when a label has no place.
    """
    pages = [page.obj for page in document.pages]
    tops = [float(page.mediabox[3]) for page in document.pages]
    bleeds = [float(page.obj.get("/TrimBox", page.mediabox)[0]) for page in document.pages]
    for holder in pages:
        for annotation in holder.get("/Annots", []):
            address = bytes(annotation.get("/A", NOTHING).get("/URI", String(""))).decode()  # Typst writes UTF-8
            if not address.startswith(LABEL):
                continue
            label = address.removeprefix(LABEL)
            place = places[label]
            number = place["page"] - 1
            x, y = bleeds[number] + place["x"], tops[number] - bleeds[number] - max(place["y"] - ABOVE, 0)
            del annotation["/A"]
            annotation.Dest = Array([pages[number], Name.XYZ, round(x, 3), round(y, 3), 0])
            shown = page % place["shown"]
            annotation.Contents = String(f"{descriptions[label]}, {shown}" if label in descriptions else shown)


def describe(document: pikepdf.Pdf, properties: dict[str, str | list[str]]) -> None:
    """Add ``properties`` to the XMP metadata."""
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for name, value in properties.items():
            metadata[name] = value


def clean_fonts(document: pikepdf.Pdf) -> None:
    """Take soft hyphens inside lines and word joiners out of the letters that glyphs stand for."""
    seen = set()
    for page in document.pages:
        fonts: Any = page.resources.get("/Font") or {}
        for font in fonts.values():
            if font.objgen not in seen and "/ToUnicode" in font:
                seen.add(font.objgen)
                font.ToUnicode.write(MAPPING.sub(_clean_digits, font.ToUnicode.read_bytes()))


def clean_pages(document: pikepdf.Pdf) -> None:
    """Take off the pages what is not for readers.

    Soft hyphens inside lines and word joiners go from the words of marked content; the invisible fills of row heads
    go too, and the transparency that only they use.
    """
    for page in document.pages:
        content = page.Contents.read_bytes()
        content = ACTUAL_TEXT.sub(_clean_digits, LETTER.sub(LETTER_GLYPH, content))
        states = set(ROW_HEAD_FILL.findall(content))
        content = ROW_HEAD_FILL.sub(b"", content) if states else content
        for state in states:
            if not re.search(rb"/%s gs\b" % state, content):
                del page.resources.ExtGState["/" + state.decode()]
        page.Contents.write(content)


def _clean_digits(match: re.Match[bytes]) -> bytes:
    units = [match[2][i : i + 4] for i in range(0, len(match[2]), 4)]
    kept = [unit for unit in units if unit.upper() not in UNWANTED] or units[:1]
    return match[1] + b"".join(kept) + b">"


def describe_links(document: pikepdf.Pdf, footnote: str, back: str) -> None:
    """Mend the descriptions of links: no empty word in front, and those of footnotes in the language of the book."""
    for page in document.pages:
        for annotation in page.get("/Annots", []):
            if "/Contents" in annotation:
                description = str(annotation.Contents).lstrip(" ,")
                if re.fullmatch(r"\d+", description):  # a note's own number leads back to the text
                    description = back % description
                annotation.Contents = String(re.sub(r"^Footnote\b", footnote, description))


def drop_suspects(document: pikepdf.Pdf) -> None:
    """Leave out ``/Suspects false``: a file without it says the same (ISO 32000-1, 14.7.1), and poppler misreads it."""
    if document.Root.get("/MarkInfo", NOTHING).get("/Suspects") is False:
        del document.Root.MarkInfo["/Suspects"]


def head_rows(document: pikepdf.Pdf) -> None:
    """Turn the table cells that the template marked into row headers (TH with Scope; ISO 32000-1, 14.8.4.3.4).

    In their tables the scopes say which cell belongs to which header; lists of headers would leave the row out.
    """
    tables = [each for each in document.objects if isinstance(each, Dictionary) and each.get("/S") == Name.Table]
    for table in tables:
        cells = [cell for row in _elements(table, Name.TR) for cell in _children(row)]
        heads = [cell for cell in cells if cell["/S"] == Name.TD and _is_row_head(cell)]
        for cell in heads:
            cell.S = Name.TH
            _attributes(cell)[Name.Table].Scope = Name.Row
            del _attributes(cell)[Name.Layout].BackgroundColor
        for cell in cells if heads else ():
            headers = _attributes(cell)[Name.Table]
            if "/Headers" in headers:
                del headers["/Headers"]


def _children(element: Object) -> list[Object]:
    given: Any = element.get("/K", [])
    found: list[Object] = list(given) if isinstance(given, Array) else [given]
    return [child for child in found if isinstance(child, Dictionary) and "/S" in child]


def _elements(element: Object, kind: Name) -> list[Object]:
    """The outermost structure elements of a kind below ``element``."""
    found, waiting = [], _children(element)
    while waiting:
        child = waiting.pop()
        if child["/S"] == kind:
            found.append(child)
        else:
            waiting += _children(child)
    return found


def _attributes(cell: Object) -> dict[Object, Object]:
    given: Any = cell.get("/A", [])
    found: list[Object] = list(given) if isinstance(given, Array) else [given]
    return {attributes.O: attributes for attributes in found}


def _is_row_head(cell: Object) -> bool:
    layout: Any = _attributes(cell).get(Name.Layout, {})
    return [round(float(value), 3) for value in layout.get("/BackgroundColor", [])] == ROW_HEAD


def add_crop_marks(document: pikepdf.Pdf) -> None:
    """Enlarge the page for crop marks (artefacts, drawn in grey scale) and set its boxes."""
    for page in document.pages:
        trim = [float(v) for v in page.obj.get("/TrimBox", page.MediaBox)]
        bleed = [float(v) for v in page.obj.get("/BleedBox", page.MediaBox)]
        left, bottom, right, top = trim
        start = left - bleed[0] + MARK_GAP
        end = start + MARK_LENGTH
        lines = [(x, bottom - start, x, bottom - end) for x in (left, right)]
        lines += [(x, top + start, x, top + end) for x in (left, right)]
        lines += [(left - start, y, left - end, y) for y in (bottom, top)]
        lines += [(right + start, y, right + end, y) for y in (bottom, top)]
        drawn = " ".join("{:.3f} {:.3f} m {:.3f} {:.3f} l S".format(*line) for line in lines)
        marks = f"/Artifact <</Type /Layout>> BDC q 0.25 w 0 G {drawn} Q EMC\n"
        page.contents_add(document.make_stream(marks.encode()))
        margin = left - bleed[0] + MARK_MARGIN
        page.obj.MediaBox = Array([left - margin, bottom - margin, right + margin, top + margin])
        page.obj.CropBox = page.obj.MediaBox
        page.obj.BleedBox, page.obj.TrimBox, page.obj.ArtBox = Array(bleed), Array(trim), Array(trim)
