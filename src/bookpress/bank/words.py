"""Pieces of text that the writers of a bank share."""

from __future__ import annotations

from collections.abc import Iterable

from bookpress.content.exercises.forms import FreeText
from bookpress.core.words import _


def marking(answer: FreeText[str]) -> str:
    """Give, as HTML, what a marker looks for, under a title."""
    return f"<p><strong>{_('What a marker looks for')}</strong></p>{answer.marking}"


def lettered(items: Iterable[str]) -> str:
    """Give a list of HTML numbered A, B, C …"""
    return '<ol type="A">' + "".join(f"<li>{item}</li>" for item in items) + "</ol>"


def percent(mark: float) -> str:
    """Write a percentage of the mark as Moodle does, which knows thirds by five digits: 100, 33.33333, -50."""
    return f"{mark:.5f}".rstrip("0").rstrip(".")
