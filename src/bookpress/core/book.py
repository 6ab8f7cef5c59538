"""The book as a reader goes through it: the order of documents, their matter, parts and numbers.

The order is that of the toctrees.  Those of the root document say what a document is: toctrees before the first
numbered one are front matter, toctrees after the last numbered one are back matter, the others are the body.  When no
toctree is numbered, all of them are the body.  In the body a toctree with a caption is a part.  A document that stands
in two toctrees counts where a reader meets it first, as in Sphinx's numbers.

Numbers are those that Sphinx gave (``toc_secnumbers``); they are known from ``env-get-updated`` on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from roman_numerals import RomanNumeral
from sphinx import addnodes
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

INDEX = "genindex"  # the name under which the index stands in a toctree

# From docutils' names of enumerations to the attribute ``type`` of a list in HTML; Typst counts with the same
LIST_TYPES = {"arabic": "1", "loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}

Number = tuple[int, ...]


class Matter(Enum):
    """Front matter, body, back matter; the values are the words of EPUB 3 Structural Semantics."""

    FRONT = "frontmatter"
    BODY = "bodymatter"
    BACK = "backmatter"


@dataclass(frozen=True)
class Document:
    """A document, or the index, with those of the toctrees in it."""

    name: str
    below: tuple[Document, ...] = ()

    def walk(self, depth: int = 0) -> Iterator[tuple[Document, int]]:
        """Give the document and all below it in reading order, each with its depth."""
        yield self, depth
        for document in self.below:
            yield from document.walk(depth + 1)


@dataclass(frozen=True)
class Group:
    """The documents of a toctree of the root document.

    ``title`` is empty when it is no part; ``number`` counts the parts from 1, and is 0 for other groups.
    """

    matter: Matter
    title: str
    number: int
    documents: tuple[Document, ...]

    @property
    def names(self) -> list[str]:
        """The documents of this group, without those below them."""
        return [document.name for document in self.documents]


@dataclass(frozen=True)
class Book:
    """The groups in reading order; the root document is before them, in no group."""

    groups: tuple[Group, ...] = ()

    def of(self, matter: Matter) -> list[Group]:
        """Give the groups of one matter."""
        return [group for group in self.groups if group.matter is matter]

    @property
    def parts(self) -> list[Group]:
        """The groups that are parts."""
        return [group for group in self.groups if group.number]

    @property
    def names(self) -> list[str]:
        """Everything that stands in a toctree of the root document, in order, each name once; also the index."""
        return [name for group in self.groups for name in group.names]


def book(env: BuildEnvironment) -> Book:
    """Give the book as the toctrees of the root document have it."""
    root = env.config.root_doc
    toctrees = list(env.get_doctree(root).findall(addnodes.toctree))
    numbered = [place for place, toctree in enumerate(toctrees) if toctree.get("numbered")] or [0, len(toctrees)]
    groups: list[Group] = []
    seen = {root}
    parts = 0
    for place, toctree in enumerate(toctrees):
        matter = Matter.FRONT if place < numbered[0] else Matter.BACK if place > numbered[-1] else Matter.BODY
        title = toctree.get("caption") or "" if matter is Matter.BODY else ""
        parts += bool(title)
        found = (_document(env, name, seen) for _title, name in toctree["entries"])
        groups.append(Group(matter, title, parts if title else 0, tuple(filter(None, found))))
    return Book(tuple(groups))


def _document(env: BuildEnvironment, name: str, seen: set[str]) -> Document | None:
    """Give the document with what is below it, unless it is known already or no document of the book."""
    if name in seen or name not in env.found_docs | {INDEX}:
        return None
    seen.add(name)
    below = (_document(env, child, seen) for child in env.toctree_includes.get(name, ()))
    return Document(name, tuple(filter(None, below)))


def reading_order(env: BuildEnvironment, start: str | None = None) -> list[str]:
    """Give the documents from ``start``, else the root document, in the order of the toctrees, each once.

    Documents that stand in no toctree are not among them.
    """
    found = _document(env, start or env.config.root_doc, set())
    return [document.name for document, _depth in found.walk() if document.name in env.found_docs] if found else []


def number(env: BuildEnvironment, docname: str, *sections: str) -> Number:
    """Give the number of the first of ``sections`` (ids) of a document that has one, else of the document, else ().

    Without ``sections`` it is that of the document.
    """
    numbers = env.toc_secnumbers.get(docname, {})
    return next((found for anchor in (*sections, "") if (found := numbers.get(anchor and f"#{anchor}"))), ())


def section_number(env: BuildEnvironment, docname: str, *ids: str) -> Number:
    """Give the number of the section with one of ``ids``; () when it has none of its own."""
    numbers = env.toc_secnumbers.get(docname, {})
    return next((found for name in ids if (found := numbers.get(f"#{name}"))), ())


def is_numbered(env: BuildEnvironment, docname: str) -> bool:
    """Tell whether a document has a number."""
    return bool(number(env, docname))


def chapter_number(env: BuildEnvironment, docname: str) -> int | None:
    """Give the number of a chapter: a document with a number of one figure; None for any other."""
    found = number(env, docname)
    return found[0] if len(found) == 1 else None


def chapters(env: BuildEnvironment) -> dict[str, int]:
    """Give the chapters with their numbers, in their order."""
    found = {name: place for name in env.toc_secnumbers if (place := chapter_number(env, name)) is not None}
    return dict(sorted(found.items(), key=lambda chapter: chapter[1]))


def item_number(env: BuildEnvironment, docname: str, kind: str, *ids: str) -> Number:
    """Give the number of the figure, table, listing or formula (``kind``) with one of ``ids``, or ()."""
    numbers = env.toc_fignumbers.get(docname, {}).get(kind, {})
    return next((numbers[name] for name in ids if name in numbers), ())


def dotted(found: Number) -> str:
    """Write a number: ``1.2``; an empty one gives an empty text."""
    return ".".join(map(str, found))


def in_words(config: Config, found: Number | str) -> str:
    """Write the number of a chapter or section as the settings word it: ``Chapter 1``."""
    return config.numfig_format["section"] % (found if isinstance(found, str) else dotted(found))


def roman(count: int) -> str:
    """Write ``count`` in Roman numerals, as parts of a book are counted."""
    return RomanNumeral(count).to_uppercase()


def citations_have_labels(config: Config) -> bool:
    """Tell whether citations are printed as labels or numbers, so that the entries of the bibliography need theirs.

    The names are those of sphinxcontrib-bibtex; its other styles cite by author and year.
    """
    return getattr(config, "bibtex_reference_style", "label") in ("label", "super", "foot")
