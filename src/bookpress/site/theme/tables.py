"""The first column of a table, which stays in view on a phone: long words may be broken, so that it can be narrow.

The style sheet lets them be broken only in a table that scrolls.  Only what is written to the page has soft hyphens;
the search index reads the text without them.
"""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx

from bookpress.core.hyphenation import hyphenator
from bookpress.core.site import Resolved, is_site

LONG_WORD = re.compile(r"[^\W\d_]{11,}")  # a shorter one fits


def in_first_column(node: nodes.Node | None) -> bool:
    """Tell whether ``node`` stands in the first cell of a row."""
    while node is not None and not isinstance(node, nodes.entry):
        node = node.parent
    return node is not None and node.parent.index(node) == 0


def _allow_breaks(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put soft hyphens into the first cells of a page that is about to be written."""
    if not is_site(app):
        return
    hyphenate = hyphenator(app.config.language, app.config.typst_pdf_hyphenation_exceptions)
    if hyphenate is None:
        return
    for cell in list(doctree.findall(nodes.entry)):
        for text in list(cell.findall(nodes.Text)):
            if in_first_column(text) and not _is_literal(text):
                text.parent.replace(text, nodes.Text(LONG_WORD.sub(lambda word: hyphenate(word[0]), text.astext())))


def _is_literal(node: nodes.Node | None) -> bool:
    while node is not None and not isinstance(node, (nodes.literal, nodes.raw, nodes.FixedTextElement)):
        node = node.parent
    return node is not None


def setup(app: Sphinx) -> None:
    """Write the text of first cells with soft hyphens, where the language has patterns that browsers lack."""
    app.connect("doctree-resolved", _allow_breaks, priority=Resolved.BREAKS)
