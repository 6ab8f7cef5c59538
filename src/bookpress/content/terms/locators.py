"""Locators of terms in the index: where each numbered chapter first links to an entry of the glossary.

Sphinx puts every entry of a glossary into the index, with the glossary as its only place.  Here the place of the first
``{term}`` in the running text of each numbered chapter is added, unless the author has put the name into the index
in the same section.  All names of an entry lead to the same places.
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from bookpress.content.terms.glossary import Entry, is_body, term_links, terms_of
from bookpress.core.book import is_numbered

PREFIX = "use-"


def _ancestors(node: nodes.Node) -> Iterator[nodes.Element]:
    while node.parent is not None:
        node = node.parent
        yield node


def _section(node: nodes.Node) -> str:
    """Give the id of the innermost section round ``node``."""
    return next((above["ids"][0] for above in _ancestors(node) if isinstance(above, nodes.section)), "")


def _is_running_text(node: nodes.Node) -> bool:
    return all(is_body(above) and not isinstance(above, nodes.title) for above in _ancestors(node))


def note(app: Sphinx, doctree: nodes.document) -> None:
    """Give the first link to each name a target before it, and keep where it and the author's entries stand."""
    docname = app.env.current_document.docname
    data = terms_of(app.env).data
    places: dict[str, tuple[str, str]] = {}
    for link in list(term_links(doctree)):
        name = link["reftarget"].lower()
        if name in places or not _is_running_text(link):
            continue
        identifier = nodes.make_id(PREFIX + name)
        if identifier in doctree.ids:
            continue
        target = nodes.target("", "", ids=[identifier])
        doctree.ids[identifier] = target
        link.parent.insert(link.parent.index(link), target)
        places[name] = (identifier, _section(link))
    data["places"][docname] = places
    data["indexed"][docname] = {
        (value.partition(";")[0].strip().lower(), _section(node))
        for node in doctree.findall(addnodes.index)
        for kind, value, *_rest in node["entries"]
        if kind in ("single", "pair", "triple")
    }


def add(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Add the locators to Sphinx's index, in the place of those of an earlier build; chapters have their numbers."""
    domain = terms_of(env)
    known = {name: entry for name, entry in domain.by_name.items() if not entry.signpost}
    for docname, entries in env.domains.index_domain.entries.items():
        entries[:] = [entry for entry in entries if not entry[2].startswith(PREFIX)]
        if is_numbered(env, docname):
            entries.extend(_locators(domain.data["places"].get(docname, {}), domain.data["indexed"][docname], known))
    return []  # the index is written in every build


def _locators(
    places: dict[str, tuple[str, str]], indexed: set[tuple[str, str]], known: dict[str, Entry]
) -> Iterator[tuple[str, str, str, str, None]]:
    done: set[Entry] = set()
    for used, (identifier, section) in places.items():
        entry = known.get(used)
        if entry is None or entry in done:
            continue
        done.add(entry)
        for name in entry.names:
            if (name.lower(), section) not in indexed:
                yield "single", name, identifier, "", None
