"""One document to Typst source: a visit method for each kind of node.

The result is Typst markup in which every word stands as a string (``#"…";``), so that no text can become markup,
and in which everything else is a call of a function of ``template.typ``: what a node looks like is decided there.
A comment ``//: file:line`` before each block says where it comes from; :mod:`typst_pdf.compiler` reads it.
"""

from __future__ import annotations

import re
from math import ceil
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import admonitionlabels
from sphinx.util import logging
from sphinx.util.docutils import SphinxTranslator

from typst_pdf import markup

logger = logging.getLogger(__name__)

NO_BREAK_SPACE = "\u00a0"
INTERNAL = "%"  # first character of an address inside the book
ENUMERATION = {"arabic": "1", "loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}
NOISE_CLASSES = {"std", "xref", "doc", "pre", "guilabel", "any", "ref", "simple", "docutils", "myst"}
TYPST_LENGTHS = {"%": "%", "pt": "pt", "mm": "mm", "cm": "cm", "in": "in", "em": "em", "rem": "em"}
LONG_TABLE = 28  # lines; a longer table may be broken over pages
LONG_ROW = 20
FIRST_PAGE = 2600  # letters: more than fit on the first page of a chapter
CHARACTERS = 76  # of table text in a line as wide as the page
LONGEST_WORD = 18  # that a column is widened for
PADDING = 4  # of a cell, in characters


class nested_documents(nodes.Element):
    """Documents of a toctree inside a chapter, which are set in its place."""


class Targets:
    """What links may lead to: the labels of the whole book, and where each was linked from."""

    def __init__(self) -> None:
        self.labels: set[str] = set()
        self.aliases: dict[str, str] = {}
        self.unpaged: set[str] = set()
        self.links: dict[str, str | None] = {}

    def add(self, label: str) -> bool:
        """Claim ``label``; False when something has it already."""
        new = label not in self.labels and label not in self.aliases
        self.labels.add(label)
        return new

    def alias(self, label: str, target: str) -> None:
        """Let a link to ``label`` lead to ``target``."""
        if label not in self.labels:
            self.aliases[label] = target

    def missing(self) -> dict[str, str | None]:
        """Labels that are linked to but stand nowhere, with the first place that links to each."""
        return {k: place for k, place in self.links.items() if k not in self.labels and k not in self.aliases}


def label_of(docname: str, node_id: str = "") -> str:
    """The label of a document, or of a node in it; unique in the book."""
    return f"{docname}:{node_id}" if node_id else docname


def plain(opening: str, closing: str = "]"):
    """Visit and depart methods that write ``opening`` and ``closing`` around the children."""

    def visit(self, node):
        self.anchors(node)
        self.write(opening)

    def depart(self, node):
        self.write(closing)

    return visit, depart


def skip(self, node):
    """A visit method for what a book does not show."""
    raise nodes.SkipNode


class TypstTranslator(SphinxTranslator):
    """Writes one document.

    Visitors of other extensions use :meth:`write` for Typst source, :meth:`text` for words, :meth:`children` for
    the source of a node's children, :meth:`claim` for the labels that links to a node lead to.
    """

    def __init__(self, document, builder, docname: str, level: int, hyphenate, targets: Targets) -> None:
        super().__init__(document, builder)
        self.docname = docname
        self.level = level  # of the headings that come next
        self.depth = 0  # of sections in this document
        self.hyphenate = hyphenate
        self.targets = targets
        self.output: list[str] = []
        self.whole_words = 0  # > 0: no hyphenation here
        self.one_line = False  # spaces do not break
        self.letters = 0  # set so far
        self.no_notes = 0  # > 0: a footnote cannot stand here
        self.repeated: str | None = None  # label of a title or caption, which contents and page heads repeat
        self.notes: list[str] = []  # footnotes of that title or caption, to be set after it and not repeated
        self.set_footnotes: set[str] = set()
        self.footnotes = {i: note for note in document.findall(nodes.footnote) for i in note["ids"]}

    # Writing

    def write(self, source: str) -> None:
        """Add Typst markup."""
        self.output.append(source)

    def text(self, words: str) -> str:
        """Words as markup, hyphenated where the place allows it."""
        if self.hyphenate and not self.whole_words:
            words = self.hyphenate(words)
        if self.one_line:
            words = words.replace(" ", NO_BREAK_SPACE)
        return markup.text(words)

    def children(self, node: nodes.Element, leave_out: tuple[type, ...] = ()) -> str:
        """The markup of the children of ``node``."""
        return self.walk(child for child in node.children if not (leave_out and isinstance(child, leave_out)))

    def walk(self, some_nodes) -> str:
        """The markup of some nodes."""
        outer, self.output = self.output, []
        for node in list(some_nodes):
            node.walkabout(self)
        inner, self.output = "".join(self.output), outer
        return inner

    def block(self, function: str, *arguments: str, body: str | None = None) -> None:
        """Write a call of a template function on lines of its own."""
        end = f"[{body.strip()}]" if body is not None else ""
        self.write(f"\n#{function}({', '.join(arguments)}){end}\n")

    def place(self, node: nodes.Element) -> None:
        """Say in a comment where the next block comes from."""
        if node.line:
            self.write(f"\n//: {self.file_of(node)}:{node.line}\n")

    def file_of(self, node: nodes.Element) -> str:
        """Path of the source of ``node``, relative to the source folder when it lies in it."""
        path = Path(node.source or self.builder.env.doc2path(self.docname))
        if path.is_relative_to(self.builder.srcdir):
            path = path.relative_to(self.builder.srcdir)
        return re.sub(r"[\r\n]", " ", path.as_posix())

    # Labels

    def claim(self, node: nodes.Element) -> str:
        """The label that a template function shall set for ``node``, as Typst source; ``none`` without an id.

        Further ids become other names of the first.
        """
        labels = [label_of(self.docname, i) for i in node.get("ids", [])]
        if not labels:
            return "none"
        if self.repeated is not None:
            for label in labels if self.repeated else ():
                self.targets.alias(label, self.repeated)
            return "none"
        for label in labels[1:]:
            self.targets.alias(label, labels[0])
        return markup.string(labels[0]) if self.targets.add(labels[0]) else "none"

    def anchors(self, node: nodes.Element) -> None:
        """Set the labels of ``node`` at this place in the text."""
        label = self.claim(node)
        if label != "none":
            self.write(f"#anchor({label});")

    # Document, sections, titles

    def visit_document(self, node):
        pass

    depart_document = visit_document

    def visit_section(self, node):
        self.depth += 1

    def depart_section(self, node):
        self.depth -= 1

    def visit_title(self, node):
        section = node.parent
        if not isinstance(section, nodes.section):
            self.block("rubric", "()", "none", body=self.children(node))
            raise nodes.SkipNode
        labels = [label_of(self.docname, i) for i in section["ids"]]
        if self.depth == 1:
            labels = [label_of(self.docname), *labels]
        label = next(name for name in labels if self.targets.add(name))
        for other in labels:
            if other != label:
                self.targets.alias(other, label)
        self.whole_words += 1
        title, notes = self.title(node, label)
        self.whole_words -= 1
        level = self.level + self.depth - 1
        rank = level - self.builder.chapter_level
        number = markup.string(self.section_number(section))
        self.place(node)
        if rank == 0:
            self.block("chapter", str(level), number, markup.string(label), notes, body=title)
        else:
            self.block("section", str(level), str(rank), number, markup.string(label), notes, body=title)
        raise nodes.SkipNode

    def title(self, node: nodes.Element, label: str | None) -> tuple[str, str]:
        """Markup of a title or caption that contents and page heads repeat, and of its footnotes.

        Ids in it become other names of ``label``: what is repeated cannot carry labels.
        """
        self.repeated, self.no_notes, self.notes = label or "", self.no_notes + 1, []
        words = self.children(node)
        notes = f"[{''.join(self.notes)}]"
        self.repeated, self.no_notes, self.notes = None, self.no_notes - 1, []
        return words, notes

    def section_number(self, section: nodes.section) -> str:
        """The number that Sphinx gave ``section``, or an empty string."""
        numbers = self.builder.env.toc_secnumbers.get(self.docname, {})
        anchors = [f"#{i}" for i in section["ids"]] + ([""] if self.depth == 1 else [])
        found = next((numbers[anchor] for anchor in anchors if numbers.get(anchor)), ())
        return ".".join(map(str, found))

    def visit_subtitle(self, node):
        self.block("rubric", "()", self.claim(node), body=self.children(node))
        raise nodes.SkipNode

    def visit_rubric(self, node):
        self.whole_words += 1
        self.place(node)
        self.block("rubric", markup.strings(node["classes"]), self.claim(node), body=self.children(node))
        self.whole_words -= 1
        raise nodes.SkipNode

    # Text

    def visit_Text(self, node):
        words = node.astext().replace("\n", " ")
        self.letters += len(words)
        self.write(self.text(words) if words.strip(" ") else " ")  # a bare space may vanish at the start of a line

    def depart_Text(self, node):
        pass

    def visit_paragraph(self, node):
        self.place(node)
        if node["classes"]:
            self.block("paragraph", markup.strings(node["classes"]), self.claim(node), body=self.children(node))
            raise nodes.SkipNode
        self.anchors(node)

    def depart_paragraph(self, node):
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
    visit_abbreviation, depart_abbreviation = plain("", "")
    visit_acronym, depart_acronym = plain("", "")
    visit_generated, depart_generated = plain("", "")
    visit_problematic, depart_problematic = plain("", "")
    visit_PassthroughTextElement, depart_PassthroughTextElement = plain("", "")

    def visit_inline(self, node):
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

    def visit_literal(self, node):
        self.anchors(node)
        self.write(f"#raw({markup.string(node.astext())});")
        raise nodes.SkipNode

    def visit_math(self, node):
        self.anchors(node)
        self.write(f"#formula({markup.string(node.astext())});")
        raise nodes.SkipNode

    def visit_math_block(self, node):
        self.place(node)
        number = self.numbers("displaymath", node) or str(node.get("number") or "")
        self.block("formula-block", self.claim(node), markup.string(number), markup.string(node.astext()))
        raise nodes.SkipNode

    # Links

    def visit_reference(self, node):
        address = node.get("refuri", "")
        bare = node.astext() == address
        self.one_line = any("std-numref" in inline["classes"] for inline in node.findall(nodes.inline))
        self.whole_words += bare
        body = self.children(node)
        self.whole_words -= bare
        self.one_line = False
        if "refid" in node:
            self.write(self.link(node, label_of(self.docname, node["refid"]), body))
        elif address.startswith(INTERNAL):
            document, _, anchor = address[len(INTERNAL) :].partition("#")
            self.write(self.link(node, label_of(document, anchor), body))
        elif address:
            shown = _shows(node.astext(), address) or not address.startswith(("http://", "https://"))
            note = "none" if shown else '"inline"' if self.no_notes else '"note"'
            self.write(f"#external({markup.string(address)}, {note})[{body}]")
        else:
            self.write(body)
        raise nodes.SkipNode

    visit_number_reference = visit_reference

    def link(self, node: nodes.Element, label: str, body: str) -> str:
        """Markup of a link inside the book; the template adds the page number where it belongs."""
        if label not in self.targets.links:
            self.targets.links[label] = logging.get_node_location(node)
        classes = {name for inline in node.findall(nodes.inline) for name in inline["classes"]}
        kind = "term" if "std-term" in classes else "in-parentheses" if _in_parentheses(node) else "in-text"
        return f"#refer({markup.string(label)}, {markup.string(kind)})[{body}]"

    def visit_target(self, node):
        self.anchors(node)

    def depart_target(self, node):
        pass

    visit_download_reference, depart_download_reference = plain("", "")
    visit_pending_xref, depart_pending_xref = plain("", "")
    visit_substitution_reference, depart_substitution_reference = plain("", "")

    # Footnotes and citations

    def visit_footnote_reference(self, node):
        name = node.get("refid", "")
        footnote = self.footnotes.get(name)
        label = markup.string(label_of(self.docname, name))
        if footnote is None:
            logger.warning("footnote reference without a footnote", location=node)
        elif name in self.set_footnotes:
            self.note(f"#footnote(label({label}));")
        else:
            self.set_footnotes.add(name)
            self.targets.add(label_of(self.docname, name))
            in_title, self.repeated = self.repeated, None
            self.no_notes += 1
            body = self.children(footnote, leave_out=(nodes.label,)).strip()
            self.no_notes -= 1
            self.repeated = in_title
            self.note(f"#footnote[{body}]#label({label});")
        raise nodes.SkipNode

    def note(self, source: str) -> None:
        """Write a footnote here, or keep it for the end of the title or caption."""
        if self.repeated is None:
            self.write(source)
        else:
            self.notes.append(source)

    visit_footnote = skip
    visit_label = skip

    def visit_citation(self, node):
        self.write(self.bibliography([node], labels=True))
        raise nodes.SkipNode

    def visit_citation_reference(self, node):
        self.write('#"[";' + self.link(node, label_of(self.docname, node["refid"]), self.children(node)) + '#"]";')
        raise nodes.SkipNode

    def bibliography(self, citations: list[nodes.citation], labels: bool) -> str:
        """Markup of a run of bibliography entries."""
        entries = []
        self.no_notes, self.whole_words = self.no_notes + 1, self.whole_words + 1
        for citation in citations:
            label = self.claim(citation)
            self.targets.unpaged.update(label_of(self.docname, i) for i in citation["ids"])
            mark = next((self.children(child) for child in citation.children if isinstance(child, nodes.label)), "")
            shown = f"[{mark}]" if labels else "none"
            # sphinxcontrib-bibtex appends the entry again each time a document is resolved: the first paragraph is it
            body = next((child for child in citation.children if isinstance(child, nodes.paragraph)), None)
            entries.append(f"({label}, {shown}, [{self.walk([body]).strip() if body is not None else ''}])")
        self.no_notes, self.whole_words = self.no_notes - 1, self.whole_words - 1
        return f"\n#bibliography-entries({markup.array(entries)})\n"

    # Lists

    def items(self, node: nodes.Element) -> str:
        """The items of a list as a Typst array of content."""
        entries = []
        for item in node.children:
            outer, self.output = self.output, []
            self.anchors(item)
            body = "".join(self.output) + self.children(item)
            self.output = outer
            entries.append(f"[{body.strip()}]")
        return markup.array(entries)

    def visit_bullet_list(self, node):
        self.place(node)
        classes = [*node["classes"], *node.parent.get("classes", [])]
        self.block("bullets", markup.strings(classes), self.claim(node), _tight(node), self.items(node))
        raise nodes.SkipNode

    def visit_enumerated_list(self, node):
        sign = ENUMERATION.get(node.get("enumtype"), "1")
        numbering = node.get("prefix", "") + sign + node.get("suffix", ".")
        self.place(node)
        self.block(
            "numbered",
            markup.strings(node["classes"]),
            self.claim(node),
            _tight(node),
            markup.string(numbering),
            str(node.get("start", 1)),
            self.items(node),
        )
        raise nodes.SkipNode

    def visit_definition_list(self, node):
        entries = []
        for item in node.children:
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

    def classifiers(self, item: nodes.definition_list_item) -> str:
        """The classifiers of a definition list item, after its term."""
        found = [self.children(part) for part in item.children if isinstance(part, nodes.classifier)]
        return "".join(f'#" : ";#emph[{words}]' for words in found)

    visit_definition, depart_definition = plain("", "")
    visit_glossary, depart_glossary = plain("", "")

    def visit_field_list(self, node):
        entries = []
        for field in node.children:
            name, body = field.children
            entries.append(f"((none,), ([{self.children(name)}],), [{self.children(body).strip()}])")
        self.block("definitions", '("fields",)', self.claim(node), markup.array(entries))
        raise nodes.SkipNode

    visit_docinfo = skip

    def visit_option_list(self, node):
        entries = []
        for item in node.children:
            group, description = item.children
            name = ", ".join(option.astext() for option in group.children)
            entries.append(f"((none,), (raw({markup.string(name)}),), [{self.children(description).strip()}])")
        self.block("definitions", '("fields",)', self.claim(node), markup.array(entries))
        raise nodes.SkipNode

    def visit_line_block(self, node):
        self.block("verse", self.claim(node), markup.array(self.lines(node, 0)))
        raise nodes.SkipNode

    def lines(self, block: nodes.line_block, depth: int) -> list[str]:
        """The lines of a line block as pairs of depth and content."""
        found = []
        for child in block.children:
            if isinstance(child, nodes.line_block):
                found += self.lines(child, depth + 1)
            else:
                found.append(f"({depth}, [{self.children(child)}])")
        return found

    visit_hlist, depart_hlist = plain("", "")
    visit_hlistcol, depart_hlistcol = plain("", "")
    visit_acks, depart_acks = plain("", "")

    # Blocks

    def visit_block_quote(self, node):
        source = [child for child in node.children if isinstance(child, nodes.attribution)]
        self.place(node)
        self.block(
            "quotation",
            markup.strings(node["classes"]),
            self.claim(node),
            f"[{''.join(map(self.children, source))}]",
            body=self.children(node, leave_out=(nodes.attribution,)),
        )
        raise nodes.SkipNode

    def visit_literal_block(self, node):
        self.place(node)
        self.block("listing", self.claim(node), markup.string(node.astext()))
        raise nodes.SkipNode

    visit_doctest_block = visit_literal_block

    def visit_productionlist(self, node):
        lines = [f"{item['tokenname']:<12} ::= {item.astext()}" for item in node.children]
        self.block("listing", self.claim(node), markup.string("\n".join(lines)))
        raise nodes.SkipNode

    def visit_transition(self, node):
        if not any("footnotes" in name for name in node["classes"]):
            self.write("\n#transition()\n")
        raise nodes.SkipNode

    def visit_container(self, node):
        citations = [child for child in node.children if isinstance(child, nodes.citation)]
        caption = next((child for child in node.children if isinstance(child, nodes.caption)), None)
        self.place(node)
        if citations:
            self.anchors(node)
            self.write(self.bibliography(citations, self.builder.shows_citation_labels))
        elif caption is not None:
            self.captioned("code", node, caption, self.children(node, leave_out=(nodes.caption,)))
        else:
            self.block("container", markup.strings(node["classes"]), self.claim(node), body=self.children(node))
        raise nodes.SkipNode

    visit_compound, depart_compound = plain("", "")
    visit_only, depart_only = plain("", "")
    visit_start_of_file, depart_start_of_file = plain("", "")
    visit_centered, depart_centered = plain("\n#centred[", "]\n")

    def visit_admonition(self, node):
        kind = next((name for name in (node.tagname, *node["classes"]) if name in admonitionlabels), "admonition")
        titles = [child for child in node.children if isinstance(child, nodes.title)]
        self.whole_words += 1
        title = "".join(map(self.children, titles)) or markup.text(str(admonitionlabels.get(kind, "")))
        self.whole_words -= 1
        self.place(node)
        self.block(
            "admonition",
            markup.string(kind),
            markup.strings(node["classes"]),
            self.claim(node),
            f"[{title}]",
            body=self.children(node, leave_out=(nodes.title,)),
        )
        raise nodes.SkipNode

    visit_note = visit_tip = visit_hint = visit_important = visit_seealso = visit_admonition
    visit_attention = visit_caution = visit_danger = visit_error = visit_warning = visit_admonition
    visit_topic = visit_sidebar = visit_admonition

    def visit_versionmodified(self, node):
        self.block("container", markup.strings(["versionmodified"]), self.claim(node), body=self.children(node))
        raise nodes.SkipNode

    # Pictures, figures, tables

    def visit_image(self, node):
        self.anchors(node)
        picture = self.builder.picture_of(node)
        if picture is None:
            raise nodes.SkipNode
        name, width = picture
        alt = node.get("alt", "")
        decorative = "decorative" in node["classes"]
        if not alt and not decorative:
            logger.warning(
                "picture without alternative text: say what it shows in :alt:, or give it the class decorative",
                location=node,
            )
            self.builder.pictures_without_text += 1
        inline = isinstance(node.parent, nodes.TextElement)
        self.write(
            f"#picture({markup.string(name)}, {markup.string(alt)}, {_width(node, width)}, "
            f"inline: {_true(inline)}, decorative: {_true(decorative)});"
        )
        raise nodes.SkipNode

    def visit_figure(self, node):
        caption = next((child for child in node.children if isinstance(child, nodes.caption)), None)
        legend = [child for child in node.children if isinstance(child, nodes.legend)]
        self.place(node)
        self.captioned("image", node, caption, self.children(node, leave_out=(nodes.caption, nodes.legend)), legend)
        raise nodes.SkipNode

    def captioned(self, kind: str, node: nodes.Element, caption, body: str, legend=(), long: bool = False) -> None:
        """Write a figure, table or listing with number and caption."""
        label = self.claim(node)
        name = label_of(self.docname, node["ids"][0]) if node["ids"] else None
        words, notes = self.title(caption, name) if caption is not None else ("", "[]")
        self.block(
            "captioned",
            markup.string(kind),
            label,
            markup.string(self.figure_number(node)),
            f"[{words}]",
            notes,
            f"[{self.walk(legend).strip()}]",
            f"long: {_true(long)}",
            f"placement: {'none' if long else self.placement(node)}",
            body=body,
        )

    def placement(self, node: nodes.Element) -> str:
        """Where a figure may float: not above the title of its chapter, and not out of a box."""
        if not isinstance(node.parent, nodes.section):
            return "none"
        return "bottom" if self.letters < FIRST_PAGE else "auto"

    def figure_number(self, node: nodes.Element) -> str:
        """ "Figure 1.2" as the settings word it, or an empty string."""
        kind = self.builder.env.domains.standard_domain.get_enumerable_node_type(node)
        number = self.numbers(kind, node)
        return self.builder.config.numfig_format.get(kind, "%s") % number if number else ""

    def numbers(self, kind: str, node: nodes.Element) -> str:
        """The number that Sphinx gave a figure, table, listing or formula, or an empty string."""
        numbers = self.builder.env.toc_fignumbers.get(self.docname, {}).get(kind, {})
        return next((".".join(map(str, numbers[i])) for i in node["ids"] if i in numbers), "")

    visit_legend, depart_legend = plain("", "")

    def visit_table(self, node):
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        group = next(child for child in node.children if isinstance(child, nodes.tgroup))
        table, lines = self.table(group, given="colwidths-given" in node["classes"])
        self.place(node)
        if title is None:
            self.block("plain-table", self.claim(node), f"long: {_true(lines > LONG_TABLE)}", body=table)
        else:
            self.captioned("table", node, title, table, long=lines > LONG_TABLE)
        raise nodes.SkipNode

    def table(self, group: nodes.tgroup, given: bool) -> tuple[str, int]:
        """Markup of a table, and about how many lines of text it has."""
        columns = [child for child in group.children if isinstance(child, nodes.colspec)]
        shares = [float(column.get("colwidth", 1)) for column in columns] if given else _shares(group, len(columns))
        stubs = [bool(column.get("stub")) for column in columns]
        head, body, lines = [], [], 0
        for part in group.children:
            if not isinstance(part, (nodes.thead, nodes.tbody)):
                continue
            for row in part.children:
                height = _lines(row, shares)
                lines += height
                in_head = isinstance(part, nodes.thead)
                cells = self.cells(row, in_head, stubs, breakable=height > LONG_ROW)
                (head if in_head else body).append(cells)
        widths = markup.array(f"{share:.3f}fr" for share in shares)
        header = f"table.header({', '.join(head)}),\n" if head else ""
        return f"#sheet({widths}, {len(head)},\n{header}" + ",\n".join(body) + ")", lines

    def cells(self, row: nodes.row, in_head: bool, stubs: list[bool], breakable: bool) -> str:
        """The cells of one row; those in the columns of ``stubs`` head their row."""
        cells, column = [], 0
        for entry in row.children:
            across, down = entry.get("morecols", 0) + 1, entry.get("morerows", 0) + 1
            span = (f"colspan: {across}, " if across > 1 else "") + (f"rowspan: {down}, " if down > 1 else "")
            align = next((name[5:] for name in entry["classes"] if name in ("text-center", "text-right")), "")
            aligned = f"align: {align}, " if align else ""
            body = self.children(entry).strip()
            heads_row = not in_head and column < len(stubs) and stubs[column]
            body = f"#head[{body}]" if in_head or heads_row else body
            fill = "fill: row-head-mark, " if heads_row else ""
            cells.append(f"table.cell({span}{aligned}{fill}breakable: {_true(breakable)})[{body}]")
            column += across
        return ", ".join(cells)

    # Descriptions of code objects

    def visit_desc(self, node):
        signatures = [child for child in node.children if isinstance(child, addnodes.desc_signature)]
        contents = [child for child in node.children if isinstance(child, addnodes.desc_content)]
        labels = [self.claim(signature) for signature in signatures]
        shown = [f"raw({markup.string(signature.astext())})" for signature in signatures]
        body = "".join(map(self.children, contents)).strip()
        self.place(node)
        entry = f"({markup.array(labels)}, {markup.array(shown)}, [{body}])"
        self.block("definitions", '("objects",)', "none", markup.array([entry]))
        raise nodes.SkipNode

    def visit_desc_inline(self, node):
        self.write(f"#raw({markup.string(node.astext())});")
        raise nodes.SkipNode

    # What is not set

    visit_index = skip  # the targets beside it carry the ids

    def visit_raw(self, node):
        """What is meant for one format only is left out, but for a line break."""
        if node.astext().strip().startswith("<br"):
            self.write("#linebreak();")
        raise nodes.SkipNode

    visit_comment = visit_substitution_definition = visit_system_message = skip
    visit_tabular_col_spec = visit_highlightlang = visit_meta = visit_pending = visit_decoration = skip

    visit_toctree = skip

    def visit_nested_documents(self, node):
        """Set the documents of a toctree inside a chapter where it stands."""
        for docname in node["documents"]:
            self.write(self.builder.translate_nested(docname, self.level + self.depth))
        raise nodes.SkipNode

    def unknown_visit(self, node):
        """Warn of a node that nobody taught the builder; its text is set."""
        logger.warning(
            "the PDF builder does not know the node %s; its text is set without form",
            node.__class__.__name__,
            location=node,
        )
        self.anchors(node)

    def unknown_departure(self, node):
        pass


def _true(value: bool) -> str:
    return "true" if value else "false"


def _language(classes: list[str]) -> str:
    return next((name.removeprefix("language-") for name in classes if name.startswith("language-")), "")


def _tight(node: nodes.Element) -> str:
    """Typst's word for a list whose items are single paragraphs."""
    blocks = (nodes.bullet_list, nodes.enumerated_list)
    return _true(all(len([c for c in item.children if not isinstance(c, blocks)]) <= 1 for item in node.children))


def _in_parentheses(node: nodes.Node) -> bool:
    """Is ``node`` inside parentheses of its paragraph?"""
    block = node.parent
    while isinstance(block, nodes.Inline) and block.parent is not None:
        block = block.parent
    before = ""
    for text in block.findall(nodes.Text):
        if node in _parents(text):
            break
        before += text
    return before.count("(") > before.count(")")


def _parents(node: nodes.Node):
    while node is not None:
        yield node
        node = node.parent


def _shows(words: str, address: str) -> bool:
    """Do the words of a link show its address already?"""
    bare = re.sub(r"^https?://(www\.)?((dx\.)?doi\.org/)?", "", address).rstrip("/")
    return bare in words


def _width(node: nodes.image, natural: float) -> str:
    """Typst width of a picture; a pixel is a sixteenth of the text size, as on the web."""
    given = re.fullmatch(r"\s*([\d.]+)\s*(%|[a-z]*)\s*", str(node.get("width", "")))
    if given and given[2] in TYPST_LENGTHS:
        return f"{float(given[1]):g}{TYPST_LENGTHS[given[2]]}"
    pixels = float(given[1]) if given else natural * node.get("scale", 100) / 100
    return f"{pixels / 16:.3f}em"


def _shares(group: nodes.tgroup, columns: int) -> list[float]:
    """Widths of the columns in characters: after their longest cells, but wide enough for their longest words."""
    cells, words = [4.0] * columns, [4] * columns
    for row in group.findall(nodes.row):
        column = 0
        for entry in row.children:
            across = entry.get("morecols", 0) + 1
            if across == 1 and column < columns:
                text = entry.astext()
                cells[column] = max(cells[column], min(len(text), 60) ** 0.7)
                longest = min(max(map(len, text.split()), default=0), LONGEST_WORD)
                words[column] = max(words[column], ceil(longest * 1.1) + PADDING)
            column += across
    wanted = [CHARACTERS * cell / sum(cells) for cell in cells]
    missing = sum(max(word - width, 0) for word, width in zip(words, wanted, strict=True))
    spare = sum(max(width - word, 0) for word, width in zip(words, wanted, strict=True))
    kept = max(1 - missing / spare, 0) if spare else 0
    return [word + max(width - word, 0) * kept for word, width in zip(words, wanted, strict=True)]


def _lines(row: nodes.row, shares: list[float]) -> int:
    """About how many lines the highest cell of a row has."""
    total, column, most = sum(shares) or 1, 0, 1
    for entry in row.children:
        across = entry.get("morecols", 0) + 1
        width = CHARACTERS * sum(shares[column : column + across]) / total
        most = max(most, ceil(len(entry.astext()) / max(width, 4)))
        column += across
    return most
