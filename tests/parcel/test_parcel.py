"""The parcel for shops and printing house, and the ONIX record in it."""

from __future__ import annotations

import hashlib
import io
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import onixcheck
import pikepdf
import pytest
from babel import Locale
from lxml import etree
from PIL import Image

from bookpress.core import edition as editions
from bookpress.core import words
from bookpress.core.edition import codes as edition_codes
from bookpress.parcel import facts, onix, onix_codes
from bookpress.parcel.__main__ import make
from bookpress.parcel.contents import WrongFile
from builds import EPOCH, ROOT, build

EDITION = editions.load(ROOT / "editions" / "contoh-penerbit.toml")
FILES = {
    "index.md": "# Buku\n\n:::{toctree}\nchapters/prakata\n:::\n\n:::{toctree}\n:caption: Satu\n:numbered: 2\n"
    "chapters/satu\n:::\n\n:::{toctree}\n:caption: Lampiran\nchapters/panduan-guru\nchapters/catatan-sumber\n"
    "chapters/daftar\ngenindex\n:::\n",
    "chapters/prakata.md": "# Prakata\n\nSelamat membaca.\n",
    "chapters/satu.md": "# Bekerja\n\n" + "Kelompok {index}`dokter <single: dokter>` bekerja sama. " * 400 + "\n\n"
    ":::{figure} gambar.svg\n:name: gambar-satu\n:alt: Sebuah kotak.\n\nKotak\n:::\n\n{numref}`gambar-satu`\n",
    "chapters/gambar.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 90">'
    '<rect class="box" width="340" height="70"/></svg>\n',
    "chapters/panduan-guru.md": "# Panduan Guru\n\nUntuk guru.\n",
    "chapters/catatan-sumber.md": "# Catatan Sumber\n\nUntuk pengkritik.\n",
    "chapters/daftar.md": "# Daftar\n\nPenutup.\n",
    "references.bib": "",
}
SCHEMA = Path(onixcheck.__file__).parent / "schema" / "xsd3.0" / "ONIX_BookProduct_CodeLists.xsd"
XSD = {"x": "http://www.w3.org/2001/XMLSchema"}
ONIX = {"o": onix.NAMESPACE}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A small book in the example's edition: a folder with ``epub`` and ``pdf``, as make leaves it."""
    folder = tmp_path_factory.mktemp("parcel")
    source = folder / "source"
    for name, text in FILES.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(text, "utf-8")
    shutil.copy(ROOT / "conf.py", source)
    for name in ("editions",):
        (source / name).symlink_to(ROOT / name)
    given = {"include_patterns": ["index.md", "chapters/*.md"], "edition": EDITION}
    pdf = build(source, folder / "pdf", "typst", **given)
    (printed,) = pdf.outdir.glob("*-cetak.pdf")
    epub = build(source, folder / "epub", "epub", epub_book_page_source=str(printed), **given)
    assert pdf.warnings + epub.warnings == ""
    return folder


@pytest.fixture(scope="module")
def parcel(built):
    """The parcel of the small book."""
    words.use("id")
    return make(EDITION, built, int(EPOCH))


@pytest.fixture(scope="module")
def record(parcel):
    """The ONIX record in the parcel, parsed."""
    return etree.parse(parcel / "kelompok-okupasional-onix.xml")


def find(tree, path: str) -> list[str]:
    """The texts or elements that an XPath selects, with the prefix ``o``."""
    return tree.xpath(path, namespaces=ONIX)


def product(record, number: str):
    """The product with an ISBN, given with hyphens."""
    value = number.replace("-", "")
    (found,) = find(record, f"//o:Product[o:ProductIdentifier/o:IDValue='{value}']")
    return found


# The folder


def test_parcel_has_everything(parcel):
    names = [path.name.removeprefix("kelompok-okupasional") for path in sorted(parcel.iterdir())]
    assert names == ["README.txt", "SHA256SUMS", "-cetak.pdf", "-layar.pdf", "-onix.xml", "-sampul.jpg", ".epub"]
    cover = Image.open(parcel / "kelompok-okupasional-sampul.jpg")
    assert (cover.format, cover.mode, cover.size) == ("JPEG", "RGB", (1600, 2560))


