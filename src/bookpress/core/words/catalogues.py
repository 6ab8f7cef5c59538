"""Message catalogues as they are written, ``.po`` files: found, checked, and compiled in memory.

Nothing is compiled when the package is installed, and nothing is written: Python remembers an ``.mo`` file by its
path, so a mended catalogue would not be seen in the same process, and an installed package may be read-only.
"""

from __future__ import annotations

from collections.abc import Iterable
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from sphinx.errors import ExtensionError

from bookpress.core.sphinx_private import catalogues_in_force

DOMAIN = "bookpress"
LOCALE = Path(__file__).parents[2] / "locale"


def files(domain: str, language: str, folders: Iterable[Path]) -> list[Path]:
    """The catalogues of ``domain`` in ``folders``, best first: in each folder "de_AT" (or "de-AT"), then "de"."""
    tag = language.replace("-", "_")
    tags = dict.fromkeys([tag, tag.partition("_")[0]])
    paths = (folder / each / "LC_MESSAGES" / f"{domain}.po" for folder in folders for each in tags)
    return [path for path in paths if path.is_file()]


def read(path: Path) -> Catalog:
    """Read and check the catalogue at ``path``.

    Raises :class:`ExtensionError` that names the file and the line when it is not a valid .po file, or when a
    translation has not the placeholders of its message.
    """
    with path.open("rb") as file:
        try:
            catalogue = read_po(file, path.parts[-3], domain=path.stem, abort_invalid=True)
        except PoFileError as error:
            raise ExtensionError(f"{path}:{error.lineno + 1}: not a valid catalogue: {error}") from error
    for message, errors in catalogue.check():
        raise ExtensionError(f"{path}:{message.lineno}: {errors[0]}; give the translation the same placeholders")
    return catalogue


def find(domain: str, language: str, folders: Iterable[Path]) -> NullTranslations:
    """Compile what ``folders`` have of ``domain`` in ``language``: what the first lacks is asked of the next."""
    found = NullTranslations()
    for path in reversed(files(domain, language, folders)):
        file = BytesIO()
        write_mo(file, read(path))
        file.seek(0)
        better = GNUTranslations(file)
        better.add_fallback(found)
        found = better
    return found


def put_in_front(domain: str, translations: NullTranslations) -> NullTranslations:
    """Make ``translations`` the first of ``domain``; what Sphinx has loaded, or loads later, is asked second."""
    loaded = catalogues_in_force().get(("general", domain))
    if loaded is not None:
        if type(translations) is NullTranslations:  # nothing found
            return loaded
        translations.add_fallback(loaded)
    catalogues_in_force()["general", domain] = translations
    return translations
