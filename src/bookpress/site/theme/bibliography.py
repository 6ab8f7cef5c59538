"""The bibliography as a list: an author-year reference needs no label before it."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from bookpress.core.site import SITE_BUILDERS


class ListCitations(SphinxPostTransform):
    """Make a list of each run of citations; their ids stay, so links to them hold."""

    default_priority = 900  # after sphinxcontrib-bibtex (5) and the references (10)
    builders = SITE_BUILDERS

    def run(self, **kwargs: Any) -> None:
        """Change the document."""
        groups = {citation.parent: None for citation in self.document.findall(nodes.citation)}
        for group in groups:
            entries = [_entry(citation) for citation in group.children if isinstance(citation, nodes.citation)]
            if len(entries) == len(group.children):
                group.replace_self(nodes.bullet_list("", *entries, classes=["bibliography"]))


def _entry(citation: nodes.citation) -> nodes.list_item:
    content = [child for child in citation.children if not isinstance(child, nodes.label)]
    return nodes.list_item("", *content, ids=citation["ids"])


def setup(app: Sphinx) -> None:
    """Add the transform."""
    app.add_post_transform(ListCitations)
