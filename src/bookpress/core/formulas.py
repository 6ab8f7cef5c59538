"""TeX formulas as MathML (MathML Core), which every format but the website's starts from.

The website leaves TeX to the reader's browser; the EPUB shows the MathML, the PDF is set from it.
"""

from __future__ import annotations

import re

from latex2mathml.converter import convert
from lxml import etree

MATHML = "http://www.w3.org/1998/Math/MathML"
# What one environment of the converter does for several of LaTeX; numbers are Sphinx's, not LaTeX's
ALIGNED = r"align|aligned|alignat|alignedat|split|gather|gathered|multline|eqnarray|flalign"
SAME_ENVIRONMENT = re.compile(rf"\\(begin|end)\{{(?:{ALIGNED})\*?\}}")
OF_NO_MEANING_HERE = re.compile(r"\\(?:begin|end)\{equation\*?\}|\\label\{[^}]*\}|\\(?:notag|nonumber)(?![A-Za-z])")
UPRIGHT = re.compile(r"\\mathrm(?=\s*\{[A-Za-z0-9 ]*\})")  # the converter sets a single letter in italics
ENVIRONMENT = re.compile(r"\\begin\{([^}]*)\}")
KNOWN_ENVIRONMENT = re.compile(r"(?:[pbBvV]?matrix|smallmatrix|cases|array|align|substack)\*?")
RANDOM_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$")  # MyST's, another one in each build
UNREAD = re.compile(r"\\[A-Za-z]|[{}]$")


def mathml(tex: str, display: bool) -> etree._Element:
    """Turn TeX into a MathML element; its ``alttext`` is the TeX.

    Raises :class:`ValueError` that says what in ``tex`` is not understood.
    """
    plain = OF_NO_MEANING_HERE.sub("", SAME_ENVIRONMENT.sub(r"\\\1{align*}", tex)).strip()
    plain = UPRIGHT.sub(r"\\text", plain)
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
        if UNREAD.match(element.text or "") and element.get("stretchy") is None:
            raise ValueError(f"unknown command or single bracket {element.text}")
    root.set("alttext", " ".join(tex.split()))
    return root
