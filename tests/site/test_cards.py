"""The extension ``term_cards``: the definition where the reader is, and a link without it."""

import json
from pathlib import Path

import pytest

from builds import build_small
from servers import served
from sites import rebuild

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
BOOK = {
    "index.md": "# Buku\n\n:::{toctree}\nisi\nglosarium\n:::\n",
    "isi.md": "# Isi\n\n"
    + "Kata.\n\n" * 8
    + "Sebuah {term}`gilda` dan {term}`serikat lain <serikat>`.\n"
    + "\nKata.\n" * 60,
    "glosarium.md": "(glos)=\n# Glosarium\n\n```{glossary}\n"
    "gilda\n    [*guild*]{.language-en}. Wadah <b>lama</b> & *tua*.\n\n    Lihat {ref}`glos`.\n\n"
    "serikat\nperserikatan\n    Wadah pekerja.\n```\n",
}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A book with a glossary of two entries."""
    return build_small(tmp_path_factory.mktemp("cards"), BOOK)


@pytest.fixture(params=["server", "file"])
def address(small, request):
    """The site as a host serves it, and as it lies on a disk."""
    if request.param == "file":
        yield small.outdir.as_uri() + "/"
    else:
        with served(small.outdir) as root:
            yield root


def data(small) -> dict:
    """What the script with the definitions holds."""
    script = (small.outdir / "_static/term_cards_data.js").read_text("utf-8")
    return json.loads(script.removeprefix("window.termCards=").removesuffix(";\n"))


def test_definitions_are_text_with_marked_words(small):
    """Foreign words keep their language; references are resolved; a synonym has the same definition."""
    assert small.warnings == ""
    entries = data(small)["entries"]
    assert entries["term-gilda"] == ["gilda", [["en", "guild"], ". Wadah <b>lama</b> & tua. Lihat Glosarium."]]
    assert entries["term-perserikatan"] == ["perserikatan", ["Wadah pekerja."]]
    assert len(entries) == 3


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_a_card_opens_and_closes(browser, address, viewport):
    """Loaded at the first card; at the term on a desk, from below on a phone; Escape gives the focus back."""
    page = browser.new_page(viewport=viewport)
    asked, wrong = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: message.type in ("error", "warning") and wrong.append(message.text))
    page.goto(address + "isi.html")
    assert not [url for url in asked if "term_cards_data" in url]
    link = page.locator("a[href*='#term-gilda']").first
    link.focus()
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog", name="gilda")
    card.wait_for()
    assert card.locator(".term-card-text").inner_text() == "guild. Wadah <b>lama</b> & tua. Lihat Glosarium."
    assert card.locator("i").get_attribute("lang") == "en"
    assert page.evaluate("document.activeElement.className") == "term-card"
    box, term = card.bounding_box(), link.bounding_box()
    if viewport is PHONE:
        assert round(box["y"] + box["height"]) == viewport["height"]
        assert box["width"] == viewport["width"]
    else:
        assert 0 < box["y"] - (term["y"] + term["height"]) < 20 or 0 < term["y"] - (box["y"] + box["height"]) < 20
    for target in (card.get_by_role("button", name="Tutup"), card.get_by_role("link", name="Lihat di glosarium")):
        assert target.bounding_box()["height"] >= 44
    page.keyboard.press("Escape")
    card.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.hash") == "#term-gilda"
    page.locator("a[href*='#term-serikat']").first.click()
    other = page.get_by_role("dialog", name="serikat")
    other.get_by_role("button", name="Tutup").click()
    other.wait_for(state="hidden")
    assert len([url for url in asked if "term_cards_data" in url]) == 1
    assert not wrong
    page.close()


def test_a_card_leads_to_the_glossary(browser, small):
    """And there links are links."""
    with served(small.outdir) as root:
        page = browser.new_page(viewport=DESK)
        page.goto(root + "isi.html")
        page.locator("a[href*='#term-gilda']").first.click()
        page.get_by_role("link", name="Lihat di glosarium").click()
        page.wait_for_url("**/glosarium.html#term-gilda")
        page.close()


@pytest.mark.parametrize("trouble", ["no script", "no popover", "no data"])
def test_a_link_stays_a_link(browser, small, trouble):
    """Whatever is missing, the reader comes to the glossary."""
    context = browser.new_context(java_script_enabled=trouble != "no script")
    if trouble == "no popover":
        context.add_init_script("delete HTMLElement.prototype.popover")
    if trouble == "no data":
        context.route("**/term_cards_data.js*", lambda route: route.abort())
    with served(small.outdir) as root:
        page = context.new_page()
        page.goto(root + "isi.html")
        page.locator("a[href*='#term-gilda']").first.click()
        page.wait_for_url("**/glosarium.html#term-gilda")
    context.close()


def test_warnings_of_a_glossary_come_once(small_book):
    """The entries are read when the page is written; nothing is resolved a second time."""
    files = {
        "index.md": "# Buku\n\n:::{toctree}\nglosarium\n:::\n",
        "glosarium.md": "# Glosarium\n\n```{glossary}\ngilda\n    Wadah {ref}`tidak-ada`.\n```\n",
    }
    built = small_book(files)
    assert built.warnings.count("tidak-ada") == 1


def test_cards_stay_when_the_glossary_is_not_written_again(small_book):
    """And are made anew when what was kept is gone."""
    files = {
        "index.md": "# Buku\n\n:::{toctree}\nglosarium\n:::\n",
        "glosarium.md": "# Glosarium\n\n```{glossary}\ngilda\n    Wadah lama.\n```\n",
    }
    built = small_book(files)
    file = built.outdir / "_static/term_cards_data.js"
    whole = file.read_text("utf-8")
    assert "Wadah lama." in whole
    assert "glosarium" not in rebuild(built)
    assert file.read_text("utf-8") == whole
    (kept,) = Path(f"{built.outdir}-doctrees").glob("term_cards.*.json")
    kept.unlink()
    assert "glosarium" in rebuild(built)
    assert file.read_text("utf-8") == whole
