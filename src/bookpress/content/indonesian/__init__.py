"""Bahasa Indonesia for a Sphinx book: words of the interface, citations.

Everything here waits for ``language = "id"``; only the two citation styles, both named ``indonesian``,
are always there, since conf.py asks for them by name.
"""

from __future__ import annotations

from . import catalogues, citations


def setup(app):
    """Set up the catalogues and the citation styles."""
    catalogues.setup(app)
    citations.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
