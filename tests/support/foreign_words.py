"""What a reader of a built book sees or hears, and the words of the toolkit in other languages that are left in it."""

from __future__ import annotations

import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pypdfium2
from lxml import etree, html

from bookpress.core.words.catalogues import DOMAIN, LOCALE, read

PLACEHOLDER = re.compile(r"%\(\w+\)[sdg]|%[sdg]|\{\w+\}")
READ_OUT = ("title", "aria-label", "aria-description", "alt", "placeholder", "label", "value", "content")
STRINGS = re.compile(r"\"([^\"\\\n]*)\"|'([^'\\\n]*)'|`([^`\\]*)`")
TOLD_BY_PDF = ("/Alt", "/ActualText", "/Contents", "/Title", "/TU", "/Lbl", "/P", "/S")
SKIPPED = ("script", "style", "code", "pre")


def _translations(language: str) -> dict[tuple[str, str | None], str]:
    path = LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    return {(message.id, message.context): message.string for message in read(path) if message.id}


def foreign(language: str, others: tuple[str, ...]) -> dict[str, re.Pattern[str]]:
    """The messages in English and in ``others``, each with what finds it, but for words that ``language`` has too."""
    own = _translations(language)
    candidates = {message for message, _context in own}
    for other in others:
        candidates |= set(_translations(other).values())
    ours = "\n".join(own.values())
    found = {message: finder(message) for message in candidates}
    return {message: pattern for message, pattern in found.items() if not pattern.search(ours)}


def finder(message: str) -> re.Pattern[str]:
    """What finds a message as whole words, with anything where it has a placeholder."""
    parts = [r"\s+".join(map(re.escape, part.split())) for part in PLACEHOLDER.split(message)]
    body = r"\s*[\w.,-]+\s*".join(parts)
    return re.compile(rf"(?<![\w.-]){body}(?![\w-]|\.\w)")


def of_pages(folder: Path) -> Iterator[tuple[str, str]]:
    """File and text of all that a website shows: pages with what is read out, strings of scripts and style sheets."""
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder).as_posix()
        if path.suffix == ".html":
            for text in of_tree(html.parse(path, html.HTMLParser(encoding="utf-8")).getroot()):
                yield place, text
        elif path.suffix in (".js", ".css"):
            code = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
            for groups in STRINGS.findall(code):
                text = "".join(groups)
                if " " in text.strip() or text[:1].isupper():
                    yield place, text
        elif path.suffix == ".webmanifest":
            yield place, " | ".join(str(value) for value in json.loads(path.read_text("utf-8")).values())


def of_tree(root: etree._Element) -> Iterator[str]:
    """The text of a page, with what is read out of attributes and what stands there as words for scripts."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        tag = etree.QName(element).localname
        inside_code = any(etree.QName(e).localname in SKIPPED for e in [element, *element.iterancestors()])
        if element.text and not inside_code:
            yield element.text
        if element.tail and not any(etree.QName(e).localname in SKIPPED for e in element.iterancestors()):
            yield element.tail
        for name, value in element.items():
            if name in READ_OUT or (name.startswith("data-") and (" " in value or value[:1].isupper())):
                if tag == "meta" and name == "content" and not re.search(r"[A-ZÄÖÜ ]", value):
                    continue
                yield value


def of_epub(path: Path) -> Iterator[tuple[str, str]]:
    """File and text of all that an EPUB shows, and of what its package says."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith((".xhtml", ".opf", ".ncx")):
                for text in of_tree(etree.fromstring(archive.read(name))):
                    yield name, text


def of_pdf(path: Path) -> Iterator[tuple[str, str]]:
    """Page and text of a PDF, its page labels and outline, and what is read out of its tags."""
    document = pypdfium2.PdfDocument(path)
    for number, page in enumerate(document, 1):
        yield f"{path.name}, page {number}", page.get_textpage().get_text_bounded()
    with pikepdf.open(path) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary):
                for key in TOLD_BY_PDF:
                    if isinstance(value := thing.get(key), pikepdf.String):
                        yield path.name, str(value)


def of_bank(folder: Path) -> Iterator[tuple[str, str]]:
    """File and text of a question bank: Moodle XML, GIFT, cards for Anki with the names of decks and fields."""
    for path in sorted(folder.iterdir()):
        if path.suffix == ".xml":
            for element in etree.parse(path).getroot().iter():
                if element.tag == "text" and element.text:
                    yield path.name, re.sub(r"<[^>]*>", " ", element.text)
        elif path.suffix == ".apkg":
            yield from ((path.name, text) for text in _of_cards(path))
        elif path.suffix in (".txt", ".gift"):
            yield path.name, re.sub(r"<[^>]*>", " ", path.read_text("utf-8"))


def _of_cards(path: Path) -> Iterator[str]:
    with TemporaryDirectory() as folder, zipfile.ZipFile(path) as archive:
        archive.extract("collection.anki2", folder)
        database = sqlite3.connect(Path(folder, "collection.anki2"))
        models, decks = database.execute("select models, decks from col").fetchone()
        for model in json.loads(models).values():
            yield model["name"]
            yield from (field["name"] for field in model["flds"])
            yield from (template["name"] for template in model["tmpls"])
        yield from (deck["name"] for deck in json.loads(decks).values() if deck["name"] != "Default")
        for fields, tags in database.execute("select flds, tags from notes"):
            yield re.sub(r"<[^>]*>", " ", fields)
            yield tags
        database.close()
