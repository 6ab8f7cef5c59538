"""The directive ``key-terms``: the glossary terms that a document links to, sorted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from bookpress.content.terms.glossary import EQUIVALENT, TermsDomain, terms_of

logger = logging.getLogger(__name__)


class key_terms(nodes.General, nodes.Element):
    """The place of the key terms.  Attribute: docname."""


class KeyTermsDirective(SphinxDirective):
    """The place where the key terms of a document are listed."""

    def run(self) -> list[nodes.Node]:
        """Give a node that is filled when the document is written."""
        docname = self.env.current_document.docname
        terms_of(self.env).note_list(docname)
        node = key_terms("", docname=docname)
        self.set_source_info(node)
        return [node]


@dataclass(frozen=True)
class KeyTerm:
    """A term as the list shows it: its name, and its equivalent in another language."""

    name: str
    equivalent: str | None


def key_terms_of(domain: TermsDomain, docname: str) -> list[KeyTerm]:
    """The terms a document links to, sorted, each once."""
    entries = domain.by_name
    found = set()
    for use in domain.uses(docname):
        entry = entries.get(use.target)
        if entry:
            name = next(name for name in entry.names if name.lower() == use.target)
            found.add(KeyTerm(name, entry.equivalent))
    return sorted(found, key=lambda term: term.name.casefold())


class FillKeyTerms(SphinxPostTransform):
    """Put the list in the place of the directive."""

    default_priority = 5  # references are resolved at 10

    def run(self, **kwargs: Any) -> None:
        """Replace the node; warn when the document links to no term."""
        for node in list(self.document.findall(key_terms)):
            terms = key_terms_of(terms_of(self.env), node["docname"])
            if not terms:
                logger.warning(
                    "key-terms: no link to the glossary in this document; write {term} where a term is "
                    "first used, or take the directive out",
                    location=node,
                    type="bookpress",
                    subtype="terms",
                )
            items = (self.item(node["docname"], term) for term in terms)
            list_ = nodes.bullet_list("", *items, bullet="-")
            node.replace_self(nodes.container("", list_, classes=["key-terms"]))

    def item(self, here: str, term: KeyTerm) -> nodes.list_item:
        """One term, a reference to its entry, and its equivalent."""
        name = nodes.inline("", term.name, classes=["xref", "std", "std-term"])
        link = addnodes.pending_xref(
            "", name, refdoc=here, refdomain="std", reftype="term", reftarget=term.name, refexplicit=False
        )
        words = nodes.paragraph("", "", link)
        if term.equivalent:
            foreign = nodes.inline("", "", nodes.emphasis("", term.equivalent), classes=[EQUIVALENT])
            words += [nodes.Text(", "), foreign]
        return nodes.list_item("", words)


def documents_to_write_again(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name the documents whose key terms are no longer what was written, because the glossary changed."""
    domain = terms_of(env)
    before, now = domain.data["written"], {doc: key_terms_of(domain, doc) for doc in domain.data["lists"]}
    domain.data["written"] = now
    return [docname for docname in now if before.get(docname) != now[docname]]
