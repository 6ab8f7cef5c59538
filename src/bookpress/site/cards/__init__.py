"""Term cards: a link to a glossary entry shows the entry where the reader is.

The definitions of the whole book are one script, ``_static/term_cards_data.js``, which a page asks for when the first
card is opened; so a page grows by nothing, and cards work from a file, too.  Without JavaScript, or without the
Popover API, the links stay links.  For every entry made by the directive ``glossary``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, MutableMapping, Set
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors import EnvironmentCollector
from sphinx.util.typing import ExtensionMetadata

from bookpress.core import files
from bookpress.core.kept import Kept
from bookpress.core.site import Finish, Resolved, add_static, is_site, notes
from bookpress.core.versions import digest
from bookpress.core.words import _

STATIC = Path(__file__).with_name("static")
VERSION = digest([Path(__file__)])
LANGUAGE = "language-"  # class of a span in another language: language-en

Meaning = list[str | list[str]]


def definitions(doctree: nodes.document) -> dict[str, tuple[str, Meaning]]:
    """Give name and definition of each glossary entry in a resolved ``doctree``, by the id of the name.

    A definition is a list: text is a string, words in another language are a pair of language and text.
    """
    found = {}
    for glossary in doctree.findall(addnodes.glossary):
        for item in glossary.findall(nodes.definition_list_item):
            meaning = _joined(run for part in item.findall(nodes.definition) for run in _runs(part))
            for name in item.findall(nodes.term):
                found.update({anchor: (name.astext(), meaning) for anchor in name["ids"]})
    return found


def _runs(node: nodes.Element) -> Iterator[str | tuple[str, str]]:
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield child.astext()
        elif not isinstance(child, nodes.Element):
            continue
        elif language := next((name for name in child["classes"] if name.startswith(LANGUAGE)), None):
            yield language.removeprefix(LANGUAGE), child.astext()
        elif not isinstance(child, (addnodes.index, nodes.Invisible)):
            yield from _runs(child)
            if isinstance(child, nodes.paragraph):
                yield " "


def _joined(runs: Iterator[str | tuple[str, str]]) -> Meaning:
    """Join neighbouring strings, and make every space of the source one blank."""
    whole: Meaning = []
    for run in runs:
        text = run if isinstance(run, str) else run[1]
        text = " ".join(f"x{text}x".split())[1:-1]
        if isinstance(run, str) and whole and isinstance(whole[-1], str):
            whole[-1] += text
        else:
            whole.append(text if isinstance(run, str) else [run[0], text])
    if whole and isinstance(whole[-1], str):
        whole[-1] = whole[-1].rstrip()
    return whole


class Glossaries(EnvironmentCollector):
    """Keeps which documents have a glossary."""

    @staticmethod
    def kept(env: BuildEnvironment) -> set[str]:
        """What is kept, in the environment."""
        kept: MutableMapping[str, Any] = env.domaindata  # for a domain it is a dict, here a set
        return kept.setdefault("glossary_documents", set())

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Keep the name of a document that was read, if it has one."""
        if any(doctree.findall(addnodes.glossary)):
            self.kept(app.env).add(app.env.current_document.docname)

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget a document."""
        self.kept(env).discard(docname)

    def merge_other(self, app: Sphinx, env: BuildEnvironment, docnames: Set[str], other: BuildEnvironment) -> None:
        """Take over what another process kept."""
        self.kept(env).update(self.kept(other) & set(docnames))


class Cards:
    """What the pages with a glossary say, kept between builds."""

    def __init__(self) -> None:
        self.kept = Kept(Path(), VERSION)


def _start(app: Sphinx) -> None:
    if is_site(app):
        notes(app, Cards).kept = Kept.load(app, "term_cards", VERSION)
        add_static(app, STATIC, styles=["term_cards.css"], scripts=["term_cards.js"])


def _pages_to_write(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name the pages with a glossary of which nothing is kept, though they may be unchanged."""
    return sorted(Glossaries.kept(env) - notes(app, Cards).kept.pages.keys()) if is_site(app) else []


def _read(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    if is_site(app) and docname in Glossaries.kept(app.env):
        notes(app, Cards).kept.pages[docname] = definitions(doctree)


def _write_definitions(app: Sphinx, exception: Exception | None) -> None:
    """Write the script with the definitions and the words of the card."""
    if exception or not is_site(app):
        return
    kept = notes(app, Cards).kept
    kept.save(Glossaries.kept(app.env))
    entries = {anchor: entry for docname in sorted(kept.pages) for anchor, entry in kept.pages[docname].items()}
    data = {
        "close": _("Close"),
        "more": _("See it in the glossary"),
        "entries": entries,
    }
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    files.write(Path(app.outdir, "_static", "term_cards_data.js"), f"window.termCards={written};\n")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Note where the glossaries are, and write their entries beside the pages."""
    app.setup_extension("bookpress.core.words")
    app.connect("builder-inited", _start)
    app.add_env_collector(Glossaries)
    app.connect("env-updated", _pages_to_write)
    app.connect("doctree-resolved", _read, priority=Resolved.READ)
    app.connect("build-finished", _write_definitions, priority=Finish.PAGES)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
