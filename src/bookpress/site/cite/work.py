"""What is cited: a chapter of the book, or the book."""

from __future__ import annotations

from dataclasses import dataclass

from sphinx.application import Sphinx

from bookpress.core.book import chapter_number


@dataclass(frozen=True)
class Person:
    """A name: as it is written, under which it is filed, and whether it is an organisation's."""

    name: str
    filed: str
    is_body: bool = False

    @property
    def parts(self) -> tuple[str, str]:
        """Family name and given names; a name that is filed as it is written is one part, and nothing is given."""
        if self.is_body:
            return self.name, ""
        family, _comma, given = self.filed.partition(",")
        return family.strip(), given.strip()


@dataclass(frozen=True)
class Work:
    """A book, and the chapter of it when one is cited; empty strings stand for what there is not."""

    authors: tuple[Person, ...]
    editors: tuple[Person, ...]
    year: int
    title: str
    subtitle: str
    edition: str
    publisher: str
    place: str
    isbn: str
    url: str
    language: str
    key: str
    chapter: str = ""
    number: int | None = None


def work_of(app: Sphinx, docname: str) -> Work | None:
    """Give the work that a reader of ``docname`` cites: a numbered chapter, on the front page the book, else None."""
    number = chapter_number(app.env, docname)
    is_front = docname == app.config.root_doc
    if not is_front and number is None:
        return None
    edition = app.config.edition
    book = edition.book
    base = app.config.html_baseurl.rstrip("/") + "/" if app.config.html_baseurl else ""

    def people(role: str) -> tuple[Person, ...]:
        return tuple(Person(c.name, c.file_as, c.kind == "organisation") for c in book.contributor if c.role == role)

    return Work(
        authors=people("aut"),
        editors=people("edt"),
        year=book.date.year,
        title=book.title,
        subtitle=book.subtitle or "",
        edition=book.edition,
        publisher=edition.publisher.name,
        place=edition.publisher.place or "",
        isbn=edition.isbn.epub or edition.isbn.pdf or edition.isbn.print or "",
        url=base and (base if is_front else base + app.builder.get_target_uri(docname)),
        language=book.language,
        key=book.identifier if is_front else f"{book.identifier}-{docname.rpartition('/')[2]}",
        chapter="" if is_front else app.env.titles[docname].astext(),
        number=None if is_front else number,
    )
