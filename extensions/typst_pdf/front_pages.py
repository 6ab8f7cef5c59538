"""What cover, half title, title page and imprint page say, and how the pages of each edition look.

:func:`book_data` gives it as plain values, which ``template.typ`` reads as JSON.
"""

from __future__ import annotations

from dataclasses import asdict

from sphinx.locale import get_translation

from edition import Edition

_ = get_translation("typst_pdf")

CHARACTERS_PER_EM = 33  # the text size is this part of the measure: about 70 letters a line
SMALLEST, LARGEST = 9.0, 11.5
POINTS_PER_MM = 72 / 25.4


def words() -> dict[str, str]:
    """The words that the template itself sets, in the language of the book."""
    return {
        "contents": _("Contents"),
        "figures": _("Figures"),
        "tables": _("Tables"),
        "part": _("Part"),
        "chapter": _("Chapter"),
        "section": _("Section"),
        "index": _("Index"),
        "page": _("p. %s"),
        "see": _("see"),
        "see_also": _("see also"),
        "cover": _("Cover"),
    }


def book_data(edition: Edition, cover: str | None) -> dict:
    """Everything that the template needs to know of ``edition``; ``cover`` is the file name of a cover image."""
    book = edition.book
    language, _sep, region = book.language.partition("-")
    return {
        "title": book.title,
        "subtitle": book.subtitle,
        "authors": book.authors,
        "byline": ", ".join(book.authors),
        "publisher": edition.publisher.imprint or edition.publisher.name,
        "edition_label": book.edition_label,
        "description": " ".join(book.description.split()),
        "keywords": [subject.label for subject in book.subject],
        "language": language,
        "region": region or None,
        "cover": cover,
        "words": words(),
        "imprint": imprint(edition),
        "serif": edition.design.typeface.serif,
        "sans": edition.design.typeface.sans,
        "boxes": {kind: box.colour for kind, box in edition.design.boxes.items()},
        "looks": {"screen": _screen(edition), "print": _print(edition)},
    }


def _screen(edition: Edition) -> dict:
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
        "palette": asdict(edition.design.light),
    }


def _print(edition: Edition) -> dict:
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
        "palette": asdict(edition.design.print),
    }


def text_size(measure: float) -> float:
    """Text size in points for lines ``measure`` millimetres long, to a quarter point."""
    size = round(4 * measure * POINTS_PER_MM / CHARACTERS_PER_EM) / 4
    return min(max(size, SMALLEST), LARGEST)


def imprint(edition: Edition) -> list[dict]:
    """The paragraphs of the imprint page: each a heading (or none) and runs of text, some with an address."""
    book, publisher = edition.book, edition.publisher
    house = ", ".join(filter(None, [publisher.name, publisher.place]))
    paragraphs = [
        _paragraph("", _run(book.title, "strong"), _run(f": {book.subtitle}" if book.subtitle else "", "strong")),
        _paragraph("", *_contributors(edition)),
        _paragraph("", _run(book.edition_label)),
        _paragraph("", _run(book.rights)),
        _paragraph(
            "",
            _run(book.license, address=book.license_url),
            _run(f" ({book.license_url})") if book.license and book.license_url else _run(""),
        ),
        _paragraph("", _run(" ".join((book.imprint or "").split()))),
        _paragraph(_("Published by"), _run(house), _run(f" ({publisher.imprint})" if publisher.imprint else "")),
        _paragraph(_("Series"), _run(_series(edition))),
        _paragraph("ISBN", _run(_isbns(edition))),
        _paragraph(_("How to cite"), *_citation(edition)),
        _paragraph(_("Website"), _run(book.url, address=book.url)),
        _paragraph(_("Source"), _run(book.repository, address=book.repository)),
        _paragraph(_("Typefaces"), _run(f"{edition.design.typeface.serif}, {edition.design.typeface.sans}")),
    ]
    return [paragraph for paragraph in paragraphs if paragraph["runs"]]


def _paragraph(heading: str, *runs: dict) -> dict:
    return {"heading": heading, "runs": [run for run in runs if run["text"]]}


def _run(text: str | None, style: str = "", address: str | None = None) -> dict:
    return {"text": text or "", "style": style, "address": address}


def _contributors(edition: Edition) -> list[dict]:
    roles = {
        "edt": _("Editor"),
        "ill": _("Illustrator"),
        "trl": _("Translator"),
        "cov": _("Cover designer"),
        "bkd": _("Book designer"),
        "pfr": _("Proofreader"),
        "rev": _("Reviewer"),
    }
    named = [f"{roles[c.role]}: {c.name}" for c in edition.book.contributor if c.role in roles]
    return [_run("; ".join([", ".join(edition.book.authors), *named]))]


def _series(edition: Edition) -> str:
    series = edition.book.series
    if not series:
        return ""
    return series.name if series.number is None else f"{series.name}, {series.number}"


def _isbns(edition: Edition) -> str:
    forms = {"print": _("print"), "pdf": "PDF", "epub": "EPUB"}
    given = {form: getattr(edition.isbn, form) for form in forms}
    return "; ".join(f"{number} ({forms[form]})" for form, number in given.items() if number)


def _citation(edition: Edition) -> list[dict]:
    """The book as a reference: author (year). Title (edition). Publisher. Address."""
    book = edition.book
    authors = ", ".join(book.authors)
    title = f"{book.title}: {book.subtitle}" if book.subtitle else book.title
    house = edition.publisher.imprint or edition.publisher.name
    return [
        _run(f"{authors}. " if authors else ""),
        _run(f"({book.date.year}). "),
        _run(title, "emph"),
        _run(f" ({book.edition_label})" if book.edition_label else ""),
        _run("."),
        _run(f" {house}." if house != authors else ""),
        _run(f" {book.url}" if book.url else "", address=book.url),
    ]
