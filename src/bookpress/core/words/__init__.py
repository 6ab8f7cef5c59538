"""The words that the rooms add to a book, in the book's language: one gettext domain, ``bookpress``, for all.

A room writes its words in English and asks for them with :func:`_`; where two places need different translations of
the same English, with :func:`pgettext`::

    from bookpress.core.words import _, pgettext

    title = _("Answer key")
    suffix = pgettext("file name", "print")

Templates of pages have the same as ``t("…")``.  A room that asks for words calls
``app.setup_extension("bookpress.core.words")`` in its ``setup``; no project names this extension.

======================  ==================================================================
``catalogues``          finds, reads and checks ``<folder>/<language>/LC_MESSAGES/*.po``
``sphinx_words``        what Sphinx's and the themes' own catalogues lack or get wrong
``docutils_words``      a language that docutils does not have
======================  ==================================================================

Another language is one file, ``bookpress.po``, in ``bookpress/locale/<language>/LC_MESSAGES`` or, for one project, in
its own ``locale_dirs``, whose words come before ours.  ``bookpress/locale/bookpress.pot`` lists the messages.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from docutils import nodes
from markupsafe import Markup, escape
from sphinx import locale
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.typing import ExtensionMetadata

from bookpress.core.sphinx_private import catalogues_in_force
from bookpress.core.words import catalogues, docutils_words, sphinx_words
from bookpress.core.words.catalogues import DOMAIN, LOCALE

__all__ = ["N_", "_", "pgettext", "use"]


def _(message: str) -> str:
    """Give ``message`` in the language of the book; the message itself where no catalogue has it."""
    return locale.get_translator(DOMAIN).gettext(message)


def pgettext(context: str, message: str) -> str:
    """Give ``message`` as it is said in ``context``, a word or two for translators, as ``msgctxt`` in the catalogue."""
    return locale.get_translator(DOMAIN).pgettext(context, message)


def N_(message: str) -> str:
    """Mark a message that is looked up later, by a variable; gives it as it is."""
    return message


def _for_page(message: str) -> Markup:
    return escape(_(message))


def use(language: str, folders: list[Path] | None = None) -> None:
    """Put the words of ``language`` in force: those of ``folders`` first, then those that were registered, then ours.

    Command lines call it, which have no Sphinx application; raises :class:`sphinx.errors.ExtensionError` for a
    catalogue that is broken.
    """
    catalogues.put_in_front(DOMAIN, catalogues.find(DOMAIN, language, [*(folders or []), LOCALE]))


def _load(app: Sphinx, config: Config) -> None:
    folders = [Path(app.srcdir, folder) for folder in config.locale_dirs]
    use(config.language, folders)
    sphinx_words.mend(app, config.language, folders)
    docutils_words.supply(config.language)
    config.numfig_format = {
        # words: %s is the number
        "section": _("Chapter %s"),
        "figure": _("Figure %s"),
        "table": _("Table %s"),
        "code-block": _("Listing %s"),
        **config.numfig_format,
    }
    files = catalogues.files(DOMAIN, config.language, [*folders, LOCALE])
    config.words_version = sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:8]


def _fill_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    context["t"] = _for_page


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the domain, and load it before Sphinx makes its forms of numbers (800) and a theme is loaded."""
    catalogues_in_force().pop(("general", DOMAIN), None)  # of an earlier build in this process
    app.add_message_catalog(DOMAIN, LOCALE)
    app.add_config_value(
        "words_version", "", "env", types=[str]
    )  # documents hold words: others, and they are read anew
    app.connect("config-inited", _load, priority=100)
    app.connect("write-started", sphinx_words.offer_to_scripts)
    app.connect("html-page-context", _fill_context, priority=100)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
