"""The index at the back of the book, from Sphinx's index entries.

Sphinx gives the entries, sorted and grouped by letter, with the places they point to; Typst looks up the page of
each place.  "See" and "see also" become links to the entries they name.
"""

from __future__ import annotations

from sphinx.builders import Builder

from bookpress.core.index import Places, Term, letters, sphinx_entries
from bookpress.typst import markup
from bookpress.typst.labels import INTERNAL, Targets, label_of


def index_source(builder: Builder, targets: Targets) -> str:
    """Typst source of the index, or an empty string when the book has no entries."""
    found = []
    for letter, terms in letters(builder.env, sphinx_entries(builder.env, builder)):
        entries = [entry for term in terms if (entry := _in_the_book(term, targets))]
        if entries:
            found.append((letter, entries))
    names = [entry.name for _letter, entries in found for entry in entries]
    labels = {name: f":index-{number}" for number, name in enumerate(names, 1)}
    targets.labels.update(labels.values())
    targets.linked.update(labels.values())
    groups = [
        f"({markup.string(letter)}, {markup.array(_source(entry, labels) for entry in entries)})"
        for letter, entries in found
    ]
    return f"\n#index-entries({markup.array(groups)})\n" if groups else ""


def _in_the_book(term: Term, targets: Targets) -> Term | None:
    """Give a term with labels for addresses, without places that are not in the book; None when nothing is left."""
    below = [(words, places) for words, found in term.below if (places := _places(found, targets))]
    entry = Term(term.name, _places(term.places, targets), below, term.see, term.see_also)
    return entry if entry.places or entry.below or entry.see or entry.see_also else None


def _places(places: Places, targets: Targets) -> Places:
    found: Places = []
    for main, address in places:
        document, _, anchor = address.removeprefix(INTERNAL).partition("#")
        label = label_of(document, anchor)
        if label in targets.labels or label in targets.aliases:
            found.append((main, label))
            targets.linked.add(label)
    return found


def _source(entry: Term, labels: dict[str, str]) -> str:
    below = [f"({markup.string(words)}, {_pages(places)})" for words, places in entry.below]
    return (
        f"(name: {markup.string(entry.name)}, label: {markup.string(labels[entry.name])}, "
        f"places: {_pages(entry.places)}, below: {markup.array(below)}, "
        f"see: {_links(entry.see, labels)}, also: {_links(entry.see_also, labels)})"
    )


def _pages(places: Places) -> str:
    return markup.array(f"({markup.string(label)}, {'true' if main else 'false'})" for main, label in places)


def _links(names: list[str], labels: dict[str, str]) -> str:
    ends = {name: markup.string(labels[name]) if name in labels else "none" for name in names}
    return markup.array(f"({markup.string(name)}, {ends[name]})" for name in names)
