"""The words of docutils for a language that it does not have: a language module, as in ``docutils.languages``.

https://docutils.sourceforge.io/docs/howto/i18n.html
"""

from __future__ import annotations

import pkgutil
import sys
from types import ModuleType

from docutils import languages
from docutils.utils import normalize_language_tag

from bookpress.core import words

FIELDS = (
    "author", "organization", "address", "contact", "version", "revision", "status", "date", "copyright",
    "dedication", "abstract", "authors",
)  # fmt: skip


def supply(language: str) -> None:
    """Make the module of ``language`` from the catalogue when docutils has none and the catalogue has the words."""
    tags = [tag.replace("-", "_") for tag in normalize_language_tag(language)]
    if {module.name for module in pkgutil.iter_modules(languages.__path__)}.intersection(tags):
        return
    found = labels()
    if found["contents"] == "Contents":  # no catalogue: docutils falls back to English by itself
        return
    name = f"docutils.languages.{tags[0]}"
    module = sys.modules.setdefault(name, ModuleType(name))
    fields = {found[field].lower(): field for field in reversed(FIELDS)}
    vars(module).update(labels=found, bibliographic_fields=fields, author_separators=[";", ","])


def labels() -> dict[str, str]:
    """The labels of docutils, by the name of the node."""
    pgettext = words.pgettext
    return {
        "author": pgettext("docutils", "Author"),
        "authors": pgettext("docutils", "Authors"),
        "organization": pgettext("docutils", "Organization"),
        "address": pgettext("docutils", "Address"),
        "contact": pgettext("docutils", "Contact"),
        "version": pgettext("docutils", "Version"),
        "revision": pgettext("docutils", "Revision"),
        "status": pgettext("docutils", "Status"),
        "date": pgettext("docutils", "Date"),
        "copyright": pgettext("docutils", "Copyright"),
        "dedication": pgettext("docutils", "Dedication"),
        "abstract": pgettext("docutils", "Abstract"),
        "attention": pgettext("docutils", "Attention"),
        "caution": pgettext("docutils", "Caution"),
        "danger": pgettext("docutils", "Danger"),
        "error": pgettext("docutils", "Error"),
        "hint": pgettext("docutils", "Hint"),
        "important": pgettext("docutils", "Important"),
        "note": pgettext("docutils", "Note"),
        "tip": pgettext("docutils", "Tip"),
        "warning": pgettext("docutils", "Warning"),
        "contents": pgettext("docutils", "Contents"),
    }
