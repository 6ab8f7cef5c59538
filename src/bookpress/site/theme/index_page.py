"""Places of the index: the number of the section that an entry points into, else the title of its page."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors import EnvironmentCollector

from bookpress.core.book import dotted, number
from bookpress.core.site import is_site


def _section_of(node: nodes.Node | None) -> str:
    """Give the id of the section round ``node``; empty for the document's first one."""
    while node is not None and not isinstance(node, nodes.section):
        node = node.parent
    if node is None or isinstance(node.parent, nodes.document):
        return ""
    return node["ids"][0]


def collect(doctree: nodes.document) -> dict[str, str]:
    """Give the id of the section round every target that the index may point to: its own and other targets."""
    wanted = {entry[2] for index in doctree.findall(addnodes.index) for entry in index["entries"]}
    return {
        target: _section_of(node)
        for node in doctree.findall(nodes.Element)
        for target in node["ids"]
        if target in wanted or isinstance(node, nodes.target)
    }


class IndexSections(EnvironmentCollector):
    """Keeps the sections round the places of the index, document by document."""

    @staticmethod
    def kept(env: BuildEnvironment) -> dict[str, dict[str, str]]:
        """What is kept, in the environment."""
        return env.domaindata.setdefault("index_sections", {})

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Keep those of a document that was read."""
        self.kept(app.env)[app.env.current_document.docname] = collect(doctree)

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget a document."""
        self.kept(env).pop(docname, None)

    def merge_other(self, app: Sphinx, env: BuildEnvironment, docnames: Set[str], other: BuildEnvironment) -> None:
        """Take over what another process kept."""
        self.kept(env).update({name: found for name, found in self.kept(other).items() if name in docnames})


def _fill_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if not is_site(app) or pagename != "genindex":
        return
    env = app.env
    pages = {app.builder.get_relative_uri("genindex", docname): docname for docname in env.found_docs}

    def places(links: Iterable[tuple[str | None, str]]) -> list[dict[str, Any]]:
        """Give each place once, main ones first and by number: main or not, link, label, title of the page."""
        found: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {}
        for main, link in links:
            address, _, target = link.partition("#")
            docname = pages[address]
            found_number = number(env, docname, IndexSections.kept(env).get(docname, {}).get(target, ""))
            title = env.titles[docname].astext()
            label = dotted(found_number) or title
            rank = (not main, not found_number, found_number, title)
            found.setdefault(label, (rank, {"main": main, "link": link, "label": label, "title": title}))
        return [place for _rank, place in sorted(found.values(), key=lambda ranked: ranked[0])]

    context["places"] = places


def setup(app: Sphinx) -> None:
    """Note the sections when pages are read, and give the template of the index ``places``."""
    app.add_env_collector(IndexSections)
    app.connect("html-page-context", _fill_context)
