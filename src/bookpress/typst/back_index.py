"""The index at the back of the book, from Sphinx's index entries.

Sphinx gives the entries, sorted and grouped by letter, with the places they point to; Typst looks up the page of
each place.  "See" and "see also" become links to the entries they name.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sphinx.environment.adapters.indexentries import IndexEntries
from sphinx.locale import _ as sphinx_word

from bookpress.typst import markup
from bookpress.typst.labels import INTERNAL, Targets, label_of


@dataclass
class Entry:
    """An index entry; places are pairs of a label and whether it is the main place."""

    name: str
    places: list[tuple[str, bool]]
    below: list[tuple[str, list[tuple[str, bool]]]] = field(default_factory=list)
    see: list[str] = field(default_factory=list)
    also: list[str] = field(default_factory=list)


def index_source(builder, targets: Targets) -> str:
    """Typst source of the index, or an empty string when the book has no entries."""
    letters = []
    for letter, found in IndexEntries(builder.env).create_index(builder, group_entries=False):
        entries = [_entry(name, places, below, targets) for name, (places, below, _key) in found]
        entries = [entry for entry in entries if entry.places or entry.below or entry.see or entry.also]
        if entries:
            letters.append((letter, entries))
    names = [entry.name for _letter, entries in letters for entry in entries]
    labels = {name: f":index-{number}" for number, name in enumerate(names, 1)}
    targets.labels.update(labels.values())
    targets.linked.update(labels.values())
    groups = [
        f"({markup.string(letter)}, {markup.array(_source(entry, labels) for entry in entries)})"
        for letter, entries in letters
    ]
    return f"\n#index-entries({markup.array(groups)})\n" if groups else ""


def _entry(name: str, places, below, targets: Targets) -> Entry:
    """What Sphinx says of one entry, without places that are not in the book."""
    entry = Entry(name, _places(places, targets))
    for words, places_below in below:
        found = _places(places_below, targets)
        also, only = _after(sphinx_word("see also %s"), words), _after(sphinx_word("see %s"), words)
        if found:
            entry.below.append((words, found))
        elif also:
            entry.also.append(also)
        elif only:
            entry.see.append(only)
    return entry


def _places(places, targets: Targets) -> list[tuple[str, bool]]:
    found = []
    for main, address in places:
        document, _, anchor = address.removeprefix(INTERNAL).partition("#")
        label = label_of(document, anchor)
        if label in targets.labels or label in targets.aliases:
            found.append((label, bool(main)))
            targets.linked.add(label)
    return found


def _after(pattern: str, words: str) -> str:
    """What stands for ``%s`` when ``words`` have the form of ``pattern``, else an empty string."""
    before, _, after = pattern.partition("%s")
    fits = words.startswith(before) and words.endswith(after)
    return words[len(before) : len(words) - len(after)] if fits else ""


def _source(entry: Entry, labels: dict[str, str]) -> str:
    below = [f"({markup.string(words)}, {_pages(places)})" for words, places in entry.below]
    return (
        f"(name: {markup.string(entry.name)}, label: {markup.string(labels[entry.name])}, "
        f"places: {_pages(entry.places)}, below: {markup.array(below)}, "
        f"see: {_links(entry.see, labels)}, also: {_links(entry.also, labels)})"
    )


def _pages(places: list[tuple[str, bool]]) -> str:
    return markup.array(f"({markup.string(label)}, {'true' if main else 'false'})" for label, main in places)


def _links(names: list[str], labels: dict[str, str]) -> str:
    ends = {name: markup.string(labels[name]) if name in labels else "none" for name in names}
    return markup.array(f"({markup.string(name)}, {ends[name]})" for name in names)
