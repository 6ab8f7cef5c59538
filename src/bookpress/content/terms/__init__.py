"""Terms of a book: the key terms of a chapter, their places in the index, checks that text and glossary agree.

Directive ``key-terms``; the checks are in ``coverage``.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from bookpress.content.terms import coverage, glossary, key_terms, locators
from bookpress.core.findings import Check, offer_checks
from bookpress.core.site import add_static, is_for_browser

STATIC = Path(__file__).with_name("static")


def _add_style(app: Sphinx) -> None:
    if is_for_browser(app):
        add_static(app, STATIC, styles=["terms.css"])


def _checks(_app: Sphinx) -> dict[str, Check]:
    checks = (coverage.unused_entries, coverage.terms_defined_twice, coverage.unlinked_first_uses)
    return {check.__name__: check for check in checks}


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive, what it needs to know, its style on the website, and its checks."""
    offer_checks(app, _checks)
    app.add_directive("key-terms", key_terms.KeyTermsDirective)
    app.add_domain(glossary.TermsDomain)
    app.connect("doctree-read", glossary.collect)
    app.connect("doctree-read", locators.note)
    app.connect("env-get-updated", locators.add, priority=900)  # after chapters are numbered
    app.connect("env-updated", key_terms.documents_to_write_again)
    app.add_post_transform(key_terms.FillKeyTerms)
    app.connect("builder-inited", _add_style)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
