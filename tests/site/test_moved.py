"""Published addresses stay good: the list of them, and the extension ``moved_addresses``."""

from dataclasses import replace

import pytest
from lxml import html
from sphinx.errors import ExtensionError

import anchors
from bookpress.site.moved import read
from builds import build_small
from servers import served

BOOK = {
    "index.md": "# Buku\n\n:::{toctree}\n:numbered:\nbab/isi\nbab/baru\n:::\n",
    "bab/isi.md": "(bab-isi)=\n# Isi\n\nKata {index}`a`.[^x]\n\n(isi-dua)=\n## Dua\n\n"
    "```{glossary}\ngilda\n    Wadah.\n```\n\n[^x]: C.\n",
    "bab/baru.md": "# Baru\n\n(baru-tempat)=\n## Tempat\n\nKata.\n",
}
MOVED = """
[[moved]]
from = "lama/bab.html"
to = "bab/baru.html"
reason = "Named after what it is."

[[moved]]
from = "lama/bab.html#bagian"
to = "bab/isi.html#isi-dua"
reason = "The section went to another chapter."

[[moved]]
from = "bab/isi.html#isi-tiga"
to = "bab/baru.html#baru-tempat"
reason = "Split."
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A book with a page and two places that are gone."""
    files = {**BOOK, "moved.toml": MOVED}
    return build_small(tmp_path_factory.mktemp("moved"), files)


def missing(known: set[str], now: set[str], moved: set[str]) -> set[str]:
    """Give the published addresses that are gone without a word."""
    return known - now - moved


def test_the_list_is_as_the_tool_writes_it():
    """Sorted, a line a page."""
    text = anchors.LIST.read_text("utf-8")
    assert anchors.written(anchors.read(text)) == text


def test_what_is_published(small):
    """Pages, labels, terms; not what Sphinx counts, not what has moved, not pages of the interface."""
    found = anchors.published(small.outdir)
    assert {"index.html", "bab/isi.html", "bab/isi.html#isi-dua", "bab/isi.html#term-gilda", "unduhan.html"} <= found
    assert not [address for address in found if "index-" in address or "#id" in address or "isi-tiga" in address]
    assert not found & {"404.html", "search.html", "lama/bab.html"}


def test_a_lost_address_is_noticed(small):
    """A page or a place that is gone and stands nowhere."""
    now = anchors.published(small.outdir)
    known = now | {"bab/isi.html#isi-tiga", "bab/isi.html#isi-empat", "lama/bab.html"}
    moved = {entry.old for entry in read(small.app.srcdir / "moved.toml")}
    assert missing(known, now, moved) == {"bab/isi.html#isi-empat"}


def test_old_addresses_lead_on(browser, small):
    """A page, a place on it, a place on a page that is still there; at once, and also within the page."""
    assert small.warnings == ""
    with served(small.outdir) as root:
        page = browser.new_page()
        for old, new in (
            ("lama/bab.html", "bab/baru.html"),
            ("lama/bab.html#bagian", "bab/isi.html#isi-dua"),
            ("bab/isi.html#isi-tiga", "bab/baru.html#baru-tempat"),
        ):
            page.goto("about:blank")
            page.goto(root + old)
            page.wait_for_url(root + new)
        page.goto(root + "bab/isi.html")
        assert not page.locator(".moved-place").first.is_visible()
        page.evaluate("location.hash = 'isi-tiga'")
        page.wait_for_url(root + "bab/baru.html#baru-tempat")
        page.close()


def test_without_scripts_old_addresses_show_the_way(browser, small):
    """A page leads on by itself; a place shows a link."""
    context = browser.new_context(java_script_enabled=False)
    with served(small.outdir) as root:
        page = context.new_page()
        page.goto(root + "lama/bab.html")
        page.wait_for_url(root + "bab/baru.html")
        page.goto(root + "bab/isi.html#isi-tiga")
        page.get_by_role("link", name="Bagian ini sudah pindah; lanjut ke sini.").click()
        page.wait_for_url(root + "bab/baru.html#baru-tempat")
    context.close()


def test_a_page_that_leads_on_is_not_for_search_engines(small):
    """Nor in the site map; it has the look of the site."""
    root = html.parse(small.outdir / "lama/bab.html").getroot()
    assert root.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert root.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=../bab/baru.html"]
    assert root.find(".//h1").text == "Halaman ini sudah pindah"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[moved]\n", "not valid TOML"),
        ("[[gone]]\nfrom = 'a.html'\n", "gone: unknown"),
        ("[[moved]]\nfrom = 'a.html'\nto = 'b.html'\n", "entry 1: write from, to and reason"),
        ("[[moved]]\nfrom = 'a.html'\nto = 'b.html'\nreason = ' '\n", "entry 1: write from, to and reason"),
        ("[[moved]]\nfrom = '/a.html'\nto = 'b.html'\nreason = 'x'\n", "no address below the root"),
        ("[[moved]]\nfrom = 'a.html'\nto = 'https://x.id/b.html'\nreason = 'x'\n", "no address below the root"),
        ("[[moved]]\nfrom = 'a.html'\nto = 'b.html'\nreason = 'x'\n" * 2, "entry 2: a.html stands there twice"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path, text, says):
    """With the entry, and how to mend it."""
    file = tmp_path / "moved.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(ExtensionError, match=says):
        read(file)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("lama.html", "bab/tiada.html", "is no page"),
        ("lama.html", "bab/isi.html#tiada", "#tiada, which bab/isi.html has not"),
        ("bab/isi.html", "bab/baru.html", "is a page of this book"),
    ],
)
def test_an_address_that_leads_nowhere_stops_the_build(small_book, old, new, says):
    """And one that is there need not lead on."""
    entry = f'[[moved]]\nfrom = "{old}"\nto = "{new}"\nreason = "x"\n'
    with pytest.raises(ExtensionError, match=says):
        small_book({**BOOK, "moved.toml": entry})


def test_no_file_no_change(small_book):
    """A book in which nothing has moved; but a file that is named must be there."""
    site = small_book(BOOK)
    assert not (site.outdir / "lama/bab.html").exists()
    with pytest.raises(ExtensionError, match="cannot be read"):
        small_book(BOOK, moved_addresses="tiada.toml")


def test_an_edition_that_leaves_the_new_page_out_has_no_way_there(small_book, small):
    """What leads to it is left out, too."""
    edition = small.app.config.edition
    without = replace(edition, book=replace(edition.book, leave_out=["lampiran"]))
    index = "# Buku\n\n:::{toctree}\n:numbered:\nbab/isi\nbab/baru\n:::\n\n:::{toctree}\nlampiran\n:::\n"
    entry = '[[moved]]\nfrom = "lama.html"\nto = "lampiran.html"\nreason = "x"\n'
    files = {**BOOK, "index.md": index, "lampiran.md": "# Lampiran\n\nKata.\n", "moved.toml": entry}
    assert (small_book(files).outdir / "lama.html").exists()
    site = small_book(files, edition=without)
    assert site.warnings == ""
    assert not (site.outdir / "lama.html").exists()


def test_the_other_builder_of_sites_leads_on_too(small_book):
    """``dirhtml`` makes a folder of a page; what was published as ``html`` is the same page there."""
    built = small_book({**BOOK, "moved.toml": MOVED}, "dirhtml")
    assert built.warnings == ""
    old = html.parse(built.outdir / "lama/bab/index.html")
    assert "../../bab/baru/" in old.xpath("//a/@href")
    place = html.parse(built.outdir / "bab/isi/index.html").xpath("//p[@id='isi-tiga']/a/@href")
    assert place == ["../baru/#baru-tempat"]
