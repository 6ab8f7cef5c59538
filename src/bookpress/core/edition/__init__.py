"""Edition files: identity and look of a book, read from TOML and checked.

An edition file is the only place that knows title, publisher, ISBN, trim size and colours.
:func:`load` gives an :class:`Edition`; conf.py hands its values to Sphinx, and the builders read the
rest from ``app.config.edition``.  ``python -m bookpress.core.edition FILE`` checks a file.

======================  ==================================================================
``reading``             from the file to an :class:`Edition`; what a fault is called
``completion``          what conf.py and defaults give where the file is silent, or is not there
``identity``            the tables that say what the book is and who made it
``look``                the tables that say how it looks: pages, typefaces, palettes
``values``              single values and how they are checked
``codes``               languages, countries, roles: the codes that there are
``typefaces``           fonts in Python packages
``cover_image``         what shops ask of a cover image
``imprint``             what title page and imprint page say
``left_out``            documents that an edition leaves out
======================  ==================================================================
"""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.typing import ExtensionMetadata

from bookpress import __version__
from bookpress.core.edition import left_out
from bookpress.core.edition.completion import completed
from bookpress.core.edition.identity import Book, Contributor, Isbns, Publisher, Series, Subject
from bookpress.core.edition.look import Cover, Design, Palette, PrintPage, ScreenPage, Typeface, contrast
from bookpress.core.edition.reading import Edition, load

__all__ = [
    "Book",
    "Contributor",
    "Cover",
    "Design",
    "Edition",
    "Isbns",
    "Palette",
    "PrintPage",
    "Publisher",
    "ScreenPage",
    "Series",
    "Subject",
    "Typeface",
    "completed",
    "contrast",
    "load",
]


def _complete(app: Sphinx, config: Config) -> None:
    """Make an edition of what conf.py gives: one that is loaded already, the name of its file, or nothing."""
    if not isinstance(config.edition, Edition):
        config.edition = completed(config, Path(app.confdir), config.edition)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the configuration value ``edition``, and leave out what the edition leaves out.

    The value is an :class:`Edition`, the path of an edition file relative to conf.py, or None for one made of what
    Sphinx knows.  When it changes, pages are written again, but no document is read again: what reading depends on is a
    value of its own, ``documents_left_out``.
    """
    app.setup_extension("bookpress.core.words")
    app.add_config_value("edition", None, "html", types=[Edition, str, type(None)])
    app.connect("config-inited", _complete, priority=10)  # before anything asks for it
    left_out.setup(app)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
