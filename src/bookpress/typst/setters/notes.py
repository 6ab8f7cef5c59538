"""Footnotes and citations."""

from __future__ import annotations

from docutils import nodes
from sphinx.util import logging

from bookpress.typst import markup
from bookpress.typst.labels import label_of
from bookpress.typst.writing import Writer, skip

logger = logging.getLogger(__name__)


class Notes(Writer):
    """Footnotes where they are referred to, and entries of a bibliography."""

    def visit_footnote_reference(self, node: nodes.Element) -> None:
        name = node.get("refid", "")
        footnote = self.footnotes.get(name)
        label = markup.string(label_of(self.docname, name))
        if footnote is None:
            logger.warning("footnote reference without a footnote", location=node, type="bookpress", subtype="typst")
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

    def visit_citation(self, node: nodes.citation) -> None:
        self.write(self.bibliography([node], labels=True))
        raise nodes.SkipNode

    def visit_citation_reference(self, node: nodes.Element) -> None:
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
