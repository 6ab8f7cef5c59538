"""The extension ``downloads``: what is offered, with its size, and the site that opens from a memory stick."""

import io
import os
import re
import subprocess
import zipfile

import pytest
from lxml import html

import links
from bookpress.core.site import LaterForms, notes
from bookpress.site.downloads.archive import pack
from bookpress.site.downloads.offer import size
from builds import EPOCH, ROOT, SMALL, build, build_small, sphinx

BOOK = {
    "index.md": "# Buku\n\nKata.\n\n:::{toctree}\n:numbered:\nbab/isi\nbab/lain\n:::\n\n:::{toctree}\nglosarium\n:::\n",
    "bab/isi.md": "# Isi\n\nSebuah {term}`gilda` dan pekerja.\n",
    "bab/lain.md": "# Lain\n\nPengelompokan.\n",
    "glosarium.md": "# Glosarium\n\n```{glossary}\ngilda\n    Wadah lama.\n```\n",
}
ARCHIVE = "unduhan/kelompok-okupasional-situs.zip"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder with what other builders made; and something that is no download."""
    folder = tmp_path_factory.mktemp("made")
    for name, count in {
        "pdf/buku-cetak.pdf": 5_312_000,
        "pdf/buku-layar.pdf": 950,
        "epub/buku.epub": 640_400,
        "bank/kelompok-okupasional-bank-soal-moodle.xml": 12_000,
        "bank/kelompok-okupasional-kartu-anki.apkg": 99_960,
        "bank/catatan.txt": 3,
        "work/x.pdf": 3,
    }.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x" * count)
    return folder


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """A site built alone."""
    return build_small(tmp_path_factory.mktemp("alone"), BOOK)


@pytest.fixture(scope="module")
def whole(alone, made, tmp_path_factory):
    """The same with everything to download."""
    settings = {**SMALL, "downloads_from": str(made)}
    return build(alone.app.srcdir, tmp_path_factory.mktemp("whole") / "html", "html", **settings)


def offered(site) -> dict[str, str]:
    """Give the name of each link for a download by its address."""
    root = html.parse(site.outdir / "unduhan.html", html.HTMLParser(encoding="utf-8"))
    return {link.get("href"): link.text_content() for link in root.xpath("//article//a[@download]")}


def test_only_what_exists_is_offered(alone):
    """A site built alone offers itself."""
    assert alone.warnings == ""
    (address,) = offered(alone)
    assert address == ARCHIVE


def test_names_say_format_and_size(whole):
    """In the order of use, in Indonesian units; the size is that of the file which stands on the site."""
    assert whole.warnings == ""
    found = offered(whole)
    assert list(found) == [
        "unduhan/buku-layar.pdf",
        "unduhan/buku-cetak.pdf",
        "unduhan/buku.epub",
        ARCHIVE,
        "unduhan/kelompok-okupasional-bank-soal-moodle.xml",
        "unduhan/kelompok-okupasional-kartu-anki.apkg",
    ]
    assert found["unduhan/buku-cetak.pdf"] == "Untuk dicetak (PDF, 5,3 MB)"
    assert found["unduhan/buku.epub"].endswith("(EPUB, 640 kB)")
    assert found["unduhan/kelompok-okupasional-kartu-anki.apkg"].endswith("(APKG, 100 kB)")
    for address, words in found.items():
        assert size((whole.outdir / address).stat().st_size, "id") in words
    assert len(list((whole.outdir / "unduhan").iterdir())) == len(found) == 6
    headings = html.parse(whole.outdir / "unduhan.html").xpath("//article//h2/text()")
    assert headings[:2] == ["Untuk dibaca", "Untuk belajar dan mengajar"]


def test_the_style_is_cut_to_the_page_with_offers_too(whole):
    """That page is written when the style is finished; the style was shown what it will have."""
    (shown,) = notes(whole.app, LaterForms).pages
    with_offers = (whole.outdir / "unduhan.html").read_text("utf-8")
    without_sizes = [re.sub(r"[\d,]+ [kM]B", "", page) for page in (shown, with_offers)]
    assert "buku-layar.pdf" in shown
    assert without_sizes[0].count("<li>") == without_sizes[1].count("<li>")


@pytest.mark.parametrize(
    ("count", "written"),
    [(0, "0 kB"), (949, "0,9 kB"), (9_949, "9,9 kB"), (9_951, "10 kB"), (999_499, "999 kB"), (999_500, "1 MB"),
     (5_312_000, "5,3 MB"), (31_600_000, "32 MB")],
)  # fmt: skip
def test_sizes_are_written_as_indonesian_is(count, written):
    """A decimal comma, two figures."""
    assert size(count, "id") == written
    assert size(count, "en") == written.replace(",", ".")


def test_every_page_leads_there(whole):
    """The footer of each, and a line before the contents on the front page."""
    for name, address in (("index", "unduhan.html"), ("bab/isi", "../unduhan.html"), ("unduhan", "#")):
        root = html.parse(whole.outdir / f"{name}.html")
        assert address in root.xpath("//footer//a/@href")
    line = html.parse(whole.outdir / "index.html").xpath("//p[@class='downloads-link']")[0]
    assert line.getnext().get("class").startswith("toctree-wrapper")
    assert links.site(whole.outdir)[1] == []


def test_a_new_file_is_offered_and_an_old_one_goes(alone, made, tmp_path):
    """Also when no text has changed, and so no page is old."""
    settings = {**SMALL}
    site = build(alone.app.srcdir, tmp_path / "html", "html", downloads_from=str(made), **settings)
    other = tmp_path / "other"
    (other / "epub").mkdir(parents=True)
    (other / "epub/baru.epub").write_bytes(b"x" * 2_000_000)
    old = site.app
    with sphinx(
        old.srcdir, old.confdir, old.outdir, old.doctreedir, "html",
        {"nitpicky": True, "downloads_from": str(other), **settings},
    ) as again:  # fmt: skip
        again.build()
    assert list(offered(site)) == ["unduhan/baru.epub", ARCHIVE]
    assert "2 MB" in offered(site)["unduhan/baru.epub"]
    assert {path.name for path in (site.outdir / "unduhan").iterdir()} == {"baru.epub", ARCHIVE.partition("/")[2]}


def unpacked(site, folder):
    """Unpack the archive of a site; gives the folder of its pages."""
    with zipfile.ZipFile(site.outdir / ARCHIVE) as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    (top,) = folder.iterdir()
    return top


def test_the_archive_is_the_site_without_what_hosts_need(whole, tmp_path):
    """Every link in it holds; no download points outside."""
    top = unpacked(whole, tmp_path / "stick")
    names = {path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file()}
    assert {"index.html", "bab/isi.html", "unduhan.html", "_static/book.css", "_static/term_cards_data.js"} <= names
    assert not names & {"sw.js", "_headers", "404.html", "robots.txt", "site.webmanifest", ".buildinfo"}
    assert not [name for name in names if name.startswith(("unduhan/", "_sources/"))]
    found = [finding for finding in links.site(top)[1] if "webmanifest" not in finding and "icon-180" not in finding]
    assert found == []
    page = html.parse(top / "unduhan.html")
    assert not page.xpath("//a[@download]")
    assert "tanpa internet" in page.xpath("string(//article)")


def test_the_archive_has_the_same_bytes_again(alone, whole, tmp_path):
    """From one build to the next, whatever else is offered, and whenever files were written."""
    one, other = ((site.outdir / ARCHIVE).read_bytes() for site in (alone, whole))
    assert one == other
    for path in alone.outdir.rglob("*.html"):
        os.utime(path, (1, 1))
    pages = alone.outdir / "unduhan.html"
    shown = pages.read_bytes()
    pages.write_bytes(zipfile.ZipFile(io.BytesIO(one)).read("kelompok-okupasional-situs/unduhan.html"))
    assert pack(alone.outdir, "kelompok-okupasional-situs", "unduhan") == one
    pages.write_bytes(shown)


def test_everything_works_from_a_memory_stick(browser, whole, tmp_path):
    """Next page, search and term cards, from files alone, with nothing that goes wrong."""
    top = unpacked(whole, tmp_path / "stick")
    page = browser.new_page(viewport={"width": 360, "height": 740})
    wrong, asked = [], []
    page.on("console", lambda message: message.type in ("error", "warning") and wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: request.url.startswith("file:") or asked.append(request.url))
    page.goto((top / "index.html").as_uri())
    page.locator("article a", has_text="Isi").first.click()
    page.locator("a[href*='#term-gilda']").first.click()
    page.get_by_role("dialog", name="gilda").get_by_text("Wadah lama.").wait_for()
    page.keyboard.press("Escape")
    page.locator(".search-open").click()
    page.keyboard.type("pengelompokan")
    page.locator("#search-dialog li a", has_text="Lain").first.click()
    page.wait_for_url("**/lain.html*")
    page.locator(".book-footer a", has_text="Unduhan").click()
    page.wait_for_url("**/unduhan.html")
    assert not page.locator(".offline").is_visible()
    assert not wrong
    assert not asked
    page.close()


def test_make_gives_the_site_what_is_there(made):
    """``make html`` offers what lies in the build folder, and is out of date when a PDF is newer."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH}

    def dry(*words: str) -> str:
        command = ["make", "--dry-run", f"BUILD={made}", *words]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        return done.stdout

    assert f"-D downloads_from={made}" in dry("html")
    done = made / "work/html.done"
    done.touch()
    assert "-b html" not in dry("html", "SOURCES=")
    os.utime(made / "pdf/buku-layar.pdf", (done.stat().st_mtime + 10,) * 2)
    assert "-b html" in dry("html", "SOURCES=")
    done.unlink()
