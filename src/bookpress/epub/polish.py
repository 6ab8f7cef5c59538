"""Sphinx's XHTML made into the semantic XHTML of a book: ``epub:type`` with DPUB-ARIA roles.

Everything happens in memory on the tree of one page (EPUB 3.3; DPUB-ARIA 1.1; ARIA in HTML).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from lxml import etree
from sphinx.errors import ExtensionError

from bookpress.core.book import LIST_TYPES
from bookpress.core.words import _
from bookpress.epub.structure import Page
from bookpress.epub.xhtml import (
    HEADINGS,
    TYPE,
    XML_LANG,
    append,
    find,
    has_class,
    mark,
    remove,
    replace_by_content,
    tag,
    text_of,
)

# Pages whose epub:type has a role of the same name
KINDS_WITH_ROLE = {
    "abstract",
    "acknowledgments",
    "afterword",
    "appendix",
    "bibliography",
    "chapter",
    "colophon",
    "conclusion",
    "dedication",
    "epilogue",
    "errata",
    "foreword",
    "glossary",
    "index",
    "introduction",
    "part",
    "preface",
    "prologue",
}
GROUPS = ("exercise", "answer", "titled-group")
COLUMNS_OF_WIDE_TABLE = 3


def polish(page: Page, classes: set[str], with_citation_labels: bool) -> None:
    """Change the tree of ``page`` in place.

    ``classes`` are the class names that the stylesheet knows; others are taken off.  Raises
    :class:`ExtensionError` when the page has not exactly one title.
    """
    body = find(page.tree, "h:body")[0]
    body.set(TYPE, page.matter)
    if page.kind == "cover":
        return
    sections = find(body, "h:section[h:h1]")
    if len(sections) != 1:
        raise ExtensionError(f"document «{page.name}» needs one title of the first level; it has {len(sections)}")
    page.kind = _kind(page, body)
    _notes(body, sections[0])
    _glossary(body)
    _citations(body, with_citation_labels)
    _titled_blocks(body)
    _pictures(body)
    _code(body)
    _answer_key(body)
    _lists_and_tables(body)
    _wide_tables(body)
    _headings(page, sections[0])
    _tidy(body, classes)
    for element in page.tree.iter(tag("*")):
        if language := element.get("lang"):
            element.set(XML_LANG, language)


def class_names(stylesheet: str) -> set[str]:
    """Give the class names that a stylesheet selects."""
    return set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", stylesheet))


def _kind(page: Page, body: etree._Element) -> str:
    """Tell a glossary and a bibliography by what most of the page is."""
    lists = {"glossary": f".//h:dl[{has_class('glossary')}]", "bibliography": f".//h:div[{has_class('citation-list')}]"}
    if page.kind in ("appendix", "chapter", ""):
        for kind, path in lists.items():
            if sum(len(text_of(found)) for found in find(body, path)) > len(text_of(body)) / 2:
                return kind
    return page.kind


def _notes(body: etree._Element, top: etree._Element) -> None:
    """Footnotes: a number in the text that opens a note, and the notes at the end of the page."""
    for rule in find(body, f".//h:hr[{has_class('footnotes')}]"):
        remove(rule)
    lists = find(body, f".//h:aside[{has_class('footnote-list')}]")
    if lists:
        notes = etree.SubElement(top, tag("section"), {"class": "footnotes", "aria-label": _("Notes")})
        mark(notes, "footnotes")
        for part in lists:
            notes.extend(list(part))
            remove(part)
    for reference in find(body, ".//h:a[@role='doc-noteref']"):
        mark(reference, "noteref")
        reference.set("class", "noteref")
        number = _note_number(reference)
        del reference[:]
        reference.text = number
    for note in find(body, ".//h:aside[@role='doc-footnote']"):
        mark(note, "footnote")
        note.set("class", "footnote")
        _note(note)


def _note(note: etree._Element) -> None:
    """Put the number of a note and the links back to the text inside its paragraphs."""
    label = find(note, f"h:span[{has_class('label')}]")[0]
    links = [link.get("href") for link in find(note, "h:span//h:a[@role='doc-backlink']")]
    number = etree.Element(tag("span"), {"class": "note-number"})
    number.text = _note_number(label)
    for span in find(note, "h:span"):
        remove(span)
    if not len(note) or note[0].tag != tag("p"):
        note.insert(0, etree.Element(tag("p")))
    if note[-1].tag != tag("p"):
        etree.SubElement(note, tag("p"))
    first, last = note[0], note[-1]
    number.tail = " " + (first.text or "")
    first.text = None
    first.insert(0, number)
    for count, href in enumerate(links, 1):
        append(last, " ")
        back = etree.SubElement(last, tag("a"), {"href": href, "role": "doc-backlink"})
        back.set("aria-label", _("Back to the text") + (f" ({count})" if len(links) > 1 else ""))
        back.text = "↩\N{VARIATION SELECTOR-15}"


def _note_number(element: etree._Element) -> str:
    """Give the number in a note's label or in a reference to it, without brackets."""
    return "".join(cast("Iterator[str]", element.itertext())).strip("[] \n")


