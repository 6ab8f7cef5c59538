"""What a finished PDF must have to be read without eyes: PDF/UA-1 (ISO 14289-1) and PDF/A-2a, read with pikepdf.

:func:`faults` lists what is missing.  It covers what a program can see: not whether an alternative text is good.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pikepdf
from pikepdf import Array, Dictionary, Name

from pdf_languages import words_in
from pdf_setting.tags import children, elements

STANDARD = re.findall(  # ISO 32000-1, 14.8.4
    r"\w+",
    """Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table
    TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Figure Formula Form Private""",
)
UNMARKED = re.compile(rb"/(\w+)\s*<<(?:[^<>]|<[^<>]*>)*>>\s*BDC|/(\w+)\s+BMC|\b(EMC)\b|\b(T[jJ])\b")
# What Typst writes for links when nobody translates it, and what tells nothing.
UNTRANSLATED = re.compile(
    r"(?:Footnote|Page|Chapter|Section|Part|Figure|Table|Equation|Back)\b|[\W\d]*$", re.IGNORECASE
)
BLEND_MODES = re.findall(  # ISO 32000-1, 11.3.5
    r"\w+",
    """Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight Difference
    Exclusion Hue Saturation Color Luminosity""",
)
PRINTED = 4  # the flag Print of an annotation: PDF/A-2, 6.3.2


def faults(document: pikepdf.Pdf, language: str, foreign: Iterable[tuple[str, str]] = ()) -> list[str]:
    """Everything that is missing or wrong, in words; nothing when all is well.

    ``foreign``: a language and words of it that the file shall mark as such.
    """
    root = document.Root
    found = []
    if not root.get("/MarkInfo", {}).get("/Marked"):
        found.append("the file is not marked as tagged")
    if root.get("/MarkInfo", {}).get("/Suspects"):
        found.append("the tree is said to be suspect")
    if str(root.get("/Lang", "")) != language:
        found.append(f"the language of the file is {root.get('/Lang')}")
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        found.append("the title is not shown")
    found += _declared(document) + _fonts(document) + _links(document) + _transparency(document)
    if "/StructTreeRoot" not in root:
        return [*found, "no structure tree"]
    return found + _tree(document, root.StructTreeRoot) + _languages(document, language, foreign)


def _declared(document: pikepdf.Pdf) -> list[str]:
    with document.open_metadata() as metadata:
        wanted = {"pdfuaid:part": "1", "pdfaid:part": "2", "pdfaid:conformance": "A"}
        found = [f"{name} is not {value}" for name, value in wanted.items() if metadata.get(name) != value]
        return found if metadata.get("dc:title") else [*found, "no title"]


def _fonts(document: pikepdf.Pdf) -> list[str]:
    fonts = {}
    for page in document.pages:
        for font in (page.resources.get("/Font") or {}).values():
            fonts[font.objgen] = font
    found = []
    for font in fonts.values():
        below = font.get("/DescendantFonts", [font])[0]
        descriptor = below.get("/FontDescriptor", {})
        if font.get("/Subtype") != Name.Type3 and not {"/FontFile", "/FontFile2", "/FontFile3"} & set(
            descriptor.keys()
        ):
            found.append(f"the font {font.get('/BaseFont')} is not embedded")
        if "/ToUnicode" not in font:
            found.append(f"the font {font.get('/BaseFont')} does not say its letters")
    return found


def _links(document: pikepdf.Pdf) -> list[str]:
    found = []
    for number, page in enumerate(document.pages, 1):
        if page.get("/Annots") and page.get("/Tabs") != Name.S:
            found.append(f"page {number}: order of links is not that of the tree")
        for link in page.get("/Annots", []):
            said = str(link.get("/Contents", "")).strip(" ,")
            if UNTRANSLATED.match(said):
                found.append(f"page {number}: link described as {said!r}")
            if not int(link.get("/F", 0)) & PRINTED:
                found.append(f"page {number}: link is not printed")
            if "/StructParent" not in link:
                found.append(f"page {number}: link out of the tree")
    return found


def _tree(document: pikepdf.Pdf, tree: Dictionary) -> list[str]:
    found, level = [], 0
    roles = {str(name)[1:]: str(kind)[1:] for name, kind in tree.get("/RoleMap", {}).items()}
    for element in elements(tree):
        kind = str(element["/S"])[1:]
        kind = roles.get(kind, kind)
        if kind not in STANDARD:
            found.append(f"unknown kind {kind}")
        if kind in ("Figure", "Formula") and not str(element.get("/Alt", "")).strip():
            found.append(f"{kind} without alternative text")
        if kind == "Table":
            found += _cells_without_header(element)
        if kind == "TH" and not any("/Scope" in attributes for attributes in _attributes(element)):
            found.append("table header without scope")
        if kind == "LI" and not {"/Lbl", "/LBody"} & {str(child["/S"]) for child in children(element)}:
            found.append("list item without label and body")
        if re.fullmatch("H[1-6]", kind):
            if int(kind[1]) > level + 1:
                found.append(f"{kind} after H{level}")
            level = int(kind[1])
    for number, page in enumerate(document.pages, 1):
        if _unmarked(page):
            found.append(f"page {number}: text neither in the tree nor an artefact")
    return found


def _cells_without_header(table: Dictionary) -> list[str]:
    """Cells that no header names: by the list of headers, or by the scope of one in the row or column (14.8.5.7)."""
    rows = [[cell for cell in children(row) if "/S" in cell] for row in elements(table) if row["/S"] == Name.TR]
    identified = {bytes(cell.ID) for row in rows for cell in row if cell["/S"] == Name.TH and "/ID" in cell}
    taken, headed_rows, headed_columns, data = set(), set(), set(), []
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            given = {key: value for attributes in _attributes(cell) for key, value in attributes.items()}
            while (number, column) in taken:
                column += 1
            down = range(number, number + int(given.get("/RowSpan", 1)))
            across = range(column, column + int(given.get("/ColSpan", 1)))
            taken.update((y, x) for y in down for x in across)
            scope = str(given.get("/Scope", "")) if cell["/S"] == Name.TH else ""
            headed_rows.update(down if scope in ("/Row", "/Both") else ())
            headed_columns.update(across if scope in ("/Column", "/Both") else ())
            if cell["/S"] == Name.TD:
                data.append((down, across, {bytes(name) for name in given.get("/Headers", [])}))
    return [
        f"cell in row {down[0] + 1}, column {across[0] + 1} without a header"
        for down, across, headers in data
        if not headers & identified and not headed_rows & {*down} and not headed_columns & {*across}
    ]


def _attributes(element: Dictionary) -> list:
    given = element.get("/A", [])
    return list(given) if isinstance(given, Array | list) else [given]


def _transparency(document: pikepdf.Pdf) -> list[str]:
    """What PDF/A-2 asks of colours and transparency (ISO 19005-2, 6.2.3 and 6.2.10)."""
    intents = [intent for intent in document.Root.get("/OutputIntents", []) if intent.get("/S") == Name.GTS_PDFA1]
    managed = any("/DestOutputProfile" in intent for intent in intents)
    found = [] if managed else ["no output intent"]
    for number, page in enumerate(document.pages, 1):
        for state in (page.resources.get("/ExtGState") or {}).values():
            modes = state.get("/BM", Name.Normal)
            modes = [str(mode)[1:] for mode in (modes if isinstance(modes, Array) else [modes])]
            found += [f"page {number}: blend mode {mode}" for mode in modes if mode not in BLEND_MODES]
            clear = any(float(state.get(key, 1)) < 1 for key in ("/ca", "/CA"))
            masked = isinstance(state.get("/SMask"), Dictionary)
            if (clear or masked or modes != ["Normal"]) and not managed and "/CS" not in page.obj.get("/Group", {}):
                found.append(f"page {number}: transparency without a colour space to blend in")
    return found


def _languages(document: pikepdf.Pdf, language: str, foreign: Iterable[tuple[str, str]]) -> list[str]:
    """Words that are not marked as being in their language, or are in none that is said."""
    marked = words_in(document, language)
    return [
        f"not marked as {own}: {words}"
        for own, words in foreign
        if _letters(words) not in _letters(marked.get(own, ""))
    ]


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words))


def _unmarked(page: pikepdf.Page) -> bool:
    """Is there text outside all marked content?"""
    contents = page.obj.get("/Contents", [])
    streams = contents if isinstance(contents, Array) else [contents]
    content = re.sub(rb"\((?:[^()\\]|\\.)*\)", b"()", b"\n".join(stream.read_bytes() for stream in streams), flags=re.S)
    depth = 0
    for opened, bare, closed, text in UNMARKED.findall(content):
        depth += bool(opened or bare) - bool(closed)
        if text and depth == 0:
            return True
    return False
