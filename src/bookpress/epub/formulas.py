"""Formulas as MathML, the only form that a reading system can speak, enlarge and recolour (EPUB 3.3, 6.1.3)."""

from __future__ import annotations

from docutils import nodes
from lxml import etree
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

from bookpress.core.formulas import MATHML, RANDOM_ID, mathml

logger = logging.getLogger(__name__)

RENDERER = "epub_book_mathml"


def _markup(node: nodes.math | nodes.math_block, display: bool) -> str:
    """Give a formula as XHTML; one that cannot be converted is warned of and shown as it was written."""
    try:
        root = mathml(node.astext(), display)
    except ValueError as error:
        logger.warning(
            "formula not understood: %s; mend it, or write it more simply",
            error,
            location=node,
            type="bookpress",
            subtype="formulas",
        )
        root = etree.Element("code")
        root.text = node.astext()
    for cell in root.iter(f"{{{MATHML}}}mtd"):
        if cell.get("columnalign"):  # MathML Core knows CSS only
            cell.set("style", f"text-align: {cell.get('columnalign')}")
    return etree.tostring(root, encoding="unicode")


def visit_inline(translator: HTML5Translator, node: nodes.math) -> None:
    """Write a formula in a line."""
    translator.body.append(_markup(node, False))
    raise nodes.SkipNode


def visit_display(translator: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula on lines of its own, with its number; a long one can be scrolled, by keyboard too."""
    number = get_node_equation_number(translator, node) if node["number"] else ""
    node["ids"] = [name for name in node["ids"] if not RANDOM_ID.search(name)]
    translator.body.append(translator.starttag(node, "div", CLASS="formula", tabindex="0"))
    translator.body.append(_markup(node, True))
    if number:
        translator.body.append(f'<span class="formula-number">({number})</span>')
    translator.body.append("</div>\n")
    raise nodes.SkipNode