def _glossary(body: etree._Element) -> None:
    for term in find(body, f".//h:dl[{has_class('glossary')}]/h:dt"):
        name = etree.Element(tag("dfn"))
        mark(name, "glossterm")
        name.text, term.text = term.text, None
        name.extend(list(term))
        term.append(name)
    for definition in find(body, f".//h:dl[{has_class('glossary')}]/h:dd"):
        mark(definition, "glossdef")
    for link in find(body, f".//h:a[h:span[{has_class('std-term')}]]"):
        mark(link, "glossref", "doc-glossref")
        link.set("class", "glossref")


def _citations(body: etree._Element, with_labels: bool) -> None:
    """Citations and lists of references; role ``doc-biblioentry`` is deprecated, a plain list serves."""
    for link in find(body, f".//h:span[{has_class('bibtex-citation')}]//h:a"):
        mark(link, "biblioref", "doc-biblioref")
        link.attrib.pop("title", None)
    for references in find(body, f".//h:div[{has_class('citation-list')}]"):
        references.tag = tag("ul")
        references.attrib.pop("role", None)
        references.set("class", "bibliography")
        for entry in find(references, "h:div"):
            entry.tag = tag("li")
            entry.attrib.pop("role", None)
            for label in find(entry, f"h:span[{has_class('label')}]"):
                if not with_labels:
                    remove(label)


def _titled_blocks(body: etree._Element) -> None:
    """Boxes, objectives, exercises and the like get the name of their title."""
    for aside in find(body, f".//h:div[{has_class('admonition')}]"):
        aside.tag = tag("aside")
        aside.set("role", "note")
    for group in find(body, f".//h:div[{' or '.join(has_class(name) for name in GROUPS)}]"):
        group.set("role", "group")
    blocks = find(body, ".//h:aside[not(@aria-labelledby)] | .//h:div[@role='group']")
    for count, block in enumerate(blocks, 1):
        title = block.find(tag("p"))
        if title is not None and "-title" in title.get("class", ""):
            title.set("id", title.get("id") or f"{block.get('id') or f'block-{count}'}-title")
            block.set("aria-labelledby", title.get("id"))


def _pictures(body: etree._Element) -> None:
    """Decoration is marked as such; no size is fixed, because a screen may be narrower."""
    for drawing in find(body, ".//svg:svg[@version]"):
        del drawing.attrib["version"]  # icons have that of their collection there
    for image in find(body, f".//h:img[@alt=''][{has_class('decorative')}]"):
        image.set("role", "presentation")
    for sized in find(body, ".//*[@style]"):
        width = re.search(r"(?<![-\w])width:\s*([\d.]+(?:px|pt|cm|mm|in|em|ex|rem))", sized.get("style"))
        if width:
            sized.set("style", f"width: 100%; max-width: {width[1]}")


