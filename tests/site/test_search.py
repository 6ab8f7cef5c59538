"""The extension ``section_search``: what it reads, the words it leads together, and how it answers in a browser."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from docutils import nodes

from bookpress.site.search import indonesian, packing, sections
from bookpress.site.search.indonesian import ROOTS, Indonesian, candidates
from bookpress.site.search.languages import split
from builds import ROOT, build_small
from servers import served
from sites import rebuild

DESK = {"width": 1280, "height": 800}
WORDS = tomllib.loads((ROOT / "tests/site/search_words.toml").read_text("utf-8"))
CHAPTER = """\
(bab)=
# Pekerjaan

Orang membuat buku. {term}`gilda`

(bab-kerja)=
## Cara Bergaul

{long}

Mereka mengelompokkan rekan menurut "upah \\<b>harian\\</b>" dan Café.

### Rinci

Kalimat {{index}}`ini <single: paguyuban>` lain tentang upah lembur harian.

## Soal

Pertanyaan tentang perkumpulan.
"""
BOOK = {
    "index.md": "# Buku\n\n:::{toctree}\n:numbered: 2\nisi\n:::\n\n:::{toctree}\nglosarium\nkunci\ngenindex\n:::\n",
    "isi.md": CHAPTER.replace("{long}", "Kata pengisi yang berderet. " * 400).replace("{{index}}", "{index}"),
    "glosarium.md": "# Glosarium\n\n```{glossary}\ngilda\nserikat lama\n    Wadah pekerja, kata.\n\n"
    "upah\n    Bayaran.\n```\n",
    "kunci.md": "# Kunci\n\nTidak dicari: rahasianya.\n",
}
ENGLISH = {
    "index.md": "# Book\n\n```{toctree}\n:numbered:\none\n```\n",
    "one.md": "# One\n\nText.\n\n## Guilds\n\nThey organised themselves.\n",
}


def families(name: str) -> dict[str, list[str]]:
    """A table of the words: each word with those that belong, or do not belong, to it."""
    return {word: others.split() for word, others in WORDS[name].items()}


def pairs(name: str) -> list[tuple[str, str]]:
    return [(word, other) for word, others in families(name).items() for other in others]


def all_words(name: str) -> set[str]:
    return {word for pair in pairs(name) for word in pair}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return build_small(tmp_path_factory.mktemp("search"), BOOK, section_search_exclude=["kunci"])


@pytest.fixture(scope="module", params=["server", "file"])
def address(small, request):
    """Its address on a host, and as files."""
    if request.param == "file":
        yield small.outdir.as_uri() + "/"
    else:
        with served(small.outdir) as root:
            yield root


@pytest.fixture
def searching(browser, address):
    """Open a page with the search open and a query typed."""
    contexts = []

    def of(query: str, name: str = "isi.html", viewport=DESK):
        context = browser.new_context(viewport=viewport, locale="id-ID")
        contexts.append(context)
        page = context.new_page()
        page.goto(address + name)
        page.keyboard.press("Control+k")
        page.locator("#search-dialog input").fill(query)
        return page

    yield of
    for context in contexts:
        context.close()


# Words


@pytest.mark.parametrize(("name", "least"), [("set_a", 1), ("set_b", 1), ("set_c", 0.98), ("set_d", 0.98)])
def test_a_query_finds_the_forms_of_its_word(name, least):
    """Each form alone on its page.  Rules were made on sets A and C, not on B and D."""
    language = Indonesian(form for _, form in pairs(name))
    missed = [pair for pair in pairs(name) if language.stem(pair[0]) != language.stem(pair[1])]
    assert len(missed) <= (1 - least) * len(pairs(name)), missed


@pytest.mark.parametrize("name", ["set_b", "set_d"])
def test_forms_of_words_that_no_list_knows_are_found(name):
    """The sets that no rule was made on, when their roots are not in the list of roots."""
    known = {Indonesian(()).stem(word) for word in families(name)}
    language = Indonesian((form for _, form in pairs(name)), ROOTS - all_words(name) - known)
    missed = [pair for pair in pairs(name) if language.stem(pair[0]) != language.stem(pair[1])]
    assert len(missed) <= 0.05 * len(pairs(name)), missed


@pytest.mark.parametrize(("name", "most"), [("apart_a", 1), ("apart_b", 3), ("apart_c", 3)])
def test_words_that_look_alike_do_not_meet(name, most):
    """Among the words of a book.  Rules were made on set A of these, not on B and C."""
    of_a_book = {word for path in (ROOT / "chapters").glob("*.md") for word in split(path.read_text("utf-8"))}
    language = Indonesian(of_a_book | all_words(name))
    met = [pair for pair in pairs(name) if language.stem(pair[0]) == language.stem(pair[1])]
    assert len(met) <= most, met


def test_the_measure_sees_bad_rules(monkeypatch):
    """Without prefixes, and with any prefix, the sets above fail."""
    candidates.cache_clear()
    monkeypatch.setattr(indonesian, "RULES", [])
    language = Indonesian(form for _, form in pairs("set_a"))
    assert sum(language.stem(a) != language.stem(b) for a, b in pairs("set_a")) > 20
    candidates.cache_clear()
    monkeypatch.setattr(indonesian, "RULES", [(re.compile(r"..?.?"), [""])])
    language = Indonesian(all_words("apart_a"), roots=frozenset())
    assert sum(language.stem(a) == language.stem(b) for a, b in pairs("apart_a")) > 5
    candidates.cache_clear()


def test_candidates():
    """Affixes are taken off, nasals put back; short words stay."""
    assert {"kelompok", "elompokan"} <= set(candidates("pengelompokan"))
    assert "sapu" in candidates("menyapu")
    assert "rasa" in candidates("terasa")
    assert candidates("dan") == ("dan",)


def test_roots_are_each_once_and_sorted():
    """A list that people can add to."""
    lines = Path(indonesian.__file__).with_name("roots.txt").read_text("utf-8").splitlines()
    roots = " ".join(line for line in lines if not line.startswith("#")).split()
    assert roots == sorted(set(roots))


# The index


def test_sections_are_read_with_their_anchors():
    """Titles, index entries and text; each glossary entry is a place of its own; what is not searched is left out."""
    top = nodes.section("", nodes.title("", "Judul"), nodes.paragraph("", "Satu"), ids=["judul"])
    top += nodes.container("", nodes.paragraph("", "tidak"), classes=["no-search"])
    inner = nodes.section(
        "", nodes.title("", "Dalam"), nodes.paragraph("", "a", nodes.emphasis("", "b"), nodes.Text("c.")), ids=["dalam"]
    )
    document = nodes.document(None, None)
    document += top
    top += inner
    first, second = sections.read(document)
    assert (first.anchor, first.names, first.text) == ("", ["Judul"], "Satu")
    assert (second.anchor, second.names, second.text) == ("dalam", ["Dalam"], "abc.")


def test_packed_numbers_and_words():
    """Letters shared with the word before are counted; a number over 44 has more digits."""
    assert packing.words(["kerja", "kerjasama", "atur"]) == "!atur !kerja 'sama"
    assert len(packing.number(44)) == 1
    assert len(packing.number(45)) == 2
    assert packing.places({0: 2, 1: 0, 20: 1}) == packing.number(2) + packing.number(0) + packing.number(18 * 3 + 1)


def test_files_of_the_index(small):
    """The excluded document is nowhere; the text of another build is away; Sphinx's own index is not made."""
    folder = small.outdir / "_static/search"
    made = {path.name: path.read_text("utf-8") for path in folder.glob("*.js")}
    assert not any("rahasia" in text for text in made.values())
    assert not (small.outdir / "searchindex.js").exists()
    assert not (small.outdir / "_static/searchtools.js").exists()
    index = json.loads(made["index.js"].rpartition("BookSearch.take(")[2].removesuffix(");\n"))
    assert ["=", "gilda", "serikat lama"] in index["sections"]
    assert {f"text-{name}.js" for name, _ in index["texts"]} == {name for name in made if name.startswith("text-")}


