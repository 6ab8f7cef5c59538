"""Key terms, and the checks that text and glossary agree."""

import re
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader

from bookpress.content.terms import coverage
from sites import page, rebuild, text

CHECKS = [
    coverage.unknown_terms,
    coverage.unused_entries,
    coverage.terms_defined_twice,
    coverage.unlinked_first_uses,
]
INDEX = """\
# Buku

:::{toctree}
:numbered: 2

bab
:::

:::{toctree}
glosarium
:::
"""
GLOSSARY = """\
# Glosarium

:::{glossary}
kelompok
    [*group*]{.language-en}. Dua orang atau lebih.

kelompok primer
    [*primary group*]{.language-en}. {term}`kelompok` yang akrab.

Ikatan Guru
IG
    Organisasi guru.

himpunan
    Lihat {term}`kelompok`.
:::
"""
CHAPTER = """\
# Kelompok dan IG

:::{opening}
Kelompok primer di teras.
:::

## Tentang Kelompok Primer

[*Group*]{.language-en} adalah `kelompok`; ia disebut {term}`kelompok`.

:::{list-table} Kelompok primer
* - kelompok primer
:::

:::{box} Kelompok primer
:kind: kasus

Keluarga adalah {term}`kelompok yang akrab <kelompok primer>`.
:::

- {term}`IG` sama dengan Ikatan
  Guru.

Kelompok-kelompok primer, berkelompok primer.

## Istilah Kunci

:::{key-terms}
:::

Ini bukan isi lagi.
"""
BOOK = {"index.md": INDEX, "bab.md": CHAPTER, "glosarium.md": GLOSSARY}


def key_terms(built):
    """The key terms on the page of the chapter: text and address."""
    return [(text(item), item.a["href"]) for item in page(built, "bab").select(".key-terms > ul > li")]


def test_key_terms(small_book):
    """The terms that the chapter links to, sorted, each with its equivalent and its place in the glossary."""
    built = small_book(BOOK)
    assert built.warnings == ""
    assert key_terms(built) == [
        ("IG", "glosarium.html#term-IG"),
        ("kelompok, group", "glosarium.html#term-kelompok"),
        ("kelompok primer, primary group", "glosarium.html#term-kelompok-primer"),
    ]


def test_key_terms_follow_the_glossary(small_book):
    """A changed entry reaches the chapters that list it."""
    built = small_book(BOOK)
    Path(built.app.srcdir, "glosarium.md").write_text(GLOSSARY.replace("*group*", "*collectivity*"), "utf-8")
    rebuild(built)
    assert key_terms(built)[1][0] == "kelompok, collectivity"


def test_key_terms_without_terms(small_book):
    """A list without terms is a warning."""
    built = small_book({"index.md": "# Buku\n\n:::{key-terms}\n:::\n"}, builder="dummy")
    assert "index.md:3: WARNING: key-terms: no link to the glossary in this document; write " in built.warnings


@pytest.mark.parametrize("check", CHECKS)
def test_small_book_agrees(small_book, check):
    """Headings, captions, tables, openings, foreign words, code and parts of words need no link."""
    built = small_book(BOOK, builder="dummy")
    assert built.warnings == ""
    assert check(built.app.env) == []


UNLINKED = "is used first here without a link; write {term}`"
BROKEN = [
    (
        coverage.unknown_terms,
        "{term}`IG`",
        "{term}`IG` {term}`Kerja`",
        'bab.md:21: "kerja" is not in the glossary; ',
    ),
    (coverage.unused_entries, "{term}`IG`", "IG", 'glosarium.md:10: no chapter links to "Ikatan Guru"; '),
    (coverage.unused_entries, "{term}`kelompok`", "x", 'glosarium.md:4: no chapter links to "kelompok"; '),
    (coverage.unlinked_first_uses, "disebut", "disebut Kelompok,", f'bab.md:9: "kelompok" {UNLINKED}'),
    (
        coverage.unlinked_first_uses,
        "Keluarga",
        "Tiap\nkelompok  primer",
        f'bab.md:18: "kelompok primer" {UNLINKED}',
    ),
    (coverage.unlinked_first_uses, "{term}`IG`", "Ia", f'bab.md:21: "ikatan guru" {UNLINKED}'),
]


@pytest.mark.parametrize(("check", "right", "wrong", "says"), BROKEN, ids=[case[3][:40] for case in BROKEN])
def test_checks_find(small_book, check, right, wrong, says):
    """Each check names file and line, and says how to mend it."""
    (found,) = check(small_book({**BOOK, "bab.md": CHAPTER.replace(right, wrong)}, builder="dummy").app.env)
    assert found.startswith(says)


def test_signposts(small_book):
    """An entry that only sends to another needs no link; one that explains something does."""
    glossary = GLOSSARY.replace("Lihat {term}", "Bandingkan himpunan benda dengan {term}")
    env = small_book({**BOOK, "glosarium.md": glossary}, builder="dummy").app.env
    (found,) = coverage.unused_entries(env)
    assert found.startswith('glosarium.md:14: no chapter links to "himpunan"; ')


