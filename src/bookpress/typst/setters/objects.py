"""Descriptions of code objects: functions, classes, options, settings."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from bookpress.typst import markup
from bookpress.typst.setters.code import Code
from bookpress.typst.writing import LINE_BREAK, plain


class Objects(Code):
    """Signatures as code, with what is said of them below."""

    def visit_desc(self, node: nodes.Element) -> None:
        signatures = [child for child in node.children if isinstance(child, addnodes.desc_signature)]
        contents = [child for child in node.children if isinstance(child, addnodes.desc_content)]
        labels = [self.claim(signature) for signature in signatures]
        shown = [f"signature[{self.verbatim(signature)}]" for signature in signatures]
        body = "".join(map(self.children, contents)).strip()
        self.place(node)
        self.block("object", markup.array(labels), markup.array(shown), body=body)
        raise nodes.SkipNode

    def visit_desc_inline(self, node: nodes.Element) -> None:
        self.anchors(node)
        self.write(f"#code-text[{self.verbatim(node)}]")
        raise nodes.SkipNode

    visit_desc_addname, depart_desc_addname = plain("", "")
    visit_desc_name, depart_desc_name = plain("#strong[")
    visit_desc_type, depart_desc_type = plain("", "")
    visit_desc_parameter, depart_desc_parameter = plain("", "")
    visit_desc_annotation, depart_desc_annotation = plain("#emph[")

    def visit_desc_returns(self, node: nodes.Element) -> None:
        self.write(self.text(" → "))

    def depart_desc_returns(self, node: nodes.Element) -> None:
        pass

    def visit_desc_signature_line(self, node: nodes.Element) -> None:
        pass

    def depart_desc_signature_line(self, node: nodes.Element) -> None:
        if node is not node.parent.children[-1]:
            self.write(LINE_BREAK)

    def visit_desc_parameterlist(self, node: nodes.Element) -> None:
        self.write(self.text("(") + self.parameters(node) + self.text(")"))
        raise nodes.SkipNode

    def visit_desc_type_parameter_list(self, node: nodes.Element) -> None:
        self.write(self.text("[") + self.parameters(node) + self.text("]"))
        raise nodes.SkipNode

    def visit_desc_optional(self, node: nodes.Element) -> None:
        self.write(self.text("[") + self.parameters(node) + self.text("]"))
        raise nodes.SkipNode

    visit_desc_type_parameter, depart_desc_type_parameter = plain("", "")

    def parameters(self, node: nodes.Element) -> str:
        """The parameters in ``node`` with commas between them."""
        comma = self.text(", ")
        return comma.join(self.walk([child]) for child in node.children)
