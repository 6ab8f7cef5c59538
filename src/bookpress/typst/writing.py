"""Writing Typst source: what the visit methods of every kind of node share."""

from __future__ import annotations

import functools
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, cast

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxTranslator

from bookpress.typst import markup
from bookpress.typst.labels import Targets, label_of

if TYPE_CHECKING:
    from bookpress.typst.builder import TypstBuilder

NO_BREAK_SPACE = "\u00a0"
LINE_BREAK = "#linebreak();"

logger = logging.getLogger(__name__)


def plain(opening: str, closing: str = "]") -> tuple[Any, Any]:
    """Visit and depart methods that write ``opening`` and ``closing`` around the children."""

    def visit(self: Writer, node: nodes.Element) -> None:
        self.anchors(node)
        self.write(opening)

    def depart(self: Writer, node: nodes.Element) -> None:
        self.write(closing)

    return visit, depart


@functools.cache
def _relative(source: str, folder: Path) -> str:
    path = Path(source)
    if path.is_relative_to(folder):
        path = path.relative_to(folder)
    return re.sub(r"[\r\n]", " ", path.as_posix())


def skip(self: Writer, node: nodes.Element) -> NoReturn:
    """A visit method for what a book does not show."""
    raise nodes.SkipNode


def elements(node: nodes.Element) -> list[nodes.Element]:
    """The children of a node that holds elements only, no text of its own."""
    return cast("list[nodes.Element]", node.children)


def side(node: nodes.Element) -> str:
    """Where a picture stands in the line, as Typst says it: left, center, right; none where nothing says so."""
    return node["align"] if node.get("align") in ("left", "center", "right") else "none"


def true(value: bool) -> str:
    """A Typst boolean."""
    return "true" if value else "false"


class Writer(SphinxTranslator, ABC):
    """Writes one document.

    Visitors of other extensions use :meth:`write` for Typst source, :meth:`text` for words, :meth:`children` for
    the source of a node's children, :meth:`claim` for the labels that links to a node lead to, :meth:`fault` for
    what cannot be set.  Abstract methods are those of one setter that others call.
    """

    builder: TypstBuilder

    def __init__(
        self,
        document: nodes.document,
        builder: TypstBuilder,
        docname: str,
        level: int,
        hyphenate: Callable[[str], str] | None,
        targets: Targets,
    ) -> None:
        super().__init__(document, builder)
        self.docname = docname
        self.level = level  # of the headings that come next
        self.depth = 0  # of sections in this document
        self.hyphenate = hyphenate
        self.targets = targets
        self.output: list[str] = []
        self.whole_words = 0  # > 0: no hyphenation here
        self.one_line = False  # spaces do not break
        self.is_verbatim = False  # spaces and line ends are kept
        self.explained: set[str] = set()  # abbreviations of this document
        self.letters = 0  # set so far
        self.references = 0  # written so far
        self.no_notes = 0  # > 0: a footnote cannot stand here
        self.repeated: str | None = None  # label of a title or caption, which contents and page heads repeat
        self.notes: list[str] = []  # footnotes of that title or caption, to be set after it and not repeated
        self.set_footnotes: set[str] = set()
        self.footnotes: dict[str, nodes.footnote] = {
            i: note for note in document.findall(nodes.footnote) for i in note["ids"]
        }

    # Writing

    def write(self, source: str) -> None:
        """Add Typst markup."""
        self.output.append(source)

    def text(self, words: str) -> str:
        """Words as markup, hyphenated where the place allows it."""
        if self.hyphenate and not self.whole_words:
            words = self.hyphenate(words)
        if self.one_line:
            words = words.replace(" ", NO_BREAK_SPACE)
        return markup.text(words)

    def children(self, node: nodes.Element, leave_out: tuple[type, ...] = ()) -> str:
        """The markup of the children of ``node``."""
        return self.walk(child for child in node.children if not (leave_out and isinstance(child, leave_out)))

    def walk(self, some_nodes: Iterable[nodes.Node]) -> str:
        """The markup of some nodes."""
        outer, self.output = self.output, []
        for node in list(some_nodes):
            node.walkabout(self)
        inner, self.output = "".join(self.output), outer
        return inner

    def block(self, function: str, *arguments: str, body: str | None = None) -> None:
        """Write a call of a template function on lines of its own."""
        end = f"[{body.strip()}]" if body is not None else ""
        self.write(f"\n#{function}({', '.join(arguments)}){end}\n")

    def place(self, node: nodes.Element) -> None:
        """Say in a comment where the next block comes from."""
        if node.line:
            self.write(f"\n//: {self.file_of(node)}:{node.line}\n")

    def file_of(self, node: nodes.Element) -> str:
        """Path of the source of ``node``, relative to the source folder when it lies in it."""
        return _relative(str(node.source or self.builder.env.doc2path(self.docname)), self.builder.srcdir)

    def fault(self, node: nodes.Element, message: str, *values: object) -> None:
        """Warn of what cannot be set; no PDF is made then."""
        logger.warning(message, *values, location=node, type="bookpress", subtype="typst")
        self.builder.faults += 1

    # Labels

    def claim(self, node: nodes.Element) -> str:
        """The label that a template function shall set for ``node``, as Typst source; ``none`` without an id.

        Further ids become other names of the first.
        """
        ids: list[str] = node.get("ids", [])
        labels = [label_of(self.docname, i) for i in ids]
        if not labels:
            return "none"
        if self.repeated is not None:
            for label in labels if self.repeated else ():
                self.targets.alias(label, self.repeated)
            return "none"
        for label in labels[1:]:
            self.targets.alias(label, labels[0])
        return markup.string(labels[0]) if self.targets.add(labels[0]) else "none"

    def anchors(self, node: nodes.Element) -> None:
        """Set the labels of ``node`` at this place in the text."""
        label = self.claim(node)
        if label != "none":
            self.write(f"#anchor({label});")

    def title(self, node: nodes.Element, label: str | None) -> tuple[str, str]:
        """Markup of a title or caption that contents and page heads repeat, and of its footnotes.

        Ids in it become other names of ``label``: what is repeated cannot carry labels.
        """
        self.repeated, self.no_notes, self.notes = label or "", self.no_notes + 1, []
        words = self.children(node)
        notes = f"[{''.join(self.notes)}]"
        self.repeated, self.no_notes, self.notes = None, self.no_notes - 1, []
        return words, notes

    # Of one setter, for others

    @abstractmethod
    def link(self, node: nodes.Element, label: str, body: str) -> str:
        """Markup of a link inside the book."""

    @abstractmethod
    def bibliography(self, citations: list[nodes.citation], labels: bool) -> str:
        """Markup of a run of bibliography entries."""
