"""Index coverage: each section has an entry, references lead somewhere, one entry has one spelling."""

import pytest

from bookpress.content.checks import index
from builds import ROOT

EXEMPT = ROOT / "chapters" / "checks" / "index_exempt.toml"
INDEX = "# Buku\n\n:::{toctree}\n:numbered: 2\n\nbab\n:::\n"
CHAPTER = """\
(bab)=
# Bab

Teks dengan {index}`okupasi <single: okupasi; arti>` dan {index}`IDI <see: IDI; okupasi>`.

(bab-satu)=
## Satu

Teks.

### Rinci

Kata {index}`serikat <single: serikat>` dan {index}`lagi <seealso: serikat; okupasi>`.

(bab-dua)=
## Dua

Teks.

## Rangkuman

Butir.
"""


@pytest.fixture
def exemptions(tmp_path):
    """Write a file of exemptions and give its path."""

    def write(text):
        path = tmp_path / "exempt.toml"
        path.write_text(text, "utf-8")
        return path

    return write


def environment(small_book, chapter=CHAPTER):
    """The environment of a small book with one chapter."""
    return small_book({"index.md": INDEX, "bab.md": chapter}, builder="dummy").app.env


def test_sections(small_book, exemptions):
    """A section without entries is found, unless it is exempt; unnumbered sections are not asked."""
    env = environment(small_book)
    (found,) = index.sections_without_entry(env, exemptions(""))
    assert found == 'bab.md:16: no index entry in "Dua"; write {index}, or put its label in exempt.toml'
    assert index.sections_without_entry(env, exemptions('bab-dua = "hanya alih"')) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('bab-dua = " "', 'exempt.toml: "bab-dua" has no reason; give one'),
        ('bab-dua = "x"\nbab-satu = "x"', 'exempt.toml: no section needs "bab-satu"; take it out'),
    ],
)
def test_exemptions(small_book, exemptions, text, says):
    """An exemption needs a reason and a section that needs it."""
    assert index.sections_without_entry(environment(small_book), exemptions(text)) == [says]


@pytest.mark.parametrize("wrong", ["<see: IDI; okupasii>", "<seealso: IDI; IDI>", "<see: IDI; arti>"])
def test_see(small_book, wrong):
    """A reference must point to a main entry that leads to a page."""
    env = environment(small_book, CHAPTER.replace("<see: IDI; okupasi>", wrong))
    target = wrong[1:-1].split("; ")[1]
    (found,) = index.dangling_see(env)
    assert found.startswith(f'bab.md:4: index: "IDI" points to "{target}", which is no entry; ')
    assert index.dangling_see(environment(small_book)) == []


@pytest.mark.parametrize(
    ("wrong", "spelled", "right"),
    [
        ("Okupasi", "Okupasi", "okupasi"),
        ("okupasi; Arti", "Arti", "arti"),
        ("o  kupasi", "o kupasi", "o  kupasi"),
    ],
)
def test_spelling(small_book, wrong, spelled, right):
    """Entries and subentries that differ in capitals or spaces only are found."""
    chapter = CHAPTER.replace("<single: serikat>", f"<single: {wrong}>").replace("<seealso: serikat", "<seealso: x")
    if "  " in wrong:
        chapter = chapter.replace("Kata", "Kata {index}`x <single: o kupasi>`")
        spelled, right = right, spelled
    (found,) = index.spelled_differently(environment(small_book, chapter))
    assert found.startswith(f'bab.md:13: index: "{spelled}" is spelled "{right}" at bab.md:')
    assert index.spelled_differently(environment(small_book)) == []


def test_book(book):
    """The index of the book itself passes all checks."""
    env = book("html").app.env
    found = [
        *index.sections_without_entry(env, EXEMPT),
        *index.dangling_see(env),
        *index.spelled_differently(env),
    ]
    assert not found, "\n".join(found)
