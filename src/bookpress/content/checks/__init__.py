"""Checks across the whole book that Sphinx does not make: index, bibliography, figures and tables.

Each check takes a built environment and gives findings, ``file:line: message``; an empty list means that all
is well.  The tests of a book call them.  What follows here is what the checks share.
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes


def line_of(node: nodes.Node | None) -> int:
    """The source line of a node: its own, else that of the nearest node around it."""
    while node is not None and not node.line:
        node = node.parent
    return node.line if node is not None else 1


def place(env, docname: str, line: int) -> str:
    """File and line, the file relative to the source folder."""
    return f"{env.doc2path(docname, base=False)}:{line}"


def finding(env, docname: str, line: int, message: str) -> str:
    """One finding."""
    return f"{place(env, docname, line)}: {message}"


def doctrees(env) -> Iterator[tuple[str, nodes.document]]:
    """The documents of the book with their trees, references not yet resolved."""
    for docname in sorted(env.found_docs):
        yield docname, env.get_doctree(docname)


def is_numbered(env, docname: str) -> bool:
    """Whether a document is a numbered chapter."""
    return bool(env.toc_secnumbers.get(docname, {}).get(""))
