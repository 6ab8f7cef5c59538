"""Figures, tables and references of the book."""

import pytest

from bookpress.content.checks import bibliography, figures

CHECKS = [
    bibliography.unknown_keys,
    bibliography.uncited_entries,
    figures.without_caption,
    figures.not_referred_to,
    figures.poor_alternatives,
]


@pytest.mark.parametrize("check", CHECKS)
def test_book(book, check):
    """The book itself passes."""
    found = check(book("html").app.env)
    assert not found, "\n".join(found)
