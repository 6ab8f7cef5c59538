"""Code: listings, doctest blocks, grammars, code in a line, keys."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from pygments.token import Comment, Generic, Keyword, Literal, Name, Operator, _TokenType
from sphinx.highlighting import PygmentsBridge

from bookpress.typst import markup
from bookpress.typst.writing import LINE_BREAK, Writer, elements

LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")  # what Typst takes for the end of a line beside "\n"
KINDS = (  # of tokens; the template says what they look like
    (Comment, "comment"),
    (Keyword, "keyword"),
    (Operator.Word, "keyword"),
    (Literal.String, "string"),
    (Literal.Number, "number"),
    (Literal.Date, "number"),
    *((kind, "name") for kind in (Name.Function, Name.Class, Name.Decorator, Name.Tag, Name.Namespace)),
    (Generic.Heading, "heading"),
    (Generic.Subheading, "heading"),
    (Generic.Prompt, "prompt"),
    (Generic.Output, "output"),
    (Generic.Traceback, "output"),
    (Generic.Deleted, "deleted"),
    (Generic.Inserted, "inserted"),
    (Generic.Emph, "emphasis"),
    (Generic.Strong, "strong"),
)


class Code(Writer):
    """Code, coloured by the tokens that Pygments finds in it."""

    def visit_literal_block(self, node: nodes.Element) -> None:
        self.place(node)
        if any(not isinstance(child, nodes.Text) for child in node.children):
            self.block("parsed-listing", self.claim(node), body=self.verbatim(node))
            raise nodes.SkipNode
        language = node.get("language", self.config.highlight_language)
        given: dict[str, Any] = node.get("highlight_args", {})
        first = given.get("linenostart", 1)
        self.block(
            "listing",
            self.claim(node),
            markup.array(_source_of(line) for line in self.tokens(node, language)),
            str(first) if node.get("linenos") else "none",
            f"({''.join(f'{line}, ' for line in given.get('hl_lines', []))})",
        )
        raise nodes.SkipNode

    def visit_doctest_block(self, node: nodes.Element) -> None:
        node["language"] = "pycon"
        self.visit_literal_block(node)

    def visit_literal(self, node: nodes.Element) -> None:
        self.anchors(node)
        if "kbd" in node["classes"]:
            self.write(f"#keys({markup.string(node.astext())});")
        elif "code" in node["classes"] and node.get("language"):
            pieces = [piece for line in self.tokens(node, node["language"]) for piece in line]
            self.write(f"#code-words({_source_of(pieces)});")
        elif any(isinstance(child, nodes.emphasis) for child in node.children):
            self.write(f"#code-text[{self.verbatim(node)}]")
        else:
            self.write(f"#raw({markup.string(markup.breakable(node.astext()))});")
        raise nodes.SkipNode

    def visit_productionlist(self, node: nodes.Element) -> None:
        self.place(node)
        lines = []
        for item in elements(node):
            self.anchors(item)
            lines.append(self.verbatim(item).removesuffix(LINE_BREAK))
        self.block("parsed-listing", "none", body=LINE_BREAK.join(lines))
        raise nodes.SkipNode

    def verbatim(self, node: nodes.Element) -> str:
        """The markup of the children of ``node`` with their spaces and line ends."""
        outer, self.is_verbatim = self.is_verbatim, True
        self.whole_words += 1
        source = self.children(node)
        self.whole_words -= 1
        self.is_verbatim = outer
        return source

    def tokens(self, node: nodes.Element, language: str) -> list[list[tuple[str, str]]]:
        """The lines of code, each as pairs of a kind of token and its words."""
        source = LINE_END.sub("\n", node.astext()).expandtabs(4)
        force = node.get("force", False)
        given: dict[str, Any] = node.get("highlight_args", {})
        lexer = PygmentsBridge("html", self.config.pygments_style).get_lexer(
            source, language, given.get("opts"), force, location=node
        )
        lines: list[list[tuple[str, str]]] = [[]]
        for token, words in lexer.get_tokens(source):
            for number, piece in enumerate(words.split("\n")):
                if number:
                    lines.append([])
                if piece:
                    lines[-1].append((_kind(token), piece))
        while len(lines) > 1 and not lines[-1]:
            lines.pop()
        return lines


def _kind(token: _TokenType) -> str:
    return next((name for kind, name in KINDS if token in kind), "")  # type: ignore[comparison-overlap]  # a kind holds kinds


def _source_of(pieces: list[tuple[str, str]]) -> str:
    return markup.array(f"({markup.string(kind)}, {markup.string(markup.breakable(words))})" for kind, words in pieces)
