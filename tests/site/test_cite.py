"""The extension ``cite_chapter``: what a reader copies, and what programs read."""

import re
from dataclasses import replace

import pytest
from lxml import html
from pybtex.database import parse_string
from pybtex.richtext import Text

from bookpress.core.edition import load
from bookpress.site.cite import apa, formats
from bookpress.site.cite.work import Person, Work
from builds import ROOT, SMALL, build, build_small
from servers import served

EDITION = load(ROOT / "editions/default.toml")
BOOK = {
    "index.md": "# Buku\n\n:::{toctree}\nprakata\n:::\n\n:::{toctree}\n:caption: Satu\n:numbered:\nbab/isi\n:::\n",
    "prakata.md": "# Prakata\n\nKata pekerja dan gilda; ciri sebuah wadah.\n",
    "bab/isi.md": "# Ciri-Ciri Gilda & <Wadah> Indonesia\n\nDi Indonesia.\n",
}
MANY = Work(
    authors=(Person("Max Weber", "Weber, Max"), Person("Jean-Paul de la Tour", "de la Tour, Jean-Paul")),
    editors=(),
    year=2026,
    title="Gilda & Serikat",
    subtitle="Dari 50% ke C#",
    edition="2",
    publisher="Penerbit Ilmu",
    place="Jakarta",
    isbn="978-602-8519-93-9",
    url="https://contoh.id/a_b/?x=1&y=~2%20#z",
    language="id",
    key="gilda-ciri",
    chapter="Ciri_Ciri Gilda – “Lama” Baru",
    number=3,
)
BARE = replace(
    MANY, authors=(Person("Badan, Pusat", "Badan Pusat", is_body=True),), place="", isbn="", url="", publisher="P"
)
RIS_LINE = re.compile(r"([A-Z][A-Z0-9])  - (.*)")
RIS_TAGS = {"TY", "AU", "ED", "TI", "T2", "SE", "ET", "PY", "PB", "CY", "SN", "UR", "LA", "ER"}


def read_ris(text: str) -> dict[str, list[str]]:
    """Read one reference by the rules of the format.

    Raises :class:`ValueError` for a line that is none, an unknown tag, a missing start or end.
    """
    if not text.endswith("\r\n") or "\n" in text.replace("\r\n", ""):
        raise ValueError("lines end with CR and LF")
    found: dict[str, list[str]] = {}
    tags = []
    for line in text.removesuffix("\r\n").split("\r\n"):
        match = RIS_LINE.fullmatch(line)
        if not match or match[1] not in RIS_TAGS:
            raise ValueError(f"not a line of RIS: {line}")
        tags.append(match[1])
        found.setdefault(match[1], []).append(match[2])
    if tags[0] != "TY" or tags[-1] != "ER" or len(found["TY"]) + len(found["ER"]) != 2:
        raise ValueError("one reference starts with TY and ends with ER")
    if found["TY"][0] not in ("CHAP", "BOOK"):
        raise ValueError(f"type {found['TY'][0]}")
    if not re.fullmatch(r"\d{4}", found.get("PY", [""])[0]):
        raise ValueError("PY is a year")
    return found


@pytest.mark.parametrize("work", [MANY, BARE, replace(MANY, chapter="", number=None)], ids=["whole", "bare", "book"])
def test_bibtex_reads_back(work):
    """Special characters, bodies as one name, and nothing that there is not."""
    (key, entry), *rest = parse_string(formats.bibtex(work), "bibtex").entries.items()
    assert not rest
    assert key == work.key
    assert entry.type == ("incollection" if work.chapter else "book")
    whole = f"{work.title}: {work.subtitle}"
    wanted = {
        "title": work.chapter or whole,
        **({"booktitle": whole, "chapter": "3"} if work.chapter else {}),
        "edition": "2",
        "publisher": work.publisher,
        "address": work.place,
        "year": "2026",
        "isbn": work.isbn,
        "url": work.url,
        "language": "id",
    }
    assert entry.fields.get("url", "") == work.url
    read = {name: value if name == "url" else str(Text.from_latex(value)) for name, value in entry.fields.items()}
    assert read == {name: value for name, value in wanted.items() if value}
    people = [str(person) for person in entry.persons["author"]]
    assert people == (["{Badan, Pusat}"] if work is BARE else ["Weber, Max", "de la Tour, Jean-Paul"])


