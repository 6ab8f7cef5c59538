"""What the catalogues of Sphinx and of its themes lack or get wrong in a language: ``sphinx.po``, ``booktheme.po``.

Sphinx reads a project's own ``sphinx.po`` from ``locale_dirs``, before any extension is loaded; an extension can add
words with ``add_message_catalog``, but mend none.  So ours are put in front here.  A message of ``sphinx.po`` that a
script shows is marked with the script's name (``#: searchtools.js``), the way gettext marks places.
"""

from __future__ import annotations

import json
from pathlib import Path

from babel.messages.catalog import Catalog
from sphinx.application import Sphinx
from sphinx.builders import Builder

from bookpress.core import files
from bookpress.core.words import catalogues

SPHINX, THEMES = "sphinx", ("booktheme",)


def mend(app: Sphinx, language: str, folders: list[Path]) -> None:
    """Put our words, and before them those of the project in ``folders``, in front of Sphinx's and the themes'."""
    for domain in (SPHINX, *THEMES):
        if catalogues.files(domain, language, [catalogues.LOCALE]):
            ours = catalogues.find(domain, language, [*folders, catalogues.LOCALE])
            in_force = catalogues.put_in_front(domain, ours)
            if domain == SPHINX:
                app.translator = in_force  # the templates' own


def script_messages(catalogue: Catalog) -> str:
    """Give the messages of ``catalogue`` that scripts show, as the file that Sphinx's scripts read."""
    messages = {}
    for message in catalogue:
        if any(place.endswith(".js") for place, _line in message.locations):
            plural = isinstance(message.id, tuple)
            messages[message.id[0] if plural else message.id] = list(message.string or ()) if plural else message.string
    content = {"locale": str(catalogue.locale), "messages": messages, "plural_expr": catalogue.plural_expr}
    return f"Documentation.addTranslations({json.dumps(content, ensure_ascii=False, sort_keys=True)});\n"


def offer_to_scripts(app: Sphinx, builder: Builder) -> None:
    """Write the words for Sphinx's scripts beside the doctrees, and tell Sphinx where they are.

    Not before it writes: a setting that names the folder of the doctrees would have all documents read again when they
    are taken to another folder.
    """
    paths = catalogues.files(SPHINX, app.config.language, [catalogues.LOCALE])
    if not paths:
        return
    messages = script_messages(catalogues.read(paths[0]))
    folder = Path(app.doctreedir, "words")
    files.write(folder / app.config.language / "LC_MESSAGES" / "sphinx.js", messages)
    app.config.locale_dirs = [*app.config.locale_dirs, str(folder)]
