"""Mathematics: formulas in a line and on lines of their own."""

from __future__ import annotations

from docutils import nodes

from bookpress.core.formulas import RANDOM_ID, mathml
from bookpress.typst import markup
from bookpress.typst.equations import equation
from bookpress.typst.setters.captions import Captions


class Formulas(Captions):
    """Formulas, set by Typst; the TeX of each is its alternative text."""

    def visit_math(self, node: nodes.Element) -> None:
        self.anchors(node)
        self.write(f"#formula({markup.string(_one_line(node))}, {self.equation(node, display=False)});")
        raise nodes.SkipNode

    def visit_math_block(self, node: nodes.Element) -> None:
        self.place(node)
        number = self.numbers("displaymath", node) or str(node.get("number") or "")
        node["ids"] = [name for name in node["ids"] if not RANDOM_ID.search(name)]
        self.block(
            "formula-block",
            self.claim(node),
            markup.string(number),
            markup.string(_one_line(node)),
            self.equation(node, display=True),
        )
        raise nodes.SkipNode

    def equation(self, node: nodes.Element, display: bool) -> str:
        """The formula as a Typst value; one that is not understood is a fault."""
        try:
            return equation(mathml(node.astext(), display))
        except ValueError as error:
            self.fault(node, "formula not understood: %s; mend it, or write it more simply", error)
            return "[]"


def _one_line(node: nodes.Element) -> str:
    return " ".join(node.astext().split())
