"""What links lead to."""

from __future__ import annotations

INTERNAL = "%"  # first character of an address inside the book


class Targets:
    """What links may lead to: the labels of the whole book, and where each was linked from."""

    def __init__(self) -> None:
        self.labels: set[str] = set()
        self.aliases: dict[str, str] = {}
        self.unpaged: set[str] = set()
        self.links: dict[str, str | None] = {}
        self.linked: set[str] = set()  # from elsewhere than the text: index and part pages
        self.titles: dict[str, str] = {}  # label -> what a reader calls it
        self.captions: list[tuple[str, str, str]] = []  # kind, number, words

    def add(self, label: str) -> bool:
        """Claim ``label``; False when something has it already."""
        new = label not in self.labels and label not in self.aliases
        self.labels.add(label)
        return new

    def alias(self, label: str, target: str) -> None:
        """Let a link to ``label`` lead to ``target``."""
        if label not in self.labels:
            self.aliases[label] = target

    def missing(self) -> dict[str, str | None]:
        """Labels that are linked to but stand nowhere, with the first place that links to each."""
        return {k: place for k, place in self.links.items() if k not in self.labels and k not in self.aliases}


def label_of(docname: str, node_id: str = "") -> str:
    """The label of a document, or of a node in it; unique in the book."""
    return f"{docname}:{node_id}" if node_id else docname
