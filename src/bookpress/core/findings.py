"""What the checks of a book share: where something stands in the sources, and how it is said.

A finding is a line ``file:line: message``; the message says how to mend it.  A check takes a built environment and
gives findings.  A room offers its checks with :func:`offer_checks`; the builder ``check`` makes all that are offered
(:mod:`bookpress.content.checks`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.typing import ExtensionMetadata

from bookpress import __version__

Check = Callable[[BuildEnvironment], Iterable[str]]

EVENT = "bookpress-checks"

_KEPT: WeakKeyDictionary[BuildEnvironment, dict[str, tuple[int | None, nodes.document]]] = WeakKeyDictionary()


def line_of(node: nodes.Node | None) -> int:
    """The source line of a node: its own, else that of the nearest node around it."""
    while node is not None:
        if node.line:
            return int(node.line)
        node = node.parent
    return 1


def place(env: BuildEnvironment, docname: str, line: int) -> str:
    """File and line, the file relative to the source folder."""
    return f"{env.doc2path(docname, base=False)}:{line}"


def finding(env: BuildEnvironment, docname: str, line: int, message: str) -> str:
    """One finding."""
    return f"{place(env, docname, line)}: {message}"


def doctrees(env: BuildEnvironment) -> Iterator[tuple[str, nodes.document]]:
    """The documents of the book with their trees, references not yet resolved; a check leaves them as they are.

    Reading a tree back takes longer than most checks, so each is kept until its document is read anew.
    """
    kept = _KEPT.setdefault(env, {})
    for docname in sorted(env.found_docs):
        when = env.all_docs.get(docname)
        if docname not in kept or kept[docname][0] != when:
            kept[docname] = when, env.get_doctree(docname)
        yield docname, kept[docname][1]


def apart(finding: str) -> tuple[str, int | None, str]:
    """Take a finding apart into file, line (None where it names none) and message."""
    file, _colon, rest = finding.partition(":")
    line, colon, message = rest.partition(":")
    if colon and line.strip().isdigit():
        return file, int(line), message.strip()
    return file, None, rest.strip()


def offer_checks(app: Sphinx, checks: Callable[[Sphinx], Mapping[str, Check]]) -> None:
    """Have ``checks`` asked for checks by name when the book is checked; the name is the subtype of their warnings."""
    app.setup_extension(__name__)
    app.connect(EVENT, checks)


def offered_checks(app: Sphinx) -> dict[str, Check]:
    """Give the checks of every room that is loaded, by name."""
    return {name: check for checks in app.emit(EVENT) for name, check in checks.items()}


def file_for_checks(app: Sphinx, name: str) -> Path | None:
    """Give the file ``name`` in the folder of what the checks of this book read, or None when it is not there."""
    path = Path(app.confdir, app.config.checks_folder, name)
    return path if path.is_file() else None


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the event that asks for checks, and the setting of their folder."""
    app.add_event(EVENT)
    app.add_config_value("checks_folder", "", "", types=[str])
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
