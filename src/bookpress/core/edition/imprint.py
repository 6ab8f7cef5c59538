"""What the title page and the imprint page say, as plain values that each builder sets in its own way."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from bookpress.core.edition.codes import role_word
from bookpress.core.edition.identity import Contributor
from bookpress.core.edition.reading import Edition
from bookpress.core.words import _

ON_TITLE_PAGE = ("edt", "edc", "trl", "ill", "adp")  # named there with their role, after the authors


@dataclass(frozen=True)
class Run:
    """Some words; ``style`` is "strong", "emph" or "", ``address`` where a link goes."""

    text: str
    style: str = ""
    address: str | None = None


@dataclass(frozen=True)
class Paragraph:
    """Lines of runs under a heading, or under none."""

    kind: str
    heading: str
    lines: list[list[Run]]


def people_by_role(contributors: list[Contributor]) -> list[str]:
    """One line a role, in the order in which the roles first occur: "Editor: A, B"."""
    words = [role_word(person.role) for person in contributors]
    ordered = sorted(contributors, key=lambda person: words.index(role_word(person.role)))
    return [
        f"{word}: {', '.join(person.name for person in people)}"
        for word, people in groupby(ordered, key=lambda person: role_word(person.role))
    ]


def title_page_people(edition: Edition) -> list[str]:
    """The lines below the authors on the title page: editors, translators, illustrators.

    When nobody is an author, those in the authors' place get their role too.
    """
    book = edition.book
    main = book.main_contributors
    named = [] if main[0].role == "aut" else main
    others = [person for person in book.contributor if person.role in ON_TITLE_PAGE and person not in main]
    return people_by_role([*named, *others])


def title_page_authors(edition: Edition) -> list[str]:
    """The names that stand alone on the title page: those of authors."""
    main = edition.book.main_contributors
    return [person.name for person in main] if main[0].role == "aut" else []


def house(edition: Edition) -> str:
    """The name under which the book appears: the imprint, else the publisher."""
    return edition.publisher.imprint or edition.publisher.name


def series_line(edition: Edition) -> str:
    """Name and number of the series; empty when there is none."""
    series = edition.book.series
    if not series:
        return ""
    if series.number is None:
        return series.name
    return _("%(name)s, no. %(number)d") % {"name": series.name, "number": series.number}


def imprint(edition: Edition) -> list[Paragraph]:
    """The paragraphs of the imprint page; what the edition does not say is left out."""
    book, publisher = edition.book, edition.publisher
    own_words = [part for part in (book.imprint or "").split("\n\n") if part.strip()]
    published = ", ".join(filter(None, [publisher.name, publisher.place, str(book.date.year)]))
    paragraphs = [
        _paragraph("title", "", [Run(book.full_title, "strong")], [Run(book.edition_label or "")]),
        _paragraph("people", "", *([Run(line)] for line in people_by_role(book.contributor))),
        _paragraph("rights", "", [Run(book.rights)], _licence(edition)),
        *(_paragraph("words", "", [Run(" ".join(part.split()))]) for part in own_words),
        _paragraph("publisher", _("Published by"), [Run(publisher.imprint or "")], [Run(published)]),
        _paragraph("series", _("Series"), [Run(series_line(edition))]),
        _paragraph("isbn", "", *([Run(line)] for line in isbn_lines(edition))),
        _paragraph("citation", _("How to cite"), citation(edition)),
        _paragraph("website", _("Website"), [Run(book.url or "", address=book.url)]),
        _paragraph("source", _("Source"), [Run(book.repository or "", address=book.repository)]),
    ]
    return [paragraph for paragraph in paragraphs if paragraph.lines]


def _paragraph(kind: str, heading: str, *lines: list[Run]) -> Paragraph:
    kept = [[run for run in line if run.text] for line in lines]
    return Paragraph(kind, heading, [line for line in kept if line])


def _licence(edition: Edition) -> list[Run]:
    book = edition.book
    if not book.license:
        return []
    address = [Run(" ("), Run(book.license_url, address=book.license_url), Run(")")] if book.license_url else []
    return [Run(_("Licence") + ": "), Run(book.license), *address]


def isbn_lines(edition: Edition) -> list[str]:
    """One line an ISBN, with its format."""
    forms = {"print": _("print"), "pdf": "PDF", "epub": "EPUB"}
    given = {form: getattr(edition.isbn, form) for form in forms}
    return [f"ISBN {number} ({forms[form]})" for form, number in given.items() if number]


def citation(edition: Edition) -> list[Run]:
    """The book as a reference: authors (year). Title (edition). Publisher. Address."""
    book = edition.book
    names = [person.file_as for person in book.main_contributors]
    authors = f", {_('and')} ".join([", ".join(names[:-1]), names[-1]]) if names[1:] else names[0]
    publisher = house(edition)
    return [
        Run(f"{authors} ({book.date.year}). "),
        Run(book.full_title, "emph"),
        Run(f" ({book.edition_label})" if book.edition_label else ""),
        Run("."),
        Run(f" {publisher}." if publisher not in book.authors else ""),
        Run(" " if book.url else ""),
        Run(book.url or "", address=book.url),
    ]