def test_incomplete_entries(small_book):
    """An entry without an equivalent, or without a place, is found; a signpost needs neither."""
    glossary = GLOSSARY.replace("Dua orang", "{doc}`bab` Dua orang")
    env = small_book({**BOOK, "glosarium.md": glossary}, builder="dummy").app.env
    assert coverage.incomplete_entries(env) == [
        'glosarium.md:7: "kelompok primer" lacks where it is treated, {ref}',
        'glosarium.md:10: "Ikatan Guru" lacks its English equivalent, [*…*]{.language-en} '
        "and where it is treated, {ref}",
    ]


@pytest.mark.parametrize("name", ["Kelompok", "kelompok"])
def test_terms_defined_twice(small_book, name):
    """A name with two entries is found, also when it differs in capitals only."""
    glossary = GLOSSARY.replace("\nIG\n", f"\n{name}\n")
    (found,) = coverage.terms_defined_twice(small_book({**BOOK, "glosarium.md": glossary}, builder="dummy").app.env)
    assert found == f'glosarium.md:10: "{name}" is defined already, at glosarium.md:4; keep one of them'


LOCATED = {
    "index.md": "# Buku\n\n:::{toctree}\n:numbered: 2\nsatu\ndua\n:::\n\n"
    ":::{toctree}\nglosarium\nlampiran\ngenindex\n:::\n",
    "satu.md": "# Satu\n\n## Awal {term}`gilda`\n\n:::{opening}\nSebuah {term}`gilda`.\n:::\n\n"
    "Lalu {term}`gilda` dan {term}`gilda`.\n\n## Lain\n\nSebuah {term}`perserikatan`, "
    "{index}`upah <single: upah; arti>` dan {term}`upah`.\n",
    "dua.md": "# Dua\n\n## Sini\n\nAda *{term}`serikat`*, {term}`perserikatan`, {index}`gilda <single: gilda>`.\n\n"
    "## Sana\n\nSebuah {term}`gilda`, {term}`IG`.\n",
    "lampiran.md": "# Lampiran\n\nSebuah {term}`gilda`.\n",
    "glosarium.md": "# Glosarium\n\n```{glossary}\ngilda\n    Wadah lama para perajin sekota.\n\n"
    "serikat\nperserikatan\n    Wadah.\n\n"
    "upah\n    Bayaran.\n\nIG\n    Lihat {term}`gilda`.\n```\n",
}


def places_of(env, name: str) -> list[tuple[str, str]]:
    """Document and target of each locator of a main entry, the glossary's aside."""
    return sorted(
        (docname, entry[2])
        for docname, entries in env.domains.index_domain.entries.items()
        for entry in entries
        if entry[1] == name and entry[3] != "main"
    )


def test_the_first_link_of_a_numbered_chapter_is_a_place_of_the_index(small_book):
    """In running text, by any name of the entry; not beside an entry of the author's, in an appendix, of a signpost."""
    built = small_book(LOCATED)
    assert built.warnings == ""
    env = built.app.env
    assert [doc for doc, target in places_of(env, "gilda") if target == "use-gilda"] == ["dua", "satu"]
    assert places_of(env, "serikat") == [("dua", "use-serikat"), ("satu", "use-perserikatan")]
    assert places_of(env, "perserikatan") == places_of(env, "serikat")
    assert places_of(env, "upah") == []
    assert places_of(env, "IG") == []
    target = page(built, "satu").select_one("#use-gilda")
    assert text(target.find_parent("p")) == "Lalu gilda dan gilda."
    shown = [text(link) for link in page(built, "genindex").select("a[href$='gilda']")]
    assert shown == ["Glosarium", "1.1", "2.2"]


def test_places_of_terms_survive_an_incremental_build(small_book):
    """They are neither lost nor doubled, and follow the glossary and the numbering."""
    built = small_book(LOCATED)
    before = places_of(built.app.env, "serikat")
    (built.app.srcdir / "lampiran.md").write_text("# Lampiran\n\nLain.\n", "utf-8")
    rebuild(built)
    index = page(built, "genindex")
    assert len(index.select("a[href$='#use-perserikatan']")) == len(before)
    glossary = built.app.srcdir / "glosarium.md"
    glossary.write_text(
        glossary.read_text("utf-8").replace("serikat\nperserikatan", "perserikatan\nserikat kerja"), "utf-8"
    )
    rebuild(built)
    assert "serikat kerja" in text(page(built, "genindex"))
    assert len(page(built, "genindex").select("a[href$='#use-perserikatan']")) == 4  # two names, two chapters


@pytest.mark.parametrize("builder", ["typst", "epub"])
def test_pdf_and_epub_have_the_places_too(small_book, builder):
    """A page of each chapter, beside that of the glossary."""
    built = small_book(LOCATED, builder=builder)
    if builder == "epub":
        (path,) = built.outdir.glob("*.epub")
        with zipfile.ZipFile(path) as book:
            pages = {name: book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml")}
        index = next(content for name, content in pages.items() if "genindex" in name)
        assert set(re.findall(r'href="([^"]*)#use-gilda"', index)) == {"satu.xhtml", "dua.xhtml"}
        return
    (path,) = built.outdir.glob("*-layar.pdf")
    last = [leaf.extract_text() for leaf in PdfReader(path).pages]
    index = next(
        leaf for leaf in reversed(last) if "perserikatan" in leaf and "gilda" in leaf and "perajin" not in leaf
    )
    (line,) = re.findall(r"^gilda.*$", index, re.MULTILINE)
    assert len(re.findall(r"\d+", line)) >= 3
