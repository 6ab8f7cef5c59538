"""The ONIX for Books 3.0 record of an edition: one product a format, in reference names.

Prices and suppliers are not in it: a publisher agrees them with each shop.  The order of the elements is that of the
schema (EDItEUR, ONIX 3.0 revision 8).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Literal, TypedDict

from lxml import etree
from lxml.builder import ElementMaker  # type: ignore[import-not-found]  # lxml-stubs leave it out

from bookpress.core.edition import Edition
from bookpress.parcel import onix_codes as codes
from bookpress.parcel.facts import EpubFacts, PdfFacts

NAMESPACE = "http://ns.editeur.org/onix/3.0/reference"
E = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})
Form = Literal["print", "pdf", "epub"]
FORMS: tuple[Form, ...] = ("print", "pdf", "epub")
MILLIMETRES_OF = {"01": "trim_height", "02": "trim_width"}  # list 48: height, width
COPYRIGHT = re.compile(r"©\s*(\d{4})\s+(\S.*)")

Element = etree._Element


class Facts(TypedDict):
    """What the file of each form says of itself."""

    print: PdfFacts
    pdf: PdfFacts
    epub: EpubFacts


def message(edition: Edition, epub: EpubFacts, screen: PdfFacts, printed: PdfFacts, sent: int) -> bytes:
    """The record as XML; ``sent`` is its date in seconds since 1970.  The same input gives the same bytes."""
    facts: Facts = {"print": printed, "pdf": screen, "epub": epub}
    time = datetime.fromtimestamp(sent, UTC)
    header = E.Header(
        E.Sender(E.SenderName(edition.publisher.name)),
        E.SentDateTime(time.strftime("%Y%m%dT%H%M%SZ")),
        E.DefaultLanguageOfText(codes.language(edition.book.language)),
    )
    published = edition.book.date <= time.date()
    products = [_product(edition, form, facts, published) for form in FORMS]
    root = E.ONIXMessage(header, *products, release="3.0")
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _product(edition: Edition, form: Form, facts: Facts, published: bool) -> Element:
    return E.Product(
        E.RecordReference(edition.identifier(form).removeprefix("urn:")),
        E.NotificationType("03" if published else "02"),
        _identifier(edition, form),
        E.DescriptiveDetail(
            *_form(edition, form, facts),
            *_licence(edition, form),
            *_series(edition),
            _title(edition),
            *_contributors(edition),
            *_edition_number(edition),
            E.Language(E.LanguageRole("01"), E.LanguageCode(codes.language(edition.book.language))),
            *_extents(form, facts),
            *_subjects(edition),
        ),
        E.CollateralDetail(
            E.TextContent(E.TextType("03"), E.ContentAudience("00"), E.Text(" ".join(edition.book.description.split())))
        ),
        E.PublishingDetail(*_publishing(edition, published)),
        E.RelatedMaterial(*_related(edition, form, facts["epub"])),
    )


def _identifier(edition: Edition, form: Form) -> Element:
    """The ISBN, else the edition's UUID for the format."""
    urn = edition.identifier(form)
    if urn.startswith("urn:isbn:"):
        return E.ProductIdentifier(E.ProductIDType("15"), E.IDValue(urn.removeprefix("urn:isbn:")))
    value = E.IDValue(urn.removeprefix("urn:uuid:"))
    return E.ProductIdentifier(E.ProductIDType("01"), E.IDTypeName("UUID"), value)


def _form(edition: Edition, form: Form, facts: Facts) -> Iterator[Element]:
    """Lists 150, 175 and 81: what kind of thing the product is; for files, what helps a reader who cannot see."""
    yield E.ProductComposition("00")
    if form == "print":
        yield E.ProductForm(codes.BINDING[edition.print.binding])
        for measure, name in MILLIMETRES_OF.items():
            value = f"{getattr(edition.print, name):g}"
            yield E.Measure(E.MeasureType(measure), E.Measurement(value), E.MeasureUnitCode("mm"))
        return
    yield E.ProductForm("ED")
    for detail in ("E101", "E200") if form == "epub" else ("E107", "E201"):
        yield E.ProductFormDetail(detail)
    yield from _features(facts[form])
    yield E.PrimaryContentType("10")
    if facts["epub"].has_pictures:
        yield E.ProductContentType("07")
    if facts["epub"].has_formulas:
        yield E.ProductContentType("48")
    yield E.EpubTechnicalProtection("00")


def _features(facts: EpubFacts | PdfFacts) -> Iterator[Element]:
    """List 79: the version of the format, and accessibility as the file itself has it (list 196)."""
    if isinstance(facts, EpubFacts):
        version: str | None = codes.EPUB_VERSION
        found = {codes.ACCESSIBILITY[name] for name in facts.features if name in codes.ACCESSIBILITY}
        found |= {codes.READABLE_AS_TEXT} if facts.readable_as_text else set()
    else:
        version = codes.PDF_VERSION.get(facts.version)
        found = {code for name, code in codes.PDF_ACCESSIBILITY.items() if getattr(facts, name)}
    if version:
        yield _feature("15", version)
    for code in sorted(found):
        yield _feature("09", code)
    if isinstance(facts, EpubFacts) and facts.summary:
        summary = _feature("09", codes.SUMMARY)
        summary.append(E.ProductFormFeatureDescription(facts.summary))
        yield summary


