"""What the book is, who made it and who publishes it: the tables ``[book]``, ``[publisher]`` and ``[isbn]``."""

from __future__ import annotations

import re
from collections import Counter
from typing import Annotated, Literal

from pydantic import Field

from bookpress.core.edition.values import Country, Date, Isbn13, Language, Role, Text, Url, table

LONGEST_DESCRIPTION = 4000  # characters; what Kindle Direct Publishing takes
AUTHORS = ("aut", "edt", "edc", "com", "cre")  # who stands on the cover: the first of these roles that somebody has
FORMS = {
    "BISAC": (r"[A-Z]{3}\d{6}", "three capitals and six digits, SOC026000"),
    # Categories A to Y, qualifiers 1 to 6; national extensions follow hyphens
    "Thema": (
        r"([A-Y][A-Z]{0,7}\d{0,3}|[1-6][A-Z]{0,7}\d{0,3})(-[A-Z]{2}(-[A-Z0-9]{1,4})*)?",
        "capitals, then digits, JHBL",
    ),
}


@table
class Contributor:
    """A person or a body with a part in the book; ``role`` is a MARC relator code."""

    name: Text
    file_as: Text
    role: Role
    kind: Literal["person", "organisation"] = "person"


@table
class Subject:
    """One subject code with its label."""

    scheme: Literal["BISAC", "Thema"]
    code: Text
    label: Text

    def __post_init__(self) -> None:
        pattern, form = FORMS[self.scheme]
        if not re.fullmatch(pattern, self.code):
            raise ValueError(f'"{self.code}" has not the form of a {self.scheme} code: {form}')


@table
class Series:
    """The series that the book belongs to, and its number there."""

    name: Text
    number: Annotated[int, Field(ge=1)] | None = None


@table
class Book:
    """Identity of the book."""

    title: Text
    language: Language
    description: Annotated[str, Field(min_length=1, max_length=LONGEST_DESCRIPTION)]
    identifier: Text
    date: Date
    edition: Text
    rights: Text
    contributor: Annotated[list[Contributor], Field(min_length=1)]
    subtitle: Text | None = None
    url: Url | None = None
    repository: Url | None = None
    edition_label: Text | None = None
    license: Text | None = None
    license_url: Url | None = None
    imprint: Text | None = None
    series: Series | None = None
    subject: list[Subject] = Field(default_factory=list)
    leave_out: list[Text] = Field(default_factory=list)

    def __post_init__(self) -> None:
        problems = []
        if not self.authors:
            problems.append('no contributor is an author ("aut"), editor ("edt") or compiler ("com"); name one')
        twice = [f"{c.name} ({c.role})" for c, times in Counter(self.contributor).items() if times > 1]
        twice += [code for code, times in Counter(s.code for s in self.subject).items() if times > 1]
        twice += [name for name, times in Counter(self.leave_out).items() if times > 1]
        if twice:
            problems.append(f"given twice: {', '.join(twice)}; keep one of each")
        if self.license_url and not self.license:
            problems.append("license_url without license; name the licence too")
        if problems:
            raise ValueError("; ".join(problems))

    @property
    def full_title(self) -> str:
        """Title and subtitle."""
        return f"{self.title}: {self.subtitle}" if self.subtitle else self.title

    @property
    def main_contributors(self) -> list[Contributor]:
        """Who the book is by: its authors, else its editors, else its compilers."""
        for role in AUTHORS:
            if found := [c for c in self.contributor if c.role == role]:
                return found
        return []

    @property
    def authors(self) -> list[str]:
        """Names of those whom the book is by, in order."""
        return [c.name for c in self.main_contributors]


@table
class Publisher:
    """Who publishes this edition, where."""

    name: Text
    imprint: Text | None = None
    place: Text | None = None
    country: Country | None = None


@table
class Isbns:
    """One ISBN a format; absent ones are left out everywhere."""

    print: Isbn13 | None = None
    pdf: Isbn13 | None = None
    epub: Isbn13 | None = None

    def __post_init__(self) -> None:
        given = {"print": self.print, "pdf": self.pdf, "epub": self.epub}
        for number, times in Counter(filter(None, given.values())).items():
            if times > 1:
                forms = " and ".join(form for form, other in given.items() if other == number)
                raise ValueError(f"{forms} share one ISBN, {number}; each format needs its own")