def _code(body: etree._Element) -> None:
    """Numbers of lines stand apart from the code, also without a style sheet."""
    for number in find(body, f".//h:span[{has_class('linenos')}]"):
        number.text = f"{(number.text or '').rstrip()} "


def _answer_key(body: etree._Element) -> None:
    """The answers of a chapter become a section with a heading, so that the contents can list it."""
    for count, heading in enumerate(find(body, f".//h:*[{has_class('answer-key-chapter')}]"), 1):
        section = etree.Element(tag("section"), {"id": f"answers-{count}"})
        following = [heading]
        for sibling in heading.itersiblings():
            if "answer" not in sibling.get("class", "").split():
                break
            following.append(sibling)
        heading.addprevious(section)
        section.extend(following)
        heading.tag = tag("h2")


def _lists_and_tables(body: etree._Element) -> None:
    """What must not depend on the stylesheet: letters before items, scope of header cells."""
    for items in find(body, ".//h:ol[@class]"):
        for name in set(items.get("class").split()) & LIST_TYPES.keys() - {"arabic"}:
            items.set("type", LIST_TYPES[name])
    for table in find(body, f".//h:table[{has_class('hlist')}]"):  # a list in columns, which a narrow screen has not
        items = etree.Element(tag("ul"))
        items.extend(find(table, ".//h:td/h:ul/h:li"))
        items.tail = table.tail
        table.getparent().replace(table, items)
    for cell in find(body, ".//h:th"):
        in_head = cell.getparent().getparent().tag == tag("thead")
        cell.set("scope", "col" if in_head else "row")


def _wide_tables(body: etree._Element) -> None:
    """In tables of many columns each cell carries its column's name: on a narrow screen rows become cards.

    A frame around each table lets the style sheet ask for its width in letters.
    """
    for table in find(body, ".//h:table[not(ancestor::h:table)]"):
        frame = etree.Element(tag("div"), {"class": "table-frame"})
        frame.tail, table.tail = table.tail, None
        table.getparent().replace(table, frame)
        frame.append(table)
    for table in find(body, ".//h:table[h:thead[count(h:tr) = 1] and not(.//@colspan) and not(.//@rowspan)]"):
        names = [text_of(cell) for cell in find(table, "h:thead/h:tr/h:th")]
        if len(names) >= COLUMNS_OF_WIDE_TABLE:
            table.set("class", f"{table.get('class', '')} wide".strip())
            for row in find(table, "h:tbody/h:tr"):
                for name, cell in zip(names, row, strict=False):
                    if cell.tag == tag("td"):
                        cell.set("data-column", name if name.endswith(("?", "!", ".", ":")) else f"{name}:")


def _headings(page: Page, top: etree._Element) -> None:
    """Numbers of headings, and the title of the page as the name of its section."""
    for number in find(top, f".//h:span[{has_class('section-number')}]"):
        digits = text_of(number).rstrip(".")
        is_chapter = number.getparent().tag == tag("h1") and digits.isdigit()
        number.set("class", "number")
        number.text = _("Chapter %s") % digits if is_chapter else digits
        number.tail = " " + (number.tail or "")
    title = find(top, HEADINGS)[0]
    title.set("id", title.get("id") or f"{top.get('id') or page.kind}-title")
    top.set("aria-labelledby", title.get("id"))
    top.set("class", page.kind)
    if page.kind:
        mark(top, page.kind, f"doc-{page.kind}" if page.kind in KINDS_WITH_ROLE else None)


def _tidy(body: etree._Element, classes: set[str]) -> None:
    """Take off what is there twice or unknown to the stylesheet, and elements that then say nothing."""
    anchors = set()
    for element in body.iter(tag("*")):
        if element.get("id") in anchors:
            del element.attrib["id"]
        anchors |= {element.get("id")} - {None}
        element.attrib.pop("align", "")
        known = [name for name in element.attrib.pop("class", "").split() if name in classes]
        if known:
            element.set("class", " ".join(known))
    for element in find(body, ".//h:span[not(@*)] | .//h:div[not(@*)][not(text()[normalize-space()])]"):
        replace_by_content(element)