def test_an_incremental_build_makes_the_same_files(small_book, tmp_path):
    """After a change the index is that of a build from nothing, and pieces that are no more are away."""
    built = small_book(BOOK)
    folder = built.outdir / "_static/search"
    before = {path.name for path in folder.iterdir()}
    chapter = built.app.srcdir / "isi.md"
    chapter.write_text(chapter.read_text("utf-8").replace("membuat buku", "mencipta penciptaan"), "utf-8")
    written = rebuild(built)
    assert "isi" in written
    assert "kunci" not in written
    changed = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert set(changed) != before
    rebuild(built, tmp_path / "anew", parallel=2)
    anew = tmp_path / "anew/_static/search"
    assert {path.name: path.read_bytes() for path in anew.iterdir()} == changed


def test_what_was_kept_may_be_lost(small_book):
    """Without what pages said at their last writing they are written again."""
    built = small_book(BOOK)
    (kept,) = built.app.doctreedir.glob("section_search.*.json")
    kept.unlink()
    assert set(rebuild(built)) == set(built.app.env.found_docs)


# In the browser


def test_a_hit_leads_to_its_section_with_the_found_form_marked(searching):
    """The section far down the page is in view, the form in it marked, the address tidy; the marks can be removed."""
    page = searching("pengelompokan")
    hit = page.locator("#search-dialog li > a").first
    hit.wait_for()
    assert hit.inner_text() == "Cara Bergaul"
    assert "Bab 1. Pekerjaan" in page.locator("#search-dialog li").first.inner_text()
    page.locator("#search-dialog li mark", has_text="mengelompokkan").wait_for()
    hit.click()
    mark = page.locator("article mark", has_text="mengelompokkan")
    mark.wait_for()
    page.wait_for_url(re.compile(r"/isi\.html#bab-kerja$"))
    page.wait_for_function("document.querySelector('article mark').getBoundingClientRect().top < innerHeight")
    assert mark.bounding_box()["y"] > 0
    assert page.locator("article mark").count() == 1
    button = page.get_by_role("button", name="Hapus sorotan")
    assert button.evaluate("element => getComputedStyle(element).position") == "fixed"
    assert button.bounding_box()["height"] >= 44
    button.click()
    assert page.locator("article mark").count() == 0


