"""The search of the book's website."""

import json

import pytest

from bookpress.site.search.index import Page, words_of
from bookpress.site.search.indonesian import ROOTS, Indonesian
from bookpress.site.search.sections import Section

PHONE = {"width": 360, "height": 740}


DESK = {"width": 1280, "height": 800}


def test_browser_stems_every_word_of_the_book_as_the_index_does(book, browser):
    """The same form in Python and JavaScript, also for roots that the book has not."""
    built = book("html")
    (kept,) = built.app.doctreedir.glob("section_search.html.json")
    left_out = built.app.config.section_search_exclude
    pages = [
        Page(name, "", [Section(**section) for section in page])
        for name, page in json.loads(kept.read_text("utf-8"))["pages"].items()
        if name not in left_out
    ]
    language = Indonesian(words_of(pages))
    words = sorted(language.words | ROOTS)
    page = browser.new_page()
    page.goto((built.outdir / "search.html").as_uri() + "?q=kerja")
    page.locator(".search-page li").first.wait_for()
    found = page.evaluate("words => BookSearch.stemmed(words)", words)
    page.close()
    assert len(words) > 5000
    assert [(w, f) for w, f in zip(words, found, strict=True) if f != language.stem(w)] == []


@pytest.mark.parametrize(
    "query",
    [
        "pengelompokan",
        "serikat pekerja",
        "kelompok primer",
        "dikerjakan",
        "hukum",
        "kode etik dokter",
        "kelompk okupasinal",
    ],
)
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_a_first_query_costs_at_most_50_kb(open_page, query, viewport):
    """Of the whole book, compressed, with what is shown; before the search is opened nothing is loaded."""
    page = open_page("chapters/pengertian.html", viewport)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("performance.getEntriesByType('resource').every(entry => !entry.name.includes('/search/'))")
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    sizes = []
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.keyboard.press("Control+k")
    page.locator("#search-dialog input").fill(query)
    page.locator("#search-dialog li p mark").first.wait_for()
    page.wait_for_load_state("networkidle")
    assert 10_000 < sum(sizes) < 50_000
