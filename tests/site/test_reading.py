"""The extension ``reading``: how long a chapter takes, and a reader's own progress, kept on the device alone."""

import json
import re

import pytest

from bookpress.site.reading import minutes
from builds import build_small
from servers import served
from sites import page, text

PHONE = {"width": 360, "height": 740}
SOLVED = (
    ":::{question} soal-isi-satu\n:objective: tp-isi-satu\n:level: memahami\n\nApa?\n\n"
    + "".join(f"- [{'x' if n == 1 else ' '}] Pilihan\n  > {'alasan ' * 400}\n" for n in range(4))
    + ":::\n"
)
BOOK = {
    "index.md": "# Buku\n\nKata.\n\n:::{toctree}\nprakata\n:::\n\n"
    ":::{toctree}\n:caption: Satu\n:numbered:\nbab/isi\nbab/lain\nbab/akhir\n:::\n",
    "prakata.md": "# Prakata\n\nKata.\n",
    "bab/isi.md": "# Isi Bab\n\n:::{objectives}\ntp-isi-satu\n: Tahu.\n:::\n\n"
    + "kata " * 1380
    + "\n\n(isi-dua)=\n## Bagian Dua\n\n"
    + "kata \n\n" * 100
    + SOLVED,
    "bab/lain.md": "# Lain\n\nKata.\n",
    "bab/akhir.md": "# Akhir\n\nKata.\n",
}
KEY = "reading: kelompok-okupasional"


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A book of three chapters, the first a long one."""
    return build_small(tmp_path_factory.mktemp("reading"), BOOK)


@pytest.fixture(scope="module")
def root(small):
    """Its address."""
    with served(small.outdir) as address:
        yield address


@pytest.fixture
def reader(browser):
    """A reader on a phone, new to the book."""
    context = browser.new_context(viewport=PHONE, locale="id-ID", bypass_csp=True)
    made = context.new_page()
    made.wrong = []
    made.on("pageerror", lambda error: made.wrong.append(str(error)))
    made.on("console", lambda message: message.type in ("error", "warning") and made.wrong.append(message.text))
    yield made
    assert made.wrong == []
    context.close()


def kept(reader) -> dict:
    """What the browser keeps of the book."""
    return json.loads(reader.evaluate(f"localStorage.getItem({KEY!r})"))


def test_minutes_are_of_what_is_read(small):
    """Some 1,500 words; answers that stay closed do not count; only chapters have a time."""
    assert small.warnings == ""
    assert text(page(small, "bab/isi").select_one(".reading-time")) in (f"sekitar {n} menit membaca" for n in (7, 8))
    assert text(page(small, "bab/lain").select_one(".reading-time")) == "sekitar satu menit membaca"
    assert page(small, "bab/isi").select_one("h1 + .reading-time")
    for name in ("index", "prakata"):
        assert not page(small, name).select(".reading-time")


@pytest.mark.parametrize(("count", "takes"), [(0, 1), (200, 1), (301, 2), (2800, 14)])
def test_minutes_are_rounded(count, takes):
    """At least one."""
    assert minutes(count, 200) == takes


def test_a_new_reader_is_offered_nothing(reader, root):
    """And nothing is kept by looking at the front page."""
    reader.goto(root)
    assert not reader.locator(".reading-resume").is_visible()
    assert reader.evaluate("localStorage.length") == 0


def test_a_reader_finds_the_way_back(reader, root):
    """To the section; chapters that were read to their end are marked and counted; all of it can be forgotten."""
    reader.goto(root + "bab/lain.html")
    reader.locator("footer").first.scroll_into_view_if_needed()
    reader.wait_for_function(f"(localStorage.getItem({KEY!r}) || '').includes('\"read\":[\"bab/lain\"]')")
    reader.goto(root + "bab/isi.html")
    reader.locator("#isi-dua h2").evaluate("(heading) => heading.scrollIntoView()")
    reader.wait_for_function(f"localStorage.getItem({KEY!r}).includes('isi-dua')")
    assert kept(reader) == {"read": ["bab/lain"], "last": "bab/isi", "anchor": "isi-dua"}
    reader.goto(root)
    section = reader.get_by_role("region", name="Bacaan Anda")
    link = section.get_by_role("link", name="Lanjutkan membaca: 1 Isi Bab")
    assert link.get_attribute("href").endswith("bab/isi.html#isi-dua")
    assert link.bounding_box()["height"] >= 44
    assert "1 dari 3 bab sudah dibaca." in section.inner_text()
    reader.locator(".primary-toggle").click()
    assert reader.locator("dialog .reading-mark").count() == 1
    assert reader.get_by_role("link", name="2 Lain sudah dibaca").is_visible()
    reader.keyboard.press("Escape")
    link.click()
    reader.wait_for_url("**/bab/isi.html#isi-dua")
    reader.goto(root)
    section.get_by_role("button", name="Hapus catatan bacaan").click()
    section.wait_for(state="hidden")
    assert reader.evaluate("localStorage.length") == 0
    assert reader.locator(".reading-mark").count() == 0


@pytest.mark.parametrize(
    "garbage",
    [
        "{", "null", "3", "[]", '"x"', "{}", '{"read":3}', '{"read":[null,{"a":1}],"last":7}',
        '{"read":["bab/isi"],"last":"../../elsewhere"}', '{"read":[],"last":"__proto__"}',
        '{"read":[],"last":"javascript:alert(1)"}', '{"read":["<img src=x onerror=document.title=1>"],"last":"<b>"}',
    ],
)  # fmt: skip
def test_garbage_in_the_storage_breaks_nothing(reader, root, garbage):
    """It is not shown, and the next chapter is kept again."""
    reader.goto(root)
    reader.evaluate("([key, value]) => localStorage.setItem(key, value)", [KEY, garbage])
    reader.reload()
    assert not reader.locator(".reading-resume").is_visible()
    assert reader.locator("img[src=x]").count() == 0
    reader.goto(root + "bab/isi.html")
    assert kept(reader)["last"] == "bab/isi"


def test_a_hostile_anchor_is_dropped(reader, root):
    """The way back leads into the chapter, without it."""
    reader.goto(root)
    notes = json.dumps({"read": [], "last": "bab/isi", "anchor": '"><img src=x onerror=document.title=1>'})
    reader.evaluate("([key, value]) => localStorage.setItem(key, value)", [KEY, notes])
    reader.reload()
    link = reader.locator(".reading-go-on")
    link.wait_for()
    assert re.search(r"bab/isi\.html$", link.get_attribute("href"))
    assert reader.locator("img[src=x]").count() == 0


@pytest.mark.parametrize(
    "trouble",
    [
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }",
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })",
    ],
    ids=["full", "refused"],
)
def test_a_storage_that_is_full_or_refused_breaks_nothing(reader, root, trouble):
    """Everything else of the page goes on."""
    reader.context.add_init_script(trouble)
    for name in ("index.html", "bab/isi.html", "bab/lain.html"):
        reader.goto(root + name)
        assert not reader.locator(".reading-resume").is_visible()
    reader.locator(".search-open").click()
    assert reader.locator("#search-dialog input").is_visible()
    reader.keyboard.press("Escape")


def test_another_book_on_the_same_host_is_left_alone(reader, root):
    """Its notes are neither read nor forgotten."""
    reader.goto(root)
    reader.evaluate('localStorage.setItem(\'reading: lain\', \'{"read":["bab/isi"],"last":"bab/isi"}\')')
    reader.goto(root + "bab/isi.html")
    reader.goto(root)
    reader.get_by_role("button", name="Hapus catatan bacaan").click()
    assert reader.evaluate("Object.keys(localStorage)") == ["reading: lain"]