def test_checksums_are_those_of_the_files(parcel):
    """As ``sha256sum -c`` reads them: every file but their own, two spaces, no folder."""
    lines = [line.split("  ") for line in (parcel / "SHA256SUMS").read_text("utf-8").splitlines()]
    assert {name for _sum, name in lines} == {path.name for path in parcel.iterdir()} - {"SHA256SUMS"}
    assert all(hashlib.sha256((parcel / name).read_bytes()).hexdigest() == value for value, name in lines)


def test_readme_names_every_file(parcel):
    readme = (parcel / "README.txt").read_text("utf-8")
    for path in parcel.iterdir():
        assert path.name == "README.txt" or path.name in readme
    for said in ("ISBN 978-99900-0001-6 (cetak)", "Rekaan Ilmu, 2027", "140 x 210 mm", "PDF untuk percetakan"):
        assert said in readme


def test_same_bytes(parcel, built):
    before = {path.name: path.read_bytes() for path in parcel.iterdir()}
    assert make(EDITION, built, int(EPOCH)) == parcel
    assert {path.name: path.read_bytes() for path in parcel.iterdir()} == before


@pytest.mark.parametrize("kind", ["epub", "pdf"])
def test_files_of_another_edition_are_refused(parcel, built, tmp_path, kind):
    """The old parcel stays, and nothing half-written is left."""
    other = tmp_path / "build"
    shutil.copytree(built, other, symlinks=True)
    numbers = {"pdf": editions.Isbns(epub=EDITION.isbn.epub), "epub": replace(EDITION.isbn, epub=None)}
    before = sorted(path.name for path in other.iterdir())
    with pytest.raises(WrongFile, match="build"):
        make(replace(EDITION, isbn=numbers[kind]), other, int(EPOCH))
    assert sorted(path.name for path in other.iterdir()) == before
    assert sorted(path.name for path in (other / "parcel").iterdir()) == sorted(p.name for p in parcel.iterdir())


def test_missing_files_are_named(tmp_path):
    with pytest.raises(WrongFile, match=r"0 files, where one EPUB in .*epub is needed"):
        make(EDITION, tmp_path, int(EPOCH))


# The ONIX record


def faults(data: bytes) -> list[str]:
    """What onixcheck says of a record, by both of its schemas."""
    file = io.BytesIO(data)
    file.name = "record.xml"
    return [str(message) for message in onixcheck.validate(file, ("xsd", "rng"))]


def test_record_is_valid(parcel):
    assert faults((parcel / "kelompok-okupasional-onix.xml").read_bytes()) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<LanguageCode>ind<", b"<LanguageCode>idn<"),
        (b"<ContributorRole>A01<", b"<ContributorRole>aut<"),
        (b"<ProductComposition>00</ProductComposition>", b""),
        (b"<ExtentUnit>03<", b"<ExtentUnit>pages<"),
    ],
)
def test_broken_record_is_rejected(parcel, old, new):
    """The proof that the schema is heard: codes of no list, an element left out."""
    data = (parcel / "kelompok-okupasional-onix.xml").read_bytes()
    assert old in data
    assert faults(data.replace(old, new, 1)) != []


def test_each_format_is_a_product(record):
    assert find(record, "//o:Product/o:ProductIdentifier/o:IDValue/text()") == [
        number.replace("-", "") for number in (EDITION.isbn.print, EDITION.isbn.pdf, EDITION.isbn.epub)
    ]
    assert find(record, "//o:Product//o:ProductForm/text()") == ["BB", "ED", "ED"]
    assert find(record, "//o:Product//o:ProductFormDetail/text()") == ["E107", "E201", "E101", "E200"]


