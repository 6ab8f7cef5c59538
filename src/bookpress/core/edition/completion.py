"""An edition completed: what its file leaves out comes from conf.py, and what conf.py leaves out from defaults.

The order is: the edition file, what Sphinx knows (``project``, ``author``, ``copyright``, ``release``, ``language``,
``html_baseurl``), the pages and palettes of ``defaults.toml``.  So a project needs no edition file at all.
"""

from __future__ import annotations

import datetime
import os
import re
import tomllib
from pathlib import Path
from typing import Any

from sphinx.config import Config

from bookpress.core.edition.reading import Edition, checked, read_values
from bookpress.core.edition.values import is_language

DEFAULTS = Path(__file__).with_name("defaults.toml")
NO_AUTHOR = ("", "unknown", "Author name not set")  # Sphinx's own words for none
UNDETERMINED = "en"  # Sphinx's own language when none is given


def completed(config: Config, confdir: Path, file: str | Path | None = None) -> Edition:
    """Give the edition of a project.

    ``config`` is the configuration of Sphinx, ``confdir`` the folder of conf.py, ``file`` an edition file relative to
    that, or None.  Raises :class:`sphinx.errors.ConfigError` with one line a fault.
    """
    path = Path(confdir, file).resolve() if file else Path(confdir, "conf.py").resolve()
    given = read_values(path) if file else {}
    known = tomllib.loads(DEFAULTS.read_text("utf-8"))
    return checked(path, _merged(_merged(known, known_to_sphinx(config)), given))


def known_to_sphinx(config: Config) -> dict[str, Any]:
    """Give the values of an edition that the configuration of Sphinx has, as in an edition file."""
    project = config.project.strip() or "Book"
    author = config.author.strip()
    if author in NO_AUTHOR:
        author = project
    rights = re.sub(r"^(©|\(c\))\s*", "", _rights(config).strip(), flags=re.IGNORECASE)
    book: dict[str, Any] = {
        "title": project,
        "language": language_tag(config.language),
        "description": str(getattr(config, "html_title", "") or project),
        "identifier": re.sub(r"\W+", "-", project.lower()).strip("-") or "book",
        "date": _day(),
        "edition": config.release or config.version or "1",
        "rights": f"© {rights or author}",
        "contributor": [{"name": author, "file_as": author, "role": "aut", "kind": "organisation"}],
    }
    home = getattr(config, "html_baseurl", "")
    if re.match(r"https?://[^\s/]+\.", home):
        book["url"] = home
    return {"book": book, "publisher": {"name": author}}


def language_tag(language: str) -> str:
    """Give the BCP 47 tag of a language as Sphinx writes it (``pt_BR``); of one that no list knows "en"."""
    tag = language.replace("_", "-")
    for candidate in (tag, tag.partition("-")[0]):
        if is_language(candidate):
            return candidate
    return UNDETERMINED


def _rights(config: Config) -> str:
    """The first line of ``copyright`` (Sphinx 8.1 and later take several)."""
    given = config.copyright
    return given if isinstance(given, str) else next(iter(given), "")


def _day() -> datetime.date:
    """The day of ``SOURCE_DATE_EPOCH``, else today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.datetime.fromtimestamp(int(epoch), datetime.UTC) if epoch else datetime.datetime.now(datetime.UTC)
    return now.date()


def _merged(known: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """Put ``given`` over ``known``, table by table; a list is taken whole."""
    result = dict(known)
    for key, value in given.items():
        before = result.get(key)
        result[key] = _merged(before, value) if isinstance(before, dict) and isinstance(value, dict) else value
    return result
