"""Chapter numbers that run on through the parts, and sections without a number.

A book whose parts are separate numbered toctrees counts 1, 2 | 1, 2 in Sphinx; here it counts 1, 2 | 3, 4.
Sections whose title is in ``unnumbered_sections`` (a summary, the exercises) get no number.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx.util.typing import ExtensionMetadata

from bookpress.core.book import reading_order
from bookpress.core.sphinx_private import number_as_sphinx, replace_numbering


def _unnumbered(env: BuildEnvironment, titles: set[str]) -> Iterator[tuple[str, nodes.Element, nodes.Element]]:
    """Give (document, table-of-contents entry, its link) of every section that gets no number."""
    for docname, toc in env.tocs.items():
        for entry in toc.findall(addnodes.compact_paragraph):
            if entry.astext() in titles:
                yield docname, entry, cast("nodes.reference", entry[0])


def _shift(env: BuildEnvironment, docname: str, by: int) -> None:
    """Add ``by`` to the chapter number wherever Sphinx keeps it for ``docname``."""
    numbers = env.toc_secnumbers[docname]
    for anchor, number in numbers.items():
        if number:
            numbers[anchor] = (number[0] + by, *number[1:])
    for node in chain([env.titles[docname]], env.tocs[docname].findall(nodes.Element)):
        if shown := node.get("secnumber"):
            node["secnumber"] = [shown[0] + by, *shown[1:]]


def assign_section_numbers(self: TocTreeCollector, env: BuildEnvironment) -> list[str]:
    """Number as Sphinx does, then carry the count on from one numbered toctree to the next.

    Gives the names of the documents whose numbers changed.
    """
    if "unnumbered_sections" not in env.config:  # another book in the same process, without this extension
        return number_as_sphinx(self, env)
    before = env.toc_secnumbers
    skipped = list(_unnumbered(env, set(env.config.unnumbered_sections)))
    for _, entry, link in skipped:
        entry["skip_section_number"] = True
        link.attributes.pop("secnumber", None)
    number_as_sphinx(self, env)
    for docname, _, link in skipped:  # an empty number: without one, HTML shows the chapter's
        if docname in env.toc_secnumbers:
            env.toc_secnumbers[docname][link["anchorname"]] = ()
    counted: set[str] = set()  # what stands in two toctrees has its number from the first
    for docname in env.numbered_toctrees:
        chapters = 0
        for toctree in env.get_doctree(docname).findall(addnodes.toctree):
            if not toctree.get("numbered"):
                continue
            entries = [ref for _, ref in toctree["entries"] if ref in env.toc_secnumbers and ref not in counted]
            for document in chain.from_iterable(reading_order(env, ref) for ref in entries):
                if document not in counted:
                    counted.add(document)
                    _shift(env, document, chapters)
            chapters += len(entries)
    return [name for name, numbers in env.toc_secnumbers.items() if before.get(name) != numbers]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Replace Sphinx's section numbering; it runs in the main process, so reading may be parallel."""
    app.add_config_value("unnumbered_sections", [], "env", types=[list, tuple])
    replace_numbering(assign_section_numbers)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
