"""Formulas as MathML, the only form that a reading system can speak, enlarge and recolour (EPUB 3.3, 6.1.3)."""

from __future__ import annotations

import re

from docutils import nodes
from latex2mathml.converter import convert
from lxml import etree
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

from epub_book.xhtml import MATHML

logger = logging.getLogger(__name__)

RENDERER = "epub_book_mathml"
# What one environment of the converter does for several of LaTeX; numbers are Sphinx's, not LaTeX's
ALIGNED = r"align|aligned|alignat|alignedat|split|gather|gathered|multline|eqnarray|flalign"
SAME_ENVIRONMENT = re.compile(rf"\\(begin|end)\{{(?:{ALIGNED})\*?\}}")
OF_NO_MEANING_HERE = re.compile(r"\\(?:begin|end)\{equation\*?\}|\\label\{[^}]*\}|\\(?:notag|nonumber)(?![A-Za-z])")
ENVIRONMENT = re.compile(r"\\begin\{([^}]*)\}")
KNOWN_ENVIRONMENT = re.compile(r"(?:[pbBvV]?matrix|smallmatrix|cases|array|align|substack)\*?")

RANDOM_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$")  # MyST's, another one in each build


def mathml(tex: str, display: bool) -> etree._Element:
    """Turn TeX into a MathML element; its ``alttext`` is the TeX.

    Raises :class:`ValueError` that says what in ``tex`` is not understood.
    """
    plain = OF_NO_MEANING_HERE.sub("", SAME_ENVIRONMENT.sub(r"\\\1{align*}", tex)).strip()
    if display and r"\\" in plain and r"\begin" not in plain:
        plain = rf"\begin{{align*}}{plain}\end{{align*}}"
    for name in ENVIRONMENT.findall(plain):
        if not KNOWN_ENVIRONMENT.fullmatch(name):
            raise ValueError(f"unknown environment {name}")
    try:
        root = etree.fromstring(convert(plain, display="block" if display else "inline"))
    except etree.XMLSyntaxError as error:
        raise ValueError("an & that is not in a table of formulas") from error
    except Exception as error:  # the converter has a dozen exceptions without a common ancestor
        raise ValueError(
            re.sub(r"(?<!^)([A-Z])", r" \1", type(error).__name__.removesuffix("Error")).lower()
        ) from error
    for element in root.iter(f"{{{MATHML}}}mi", f"{{{MATHML}}}mo"):
        if re.match(r"\\[A-Za-z]|[{}]$", element.text or "") and element.get("stretchy") is None:
            raise ValueError(f"unknown command or single bracket {element.text}")
    root.set("alttext", " ".join(tex.split()))
    return root


def _markup(node: nodes.math | nodes.math_block, display: bool) -> str:
    """Give a formula as XHTML; one that cannot be converted is warned of and shown as it was written."""
    try:
        return etree.tostring(mathml(node.astext(), display), encoding="unicode")
    except ValueError as error:
        logger.warning(
            "formula not understood: %s; mend it, or write it more simply", error, location=node, type="epub_book"
        )
        code = etree.Element("code")
        code.text = node.astext()
        return etree.tostring(code, encoding="unicode")


def visit_inline(translator, node: nodes.math) -> None:
    """Write a formula in a line."""
    translator.body.append(_markup(node, False))
    raise nodes.SkipNode


def visit_display(translator, node: nodes.math_block) -> None:
    """Write a formula on lines of its own, with its number; a long one can be scrolled, by keyboard too."""
    number = get_node_equation_number(translator, node) if node["number"] else ""
    node["ids"] = [name for name in node["ids"] if not RANDOM_ID.search(name)]
    translator.body.append(translator.starttag(node, "div", CLASS="formula", tabindex="0"))
    translator.body.append(_markup(node, True))
    if number:
        translator.body.append(f'<span class="formula-number">({number})</span>')
    translator.body.append("</div>\n")
    raise nodes.SkipNode