def test_record_says_what_the_edition_says(record):
    """In every product: title, people with roles, series, subjects, publisher, date, rights."""
    book = EDITION.book
    for one in find(record, "//o:Product"):
        assert find(one, ".//o:TitleElement[o:TitleElementLevel='01']/*/text()") == ["01", book.title, book.subtitle]
        assert find(one, ".//o:Collection//o:PartNumber/text() | .//o:Collection//o:TitleText/text()") == [
            "3",
            "Pustaka Contoh Ilmu Sosial",
        ]
        people = find(one, ".//o:Contributor")
        assert [find(p, "o:PersonName/text() | o:CorporateName/text()")[0] for p in people] == [
            person.name for person in book.contributor
        ]
        roles = [find(p, "o:ContributorRole/text()")[0] for p in people]
        assert roles == ["A01", "B01", "A12", "Z04", "A36", "A11", "Z99"]
        assert find(one, ".//o:PersonNameInverted/text()")[0] == "Rekaan, Ratna"
        subjects = find(one, ".//o:Subject")
        assert [tuple(find(s, "*[not(self::o:MainSubject)]/text()")[:2]) for s in subjects] == [
            ("10", "SOC026000"),
            ("93", "JHBL"),
            ("93", "YPJJ"),
            ("94", "1FMN"),
        ]
        assert [bool(find(s, "o:MainSubject")) for s in subjects] == [True, True, False, False]
        assert find(one, ".//o:EditionNumber/text()") == ["2"]
        assert find(one, ".//o:ImprintName/text()") == ["Rekaan Ilmu"]
        assert find(one, ".//o:PublisherName/text()") == ["Penerbit Rekaan"]
        assert find(one, ".//o:CityOfPublication/text()") == ["Kota Contoh"]
        assert find(one, ".//o:CountryOfPublication/text()") == ["ID"]
        assert find(one, ".//o:PublishingDate/o:Date/text()") == ["20270115"]
        assert find(one, ".//o:CopyrightStatement//text()[normalize-space()]") == ["2026", book.contributor[0].name]
        assert find(one, ".//o:TextContent/o:Text/text()") == [" ".join(book.description.split())]
    assert len(find(record, "//o:EpubLicense[o:EpubLicenseName='CC BY 4.0']")) == 2
    assert set(find(record, "//o:EpubLicenseExpressionLink/text()")) == {book.license_url}


def test_record_says_what_the_files_are(record, parcel):
    """Pages, words, bytes, millimetres: as in the files of the parcel."""

    def extent(number: str, kind: str) -> list[str]:
        return find(product(record, number), f".//o:Extent[o:ExtentType='{kind}']/o:ExtentValue/text()")

    with pikepdf.open(parcel / "kelompok-okupasional-cetak.pdf") as printed:
        pages = len(printed.pages)
    with pikepdf.open(parcel / "kelompok-okupasional-layar.pdf") as screen:
        assert extent(EDITION.isbn.pdf, "07") == [str(len(screen.pages))]
    assert extent(EDITION.isbn.print, "06") == extent(EDITION.isbn.epub, "08") == [str(pages)]
    assert 0 < int(extent(EDITION.isbn.print, "00")[0]) < pages
    assert extent(EDITION.isbn.epub, "22") == [str((parcel / "kelompok-okupasional.epub").stat().st_size)]
    assert 1600 < int(extent(EDITION.isbn.epub, "02")[0]) < 2200
    assert find(product(record, EDITION.isbn.print), ".//o:Measurement/text()") == ["210", "140"]


def test_accessibility_is_that_of_the_files(record, parcel, built):
    """The codes follow from the EPUB's own metadata and from the PDF's structure; nothing claims conformance."""

    def stated(number: str) -> set[str]:
        path = ".//o:ProductFormFeature[o:ProductFormFeatureType='09']/o:ProductFormFeatureValue/text()"
        return set(find(product(record, number), path))

    epub = facts.of_epub(parcel / "kelompok-okupasional.epub")
    assert {"tableOfContents", "index", "alternativeText", "pageNavigation"} <= epub.features
    known = {onix_codes.ACCESSIBILITY[name] for name in epub.features if name in onix_codes.ACCESSIBILITY}
    assert stated(EDITION.isbn.epub) == known | {onix_codes.SUMMARY, onix_codes.READABLE_AS_TEXT}
    assert stated(EDITION.isbn.pdf) == {"11", "13", "14"}
    assert stated(EDITION.isbn.print) == set()
    poor = replace(epub, features=frozenset({"tableOfContents"}), readable_as_text=False, summary="")
    pdf = facts.of_pdf(parcel / "kelompok-okupasional-layar.pdf")
    bare = replace(pdf, tagged=False, outlined=False, described=False)
    record = etree.fromstring(onix.message(EDITION, poor, bare, pdf, int(EPOCH)))
    assert stated(EDITION.isbn.epub) == {"11"}
    assert stated(EDITION.isbn.pdf) == set()


