"""Words and what stands in a line."""

from __future__ import annotations

import re

from docutils import nodes

from bookpress.typst import markup
from bookpress.typst.setters.code import LINE_END
from bookpress.typst.writing import LINE_BREAK, Writer, plain

CAPITALS = re.compile(r"\S+://\S+|10\.\d{4,}/\S+|(?<![\w.@])[^\W\d_]{2,}(?:[/&-][^\W\d_]{2,})*(?![\w@]|\.\w)")
ADDRESS = re.compile(r"\S+://|10\.")
ROMAN_NUMBER = re.compile(r"[IVX]+")  # in capitals, as the single letters among them are
NOISE_CLASSES = {"std", "xref", "doc", "pre", "any", "ref", "simple", "docutils", "myst"}


class Text(Writer):
    """Words, and what marks them."""

    def visit_Text(self, node: nodes.Text) -> None:
        if self.is_verbatim:
            lines = LINE_END.sub("\n", node.astext()).expandtabs(4).split("\n")
            self.write(LINE_BREAK.join(markup.text(markup.breakable(line)) for line in lines))
            return
        words = node.astext().replace("\n", " ")
        if self.output and self.output[-1] == LINE_BREAK:
            words = words.lstrip(" ")
        if words == " -- ":  # what Sphinx puts between a field and its text
            words = " – "
        self.letters += len(words)
        if words.isspace():
            self.write(" ")  # as text it may vanish at the start of a line
        elif self.whole_words or self.repeated is not None:
            self.write(self.text(words))
        else:
            self.set_capitals(words)

    def depart_Text(self, node: nodes.Text) -> None:
        pass

    def set_capitals(self, words: str) -> None:
        """Write words with their abbreviations in capitals marked; the template sets small capitals in running text."""
        end = 0
        for found in CAPITALS.finditer(words):
            if found[0].isupper() and not ROMAN_NUMBER.fullmatch(found[0]) and not ADDRESS.match(found[0]):
                self.write(f"{self.text(words[end : found.start()])}#smallcaps({markup.string(found[0])});")
                end = found.end()
        self.write(self.text(words[end:]))

    def visit_paragraph(self, node: nodes.Element) -> None:
        self.place(node)
        if node["classes"]:
            self.block("paragraph", markup.strings(node["classes"]), self.claim(node), body=self.children(node))
            raise nodes.SkipNode
        self.anchors(node)

    def depart_paragraph(self, node: nodes.Element) -> None:
        self.write("\n\n")

    visit_compact_paragraph, depart_compact_paragraph = visit_paragraph, depart_paragraph

    visit_emphasis, depart_emphasis = plain("#emph[")
    visit_literal_emphasis, depart_literal_emphasis = plain("#emph[")
    visit_title_reference, depart_title_reference = plain("#emph[")
    visit_manpage, depart_manpage = plain("#emph[")
    visit_strong, depart_strong = plain("#strong[")
    visit_literal_strong, depart_literal_strong = plain("#strong[")
    visit_subscript, depart_subscript = plain("#sub[")
    visit_superscript, depart_superscript = plain("#super[")
    visit_acronym, depart_acronym = plain("", "")
    visit_generated, depart_generated = plain("", "")
    visit_problematic, depart_problematic = plain("", "")
    visit_PassthroughTextElement, depart_PassthroughTextElement = plain("", "")

    def visit_abbreviation(self, node: nodes.Element) -> None:
        """The words; at its first use in a document, what they stand for."""
        self.anchors(node)
        words, meaning = node.astext(), node.get("explanation", "")
        self.write(self.children(node))
        if meaning and words not in self.explained and not self.is_verbatim:
            self.explained.add(words)
            self.write(self.text(f" ({meaning})"))
        raise nodes.SkipNode

    def visit_inline(self, node: nodes.Element) -> None:
        self.anchors(node)
        language = node.get("lang") or _language(node["classes"])
        classes = [name for name in node["classes"] if name.partition("-")[0] not in NOISE_CLASSES]
        if language:
            self.whole_words += 1
            body = self.children(node)
            self.whole_words -= 1
            self.write(f"#foreign({markup.string(language)})[{body}]")
        elif classes:
            self.write(f"#span({markup.strings(classes)})[{self.children(node)}]")
        else:
            self.write(self.children(node))
        raise nodes.SkipNode


def _language(classes: list[str]) -> str:
    return next((name.removeprefix("language-") for name in classes if name.startswith("language-")), "")
