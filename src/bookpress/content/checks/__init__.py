"""Checks across the whole book that Sphinx does not make, and the builder ``check`` that gives them to writers.

A check takes a built environment and gives findings (:mod:`bookpress.core.findings`); an empty list means that all is
well.  ``sphinx-build -b check`` reads the book, resolves every reference and makes each finding a warning of the type
``bookpress`` with the check's name as its subtype, so that ``suppress_warnings = ["bookpress.without_caption"]``
leaves one out.  A room, or the conf.py of a book, offers checks of its own with
:func:`bookpress.core.findings.offer_checks`.

``checks_folder``
    Folder, relative to conf.py, of what the checks may read: ``chapter.toml`` (what each chapter must have, see
    :class:`bookpress.content.exercises.anatomy.Rules`), ``index_exempt.toml`` and ``uncited_exempt.toml`` (what is
    exempt, and why).  Without ``chapter.toml`` nothing is asked of chapters; without ``uncited_exempt.toml`` no source
    is asked for.
"""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from bookpress import __version__
from bookpress.content.checks import figures, index, sources
from bookpress.content.checks.builder import CheckBuilder
from bookpress.core.findings import Check, file_for_checks, offer_checks


def _checks(app: Sphinx) -> dict[str, Check]:
    """The checks of this room that this book has something for."""
    chosen: list[Check] = [
        figures.without_caption,
        figures.not_referred_to,
        figures.poor_alternatives,
        index.dangling_see,
        index.spelled_differently,
    ]
    if "sphinxcontrib.bibtex" in app.extensions:  # a book may do without it
        from bookpress.content.checks import bibliography  # noqa: PLC0415

        chosen += [bibliography.unknown_keys, bibliography.uncited_entries]
    checks = {check.__name__: check for check in chosen}
    if exempt := file_for_checks(app, "index_exempt.toml"):
        checks["sections_without_entry"] = lambda env: index.sections_without_entry(env, exempt)
    if uncited := file_for_checks(app, "uncited_exempt.toml"):
        checks["uncited_paragraphs"] = lambda env: sources.uncited_paragraphs(env, uncited)
    return checks


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the builder, and offer it the checks of this room."""
    offer_checks(app, _checks)
    app.add_builder(CheckBuilder)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
