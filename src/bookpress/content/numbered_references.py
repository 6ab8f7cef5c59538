"""References by number (``numref``) without reading the whole document that they lead to.

For each of them Sphinx unpickles the doctree of the other document, only to ask what kind of node has the number: in a
book of chapters that refer to each other most of the writing time is spent so.  Here the nodes that can have a
number are noted when a document is read; what a reference says stays Sphinx's affair.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from types import SimpleNamespace
from typing import Any, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment
from sphinx.util.typing import ExtensionMetadata


class StandardDomainWithNotes(StandardDomain):
    """Sphinx's standard domain that remembers the nodes with a number, without what is in them."""

    @property
    def noted(self) -> dict[str, dict[str, nodes.Element]]:
        """For each document: id -> the node, whose children have no children of their own."""
        return self.data.setdefault("numbered_references", {})

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Note the nodes of a document that was read."""
        super().process_doc(env, docname, document)
        numbered = (node for node in document.findall(nodes.Element) if self.get_enumerable_node_type(node))
        self.noted[docname] = {name: stub for node in numbered for stub in [_stub(node)] for name in node["ids"]}

    def clear_doc(self, docname: str) -> None:
        """Forget a document."""
        super().clear_doc(docname)
        self.noted.pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process noted."""
        super().merge_domaindata(docnames, otherdata)
        found = otherdata.get("numbered_references", {})
        self.noted.update({name: found[name] for name in docnames if name in found})

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Resolve as Sphinx does; for a number with what was noted in the place of the other document."""
        docname, labelid = (self.labels.get(target) or self.anonlabels.get(target) or ("", ""))[:2]
        found = self.noted.get(docname, {})
        if typ == "numref" and labelid in found:
            env = _with_doctree(env, SimpleNamespace(ids=found))
        return super().resolve_xref(env, fromdocname, builder, typ, target, node, contnode)


def _stub(node: nodes.Element) -> nodes.Element:
    stub = node.copy()
    stub += [child.copy() for child in node.children]
    return stub


def _with_doctree(env: BuildEnvironment, doctree: SimpleNamespace) -> BuildEnvironment:
    """The environment as far as the resolver looks into it: every document is ``doctree``."""
    seen = SimpleNamespace(
        config=env.config,
        toc_secnumbers=env.toc_secnumbers,
        toc_fignumbers=env.toc_fignumbers,
        get_doctree=lambda docname: doctree,
    )
    return cast("BuildEnvironment", seen)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Replace Sphinx's standard domain."""
    app.add_domain(StandardDomainWithNotes, override=True)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
