"""What a finished PDF must have to be read without eyes: PDF/UA-1 (ISO 14289-1) and PDF/A-2a, read with pikepdf.

:func:`faults` lists what is missing.  It covers what a program can see: not whether an alternative text is good.
"""

from __future__ import annotations

import re

import pikepdf
from pikepdf import Array, Dictionary, Name

from pdf_setting.tags import children, elements

STANDARD = re.findall(  # ISO 32000-1, 14.8.4
    r"\w+",
    """Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table
    TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Figure Formula Form Private""",
)
UNMARKED = re.compile(rb"/(\w+)\s*<<(?:[^<>]|<[^<>]*>)*>>\s*BDC|/(\w+)\s+BMC|\b(EMC)\b|\b(T[jJ])\b")
ENGLISH = ("Footnote", "page ", "Page ")


def faults(document: pikepdf.Pdf, language: str) -> list[str]:
    """Everything that is missing or wrong, in words; nothing when all is well."""
    root = document.Root
    found = []
    if not root.get("/MarkInfo", {}).get("/Marked"):
        found.append("the file is not marked as tagged")
    if str(root.get("/Lang", "")) != language:
        found.append(f"the language of the file is {root.get('/Lang')}")
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        found.append("the title is not shown")
    if "/OutputIntents" not in root:
        found.append("no output intent")
    found += _declared(document) + _fonts(document) + _links(document)
    if "/StructTreeRoot" not in root:
        return [*found, "no structure tree"]
    return found + _tree(document, root.StructTreeRoot)


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
            if not said or said.startswith(ENGLISH):
                found.append(f"page {number}: link described as {said!r}")
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
        if kind == "Table" and not any(str(cell["/S"]) == "/TH" for cell in elements(element)):
            found.append("table without headers")
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


def _attributes(element: Dictionary) -> list:
    given = element.get("/A", [])
    return list(given) if isinstance(given, Array) else [given]


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
