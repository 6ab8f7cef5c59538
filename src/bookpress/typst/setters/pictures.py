"""Pictures and figures."""

from __future__ import annotations

import re

from docutils import nodes

from bookpress.typst import markup
from bookpress.typst.setters.captions import Captions
from bookpress.typst.writing import plain, side, true

TYPST_LENGTHS = {"%": "%", "pt": "pt", "mm": "mm", "cm": "cm", "in": "in", "em": "em", "rem": "em"}


class Pictures(Captions):
    """Pictures, and figures around them."""

    def visit_image(self, node: nodes.image) -> None:
        self.anchors(node)
        try:
            picture = self.builder.picture_of(node)
        except ValueError as error:
            self.fault(node, "broken picture: %s", error)
            raise nodes.SkipNode from error
        if picture is None:
            raise nodes.SkipNode
        name, width = picture
        alt = node.get("alt", "")
        decorative = "decorative" in node["classes"]
        if not alt and not decorative:
            self.fault(
                node,
                "picture without alternative text: say what it shows in :alt:, or give it the class decorative "
                "(PDF/UA needs a text for each)",
            )
        inline = isinstance(node.parent, nodes.TextElement)
        alone = not inline and not isinstance(node.parent, (nodes.figure, nodes.reference))
        self.write(f"\n#illustration({side(node)})[" if alone else "")
        self.write(
            f"#picture({markup.string(name)}, {markup.string(alt)}, {_width(node, width)}, "
            f"inline: {true(inline)}, decorative: {true(decorative)});"
        )
        self.write("]\n" if alone else "")
        raise nodes.SkipNode

    def visit_figure(self, node: nodes.Element) -> None:
        caption = next((child for child in node.children if isinstance(child, nodes.caption)), None)
        legend = [child for child in node.children if isinstance(child, nodes.legend)]
        self.place(node)
        picture = self.children(node, leave_out=(nodes.caption, nodes.legend))
        self.captioned("image", node, caption, picture, legend, at=side(node))
        raise nodes.SkipNode

    visit_legend, depart_legend = plain("", "")


def _width(node: nodes.image, natural: float) -> str:
    """Typst width of a picture; a pixel is a sixteenth of the text size, as on the web."""
    given = re.fullmatch(r"\s*([\d.]+)\s*(%|[a-z]*)\s*", str(node.get("width", "")))
    if given and given[2] in TYPST_LENGTHS:
        return f"{float(given[1]):g}{TYPST_LENGTHS[given[2]]}"
    pixels = float(given[1]) if given else natural * node.get("scale", 100) / 100
    return f"{pixels / 16:.3f}em"
