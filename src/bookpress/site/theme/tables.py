"""The first column of a table, which stays in view on a phone: long words may be broken, so that it can be narrow.

The style sheet lets them be broken only in a table that scrolls.  Only what is written to the page has soft hyphens;
the search index reads the text without them.
"""

from __future__ import annotations

import re

from docutils import nodes

from bookpress.core.hyphenation import hyphenator
from bookpress.core.site import is_site

LONG_WORD = re.compile(r"[^\W\d_]{11,}")  # a shorter one fits


def in_first_column(node) -> bool:
    """Tell whether ``node`` stands in the first cell of a row."""
    while node is not None and not isinstance(node, nodes.entry):
        node = node.parent
    return node is not None and node.parent.index(node) == 0


def _visit_text(translator, node) -> None:
    hyphenate = getattr(translator.builder, "hyphenate_cells", None)
    if hyphenate and not translator.protect_literal_text and in_first_column(node):
        node = nodes.Text(LONG_WORD.sub(lambda word: hyphenate(word[0]), node.astext()))
    type(translator).visit_Text(translator, node)


def _depart_text(translator, node) -> None:
    pass


def _start(app) -> None:
    if is_site(app):
        app.builder.hyphenate_cells = hyphenator(app.config.language, app.config.typst_pdf_hyphenation_exceptions)


def setup(app):
    """Write the text of first cells with soft hyphens, where the language has patterns that browsers lack."""
    app.add_node(nodes.Text, override=True, html=(_visit_text, _depart_text))
    app.connect("builder-inited", _start)
