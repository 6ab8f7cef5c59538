"""What the checks of a book share: where something stands in the sources, and how it is said.

A finding is a line ``file:line: message``; the message says how to mend it.
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx.environment import BuildEnvironment


def line_of(node: nodes.Node | None) -> int:
    """The source line of a node: its own, else that of the nearest node around it."""
    while node is not None and not node.line:
        node = node.parent
    return node.line if node is not None else 1


def place(env: BuildEnvironment, docname: str, line: int) -> str:
    """File and line, the file relative to the source folder."""
    return f"{env.doc2path(docname, base=False)}:{line}"


def finding(env: BuildEnvironment, docname: str, line: int, message: str) -> str:
    """One finding."""
    return f"{place(env, docname, line)}: {message}"


def doctrees(env: BuildEnvironment) -> Iterator[tuple[str, nodes.document]]:
    """The documents of the book with their trees, references not yet resolved."""
    for docname in sorted(env.found_docs):
        yield docname, env.get_doctree(docname)