def test_bibtex_stays_one_entry():
    """Braces and backslashes of a title do not end it."""
    hostile = replace(MANY, title="a } b { c \\ d ^ e ~ f", subtitle="")
    (entry,) = parse_string(formats.bibtex(hostile), "bibtex").entries.values()
    assert entry.fields["booktitle"] == (
        r"a \textbraceright{} b \textbraceleft{} c \textbackslash{} d \textasciicircum{} e \textasciitilde{} f"
    )


def test_ris_reads_back():
    """Every value in its tag, the type first, the end last."""
    read = read_ris(formats.ris(MANY))
    assert read["TY"] == ["CHAP"]
    assert read["AU"] == ["Weber, Max", "de la Tour, Jean-Paul"]
    assert read["TI"] == [MANY.chapter]
    assert read["T2"] == ["Gilda & Serikat: Dari 50% ke C#"]
    assert (read["PY"], read["SE"], read["UR"], read["SN"]) == (["2026"], ["3"], [MANY.url], [MANY.isbn])
    bare = read_ris(formats.ris(BARE))
    assert not bare.keys() & {"UR", "SN", "CY"}
    assert read_ris(formats.ris(replace(MANY, chapter="", number=None)))["TY"] == ["BOOK"]


@pytest.mark.parametrize(
    "broken",
    [
        "TY  - CHAP\nER  - \n",
        "TY - CHAP\r\nPY  - 2026\r\nER  - \r\n",
        "TY  - CHAP\r\nPY  - 2026\r\n",
        "TY  - CHAP\r\nZZ  - 1\r\nER  - \r\n",
        "TY  - CHAP\r\nPY  - baru\r\nER  - \r\n",
    ],
)
def test_the_reader_of_ris_refuses(broken):
    """Wrong ends of lines, wrong blanks, no end, an unknown tag, no year."""
    with pytest.raises(ValueError, match=r"."):
        read_ris(broken)


LOWER = {"gilda", "ciri", "dan", "serikat", "lama", "baru", "dari", "ke", "wadah"}


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("Ciri-Ciri Gilda di Indonesia", "Ciri-ciri gilda di Indonesia"),
        ("Gilda: Dari Wadah Lama", "Gilda: Dari wadah lama"),
        ("Wadah IDI dan Serikat", "Wadah IDI dan serikat"),
        ("Siapa? Dari Gilda", "Siapa? Dari gilda"),
        ("“Gilda” dan Weber", "“Gilda” dan Weber"),
    ],
)
def test_titles_are_written_as_sentences(title, sentence):
    """Names and abbreviations keep their capitals; so does the word after a colon."""
    assert apa.as_sentence(title, LOWER) == sentence


@pytest.mark.parametrize(
    ("count", "listed"),
    [
        (1, "A1, B. C."),
        (2, "A1, B. C., & A2, B. C."),
        (3, "A1, B. C., A2, B. C., & A3, B. C."),
        (21, ", ".join(f"A{n}, B. C." for n in range(1, 20)) + ", … A21, B. C."),
    ],
)
def test_names_are_listed_as_apa_asks(count, listed):
    """Initials, a comma before the ampersand, an ellipsis after nineteen of more than twenty."""
    people = [Person(f"Bea Cici A{n}", f"A{n}, Bea Cici") for n in range(1, count + 1)]
    assert apa.names(people) == listed
    assert apa.names([Person("Siti Nurbaya", "Siti Nurbaya"), people[0]]) == "Siti Nurbaya, & A1, B. C."
    assert apa.names([Person("Jean-Paul Tour", "Tour, Jean-Paul")], inverted=False) == "J.-P. Tour"


