"""Every paragraph that states a date, a year, a percentage, an article or a ruling says where it is from."""

import pytest

from bookpress.content.checks import sources
from builds import ROOT

EXEMPT = ROOT / "chapters" / "checks" / "uncited_exempt.toml"
INDEX = "# Buku\n\n:::{toctree}\n:numbered: 2\n\nbab\n:::\n\n:::{bibliography}\n:::\n"
BIBLIOGRAPHY = "@book{goode1957,\n  author = {Goode},\n  title = {Judul},\n  year = {1957},\n}\n"
CITED = " {cite:p}`goode1957`"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 90"><path class="line" d="M0 0"/></svg>'
CHAPTER = f"""\
# Bab

:::{{objectives}}
tp-a
: Menyebut tahun 1990.
:::

## Satu

Perkumpulan itu berdiri pada 12 Februari 1912{CITED}.

Lihat {{numref}}`tabel-tahun`, yang mulai pada 1900, dan catatan tahun 1901.[^a]

[^a]: Menurut buku itu{CITED}.

:::{{list-table}} Tahun{CITED}
:name: tabel-tahun

* - satu
  - 1902
* - dua
  - 1903
:::

Langkahnya ada dalam buku{CITED}.

1. Langkah ini pada 1904.
2. Langkah berikutnya.

:::{{figure}} garis.svg
:name: gambar-garis
:alt: Satu garis tahun 1905.

Sebuah garis

Garisnya mulai pada 1906{CITED}.
:::

:::{{question}} soal-a
:objective: tp-a
:level: mengingat

Apa yang terjadi pada 1907?

- [x] Ini
  > Ya.
- [ ] Itu
  > Bukan.
:::

## Rangkuman

- Pada 1908.
"""


@pytest.fixture
def uncited(small_book, tmp_path):
    """What the check finds in a chapter, with the text of a file of exemptions."""

    def find(chapter, exemptions=""):
        path = tmp_path / "exempt.toml"
        path.write_text(exemptions, "utf-8")
        files = {"index.md": INDEX, "bab.md": chapter, "garis.svg": DRAWING, "references.bib": BIBLIOGRAPHY}
        return sources.uncited_paragraphs(small_book(files, builder="dummy").app.env, path)

    return find


def test_small_book_passes(uncited):
    """A citation counts in the paragraph, its note, its table, the caption and before a list; questions pass."""
    assert uncited(CHAPTER) == []


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        (f"1912{CITED}", "1912", 'bab.md:10: "12 Februari" without a citation in "Perkumpulan itu berdiri pada'),
        ("dan catatan tahun 1901.[^a]", "ya.", None),
        ("Lihat {numref}`tabel-tahun`, yang", "Yang[^a]", None),
        (f"buku itu{CITED}", "buku itu pada 1899", 'bab.md:14: "1899" without a citation in "Menurut buku itu'),
        (f"Tahun{CITED}", "Tahun", 'bab.md:19: "1902" without a citation in "satu 1902'),
        (f"Langkahnya ada dalam buku{CITED}", "Teks", 'bab.md:27: "1904" without a citation in "Langkah ini'),
        (f"1906{CITED}", "1906", 'bab.md:30: "1906" without a citation in "Sebuah garis Garisnya'),
    ],
)
def test_uncited_is_found(uncited, right, wrong, says):
    """What loses its citation is found by file, line and first words."""
    found = uncited(CHAPTER.replace(right, wrong))
    assert [finding.startswith(says) for finding in found[:1]] == ([True] if says else [])


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("pada 14 Juni 1791", "14 Juni"),
        ("pada Juni 1791", "Juni 1791"),
        ("tahun 1980-an", "1980"),
        ("naik 57,80%", "57,80%"),
        ("naik 12 persen", "12 persen"),
        ("menurut Pasal 41", "Pasal 41"),
        ("Putusan 009-014/PUU-III/2005", "009-014/PUU-III/2005"),
        ("keadaan per 30 November 2026", None),
        ("UU 17/2023 dan 1.950 orang, 18 pekerjaan", None),
    ],
)
def test_signs(text, sign):
    """A sign is found in the words of the language; the date of a statement and the number of a law are none."""
    assert sources.sign_finder("id")(text) == sign


def test_other_languages():
    """Another language has its own words; one without has dates and years."""
    assert sources.sign_finder("en")("on May 2026") == "May 2026"
    assert sources.sign_finder("en")("as of May 2026, Article 4") == "Article 4"
    assert sources.sign_finder("de")("am 3. Oktober, Artikel 4") == "3. Oktober"


def test_exemptions(uncited):
    """What is exempt by its first words passes; an exemption without a reason, or without need, is found."""
    chapter = CHAPTER.replace(f"1912{CITED}", "1912")
    assert uncited(chapter, '[bab]\n"Perkumpulan itu" = "rekaan"') == []
    assert uncited(chapter, '[bab]\n"Perkumpulan itu" = " "') == [
        'exempt.toml: "Perkumpulan itu" has no reason; give one'
    ]
    assert uncited(CHAPTER, '[bab]\n"Perkumpulan itu" = "rekaan"') == [
        'exempt.toml: nothing in bab needs "Perkumpulan itu"; take it out'
    ]


def test_book(book):
    """The book itself passes."""
    found = sources.uncited_paragraphs(book("html").app.env, EXEMPT)
    assert not found, "\n".join(found)
