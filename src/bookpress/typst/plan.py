"""The reading order of the book: front matter, parts with their chapters, back matter.

It is read from the toctrees of the root document.  Toctrees before the first numbered one are front matter
(roman page numbers); a numbered toctree is a part, with a page of its own when it has a caption; toctrees after
the last numbered one are back matter.  When no toctree is numbered, all of them are parts.
"""

from __future__ import annotations

from dataclasses import dataclass

from sphinx import addnodes

INDEX = "genindex"


@dataclass(frozen=True)
class Part:
    """Some chapters; ``title`` is empty when they have no part page, ``number`` counts the part pages from 1."""

    title: str
    number: int
    documents: list[str]


@dataclass(frozen=True)
class Plan:
    """Names of documents in reading order; the name ``genindex`` stands for the index."""

    front: list[str]
    parts: list[Part]
    back: list[str]

    @property
    def names(self) -> list[str]:
        """Everything in order, each name once."""
        return [*self.front, *(name for part in self.parts for name in part.documents), *self.back]

    @property
    def documents(self) -> list[str]:
        """Every document in order, without the index."""
        return [name for name in self.names if name != INDEX]


def reading_plan(env, root: str) -> Plan:
    """The plan of the book whose toctrees are in the document ``root``."""
    toctrees = list(env.get_doctree(root).findall(addnodes.toctree))
    numbered = [bool(toctree.get("numbered")) for toctree in toctrees] or [False]
    first = numbered.index(True) if True in numbered else 0
    last = len(numbered) - 1 - numbered[::-1].index(True) if True in numbered else len(numbered) - 1

    front, parts, back = [], [], []
    seen = {root}
    for place, toctree in enumerate(toctrees):
        names = [name for _, name in toctree["entries"] if name in env.found_docs | {INDEX} and name not in seen]
        seen.update(names)
        title = toctree.get("caption") or ""
        if place < first:
            front += names
        elif place > last:
            back += names
        else:
            count = sum(1 for part in parts if part.title) + 1
            parts.append(Part(title, count if title else 0, names))
    return Plan(front, parts, back)
