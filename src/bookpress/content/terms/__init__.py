"""Terms of a book: the key terms of a chapter, their places in the index, checks that text and glossary agree.

Directive ``key-terms``.  The checks in :mod:`terms.coverage` are called by the tests of a book.
"""

from __future__ import annotations

from pathlib import Path

from bookpress.content.terms import glossary, key_terms, locators

STATIC = Path(__file__).with_name("static")
SITE_BUILDERS = ("html", "dirhtml", "singlehtml")


def _add_style(app) -> None:
    if app.builder.name in SITE_BUILDERS:
        app.config.html_static_path = [*app.config.html_static_path, str(STATIC)]
        app.add_css_file("terms.css")


def setup(app):
    """Add the directive, what it needs to know, and its style on the website."""
    app.add_directive("key-terms", key_terms.KeyTermsDirective)
    app.add_domain(glossary.TermsDomain)
    app.connect("doctree-read", glossary.collect)
    app.connect("doctree-read", locators.note)
    app.connect("env-get-updated", locators.add, priority=900)  # after chapters are numbered
    app.connect("env-updated", key_terms.documents_to_write_again)
    app.add_post_transform(key_terms.FillKeyTerms)
    app.connect("builder-inited", _add_style)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
