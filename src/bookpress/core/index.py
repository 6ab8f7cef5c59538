"""The index at the back of a book, from the entries of Sphinx: what every format knows of it.

Sphinx sorts the entries, groups them by letter and gives the addresses they lead to.  What it says of "see" and "see
also" in words of the interface is read from the entries themselves.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

from bookpress.core.sphinx_private import IndexEntriesByLetter, index_entries

Places = list[tuple[str | None, str]]


@dataclass
class Term:
    """A line of the index: its places (whether it is the main one, and the address), what is below it, and where to
    look instead or as well.
    """

    name: str
    places: Places = field(default_factory=list)
    below: list[tuple[str, Places]] = field(default_factory=list)
    see: list[str] = field(default_factory=list)
    see_also: list[str] = field(default_factory=list)


def sphinx_entries(env: BuildEnvironment, builder: Builder) -> IndexEntriesByLetter:
    """Give the index as Sphinx makes it, with addresses of ``builder``."""
    return index_entries(env, builder)


def letters(env: BuildEnvironment, entries: IndexEntriesByLetter) -> list[tuple[str, list[Term]]]:
    """Give the terms by letter from the ``entries`` of :func:`sphinx_entries`."""
    see, see_also = _references(env, "see"), _references(env, "seealso")
    return [
        (
            letter,
            [
                Term(
                    name,
                    list(places),
                    [(words, list(found)) for words, found in below if found],
                    see.get(name, []),
                    see_also.get(name, []),
                )
                for name, (places, below, _key) in group
            ],
        )
        for letter, group in entries
    ]


def _references(env: BuildEnvironment, kind: str) -> dict[str, list[str]]:
    """Give what the entries of one kind, ``see`` or ``seealso``, lead to; each once, sorted."""
    found: dict[str, set[str]] = {}
    for entries in env.domains.index_domain.entries.values():
        for own, value, *_rest in entries:
            name, semicolon, target = (part.strip() for part in value.partition(";"))
            if own == kind and semicolon:
                found.setdefault(name, set()).add(target)
    return {name: sorted(targets, key=_sorted_by) for name, targets in found.items()}


def _sorted_by(name: str) -> tuple[str, str]:
    return unicodedata.normalize("NFD", name.lower()), name
