"""Documents that an edition leaves out: ``leave_out`` in the table ``[book]``.

Only what stands in a toctree without numbers can be left out: front matter, appendices, the index (``genindex``).
Such a document is not read at all, so it is in no format, no list of contents, no search and no index.  What the
others say of it decides the rest:

* a glossary term stays as the word it is, without a link: the sentence still says what it said;
* a reference or a citation that leads to a document left out stops the build: the sentence would send the reader
  to a place that is not there.  Each file where that happens is told, with its first line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import docname_join

from bookpress.core.book import INDEX
from bookpress.core.sphinx_private import TocTree

# What names a place in the source of a document: a label in MyST or reStructuredText, the option :name:
LABEL = re.compile(r"^\(([^)\n]+)\)=\s*$|^\s*:name:\s*(\S.*?)\s*$|^\.\. _`?([^:\n]+?)`?:\s*$", re.M)
BIBLIOGRAPHY = re.compile(r"\{bibliography\}|\.\. bibliography::")


def left_out(config: Config) -> list[str]:
    """Names of the documents that the edition leaves out; ``genindex`` stands for the index."""
    return list(config.edition.book.leave_out) if config.edition else []


def _exclude(app: Sphinx, config: Config) -> None:
    config.documents_left_out = names = left_out(config)
    config.exclude_patterns = [*config.exclude_patterns, *(f"{name}.*" for name in names if name != config.root_doc)]
    if INDEX in names:
        config.html_use_index = config.epub_use_index = False


class ShortenedTocTree(TocTree):
    """A toctree without what the edition leaves out, unless the toctree is numbered."""

    def parse_content(self, toctree: addnodes.toctree) -> None:
        """Take the entries out before Sphinx reads them."""
        unwanted = set(left_out(self.config))
        here = self.env.current_document.docname
        names = [docname_join(here, _target(entry)) for entry in self.content]
        if not toctree.get("numbered"):
            toctree["may_be_left_out"] = [name for name in names if name in self.env.found_docs | unwanted | {INDEX}]
            for place in reversed([place for place, name in enumerate(names) if name in unwanted]):
                del self.content[place]
        super().parse_content(toctree)


def _target(entry: str) -> str:
    """The document that a line of a toctree names: ``name`` or ``Title <name>``."""
    explicit = re.fullmatch(r".+?\s*<([^<>]+)>", entry.strip())
    return re.sub(r"\.(md|rst)$", "", explicit[1] if explicit else entry.strip())


def check(app: Sphinx, env: BuildEnvironment) -> None:
    """End the build for a name that cannot be left out, and for references to what is left out.

    Raises :class:`SystemExit` with the messages: Sphinx would bury those of an error under versions and a traceback.
    """
    names = left_out(env.config)
    if not names:
        return
    toctrees = [tree for name in env.found_docs for tree in env.get_doctree(name).findall(addnodes.toctree)]
    may_be: set[str] = {name for toctree in toctrees for name in toctree.get("may_be_left_out") or ()}
    wrong = [name for name in names if name not in may_be]
    if wrong:
        raise SystemExit(
            f"{env.config.edition.path}: book.leave_out: cannot leave out {', '.join(wrong)}; "
            f"what has no number can be left out: {', '.join(sorted(may_be))}"
        )
    labels, bibliography = _labels(env, names), _bibliography(env, names)
    findings = []
    for docname in sorted(env.found_docs):
        first: dict[str, tuple[str, int]] = {}
        count: Counter[str] = Counter()
        for target, owner, line in _references(env, docname, names, labels, bibliography):
            first.setdefault(owner, (target, line))
            count[owner] += 1
        for owner, (target, line) in first.items():
            more = f" ({count[owner] - 1} more in this file)" if count[owner] > 1 else ""
            findings.append(
                f'{env.doc2path(docname, base=False)}:{line}: refers to "{target}" in {owner}{more}, which '
                f"{env.config.edition.path.name} leaves out; take it out of book.leave_out, or mend the sentence"
            )
    if findings:
        raise SystemExit("\n".join(findings))


def _references(
    env: BuildEnvironment, docname: str, names: list[str], labels: dict[str, str], bibliography: str | None
) -> Iterator[tuple[str, str, int]]:
    """Target, document left out and line of each reference in a document that leads to one of ``names``."""
    for reference in env.get_doctree(docname).findall(addnodes.pending_xref):
        target, kind = reference.get("reftarget", ""), reference.get("reftype")
        owner = None
        if reference.get("refdomain") == "cite":
            owner = bibliography
        elif kind in ("doc", "myst"):
            owner = next((name for name in names if docname_join(docname, target) == name), None)
        elif kind in ("ref", "numref", "any"):
            owner = labels.get(target.lower())
        if owner:
            yield target, owner, _line(reference)


def _line(node: nodes.Node | None) -> int:
    while node is not None and not node.line:
        node = node.parent
    return node.line or 1 if node is not None else 1


def _source(env: BuildEnvironment, name: str) -> str:
    """The text of a document that was not read; empty for the index."""
    files = (Path(env.srcdir, name + suffix) for suffix in env.config.source_suffix)
    return next((file.read_text("utf-8") for file in files if file.is_file()), "")


def _labels(env: BuildEnvironment, names: list[str]) -> dict[str, str]:
    """The labels in the documents that are left out, each with its document; and that of the index."""
    found = {INDEX: INDEX} if INDEX in names else {}
    for name in names:
        for match in LABEL.finditer(_source(env, name)):
            found[next(filter(None, match.groups())).strip().lower()] = name
    return found


def _bibliography(env: BuildEnvironment, names: list[str]) -> str | None:
    """The document left out that has the bibliography, when none is left."""
    if "cite" in env.domains and cast("Any", env.get_domain("cite")).bibliographies:
        return None
    return next((name for name in names if BIBLIOGRAPHY.search(_source(env, name))), None)


def _keep_term_as_word(
    app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, contnode: nodes.TextElement
) -> nodes.Element | None:
    """Give the words of a glossary term when the edition leaves no glossary in the book."""
    if node.get("reftype") != "term" or not left_out(env.config):
        return None
    glossary_is_there = any(kind == "term" for kind, _name in env.domains.standard_domain.objects)
    return None if glossary_is_there else contnode


def setup(app: Sphinx) -> None:
    """Exclude the documents, shorten the toctrees, check what refers to them."""
    app.add_config_value("documents_left_out", [], "env", types=[list])  # set here, from the edition
    app.connect("config-inited", _exclude)
    app.add_directive("toctree", ShortenedTocTree, override=True)
    app.connect("env-updated", check)
    app.connect("missing-reference", _keep_term_as_word)
