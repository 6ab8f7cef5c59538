"""The books of ``tests/books/``: other tests rest on them."""

import pytest
from docutils import nodes

from builds import ROOT, sphinx

# Sphinx takes these out of every document, or makes others of them: of the first field list, of a failed role,
# of citations, formulas and classes of words.
GONE_WHEN_READ = {
    *("docinfo", "address", "author", "authors", "contact", "copyright", "date", "organization", "revision"),
    *("status", "version", "decoration", "header", "footer", "generated", "pending", "problematic", "system_message"),
    *("citation_reference", "substitution_reference"),
}


@pytest.mark.parametrize("name", ["kitchen-sink", "english"])
def test_books_have_no_fault_of_their_own(sample_book, name):
    """Read without a warning, so that a warning of a format is that format's."""
    assert sample_book(name, "dummy").warnings == ""


def test_kitchen_sink_has_every_node_of_docutils(sample_book):
    """Each kind of node that a book can hold is in it."""
    env = sample_book("kitchen-sink", "dummy").app.env
    found = {node.tagname for name in env.found_docs for node in env.get_doctree(name).findall(nodes.Element)}
    known = {kind for kind in nodes.node_class_names if hasattr(nodes, kind)} - {"Text"}
    assert known - found - GONE_WHEN_READ == set()


def read(folder, builder):
    """The environment of the English book, read for ``builder``."""
    source = ROOT / "tests" / "books" / "english"
    with sphinx(source, source, folder / builder, folder / f"{builder}-doctrees", builder) as app:
        app.builder.read()
    return app.env


@pytest.mark.parametrize("builder", ["epub", "bank", "html"])
def test_what_is_read_does_not_depend_on_the_builder(tmp_path, builder):
    """So one reading serves every format; ``make`` and these tests count on it."""
    one, other = read(tmp_path, "typst"), read(tmp_path, builder)
    for name in sorted(one.found_docs | other.found_docs):
        assert one.get_doctree(name).pformat() == other.get_doctree(name).pformat(), name