def test_reference_after_apa(small_book):
    """Chapter, whole book, edited book; publisher only when it is not the author; address only when there is one."""
    small_book(BOOK)  # puts the Indonesian catalogue in force
    text = html.fromstring(f"<p>{apa.reference(MANY, LOWER)}</p>").text_content()
    assert text == (
        "Weber, M., & de la Tour, J.-P. (2026). Ciri_ciri gilda – “Lama” baru. Dalam Gilda & serikat: "
        "Dari 50% ke C# (Ed. ke-2, Bab 3). Penerbit Ilmu. https://contoh.id/a_b/?x=1&y=~2%20#z"
    )
    own = replace(BARE, publisher="Badan, Pusat", edition="1")
    assert apa.reference(own, LOWER).endswith("<cite>Gilda &amp; serikat: Dari 50% ke C#</cite> (Bab 3).")
    edited = replace(MANY, authors=(), editors=MANY.authors, chapter="", number=None, url="", edition="0.1")
    assert apa.reference(edited, LOWER).startswith("Weber, M., &amp; de la Tour, J.-P. (Ed.). (2026). <cite>")
    assert "(Versi 0.1). Penerbit" in apa.reference(edited, LOWER)
    inside = replace(MANY, editors=(Person("Georg Simmel", "Simmel, Georg"),))
    assert "Dalam G. Simmel (Ed.), <cite>" in apa.reference(inside, LOWER)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A book with one chapter."""
    return build_small(tmp_path_factory.mktemp("cite"), BOOK)


def test_only_chapters_and_the_front_page_are_cited(small):
    """The front page as the book; with the files that the links name; no address while there is none."""
    assert small.warnings == ""
    blocks = {
        name: html.parse(small.outdir / f"{name}.html").xpath("//details[@class='cite']")
        for name in ("index", "bab/isi", "prakata", "genindex")
    }
    assert {name: len(found) for name, found in blocks.items()} == {
        "index": 1,
        "bab/isi": 1,
        "prakata": 0,
        "genindex": 0,
    }
    (chapter,) = blocks["bab/isi"]
    author = EDITION.book.authors[0]
    assert chapter.xpath("p[@class='citation']")[0].text_content() == (
        f"{author}. (2026). Ciri-ciri gilda & <wadah> Indonesia. Dalam Kelompok Okupasional: Sosiologi "
        "Orang-Orang yang Bekerja Sejenis (Versi 0.1, Bab 1)."
    )
    for name, (block,) in list(blocks.items())[:2]:
        bib, ris = ((small.outdir / f"{name}.html").parent / link for link in block.xpath(".//a[@download]/@href"))
        assert parse_string(bib.read_text("utf-8"), "bibtex").entries
        assert block.xpath("pre")[0].text == bib.read_text("utf-8")
        assert read_ris(ris.read_bytes().decode())
        assert "UR  -" not in ris.read_text("utf-8")
        assert "http" not in block.text_content()


def test_with_an_address_the_reference_has_it(small, tmp_path):
    """In all three forms."""
    settings = {**SMALL, "html_baseurl": "https://contoh.id/buku"}
    site = build(small.app.srcdir, tmp_path / "html", "html", **settings)
    block = html.parse(site.outdir / "bab/isi.html").xpath("//details[@class='cite']")[0]
    assert block.text_content().count("https://contoh.id/buku/bab/isi.html") == 3
    front = html.parse(site.outdir / "index.html").xpath("//details[@class='cite']//p[@class='citation']/a/@href")
    assert front == ["https://contoh.id/buku/"]


def test_copying_and_downloading(browser, small):
    """The button says that it has copied; the file comes under its name."""
    with served(small.outdir) as root:
        context = browser.new_context(viewport={"width": 360, "height": 740}, accept_downloads=True)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.goto(root + "bab/isi.html")
        page.get_by_text("Kutip bab ini").click()
        page.get_by_role("button", name="Salin APA edisi ke-7").click()
        page.locator(".cite-copy").first.get_by_text("Tersalin").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == page.locator("p.citation").inner_text()
        page.get_by_role("button", name="Salin BibTeX").click()
        page.locator(".cite-copy").nth(1).get_by_text("Tersalin").wait_for()
        assert parse_string(page.evaluate("navigator.clipboard.readText()"), "bibtex").entries
        with page.expect_download() as download:
            page.get_by_role("link", name="Unduh .ris").click()
        assert download.value.suggested_filename == "bab-isi.ris"
        assert read_ris(download.value.path().read_bytes().decode())
        context.close()
