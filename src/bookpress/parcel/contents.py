"""Which files a parcel has, and what its README says of them."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from PIL import Image

from bookpress.core import cover
from bookpress.core.edition import Edition
from bookpress.core.edition.imprint import house
from bookpress.core.files import in_order
from bookpress.core.words import _, pgettext
from bookpress.parcel import facts, onix

README, SUMS = "README.txt", "SHA256SUMS"


class WrongFile(Exception):
    """A built file that is missing, or is not of this edition; the message says which, and what to do."""


@dataclass(frozen=True)
class Item:
    """A file of the parcel, and what it is for."""

    name: str
    data: bytes
    purpose: str


def items(edition: Edition, build: Path, sent: int) -> list[Item]:
    """The files of the parcel, from those built in ``build``; ``sent`` is the date of the ONIX record.

    Raises :class:`WrongFile`.
    """
    epub_file = _only(in_order(build.glob("epub/*.epub")), f"EPUB in {build / 'epub'}")
    pdfs = {_identifier(path): path for path in in_order(build.glob("pdf/*.pdf"))}
    screen_file, print_file = (
        _only([pdfs[urn]] if (urn := edition.identifier(form)) in pdfs else [], f"{form} PDF of {edition.path.name}")
        for form in ("pdf", "print")
    )
    epub, screen, printed = facts.of_epub(epub_file), facts.of_pdf(screen_file), facts.of_pdf(print_file)
    if epub.identifier != edition.identifier("epub"):
        raise WrongFile(f"{epub_file} is not of {edition.path.name}; build it again with `make edition`")
    picture = cover.jpeg(edition)
    width, height = Image.open(io.BytesIO(picture)).size
    page = edition.print
    found = [
        Item(epub_file.name, epub_file.read_bytes(), _("the e-book, EPUB 3.3, for shops and libraries")),
        Item(
            screen_file.name,
            screen_file.read_bytes(),
            _("PDF for reading on a screen, %(pages)d pages") % {"pages": screen.pages},
        ),
        Item(
            print_file.name,
            print_file.read_bytes(),
            _(
                "PDF for the printing house: inner pages, %(pages)d; trim %(width)g x %(height)g mm, "
                "bleed %(bleed)g mm, with crop marks"
            )
            % {"pages": printed.pages, "width": page.trim_width, "height": page.trim_height, "bleed": page.bleed},
        ),
        Item(
            f"{epub_file.stem}-{pgettext('file name', 'cover')}.jpg",
            picture,
            _("front cover for shops, %(width)d x %(height)d pixels") % {"width": width, "height": height},
        ),
        Item(
            f"{epub_file.stem}-onix.xml",
            onix.message(edition, epub, screen, printed, sent),
            _("the book's data for shops, ONIX for Books 3.0; without prices"),
        ),
    ]
    readme = Item(README, _readme(edition, found).encode(), "")
    sums = "".join(f"{hashlib.sha256(item.data).hexdigest()}  {item.name}\n" for item in [*found, readme])
    return [*found, readme, Item(SUMS, sums.encode(), "")]


def _only(paths: list[Path], what: str) -> Path:
    if len(paths) != 1:
        raise WrongFile(f"{len(paths)} files, where one {what} is needed; build the book again with `make edition`")
    return paths[0]


def _identifier(path: Path) -> str:
    """The identifier that a PDF states in its metadata."""
    with pikepdf.open(path) as pdf, pdf.open_metadata() as metadata:
        return str(metadata.get("dc:identifier", ""))


def _readme(edition: Edition, found: list[Item]) -> str:
    book = edition.book
    numbers = {"print": _("print"), "pdf": "PDF", "epub": "EPUB"}
    isbns = [f"ISBN {number} ({numbers[form]})" for form in numbers if (number := getattr(edition.isbn, form))]
    lines = [
        book.full_title,
        *([book.edition_label] if book.edition_label else []),
        f"{house(edition)}, {book.date.year}",
        *isbns,
        "",
        *(f"{item.name}\n    {item.purpose}" for item in found),
        SUMS,
        "    " + _("checksums of all files here; check them with: sha256sum -c SHA256SUMS"),
    ]
    return "\n".join(lines) + "\n"
