"""What the environment knows of the glossary: its entries, and which terms each document links to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeGuard, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment

from bookpress.core.findings import line_of

EQUIVALENT = "language-en"
KEPT = ("entries", "uses", "lists", "places", "indexed")  # by document
NOT_BODY_TAGS = {"exercise", "figure", "table", "footnote", "glossary"}
NOT_BODY_CLASSES = {"objectives", "opening", "activity"}


@dataclass(frozen=True)
class Entry:
    """A glossary entry: its names, and the line of the first.

    ``equivalent`` is the text of the first span of class ``language-en`` in the definition; ``located`` tells whether
    the definition refers to a place in the book.  A ``signpost`` defines nothing: it only sends the reader of a
    synonym to another entry ("See X.").
    """

    names: tuple[str, ...]
    docname: str
    line: int
    equivalent: str | None
    signpost: bool = False
    located: bool = False


@dataclass(frozen=True)
class Use:
    """A ``{term}`` in a document: the name it points to, in lower case, and its line."""

    target: str
    docname: str
    line: int


def is_term_link(node: nodes.Node) -> TypeGuard[addnodes.pending_xref]:
    """Whether ``node`` is what the role ``term`` makes."""
    return isinstance(node, addnodes.pending_xref) and node.get("refdomain") == "std" and node["reftype"] == "term"


def term_links(node: nodes.Element) -> Iterator[addnodes.pending_xref]:
    """Give what the role ``term`` made in ``node``."""
    return (link for link in node.findall(addnodes.pending_xref) if is_term_link(link))


def is_body(node: nodes.Element) -> bool:
    """Whether what stands in ``node`` is running text of a chapter, as far as ``node`` tells."""
    return node.tagname not in NOT_BODY_TAGS and not NOT_BODY_CLASSES & set(node["classes"])


def _is_reference(node: nodes.Node) -> bool:
    return isinstance(node, addnodes.pending_xref) and node["reftype"] in ("ref", "numref", "doc")


def _is_signpost(definition: nodes.Element) -> bool:
    links = [link.astext() for link in term_links(definition)]
    return len(links) == 1 and len(definition.astext().replace(links[0], "").split()) <= 2


def _entries(doctree: nodes.document, docname: str) -> Iterator[Entry]:
    for glossary in doctree.findall(addnodes.glossary):
        for item in glossary.findall(nodes.definition_list_item):
            names = [node for node in item if isinstance(node, nodes.term)]
            definition = cast("nodes.definition", item[-1])
            yield Entry(
                names=tuple(name.astext() for name in names),
                docname=docname,
                # Sphinx counts the lines of the names from the directive, those of definitions from the file.
                line=cast("int", definition[0].line) - len(names) if definition.children else line_of(glossary),
                equivalent=next(
                    (span.astext() for span in item.findall(nodes.inline) if EQUIVALENT in span["classes"]),
                    None,
                ),
                signpost=_is_signpost(definition),
                located=any(item.findall(_is_reference)),
            )


class TermsDomain(Domain):
    """Holds the entries and the uses of each document, and the key terms as they were last written."""

    name = "terms"
    label = "Terms"
    data_version = 2
    initial_data = {"entries": {}, "uses": {}, "lists": {}, "written": {}, "places": {}, "indexed": {}}  # noqa: RUF012

    def note(self, docname: str, doctree: nodes.document) -> None:
        """Keep the glossary entries of a document, and the terms that it links to."""
        self.data["entries"][docname] = list(_entries(doctree, docname))
        self.data["uses"][docname] = [
            Use(node["reftarget"].lower(), docname, line_of(node)) for node in term_links(doctree)
        ]

    def note_list(self, docname: str) -> None:
        """Keep that a document lists its key terms."""
        self.data["lists"][docname] = True

    def clear_doc(self, docname: str) -> None:
        """Forget a document that is read again or gone."""
        for name in KEPT:
            self.data[name].pop(docname, None)

    def merge_domaindata(self, docnames: Iterable[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader found in ``docnames``."""
        for name in KEPT:
            self.data[name].update({doc: found for doc, found in otherdata[name].items() if doc in docnames})

    @property
    def entries(self) -> list[Entry]:
        """All glossary entries of the book, by document and place."""
        return [entry for docname in sorted(self.data["entries"]) for entry in self.data["entries"][docname]]

    @property
    def by_name(self) -> dict[str, Entry]:
        """The entry of each name in lower case."""
        return {name.lower(): entry for entry in self.entries for name in entry.names}

    def uses(self, docname: str) -> list[Use]:
        """The links to terms in a document, in their order."""
        return self.data["uses"].get(docname, [])


def terms_of(env: BuildEnvironment) -> TermsDomain:
    """Give what is known of the terms of the book."""
    return cast("TermsDomain", env.get_domain(TermsDomain.name))


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Keep what a document that was just read says of terms."""
    terms_of(app.env).note(app.env.current_document.docname, doctree)
