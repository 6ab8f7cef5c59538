"""Indonesian words of the interface: the catalogues of ``locale/``, in front of those of Sphinx and themes.

``locale/sphinx.po`` mends what Sphinx's and pydata's own catalogues lack or get wrong, ``booktheme.po``
that of sphinx-book-theme, and every other ``.po`` belongs to the extension of its name.  Messages that a
script shows are marked in the ``.po`` with the script's name (``#: searchtools.js``), the way gettext
marks places.
"""

from __future__ import annotations

import json
import sys
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from sphinx import locale
from sphinx.errors import ExtensionError

from bookpress.core import files

from . import docutils_words

LOCALE = Path(__file__).parent / "locale"
NUMBERED = {"figure": "Gambar %s", "table": "Tabel %s", "code-block": "Kode %s", "section": "Bab %s"}
DATE = "%-d %B %Y"


class Translations(GNUTranslations):
    """A catalogue of ours: what stood in its place before is its fallback."""


def read(path: Path) -> Catalog:
    """Read and check the catalogue at ``path``.

    Raises :class:`ExtensionError` that names the file and the line when it is not a valid .po file, or when a
    translation has not the placeholders of its message.
    """
    with path.open("rb") as file:
        try:
            catalogue = read_po(file, "id", domain=path.stem, abort_invalid=True)
        except PoFileError as error:
            raise ExtensionError(f"{path}:{error.lineno + 1}: not a valid catalogue: {error}") from error
    for message, errors in catalogue.check():
        raise ExtensionError(f"{path}:{message.lineno}: {errors[0]}; give the translation the same placeholders")
    return catalogue


def put_in_force(catalogue: Catalog) -> Translations:
    """Make ``catalogue`` the first of its domain; Sphinx's own, loaded before or after, is asked second."""
    file = BytesIO()
    write_mo(file, catalogue)
    file.seek(0)
    ours = Translations(file)
    key = ("general", catalogue.domain)
    stock = locale.translators.get(key)
    if isinstance(stock, Translations):  # an earlier build in this process
        stock = stock._fallback
    if stock is not None:
        ours.add_fallback(stock)
    locale.translators[key] = ours
    return ours


def script_messages(catalogue: Catalog) -> str:
    """Give the messages of ``catalogue`` that scripts show, as the file that Sphinx's scripts read."""
    messages = {}
    for message in catalogue:
        if any(place.endswith(".js") for place, _ in message.locations):
            plural = isinstance(message.id, tuple)
            messages[message.id[0] if plural else message.id] = list(message.string) if plural else message.string
    content = {"locale": "id", "messages": messages, "plural_expr": "0"}
    return f"Documentation.addTranslations({json.dumps(content, ensure_ascii=False, sort_keys=True)});\n"


def _forget(app) -> None:
    """Take our catalogues out of force: an earlier build in this process was in Indonesian."""
    ours = [key for key, found in locale.translators.items() if isinstance(found, Translations)]
    for key in ours:
        del locale.translators[key]
    if ("general", "sphinx") in ours:
        app._init_i18n()


def _folder(app) -> Path:
    return Path(app.doctreedir, "interface")


def _offer_scripts(app, builder) -> None:
    """Tell Sphinx where the words for its scripts are.

    Not before it writes: a setting that names the folder of the doctrees would have all documents read again when they
    are taken to another folder.
    """
    if app.config.language == "id":
        app.config.locale_dirs = [str(_folder(app)), *app.config.locale_dirs]


def _load(app, config) -> None:
    catalogues = [read(path) for path in sorted(LOCALE.glob("*.po"))]
    if config.language != "id":
        _forget(app)
        for catalogue in catalogues:  # get_translation() gives text only for a domain that it knows
            locale.translators.setdefault(("general", catalogue.domain), NullTranslations())
        return
    sys.modules["docutils.languages.id"] = docutils_words
    for catalogue in catalogues:
        ours = put_in_force(catalogue)
        if catalogue.domain == "sphinx":
            app.translator = ours  # the templates' own
            files.write(_folder(app) / "id" / "LC_MESSAGES" / "sphinx.js", script_messages(catalogue))
    config.numfig_format = {**NUMBERED, **config.numfig_format}
    config.today_fmt = config.today_fmt or DATE


def setup(app):
    """Load the catalogues before Sphinx makes its numbering formats (800) and before the theme is loaded."""
    app.connect("config-inited", _load, priority=100)
    app.connect("write-started", _offer_scripts)
