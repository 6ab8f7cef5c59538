"""Lists of every kind."""

from __future__ import annotations

from docutils import nodes

from bookpress.core.book import LIST_TYPES
from bookpress.typst import markup
from bookpress.typst.labels import label_of
from bookpress.typst.writing import Writer, elements, plain, skip, true


class Lists(Writer):
    """Bullets, numbers, definitions, fields, options, verse."""

    def items(self, node: nodes.Element) -> str:
        """The items of a list as a Typst array of content."""
        entries = []
        for item in elements(node):
            outer, self.output = self.output, []
            self.anchors(item)
            body = "".join(self.output) + self.children(item)
            self.output = outer
            entries.append(f"[{body.strip()}]")
        return markup.array(entries)

    def visit_bullet_list(self, node: nodes.Element) -> None:
        self.place(node)
        classes = [*node["classes"], *node.parent.get("classes", [])]
        ragged = "key-terms" in classes
        self.whole_words += ragged
        self.block("bullets", markup.strings(classes), self.claim(node), _tight(node), self.items(node))
        self.whole_words -= ragged
        raise nodes.SkipNode

    def visit_enumerated_list(self, node: nodes.Element) -> None:
        sign = LIST_TYPES.get(node.get("enumtype"), "1")
        numbering = node.get("prefix", "") + sign + node.get("suffix", ".")
        self.place(node)
        self.block(
            "numbered",
            markup.strings([*node["classes"], *node.parent.get("classes", [])]),
            self.claim(node),
            _tight(node),
            markup.string(numbering),
            str(node.get("start", 1)),
            self.items(node),
        )
        raise nodes.SkipNode

    def visit_definition_list(self, node: nodes.Element) -> None:
        entries = []
        for item in elements(node):
            terms = [part for part in item.children if isinstance(part, nodes.term)]
            labels = [self.claim(term) for term in terms]
            if "glossary" in node["classes"]:
                self.targets.unpaged.update(label_of(self.docname, i) for term in terms for i in term["ids"])
            self.whole_words += 1
            shown = [f"[{self.children(term)}{self.classifiers(item)}]" for term in terms]
            self.whole_words -= 1
            body = self.walk(part for part in item.children if isinstance(part, nodes.definition)).strip()
            entries.append(f"({markup.array(labels)}, {markup.array(shown)}, [{body}])")
        self.place(node)
        self.block("definitions", markup.strings(node["classes"]), self.claim(node), markup.array(entries))
        raise nodes.SkipNode

    def classifiers(self, item: nodes.Element) -> str:
        """The classifiers of a definition list item, after its term."""
        found = [self.children(part) for part in item.children if isinstance(part, nodes.classifier)]
        return "".join(f'#" : ";#emph[{words}]' for words in found)

    visit_definition, depart_definition = plain("", "")
    visit_glossary, depart_glossary = plain("", "")

    def visit_field_list(self, node: nodes.Element) -> None:
        entries = []
        for field in elements(node):
            name, body = elements(field)
            entries.append(f"((none,), ([{self.children(name)}],), [{self.children(body).strip()}])")
        self.block("definitions", '("fields",)', self.claim(node), markup.array(entries))
        raise nodes.SkipNode

    visit_docinfo = skip

    def visit_option_list(self, node: nodes.Element) -> None:
        entries = []
        for item in elements(node):
            group, description = elements(item)
            name = ", ".join(option.astext() for option in group.children)
            entries.append(f"((none,), (raw({markup.string(name)}),), [{self.children(description).strip()}])")
        self.block("definitions", '("fields",)', self.claim(node), markup.array(entries))
        raise nodes.SkipNode

    def visit_line_block(self, node: nodes.line_block) -> None:
        self.block("verse", self.claim(node), markup.array(self.lines(node, 0)))
        raise nodes.SkipNode

    def lines(self, block: nodes.line_block, depth: int) -> list[str]:
        """The lines of a line block as pairs of depth and content."""
        found = []
        for child in elements(block):
            if isinstance(child, nodes.line_block):
                found += self.lines(child, depth + 1)
            else:
                found.append(f"({depth}, [{self.children(child)}])")
        return found

    def visit_hlist(self, node: nodes.Element) -> None:
        columns = [f"[{self.children(column).strip()}]" for column in elements(node)]
        self.block("side-by-side", str(max(len(columns), 1)), markup.array(columns))
        raise nodes.SkipNode

    visit_acks, depart_acks = plain("", "")


def _tight(node: nodes.Element) -> str:
    """Typst's word for a list whose items are single paragraphs."""
    blocks = (nodes.bullet_list, nodes.enumerated_list)
    return true(all(len([c for c in item.children if not isinstance(c, blocks)]) <= 1 for item in elements(node)))
