"""Does every paragraph with a date, a year, a percentage, an article of law or a ruling's number say where it is from?

What asks for a source depends on the language of the book; :data:`SIGNS` has the words, Babel the names of the months.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from babel.dates import get_month_names
from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from bookpress.core.book import is_numbered
from bookpress.core.findings import doctrees, finding, line_of

NUMBER = r"\d+(?:[.,]\d+)?"
YEAR = r"(?<![\w/.,-])(?:1[0-9]|20)\d\d(?![\w/]|[.,]\d)"
RULING = r"\d+(?:-\d+)*/[A-Z]+(?:\.[A-Z]+)?-[IVXLC]+/\d{4}"
SIGNS = {  # by language: what a percentage ends with, what an article of law is called, what dates a statement
    "en": {"percentage": ["%", "per cent", "percent"], "article": ["Article", "Section"], "as of": ["as of"]},
    "id": {"percentage": ["%", "persen"], "article": ["Pasal"], "as of": ["per"]},
}
CITED_ELSEWHERE = {"exercise"}  # kinds of nodes that cannot carry citations
ASIDE = {"activity", "objectives"}  # classes of boxes that state nothing
LABELS = {"doc", "numref", "ref"}  # references whose words are a label until Sphinx writes a number or a title
SHOWN_START = 40  # characters of a paragraph that a finding shows


def sign_finder(language: str) -> Callable[[str], str | None]:
    """Give a function that finds the first sign in a text, in the words of a language.

    The date of a statement itself ("as of May 2026") is no sign.  A language without words of its own has dates, years
    and rulings only.
    """
    words = SIGNS.get(language, {})
    month = _any_of(get_month_names("wide", locale=language).values())
    sought = [rf"\b\d{{1,2}}\.? {month}\b", rf"\b{month} \d{{4}}\b", YEAR, RULING]
    if words:
        sought += [rf"\b{NUMBER}\s?{_any_of(words['percentage'])}", rf"\b{_any_of(words['article'])} \d+"]
    sign = re.compile("|".join(sought), re.IGNORECASE)
    stamp = re.compile(rf"\b{_any_of(words.get('as of', [' ']))} (?:\d{{1,2}} )?{month} \d{{4}}\b", re.IGNORECASE)

    def find(text: str) -> str | None:
        found = sign.search(stamp.sub("", text))
        return found and found[0]

    return find


def _any_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, words))})"


def uncited_paragraphs(env: BuildEnvironment, exemptions: Path, language: str | None = None) -> list[str]:
    """Every paragraph, row of a table and figure of a chapter that asks for a source cites one.

    The citation may also stand in the footnote, figure or table that the paragraph names, in the caption of the row's
    table, or in the paragraph that leads to a list.  Exercises, objectives, activities and unnumbered sections are not
    asked.

    ``exemptions`` is a TOML file: for each document a table whose keys are the first words of what is exempt, each
    with the reason as its text.  An exemption without a reason, or that nothing needs, is a finding too.
    """
    exempt = tomllib.loads(exemptions.read_text("utf-8"))
    find = sign_finder(language or env.config.language)
    findings, needed = [], set()
    for docname, doctree in doctrees(env):
        if not is_numbered(env, docname):
            continue
        named = exempt.get(docname, {})
        for node, sign in _uncited(env, docname, doctree, find):
            text = _words(node)
            start = next((words for words in named if text.startswith(words)), None)
            needed.add((docname, start))
            if start is None:
                says = (
                    f'"{sign}" without a citation in "{text[:SHOWN_START]}…"; cite its source, or put its first words'
                )
                findings.append(finding(env, docname, _line(node), f"{says} in {exemptions.name}"))
    for docname, named in exempt.items():
        for start, reason in named.items():
            if not reason.strip():
                findings.append(f'{exemptions.name}: "{start}" has no reason; give one')
            if (docname, start) not in needed:
                findings.append(f'{exemptions.name}: nothing in {docname} needs "{start}"; take it out')
    return findings


def _uncited(
    env: BuildEnvironment, docname: str, doctree: nodes.document, find: Callable[[str], str | None]
) -> Iterator[tuple[nodes.Element, str]]:
    """Give what asks for a source and has none, each with what asks for it, by place."""
    for node in _units(doctree, env.config.unnumbered_sections):
        sign = find(_words(node))
        if sign and not any(map(_cites, [node, *_above(node), *_named(env, docname, doctree, node)])):
            yield node, sign


def _units(node: nodes.Element, unnumbered: list[str]) -> Iterator[nodes.Element]:
    """Give paragraphs, rows of tables and whole figures, in their order, without what is not asked."""
    for child in node.children:
        if not isinstance(child, nodes.Element) or child.tagname in CITED_ELSEWHERE or ASIDE & {*child["classes"]}:
            continue
        if isinstance(child, nodes.section) and child[0].astext() in unnumbered:
            continue
        if isinstance(child, (nodes.paragraph, nodes.row, nodes.figure)):
            yield child
        else:
            yield from _units(child, unnumbered)


def _words(node: nodes.Element) -> str:
    """The words of a unit as a reader sees them, without the alternative of a picture, numbers and citations."""
    return " ".join("".join(_shown(node)).split())


def _shown(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Text):
        yield node
    elif not _is_written_by_sphinx(node):
        for child in node.children:
            yield from _shown(child)
        if not isinstance(node, nodes.Inline):
            yield " "


def _is_written_by_sphinx(node: nodes.Node) -> bool:
    if not isinstance(node, addnodes.pending_xref):
        return isinstance(node, nodes.footnote_reference)
    return bool(node["refdomain"] == "cite" or (node["reftype"] in LABELS and not node["refexplicit"]))


def _line(node: nodes.Element) -> int:
    """The first source line of a unit; docutils gives a row the line where its table ends."""
    return min((part.line for part in node.findall() if part.line), default=line_of(node))


def _cites(node: nodes.Element) -> bool:
    return any(reference.get("refdomain") == "cite" for reference in node.findall(addnodes.pending_xref))


def _above(node: nodes.Element) -> Iterator[nodes.Element]:
    """Give the caption of the table in which a unit stands, or the paragraph that leads to its list."""
    while node is not None and not isinstance(node, (nodes.table, nodes.bullet_list, nodes.enumerated_list)):
        node = node.parent
    if isinstance(node, nodes.table):
        yield from (child for child in node.children if isinstance(child, nodes.title))
    elif node is not None:
        before = node.parent[: node.parent.index(node)]
        yield from (child for child in before[-1:] if isinstance(child, nodes.paragraph))


def _named(
    env: BuildEnvironment, docname: str, doctree: nodes.document, node: nodes.Element
) -> Iterator[nodes.Element]:
    """Give the footnotes, figures and tables of the same document that a unit names."""
    labels = env.domains.standard_domain.anonlabels
    for note in node.findall(nodes.footnote_reference):
        yield doctree.ids[note["refid"]]
    for reference in node.findall(addnodes.pending_xref):
        if reference["reftype"] in LABELS:
            target, identifier = labels.get(reference["reftarget"].lower(), ("", ""))[:2]
            named = doctree.ids.get(identifier) if target == docname else None
            if isinstance(named, (nodes.figure, nodes.table)):
                yield named
