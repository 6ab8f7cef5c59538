"""The extension ``offline``: the whole book on the device, only when the reader asks for it."""

import json
import re
import shutil

import pytest

from bookpress.site import offline
from builds import build_small
from servers import served

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 90" role="img">
<rect class="box" x="1" y="1" width="9" height="9"/></svg>"""
BOOK = {
    "index.md": "# Buku\n\n:::{toctree}\n:numbered:\nbab/isi\nbab/lain\n:::\n",
    "bab/isi.md": "# Isi\n\nSebuah kata.\n",
    "bab/lain.md": "# Lain\n\nPengelompokan.\n\n:::{figure} figures/kotak.svg\n:alt: Kotak\n\nKotak\n:::\n",
    "bab/figures/kotak.svg": SVG,
}
STATE = """async () => ({
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    caches: await caches.keys(),
})"""


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A book of two chapters with a picture."""
    return build_small(tmp_path_factory.mktemp("offline"), BOOK)


@pytest.fixture
def folder(small, tmp_path):
    """The site, to be changed by the test."""
    return shutil.copytree(small.outdir, tmp_path / "site")


@pytest.fixture
def reader(browser):
    """A reader on a phone."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="id-ID")
    yield context.new_page()
    context.close()


def keep(page, root: str) -> None:
    """Press the button and wait for the end."""
    page.goto(root + "unduhan.html")
    page.get_by_role("button", name="Simpan buku di perangkat ini").click()
    page.get_by_text("tersimpan di perangkat").wait_for()


def test_the_worker_knows_every_file(small):
    """Each by a hash of what is in it; nothing that only a host needs, no download."""
    code = (small.outdir / "sw.js").read_text("utf-8")
    files = json.loads(re.search(r"^const FILES = new Map\(Object\.entries\((\{.*\})\)\);$", code, re.M)[1])
    assert files == offline.files(small.outdir, ("unduhan/*",))
    assert {
        "index.html",
        "bab/lain.html",
        "_images/kotak.svg",
        "_static/site.js",
        "404.html",
        "offline.json",
    } <= files.keys()
    assert not [name for name in files if name.startswith(("unduhan/", "_sources/", "sw.js", "_headers", "."))]


def test_a_new_edition_has_a_new_version(folder):
    """The same files give the same bytes; one letter gives another version, and another hash of that file alone."""
    offline.write(folder)
    first = (folder / "sw.js").read_bytes()
    offline.write(folder)
    assert (folder / "sw.js").read_bytes() == first
    before = offline.files(folder)
    page = folder / "bab/isi.html"
    page.write_text(page.read_text("utf-8").replace("Sebuah kata", "Dua kata"), "utf-8")
    offline.write(folder)
    second = (folder / "sw.js").read_bytes()
    assert first.split(b"\n")[0] != second.split(b"\n")[0]
    after = offline.files(folder)
    assert [name for name in after if name != "offline.json" and after[name] != before[name]] == ["bab/isi.html"]


def test_nothing_is_kept_unasked(reader, small):
    """Reading every page registers no worker and fills no cache."""
    with served(small.outdir) as root:
        for name in ("index.html", "bab/isi.html", "bab/lain.html", "unduhan.html"):
            reader.goto(root + name)
        reader.locator(".offline").wait_for()
        assert reader.evaluate(STATE) == {"workers": 0, "caches": []}


def test_the_size_is_told_first(reader, small):
    """What is kept and what is sent, in Indonesian units, before the button."""
    with served(small.outdir) as root:
        reader.goto(root + "unduhan.html")
        section = reader.locator(".offline")
        section.wait_for()
        sizes = json.loads((small.outdir / "offline.json").read_text("utf-8"))
        kept = sum(
            (small.outdir / name).stat().st_size for name in offline.files(small.outdir, ("unduhan/*", "offline.json"))
        )
        assert sizes["kept"] == kept > sizes["sent"] > 0
        assert f"{round(kept / 1000)} kB di perangkat" in section.inner_text()
        assert reader.get_by_role("button", name="Simpan buku").bounding_box()["height"] >= 44


def test_the_book_is_read_without_a_server(reader, small):
    """After the click, with the server stopped: another chapter, its picture, the search, an unknown address."""
    with served(small.outdir) as root:
        keep(reader, root)
        state = reader.evaluate(STATE)
        assert state["workers"] == len(state["caches"]) == 1
    reader.goto(root)
    reader.locator("article a", has_text="Lain").first.click()
    picture = reader.locator("figure img").first
    picture.wait_for()
    assert picture.evaluate("async (image) => { await image.decode(); return image.naturalWidth; }") > 0
    reader.locator(".search-open").click()
    reader.keyboard.type("pengelompokan")
    reader.locator("#search-dialog li a", has_text="Lain").first.wait_for()
    reader.goto(root + "bab/isi")  # as hosts with short addresses have it
    assert reader.get_by_role("heading", level=1, name="Isi").is_visible()
    reader.goto(root + "tidak/ada.html")
    assert reader.locator("h1").inner_text() == "Halaman tidak ditemukan"


def test_a_new_edition_replaces_the_copy(reader, folder):
    """Only what has changed is fetched; the old cache goes."""
    with served(folder) as root:
        keep(reader, root)
        (before,) = reader.evaluate(STATE)["caches"]
        page = folder / "bab/isi.html"
        page.write_text(page.read_text("utf-8").replace("Sebuah kata", "Dua kata"), "utf-8")
        offline.write(folder, ("unduhan/*",))
        reader.goto(root + "bab/isi.html")
        assert "Sebuah kata" in reader.locator("article").inner_text()
        reader.evaluate(
            """async () => {
                const taken = new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done));
                await (await navigator.serviceWorker.getRegistration()).update();
                await taken;
                const worker = navigator.serviceWorker.controller;
                while (worker.state !== "activated")
                    await new Promise((done) => worker.addEventListener("statechange", done, { once: true }));
            }"""
        )
        (after,) = reader.evaluate(STATE)["caches"]
        assert after != before
        reader.reload()
        assert "Dua kata" in reader.locator("article").inner_text()


def test_the_copy_can_be_removed(reader, small):
    """Worker and cache go; the reader is told, and the button is back."""
    with served(small.outdir) as root:
        keep(reader, root)
        reader.reload()
        reader.get_by_role("button", name="Hapus dari perangkat ini").click()
        reader.get_by_text("sudah dihapus").wait_for()
        assert reader.evaluate(STATE) == {"workers": 0, "caches": []}
        assert reader.get_by_role("button", name="Simpan buku").is_visible()


def test_a_failure_is_told_and_leaves_nothing(reader, folder):
    """A file that cannot be fetched: no half copy, and the reader may try again."""
    (folder / "bab/lain.html").unlink()
    with served(folder) as root:
        reader.goto(root + "unduhan.html")
        reader.get_by_role("button", name="Simpan buku di perangkat ini").click()
        reader.get_by_text("tidak dapat disimpan").wait_for()
        assert reader.get_by_role("button", name="Simpan buku").is_visible()
        assert reader.evaluate(STATE) == {"workers": 0, "caches": []}


@pytest.mark.parametrize("where", ["file", "no service worker"])
def test_where_nothing_can_be_kept_nothing_is_offered(browser, small, where):
    """From a file, and in a browser without service workers."""
    context = browser.new_context()
    if where == "no service worker":
        context.add_init_script("delete Navigator.prototype.serviceWorker")
    with served(small.outdir) as root:
        page = context.new_page()
        wrong = []
        page.on("console", lambda message: message.type in ("error", "warning") and wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(
            ((small.outdir.as_uri() + "/") if where == "file" else root) + "unduhan.html", wait_until="networkidle"
        )
        assert not page.locator(".offline").is_visible()
        assert not wrong
    context.close()
