"""The description of a page: how its own text begins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes

ENOUGH = 110  # characters: with less, the next paragraph is taken in
ROOM = 160  # what search engines show
DESCRIBED = re.compile(r'<meta [^>]*?content="(?P<text>[^"]*)" name="description"')
RUNNING = (nodes.section, nodes.container, nodes.compound)


def describe(doctree: nodes.document) -> str:
    """Give the first sentences of running text in ``doctree``, at most 160 characters, cut between words.

    A document without a paragraph outside of lists, tables, boxes and figures is described by its headings; with
    none but its title, by nothing.
    """
    text = ""
    for paragraph in _paragraphs(doctree):
        text = f"{text} {' '.join(_words(paragraph).split())}".strip()
        if len(text) >= ENOUGH:
            break
    headings = [" ".join(_words(title).split()) for title in doctree.findall(nodes.title)] if not text else []
    if len(headings) > 1:
        text = f"{headings[0]}: {'; '.join(headings[1:])}"
    if len(text) <= ROOM:
        return text
    return text[: ROOM - 1].rpartition(" ")[0].rstrip(" ,;:—–-") + " …"


def _paragraphs(parent: nodes.Element) -> Iterator[nodes.paragraph]:
    for node in parent.children:
        if isinstance(node, nodes.paragraph):
            yield node
        elif isinstance(node, RUNNING):
            yield from _paragraphs(node)


def _words(node: nodes.Node) -> str:
    if isinstance(node, nodes.Text):
        return node.astext()
    if isinstance(node, (nodes.footnote_reference, nodes.raw, nodes.Invisible)):
        return ""
    return "".join(map(_words, node.children))