def _feature(kind: str, value: str) -> Element:
    return E.ProductFormFeature(E.ProductFormFeatureType(kind), E.ProductFormFeatureValue(value))


def _licence(edition: Edition, form: Form) -> Iterator[Element]:
    """The licence of a file; ONIX has no place for that of a printed book."""
    book = edition.book
    if form != "print" and book.license:
        licence = E.EpubLicense(E.EpubLicenseName(book.license))
        if book.license_url:
            link = E.EpubLicenseExpressionLink(book.license_url)
            licence.append(E.EpubLicenseExpression(E.EpubLicenseExpressionType("01"), link))
        yield licence


def _series(edition: Edition) -> Iterator[Element]:
    series = edition.book.series
    if not series:
        yield E.NoCollection()
        return
    parts = [E.TitleElementLevel("02")]
    if series.number is not None:
        parts.append(E.PartNumber(str(series.number)))
    detail = E.TitleDetail(E.TitleType("01"), E.TitleElement(*parts, E.TitleText(series.name)))
    yield E.Collection(E.CollectionType("10"), detail)


def _title(edition: Edition) -> Element:
    element = E.TitleElement(E.TitleElementLevel("01"), E.TitleText(edition.book.title))
    if edition.book.subtitle:
        element.append(E.Subtitle(edition.book.subtitle))
    return E.TitleDetail(E.TitleType("01"), element)


def _contributors(edition: Edition) -> Iterator[Element]:
    for number, person in enumerate(edition.book.contributor, 1):
        if person.kind == "person":
            names = [E.PersonName(person.name), E.PersonNameInverted(person.file_as)]
        else:
            names = [E.CorporateName(person.name), E.CorporateNameInverted(person.file_as)]
            names = names[: 1 if person.file_as == person.name else 2]
        role = codes.CONTRIBUTOR.get(person.role, codes.OTHER_CONTRIBUTOR)
        yield E.Contributor(E.SequenceNumber(str(number)), E.ContributorRole(role), *names)


def _edition_number(edition: Edition) -> Iterator[Element]:
    if re.fullmatch(r"[1-9]\d*", edition.book.edition):
        yield E.EditionNumber(edition.book.edition)
    if edition.book.edition_label:
        yield E.EditionStatement(edition.book.edition_label)


def _extents(form: Form, facts: Facts) -> Iterator[Element]:
    """Lists 23 and 24: pages of the book and of its print counterpart, words, bytes."""
    printed, screen, epub = facts["print"], facts["pdf"], facts["epub"]
    if form == "print":
        yield _extent("00", printed.last_number, "03")
        yield _extent("06", printed.pages, "03")
    elif form == "pdf":
        yield _extent("07", screen.pages, "03")
        yield _extent("08", printed.pages, "03")
        yield _extent("22", screen.size, "17")
    else:
        yield _extent("02", epub.words, "02")
        if epub.follows_print:
            yield _extent("08", printed.pages, "03")
        yield _extent("22", epub.size, "17")


def _extent(kind: str, value: int, unit: str) -> Element:
    return E.Extent(E.ExtentType(kind), E.ExtentValue(str(value)), E.ExtentUnit(unit))


def _subjects(edition: Edition) -> Iterator[Element]:
    """The first of each scheme is the main one; Thema qualifiers are never main subjects."""
    seen = set()
    for subject in edition.book.subject:
        scheme = codes.subject(subject.scheme, subject.code)
        main = scheme in codes.SUBJECT.values() and scheme not in seen
        seen.add(scheme)
        label = E.SubjectHeadingText(subject.label)
        yield E.Subject(
            *[E.MainSubject()][:main], E.SubjectSchemeIdentifier(scheme), E.SubjectCode(subject.code), label
        )


def _publishing(edition: Edition, published: bool) -> Iterator[Element]:
    publisher, book = edition.publisher, edition.book
    yield E.Imprint(E.ImprintName(publisher.imprint or publisher.name))
    yield E.Publisher(E.PublishingRole("01"), E.PublisherName(publisher.name))
    if publisher.place:
        yield E.CityOfPublication(publisher.place)
    if publisher.country:
        yield E.CountryOfPublication(publisher.country)
    yield E.PublishingStatus("04" if published else "02")
    day = E.Date(f"{book.date:%Y%m%d}", dateformat="00")
    yield E.PublishingDate(E.PublishingDateRole("01"), day)
    if statement := COPYRIGHT.fullmatch(book.rights):
        owner = E.CopyrightOwner(_owner(edition, statement[2]))
        yield E.CopyrightStatement(E.CopyrightYear(statement[1]), owner)
    right = "02" if book.license else "01"  # list 46: who may copy the book may sell it too
    yield E.SalesRights(E.SalesRightsType(right), E.Territory(E.RegionsIncluded("WORLD")))


def _owner(edition: Edition, name: str) -> Element:
    people = {person.name for person in edition.book.contributor if person.kind == "person"}
    return E.PersonName(name) if name in people else E.CorporateName(name)


def _related(edition: Edition, form: Form, epub: EpubFacts) -> Iterator[Element]:
    """List 51: the other formats; for an EPUB with the printed pages, the book that these are from."""
    for other in FORMS:
        if other != form:
            relations = [E.ProductRelationCode("06")]
            if (form, other) == ("epub", "print") and epub.follows_print:
                relations.append(E.ProductRelationCode("13"))
            yield E.RelatedProduct(*relations, _identifier(edition, other))
