"""The files that a browser searches in.

``index.js`` has what every query needs: the words of the book, the names and addresses of its sections.  In which
sections a word is stands in ``places-….js``, some hundred words a file; the text of sections in ``text-….js``.
These are fetched for the words sought and the hits shown.  All are scripts, which a page may load from a file, too.
Their names are made from what is in them, so an index and the texts of another edition never meet.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from docutils import nodes

from bookpress.core import files as replaced

from . import packing
from .languages import Language, split
from .sections import Section

TEXTS = 3000  # characters of text in a file; a longer one has one section
PLACES = 2000  # characters that tell in which sections words are


@dataclass
class Page:
    """A page of the book: the address that builders know it by, what names it for readers, and its sections."""

    docname: str
    label: str
    sections: list[Section]


def _json(value: object) -> str:
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return written.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def words_of(pages: list[Page]) -> set[str]:
    """Give all words of the book."""
    return {
        word
        for page in pages
        for section in page.sections
        for text in (section.text, *section.names, *section.marked)
        for word in split(text)
    }


def _weights(section: Section, language: Language) -> dict[str, int]:
    """Give the forms in a section: 2 when title or index entry, 1 when there are three or more, else 0."""
    counts: Counter[str] = Counter()
    for word, count in Counter(split(section.text)).items():
        if word not in language.stopwords:
            counts[language.stem(word)] += count
    weights = {form: int(count >= 3) for form, count in counts.items()}
    for text in (*section.names, *section.marked):
        for word in split(text):
            if word not in language.stopwords:
                weights[language.stem(word)] = 2
    return weights


def _texts(pages: list[Page]) -> list[list[str]]:
    """Give the texts of the sections in pieces of about one size, none over two pages."""
    pieces: list[list[str]] = []
    for page in pages:
        size = TEXTS
        for section in page.sections:
            if size >= TEXTS or size + len(section.text) > 2 * TEXTS:
                pieces.append([])
                size = 0
            pieces[-1].append(section.text)
            size += len(section.text)
    return pieces


def _places(sections: list[Section], language: Language) -> dict[str, str]:
    """Give for each form, in their order, the sections that it is in, as the browser reads them."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for position, section in enumerate(sections):
        for form, weight in _weights(section, language).items():
            found[form][position] = weight
    return {form: packing.places(found[form]) for form in sorted(found)}


def _cut(places: dict[str, str]) -> list[list[str]]:
    pieces: list[list[str]] = []
    size = PLACES
    for written in places.values():
        if size >= PLACES:
            pieces.append([])
            size = 0
        pieces[-1].append(written)
        size += len(written)
    return pieces


def _anchor(section: Section) -> str:
    """Give the anchor, or ``=`` for that which Sphinx gives the name of a glossary entry."""
    usual = section.is_term and section.anchor == f"term-{nodes.make_id(section.names[0])}"
    return "=" if usual else section.anchor


def files(pages: list[Page], language: Language) -> dict[str, str]:
    """Give the files by name."""
    sections = [section for page in pages for section in page.sections]
    places = _places(sections, language)
    written = {}

    def piece(kind: str, content: object) -> str:
        text = _json(content)
        name = f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
        written[f"{name}.js"] = f"BookSearch.got({_json(name)}, {text});\n"
        return name.removeprefix(f"{kind}-")

    index = {
        "pages": [[page.docname, page.label, len(page.sections)] for page in pages],
        "sections": [[_anchor(section), *section.names] for section in sections],
        "terms": [position for position, section in enumerate(sections) if section.is_term],
        "lengths": "".join(packing.number(len(section.text).bit_length()) for section in sections),
        "texts": [[piece("text", texts), len(texts)] for texts in _texts(pages)],
        "forms": packing.words(places),
        "places": [[piece("places", " ".join(some)), len(some)] for some in _cut(places)],
        "stop": " ".join(sorted(language.stopwords)),
    }
    return {**written, "index.js": f"{slim(language.script(frozenset(places)))}BookSearch.take({_json(index)});\n"}


def slim(script: str) -> str:
    """Take comments that fill their lines, and indentation, out of a script of ours."""
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"^\s*/\*.*?\*/[^\S\n]*$", "", script, flags=re.DOTALL | re.MULTILINE))


def write(folder: Path, made: dict[str, str]) -> None:
    """Write the files that differ from those in ``folder``, the index last; take away those of an earlier book."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in sorted(made, key=lambda name: (name == "index.js", name)):
        path = folder / name
        if path.is_file() and path.read_text("utf-8") == made[name]:
            continue
        replaced.write(path, made[name])
    for path in (*folder.glob("text-*.js"), *folder.glob("places-*.js")):
        if path.name not in made:
            path.unlink()
