"""From the codes of an edition and of an EPUB to those of ONIX for Books (code lists, issue 75)."""

from __future__ import annotations

from babel.core import get_global

# List 17, contributor role codes; other roles are Z99, "other"
CONTRIBUTOR = {
    "aut": "A01",
    "cre": "A09",
    "ill": "A12",
    "pht": "A13",
    "wat": "A14",
    "wpr": "A15",
    "aft": "A19",
    "aui": "A24",
    "win": "A24",
    "cov": "A36",
    "bjd": "A36",
    "ctg": "A39",
    "bkd": "A11",
    "res": "A51",
    "ctb": "A32",
    "edt": "B01",
    "edc": "B01",
    "abr": "B04",
    "adp": "B05",
    "trl": "B06",
    "edd": "B11",
    "pbd": "B16",
    "csl": "B20",
    "sad": "B29",
    "com": "C01",
    "rev": "Z04",
}
OTHER_CONTRIBUTOR = "Z99"

# List 27, subject schemes; a Thema code that begins with a digit is a qualifier
SUBJECT = {"BISAC": "10", "Thema": "93"}
QUALIFIER = {"1": "94", "2": "95", "3": "96", "4": "97", "5": "98", "6": "99"}

# List 150, product forms, for the printed book
BINDING = {"paperback": "BC", "hardback": "BB"}

# List 220, versions of formats
PDF_VERSION = {"1.4": "107D", "1.6": "107F", "1.7": "107G", "2.0": "107J"}
EPUB_VERSION = "101F"  # EPUB 3.3

# List 196, accessibility, by the terms of schema.org that EPUB uses
ACCESSIBILITY = {
    "tableOfContents": "11",
    "index": "12",
    "readingOrder": "13",
    "alternativeText": "14",
    "longDescription": "15",
    "MathML": "17",
    "pageBreakMarkers": "19",
    "printPageNumbers": "19",
    "structuralNavigation": "29",
    "ARIA": "30",
    "latex": "35",
    "displayTransformability": "36",
    "pageNavigation": "41",
    "describedMath": "53",
}
READABLE_AS_TEXT = "52"
SUMMARY = "00"
PDF_ACCESSIBILITY = {"outlined": "11", "tagged": "13", "described": "14"}

# ISO 639-2 has two codes for these languages; ONIX (list 74) takes the bibliographic one
BIBLIOGRAPHIC = (
    *("alb", "arm", "baq", "bur", "chi", "cze", "dut", "fre", "geo", "ger"),
    *("gre", "ice", "mac", "mao", "may", "per", "rum", "slo", "tib", "wel"),
)
# Languages for which Babel also knows codes of varieties or old ones, or none
CHOSEN = {
    "dz": "dzo",
    "et": "est",
    "ff": "ful",
    "ik": "ipk",
    "iu": "iku",
    "kg": "kon",
    "ku": "kur",
    "mn": "mon",
    "oj": "oji",
    "om": "orm",
    "ps": "pus",
    "sa": "san",
    "sc": "srd",
    "sr": "srp",
    "tl": "tgl",
    "tw": "twi",
    "yi": "yid",
}


def language(tag: str) -> str:
    """The code of list 74 for a language tag such as ``id`` or ``en-GB``; a three-letter code is passed on."""
    code = tag.partition("-")[0]
    if len(code) == 3:
        return code
    found = sorted(
        alias for alias, short in get_global("language_aliases").items() if short == code and len(alias) == 3
    )
    return CHOSEN.get(code) or next((alias for alias in found if alias in BIBLIOGRAPHIC), found[0])


def subject(scheme: str, code: str) -> str:
    """The code of list 27 for the scheme of a subject code."""
    return QUALIFIER.get(code[0], SUBJECT[scheme]) if scheme == "Thema" else SUBJECT[scheme]