def test_formats_are_related(record):
    """Each names the other two; the EPUB also names the book that its page numbers are from."""
    for one in find(record, "//o:Product"):
        own = find(one, "o:ProductIdentifier/o:IDValue/text()")
        others = find(one, ".//o:RelatedProduct/o:ProductIdentifier/o:IDValue/text()")
        assert sorted(own + others) == ["9789990000016", "9789990000023", "9789990000030"]
    based = find(record, "//o:RelatedProduct[o:ProductRelationCode='13']/o:ProductIdentifier/o:IDValue/text()")
    assert based == ["9789990000016"]


def test_record_without_what_may_be_left_out(parcel):
    """The project's own edition: no ISBN, no series, no place; valid, and published when its date has come."""
    own = editions.load(ROOT / "editions" / "default.toml")
    own = replace(own, book=replace(own.book, edition_label=None, license=None, license_url=None, subtitle=None))
    epub = facts.of_epub(parcel / "kelompok-okupasional.epub")
    pdf = facts.of_pdf(parcel / "kelompok-okupasional-cetak.pdf")
    for day, status in ((date(2020, 1, 1), "04"), (date(2030, 1, 1), "02")):
        data = onix.message(replace(own, book=replace(own.book, date=day)), epub, pdf, pdf, int(EPOCH))
        assert faults(data) == []
        record = etree.fromstring(data)
        assert set(find(record, "//o:PublishingStatus/text()")) == {status}
        assert find(record, "//o:IDTypeName/text()")[0] == "UUID"
        assert not find(record, "//o:EpubLicense | //o:Collection | //o:EditionNumber | //o:CityOfPublication")


# Codes


def listed(number: int) -> dict[str, str]:
    """Codes and names of a list of ONIX."""
    path = f"//x:simpleType[@name='List{number}']//x:enumeration"
    return {
        code.get("value"): code.findtext(".//x:documentation", namespaces=XSD)
        for code in etree.parse(SCHEMA).xpath(path, namespaces=XSD)
    }


@pytest.mark.parametrize(
    ("number", "codes"),
    [
        (17, {*onix_codes.CONTRIBUTOR.values(), onix_codes.OTHER_CONTRIBUTOR}),
        (27, {*onix_codes.SUBJECT.values(), *onix_codes.QUALIFIER.values()}),
        (150, set(onix_codes.BINDING.values())),
        (196, {*onix_codes.ACCESSIBILITY.values(), *onix_codes.PDF_ACCESSIBILITY.values()}),
        (220, {*onix_codes.PDF_VERSION.values(), onix_codes.EPUB_VERSION}),
    ],
)
def test_codes_are_in_their_lists(number, codes):
    assert codes <= set(listed(number))


def test_roles_are_marc_relators():
    assert set(onix_codes.CONTRIBUTOR) <= set(edition_codes.marc_relators())


def test_languages():
    """Every language with a two-letter code has one in list 74; the name there is the language's."""
    names, english = listed(74), Locale("en").languages
    short = {code for code in edition_codes.languages() if len(code) == 2}
    assert {code for code in short if onix_codes.language(code) not in names} == set()
    same = [code for code in short if english[code].split()[0] in names[onix_codes.language(code)]]
    assert len(same) > 0.85 * len(short)
    assert [onix_codes.language(tag) for tag in ("id", "en-GB", "jv", "ms", "nl", "ban", "et")] == [
        *("ind", "eng", "jav", "may", "dut", "ban", "est")
    ]