def test_a_term_asked_for_comes_first(searching):
    """By any of its names, before sections that have the word in their title."""
    page = searching("upah")
    first = page.locator("#search-dialog li").first
    first.wait_for()
    assert first.inner_text().split()[:2] == ["upah", "Glosarium"]
    page.locator("#search-dialog input").fill("Serikat Lama")
    page.locator("#search-dialog li > a", has_text="gilda, serikat lama").wait_for()
    page.locator("#search-dialog li > a").first.click()
    page.wait_for_url(re.compile(r"glosarium\.html.*#term-gilda$"))


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("mengelompk", "Cara Bergaul"),  # mistyped
        ("mengelom", "Cara Bergaul"),  # not yet typed to its end
        ("cafe", "Cara Bergaul"),
        ("perguyuban", "Rinci"),  # an entry of the index, mistyped
        ('"upah lembur"', "Rinci"),
        ("lembur yang", "Rinci"),
    ],
)
def test_queries(searching, query, title):
    page = searching(query)
    page.locator("#search-dialog li").first.wait_for()
    assert page.locator("#search-dialog li > a").all_inner_texts() == [title]


def test_all_words_are_wanted_where_some_section_has_them(searching):
    page = searching("upah harian mengelompokkan")
    page.locator("#search-dialog li").first.wait_for()
    assert page.locator("#search-dialog li > a").all_inner_texts() == ["Cara Bergaul"]


def test_the_count_is_said_and_nothing_found_too(searching):
    """A live region, in the language of the book."""
    page = searching("upah")
    status = page.locator("#search-dialog [role=status]")
    page.locator("#search-dialog li").first.wait_for()
    assert status.inner_text() == "Ditemukan di 3 tempat."
    page.locator("#search-dialog input").fill("xyzzyq")
    page.locator("#search-dialog [role=status]", has_text="Tidak ditemukan").wait_for()
    page.locator("#search-dialog input").fill("mengelompk")
    page.locator("#search-dialog [role=status]", has_text="Yang ditampilkan: kelompok.").wait_for()
    page.locator("#search-dialog input").fill(" ")
    page.locator("#search-dialog li").first.wait_for(state="detached")
    assert status.text_content() == ""


