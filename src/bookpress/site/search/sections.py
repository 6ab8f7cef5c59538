"""What is searched: the sections of a page and the entries of a glossary, each with its address and its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from docutils import nodes
from sphinx import addnodes

UNSEEN = (nodes.comment, nodes.raw, nodes.substitution_definition, nodes.system_message, addnodes.toctree)
NO_SEARCH = {"no-search", "toctree-wrapper"}

Place = nodes.section | nodes.definition_list_item


@dataclass
class Section:
    """A place that a hit can lead to.

    ``anchor`` is empty for the top of a page; ``names`` are the title, or all names of a glossary entry;
    ``marked`` are words that an author put in the index there.
    """

    anchor: str
    names: list[str]
    is_term: bool = False
    marked: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The running text, spaces collapsed and words whole, without the title."""
        return " ".join("".join(self.texts).replace("\u00ad", "").split())


def read(doctree: nodes.document) -> list[Section]:
    """Give the sections of a page whose references are resolved, in their order; none for a page without a title."""
    found: list[Section] = []
    for node in doctree.children:
        if isinstance(node, nodes.section):
            found.extend(_section(node, ""))
    return found


def _section(node: nodes.section, anchor: str) -> Iterator[Section]:
    own = Section(anchor, [])
    inner: list[Place] = []
    for child in node.children:
        if isinstance(child, nodes.title):
            own.names.append(" ".join(child.astext().split()))
            _gather(child, own, inner, words=False)
        else:
            _gather(child, own, inner)
    yield own
    for part in inner:
        if isinstance(part, nodes.section):
            yield from _section(part, part["ids"][0])
        else:
            yield _term(part)


def _term(item: nodes.definition_list_item) -> Section:
    terms = [child for child in item if isinstance(child, nodes.term)]
    entry = Section(terms[0]["ids"][0], [" ".join(_plain(term).split()) for term in terms], is_term=True)
    for child in item:
        if child not in terms:
            _gather(child, entry, [])
    return entry


def _plain(node: nodes.Node) -> str:
    """The text of a node without entries of the index."""
    if isinstance(node, nodes.Text):
        return node.astext()
    return "" if isinstance(node, addnodes.index) else "".join(map(_plain, node.children))


def _gather(node: nodes.Node, into: Section, inner: list[Place], words: bool = True) -> None:
    """Put the text below ``node`` into a section, and what is a place of its own into ``inner``."""
    if isinstance(node, addnodes.index):
        into.marked.extend(text for kind, text, *_ in node["entries"] if kind in ("single", "pair", "triple"))
    elif isinstance(node, nodes.Text):
        if words:
            into.texts.append(node.astext())
    elif not isinstance(node, nodes.Element) or isinstance(node, UNSEEN) or NO_SEARCH.intersection(node["classes"]):
        return
    elif isinstance(node, nodes.section):
        inner.append(node)
    elif isinstance(node, addnodes.glossary):
        inner.extend(node.findall(nodes.definition_list_item))
    else:
        for child in node.children:
            _gather(child, into, inner, words)
        if not isinstance(node, nodes.Inline) and words:
            into.texts.append(" ")
