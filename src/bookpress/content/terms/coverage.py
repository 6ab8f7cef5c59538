"""Do text and glossary agree?

Each check takes a built environment and gives findings, ``file:line: message``; an empty list means that all
is well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes
from sphinx.environment import BuildEnvironment

from bookpress.content.terms.glossary import Entry, is_body, is_term_link, terms_of
from bookpress.core.book import is_numbered
from bookpress.core.findings import doctrees, finding, line_of, place

NOT_PROSE = (nodes.reference, nodes.footnote_reference, nodes.literal, nodes.math, nodes.system_message)


def unknown_terms(env: BuildEnvironment) -> list[str]:
    """Every ``{term}`` points to an entry."""
    domain = terms_of(env)
    known = domain.by_name
    says = '"{0.target}" is not in the glossary; add it, or mend {{term}}'
    return [
        finding(env, use.docname, use.line, says.format(use))
        for docname in sorted(env.found_docs)
        for use in domain.uses(docname)
        if use.target not in known
    ]


def unused_entries(env: BuildEnvironment) -> list[str]:
    """Every entry is linked from a document other than the glossary; signposts to another entry need not be."""
    domain = terms_of(env)
    entries = domain.by_name
    elsewhere = (docname for docname in env.found_docs if not domain.data["entries"].get(docname))
    used = {entries.get(use.target) for docname in elsewhere for use in domain.uses(docname)}
    says = 'no chapter links to "{0.names[0]}"; write {{term}} where it is used, or take the entry out'
    return [
        finding(env, entry.docname, entry.line, says.format(entry))
        for entry in domain.entries
        if entry not in used and not entry.signpost
    ]


def incomplete_entries(env: BuildEnvironment) -> list[str]:
    """Every entry that is no signpost has an equivalent in English and says where it is treated."""
    findings = []
    for entry in terms_of(env).entries:
        missing = []
        if not entry.equivalent:
            missing.append("its English equivalent, [*…*]{.language-en}")
        if not entry.located:
            missing.append("where it is treated, {ref}")
        if missing and not entry.signpost:
            says = f'"{entry.names[0]}" lacks {" and ".join(missing)}'
            findings.append(finding(env, entry.docname, entry.line, says))
    return findings


def terms_defined_twice(env: BuildEnvironment) -> list[str]:
    """No name has two entries, nor two spellings that differ in capitals only."""
    first: dict[str, Entry] = {}
    findings = []
    for entry in terms_of(env).entries:
        for name in entry.names:
            other = first.get(name.lower())
            if other:
                there = place(env, other.docname, other.line)
                says = f'"{name}" is defined already, at {there}; keep one of them'
                findings.append(finding(env, entry.docname, entry.line, says))
            first[name.lower()] = entry
    return findings


def unlinked_first_uses(env: BuildEnvironment) -> list[str]:
    """In each numbered chapter the first use of an entry in the running text is a ``{term}``.

    Running text is paragraphs, list items and boxes before the first unnumbered section.  Headings, captions,
    tables, objectives, exercises, openings, footnotes, foreign words and other links are not.  Any name of an
    entry that is no signpost counts as a use of it; the longest name wins; ``{term}`` counts as what it points to.
    """
    entries = {name: entry for name, entry in terms_of(env).by_name.items() if not entry.signpost}
    longest_first = sorted(entries, key=len, reverse=True)
    names = "|".join(r"\s+".join(map(re.escape, name.split())) for name in longest_first)
    pattern = re.compile(rf"(?<![\w-])(?:{names})(?![\w-])", re.IGNORECASE)
    findings = []
    for docname, doctree in doctrees(env) if entries else ():
        if not is_numbered(env, docname):
            continue
        seen: set[Entry | None] = {None}
        for paragraph in _body_paragraphs(doctree, set(env.config.unnumbered_sections)):
            for name, linked in _uses(paragraph, pattern):
                entry = entries.get(name)
                if entry not in seen and not linked:
                    says = f'"{name}" is used first here without a link; write {{term}}`{name}`'
                    findings.append(finding(env, docname, line_of(paragraph), says))
                seen.add(entry)
    return findings


def _body_paragraphs(parent: nodes.Element, end_titles: set[str]) -> Iterator[nodes.paragraph]:
    """The paragraphs of running text, down to the first section with one of ``end_titles``."""
    for node in parent.children:
        if isinstance(node, nodes.section) and node[0].astext() in end_titles:
            return
        if isinstance(node, nodes.paragraph):
            yield node
        elif isinstance(node, nodes.Element) and is_body(node):
            yield from _body_paragraphs(node, end_titles)


def _uses(paragraph: nodes.paragraph, pattern: re.Pattern[str]) -> Iterator[tuple[str, bool]]:
    """The names used in a paragraph, in order and in lower case, and whether each is a link."""
    for piece in re.split("(\0[^\0]*\0)", _prose(paragraph)):
        if piece.startswith("\0"):
            yield piece.strip("\0"), True
        else:
            for found in pattern.findall(piece):
                yield " ".join(found.lower().split()), False


def _prose(node: nodes.Node) -> str:
    """The text of a paragraph: ``{term}`` as its target between NULs, a full stop for what is not prose."""
    if not isinstance(node, nodes.Element):
        return node.astext()
    if is_term_link(node):
        return f"\0{node['reftarget'].lower()}\0"
    foreign = any(name.startswith("language-") for name in node["classes"])
    if foreign or isinstance(node, NOT_PROSE) or node.tagname == "pending_xref":
        return "."
    return "".join(map(_prose, node.children))