def test_keys(searching):
    """Arrows through the hits and back, Enter to the first hit and on, Escape closes."""
    page = searching("upah")
    links = page.locator("#search-dialog li > a")
    links.first.wait_for()

    def is_focused(locator):
        return locator.evaluate("element => element === document.activeElement")

    page.keyboard.press("ArrowDown")
    assert is_focused(links.nth(0))
    page.keyboard.press("End")
    assert is_focused(links.last)
    page.keyboard.press("ArrowDown")
    assert is_focused(links.last)
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    assert is_focused(page.locator("#search-dialog input"))
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.matches('#search-dialog li > a')")
    page.keyboard.press("Escape")
    page.locator("#search-dialog").wait_for(state="hidden")
    page.keyboard.press("Control+k")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.matches('#search-dialog li > a')")
    page.keyboard.press("Enter")
    page.locator("article mark").first.wait_for()


def test_a_hostile_query_and_text_stay_text(searching):
    page = searching("<img src=x onerror=document.title=1> harian")
    page.locator("#search-dialog li mark").first.wait_for()
    assert page.locator("#search-dialog img, #search-dialog b").count() == 0
    page.locator("#search-dialog li > a").first.click()
    page.locator("article mark").first.wait_for()
    assert page.locator("article img, article b, article mark mark").count() == 0
    assert page.title() != "1"


def test_a_broken_copy_says_so(small, browser, tmp_path):
    """An index that is not there is reported; typing again tries again."""
    copy = tmp_path / "copy"
    shutil.copytree(small.outdir, copy)
    (copy / "_static/search/index.js").unlink()
    page = browser.new_page()
    page.goto((copy / "isi.html").as_uri())
    page.keyboard.press("Control+k")
    page.locator("#search-dialog [role=status]", has_text="tidak dapat dimuat").wait_for()
    page.close()


def test_the_search_page_loads_nothing_until_its_field_is_entered(small, browser):
    """Unless the address asks already."""
    page = browser.new_page()
    page.goto((small.outdir / "search.html").as_uri())
    page.wait_for_load_state("networkidle")
    assert page.locator("script[src*='/search/']").count() == 0
    page.locator(".search-page input").fill("pengelompokan")
    page.locator(".search-page li > a").first.wait_for()
    page.goto((small.outdir / "search.html").as_uri() + "?q=pengelompokan")
    page.locator(".search-page li > a").first.wait_for()
    page.close()


def test_english_books_are_searched_in_english(browser, tmp_path):
    """With the stemmer that Sphinx has."""
    built = build_small(tmp_path, ENGLISH, language="en")
    page = browser.new_page()
    page.goto((built.outdir / "index.html").as_uri())
    page.keyboard.press("Control+k")
    page.locator("#search-dialog input").fill("organising")
    page.locator("#search-dialog li mark", has_text="organised").wait_for()
    assert page.locator("#search-dialog [role=status]").inner_text() == "Found in one place."
    page.close()


@pytest.mark.parametrize("theme", ["alabaster", "sphinx_book_theme"])
def test_other_themes_have_the_search_page(browser, tmp_path, theme):
    """Without the website's own look: the theme's field leads to the page, a hit to its marked section."""
    (tmp_path / "source").mkdir()
    for name, text in ENGLISH.items():
        (tmp_path / "source" / name).write_text(text, "utf-8")
    (tmp_path / "source/conf.py").write_text(
        f"project = 'Book'\nextensions = ['myst_parser', 'bookpress.site.search']\nhtml_theme = {theme!r}\n"
    )
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-W",
        "-b",
        "html",
        "source",
        "out",
    ]  # a process without our others
    subprocess.run(command, cwd=tmp_path, check=True)
    page = browser.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((tmp_path / "out/search.html").as_uri() + "?q=guild")
    page.locator(".search-page li > a").first.click()
    page.locator("mark", has_text="Guilds").first.wait_for()
    assert faults == []
    page.close()


# What a query costs
