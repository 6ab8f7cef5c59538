"""Single values of an edition file: how each is checked, and what is said of a wrong one."""

from __future__ import annotations

import datetime
import re
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass
from stdnum import isbn as stdnum_isbn
from stdnum.exceptions import ValidationError as IsbnError

from bookpress.core.edition import codes

table = dataclass(config=ConfigDict(extra="forbid"), frozen=True, kw_only=True)


def _isbn(value: str) -> str:
    """ISBN-13 with hyphens.  Check digit after ISO 2108."""
    try:
        if stdnum_isbn.validate(value) and stdnum_isbn.isbn_type(value) != "ISBN13":
            raise ValueError("an ISBN-10; write the 13-digit form")
    except IsbnError as error:
        raise ValueError(
            f"not an ISBN ({str(error).rstrip('.').lower()}); copy all 13 digits "
            "from the agency's letter, or leave the key out"
        ) from error
    return stdnum_isbn.format(value)


def _language(value: str) -> str:
    """BCP 47 tag of the simple form ``id`` or ``en-GB``."""
    language, _hyphen, region = value.partition("-")
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Z]{2})?", value):
        raise ValueError('not a language tag; write for example "id" or "en-GB"')
    if language not in codes.languages():
        raise ValueError(f'there is no language "{language}"; Indonesian is "id", Javanese "jv", English "en"')
    if region and region not in codes.countries():
        raise ValueError(f'there is no country "{region}"; Indonesia is "ID"')
    return value


def is_language(value: str) -> bool:
    """Tell whether ``value`` is a language tag that an edition takes."""
    try:
        return bool(_language(value))
    except ValueError:
        return False


def _country(value: str) -> str:
    """Country code of ISO 3166-1, two letters."""
    if value not in codes.countries():
        raise ValueError('not a country code of two capitals (ISO 3166-1); Indonesia is "ID"')
    return value


def _url(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+\.[^\s]+", value):
        raise ValueError('not a web address; write it whole, "https://…"')
    return value


def _colour(value: str) -> str:
    if not re.fullmatch(r"#[0-9a-f]{6}", value):
        raise ValueError('not a colour; write six hexadecimal digits in lower case, "#0f4c5c"')
    return value


def _role(value: str) -> str:
    if value not in codes.marc_relators():
        raise ValueError(
            'no MARC relator code; "aut" is author, "edt" editor, "ill" illustrator, "cov" cover designer; '
            "all of them: https://www.loc.gov/marc/relators/relacode.html"
        )
    return value


Text = Annotated[str, Field(min_length=1)]
Isbn13 = Annotated[str, AfterValidator(_isbn)]
Language = Annotated[str, AfterValidator(_language)]
Country = Annotated[str, AfterValidator(_country)]
Url = Annotated[str, AfterValidator(_url)]
Colour = Annotated[str, AfterValidator(_colour)]
Role = Annotated[str, AfterValidator(_role)]
Length = Annotated[float, Field(gt=0, le=1000)]
Date = Annotated[datetime.date, Field(ge=datetime.date(1900, 1, 1))]
