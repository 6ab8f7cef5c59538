"""What cover, half title, title page and imprint page say, and how the pages of each edition look.

:func:`book_data` gives it as plain values, which ``design/look.typ`` reads as JSON.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from bookpress.core import tokens
from bookpress.core.edition import Edition
from bookpress.core.edition.imprint import (
    Paragraph,
    Run,
    house,
    imprint,
    series_line,
    title_page_authors,
    title_page_people,
)
from bookpress.core.edition.look import Palette
from bookpress.core.words import _, pgettext

CHARACTERS_PER_EM = 33  # the text size is this part of the measure: about 70 letters a line
SMALLEST, LARGEST = 9.0, 11.5
POINTS_PER_MM = 72 / 25.4


def words() -> dict[str, str]:
    """The words that the template itself sets, in the language of the book."""
    return {
        "contents": pgettext("heading", "Contents"),
        "image": _("Figures"),
        "table": _("Tables"),
        "part": _("Part"),
        "chapter": _("Chapter"),
        # words: a section of a chapter
        "section": _("Section"),
        "index": _("Index"),
        "page": _("p. %s"),
        "see": _("see"),
        "see_also": _("see also"),
        "cover": _("Cover"),
    }


def book_data(edition: Edition, cover: str, box_colours: dict[str, str]) -> dict[str, Any]:
    """Everything that the template needs to know of ``edition``; ``cover`` is the file name of its picture."""
    book = edition.book
    language, _sep, region = book.language.partition("-")
    return {
        "title": book.title,
        "subtitle": book.subtitle,
        "authors": book.authors,
        "byline": ", ".join(title_page_authors(edition)),
        "people": title_page_people(edition),
        "series": series_line(edition),
        "publisher": house(edition),
        "edition_label": book.edition_label,
        "description": " ".join(book.description.split()),
        "keywords": [subject.label for subject in book.subject],
        "language": language,
        "region": region or None,
        "cover": cover,
        "words": words(),
        "imprint": imprint_page(edition),
        "sizes": tokens.sizes("pdf"),
        "edge": tokens.EDGE.pdf,
        "serif": edition.design.typeface.serif,
        "sans": edition.design.typeface.sans,
        "boxes": box_colours,
        "looks": {"screen": _screen(edition), "print": _print(edition)},
    }


def _screen(edition: Edition) -> dict[str, Any]:
    page = edition.screen
    measure = page.width - 2 * page.margin_side
    return {
        "width": page.width,
        "height": page.height,
        "margin": {
            "left": page.margin_side,
            "right": page.margin_side,
            "top": page.margin_top,
            "bottom": page.margin_bottom,
        },
        "bleed": 0,
        "two_sided": False,
        "measure": measure,
        "size": text_size(measure),
        "palette": _colours(edition.design.light),
    }


def _print(edition: Edition) -> dict[str, Any]:
    page = edition.print
    measure = page.trim_width - page.margin_inside - page.margin_outside
    return {
        "width": page.trim_width,
        "height": page.trim_height,
        "margin": {
            "inside": page.margin_inside,
            "outside": page.margin_outside,
            "top": page.margin_top,
            "bottom": page.margin_bottom,
        },
        "bleed": page.bleed,
        "two_sided": True,
        "measure": measure,
        "size": text_size(measure),
        "palette": _colours(edition.design.print),
    }


def _colours(palette: Palette) -> dict[str, str]:
    return asdict(palette)  # type: ignore[call-overload]  # a dataclass of pydantic, which its types do not say


def text_size(measure: float) -> float:
    """Text size in points for lines ``measure`` millimetres long, to a quarter point."""
    size = round(4 * measure * POINTS_PER_MM / CHARACTERS_PER_EM) / 4
    return min(max(size, SMALLEST), LARGEST)


def imprint_page(edition: Edition) -> list[dict[str, Any]]:
    """The paragraphs of the imprint page, and which typefaces the PDF is set in."""
    families = ", ".join(dict.fromkeys([edition.design.typeface.serif, edition.design.typeface.sans]))
    typefaces = Paragraph("typefaces", _("Typefaces"), [[Run(families)]])
    return [asdict(paragraph) for paragraph in [*imprint(edition), typefaces]]
