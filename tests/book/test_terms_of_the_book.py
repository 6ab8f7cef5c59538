"""The terms of the book."""

import pytest

from bookpress.content.terms import coverage

CHECKS = [
    coverage.unknown_terms,
    coverage.unused_entries,
    coverage.terms_defined_twice,
    coverage.unlinked_first_uses,
]


@pytest.mark.parametrize("check", [*CHECKS, coverage.incomplete_entries])
def test_book(book, check):
    """In the book itself text and glossary agree."""
    found = check(book("html").app.env)
    assert not found, "\n".join(found)
