"""The codes that there are: languages and countries (from Babel, which has those of CLDR), roles (MARC)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from babel import Locale

from bookpress.core.words import _

RELATORS = Path(__file__).with_name("marc_relators.txt")
NO_LANGUAGE = {"mul", "root", "sh", "und", "zxx"}  # several, none in particular, withdrawn, unknown, no language
NO_COUNTRY = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"}  # CLDR's own


@cache
def languages() -> frozenset[str]:
    """Codes of languages: ISO 639-1 where there is one, else ISO 639-2 and 639-3, as far as CLDR names them."""
    return frozenset(code for code in map(str, Locale("en").languages) if "_" not in code and code not in NO_LANGUAGE)


@cache
def countries() -> frozenset[str]:
    """Country codes of ISO 3166-1, two letters."""
    names = map(str, Locale("en").territories)
    return frozenset(code for code in names if len(code) == 2 and code.isalpha() and code not in NO_COUNTRY)


@cache
def marc_relators() -> dict[str, str]:
    """The MARC relator codes with their English terms."""
    lines = RELATORS.read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines if line and not line.startswith("#"))


def role_word(role: str) -> str:
    """The word for a role in the language of the book; "Contributor" for a role that books seldom have."""
    words = {
        "aut": _("Author"),
        "edt": _("Editor"),
        "edc": _("Compiler and editor"),
        "com": _("Compiler"),
        "trl": _("Translator"),
        "ill": _("Illustrator"),
        "pht": _("Photographer"),
        "ctg": _("Cartographer"),
        "cov": _("Cover designer"),
        "bjd": _("Cover designer"),
        "bkd": _("Book designer"),
        "tyg": _("Typographer"),
        "cmt": _("Typesetter"),
        "pfr": _("Proofreader"),
        "rev": _("Reviewer"),
        "sad": _("Scientific adviser"),
        "csl": _("Adviser"),
        "res": _("Researcher"),
        "aui": _("Author of the introduction"),
        "win": _("Author of the introduction"),
        "wpr": _("Author of the preface"),
        "aft": _("Author of the afterword"),
        "wat": _("Author of added text"),
        "adp": _("Adapter"),
        "abr": _("Abridger"),
        "mrk": _("Markup editor"),
        "edd": _("Editorial director"),
        "pbd": _("Publishing director"),
        "pmn": _("Production manager"),
        "pdr": _("Project director"),
        "prt": _("Printer"),
        "spn": _("Sponsor"),
        "fnd": _("Funder"),
    }
    return words.get(role) or _("Contributor")
