"""A question bank of the book's exercises and glossary: Moodle XML, GIFT, and cards for Anki.

Builder ``bank``; the configuration value ``question_bank_file`` is the start of its file names.
:func:`question_bank.downloads.downloads` lists what it makes.
"""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from bookpress.bank.builder import BankBuilder
from bookpress.bank.downloads import downloads
from bookpress.core import outputs


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the builder, and what it reads: questions and terms."""
    app.setup_extension("bookpress.core.words")
    app.setup_extension("bookpress.core.edition")
    app.setup_extension("bookpress.content.exercises")
    app.setup_extension("bookpress.content.terms")
    app.add_config_value("question_bank_file", None, "", types=[str])
    app.add_builder(BankBuilder)
    outputs.declare(app, lambda app: downloads(app.config).values())
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
