"""The website on screens from the smallest phone to a wide desk: what fits, can be read and can be touched."""

import re
from functools import cache

import pytest
from pypdfium2 import PdfDocument

from screens import faults
from servers import served
from sites import names_of_pages

WIDTHS = (1920, 1280, 768, 360, 320)
SMALLEST_LETTERS = 11  # px, of words in figures


@cache
def letters(svg: str) -> tuple[float, float]:
    """Width of the drawing ``svg`` (its text) and the size of its smallest letters, in units of its own."""
    sizes = [float(size) for size in re.findall(r"font-size:([\d.]+)px", svg)]
    return float(re.search(r'viewBox="\S+ \S+ (\S+) ', svg)[1]), min(sizes)


def small_letters(page, outdir) -> list[str]:
    """List the figures whose smallest letters are too small on the open ``page``."""
    shown = page.evaluate(
        "() => [...document.querySelectorAll('article figure img')].map((i) => [i.getAttribute('src'), i.clientWidth])"
    )
    found = []
    for source, width in shown:
        units, smallest = letters((outdir / "_images" / source.rpartition("/")[2]).read_text("utf-8"))
        if (size := smallest * width / units) < SMALLEST_LETTERS:
            found.append(f"letters of {size:.1f} px: {source}")
    return found


def test_every_page_fits_every_screen(book, browser, site):
    """Nothing too wide or cut, nothing too small for a finger, figures that can be read, tables that can be used.

    The first screen of a phone shows title and text rather than bars and buttons.
    """
    outdir = book("html").outdir
    context = browser.new_context(locale="id-ID", reduced_motion="reduce")
    page = context.new_page()
    found = {}
    for name in names_of_pages(outdir):
        page.goto(site + name)
        wrong = [fault for width in WIDTHS for fault in faults(page, width)] + small_letters(page, outdir)
        if wrong:
            found[name] = wrong
    context.close()
    assert not found


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ('<div style="width:400px">x</div>', "80 px too wide"),
        ('<h1 style="overflow:hidden">Pertanggungjawabannyayangpanjang</h1>', "title cut"),
        ("<article><img src='x.svg'></article>", "no size"),
        ("<p>Kata <button>i</button></p>", "px: BUTTON i"),
        ("<p><a href='#x'>saja</a></p>", "px: A saja"),
        ("<input type=radio id=a><label for=a>A</label>", "px: INPUT"),
        ("<p style='height:300px'>Kata</p><h1>Judul</h1>", "title begins at 3"),
        (
            "<div class='pst-scrollable-table-container' style='overflow:auto'>"
            "<table><tr><td style='min-width:200px'>a<td style='min-width:200px'>b</table></div>",
            "first column 2",
        ),
    ],
)
def test_a_page_that_does_not_fit_is_found(browser, body, fault):
    """Each kind of fault is seen on a page that has it, and none on a sound one."""
    page = browser.new_page()
    page.set_content(f"<!doctype html><style>body{{margin:0}}</style>{body}")
    assert any(fault in found for found in faults(page, 320))
    page.set_content("<!doctype html><p>Kata <a href='#x'>di sini</a> saja.</p><h1>Judul</h1>")
    assert faults(page, 320) == []
    page.close()


def test_small_letters_of_a_figure_are_found(browser, tmp_path):
    """As wide as on a phone, the letters of a wide drawing are too small."""
    (tmp_path / "_images").mkdir()
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 100"><style>text{font-size:14px}</style></svg>'
    (tmp_path / "_images/wide.svg").write_text(drawing, "utf-8")
    (tmp_path / "index.html").write_text(
        "<article><figure><img src='_images/wide.svg' width=300 height=42></figure></article>", "utf-8"
    )
    page = browser.new_page()
    with served(tmp_path) as address:
        page.goto(address)
        assert small_letters(page, tmp_path) == ["letters of 5.8 px: _images/wide.svg"]
    page.close()


def test_a_wide_table_keeps_head_caption_and_first_column(open_page):
    """On a phone it scrolls within itself; on a desk its head stays below the bar."""
    page = open_page("chapters/organisasi.html", {"width": 360, "height": 740})
    box = page.locator(".pst-scrollable-table-container").first
    box.scroll_into_view_if_needed()
    places = """(box) => {
        const at = (selector) => {
            const {left, top} = box.querySelector(selector).getBoundingClientRect();
            const frame = box.getBoundingClientRect();
            return [Math.round(left - frame.left), Math.round(top - frame.top)];
        };
        return {head: at("thead th")[1], first: at("tbody tr:last-child > :first-child")[0], caption: at("caption")[0]};
    }"""
    box.evaluate("(box) => box.scrollTo(150, 300)")
    assert box.evaluate("(box) => box.scrollLeft") == 150
    assert box.evaluate(places) == {"head": 0, "first": 0, "caption": 0}
    assert page.evaluate("scrollX") == 0
    box.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 150")

    page.set_viewport_size({"width": 1280, "height": 740})
    page.locator("thead th").first.wait_for()
    page.evaluate("scrollBy(0, document.querySelector('tbody tr:nth-child(3)').getBoundingClientRect().top)")
    bar = page.locator(".bd-header-article").bounding_box()
    head = page.locator("thead th").first.bounding_box()
    assert abs(head["y"] - (bar["y"] + bar["height"])) <= 1.5


def test_paper_has_the_text_only(open_page):
    """No navigation or button on paper; the title fits within the margins, figures are there."""
    page = open_page("chapters/pengertian.html", {"width": 1280, "height": 800}, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    shown = page.evaluate(
        """() => [...document.querySelectorAll("nav, button, input, dialog, header, .skip-link, .headerlink")]
            .filter((e) => e.checkVisibility({visibilityProperty: true}))
            .map((e) => e.outerHTML.slice(0, 80))"""
    )
    assert [e for e in shown if not e.startswith("<input")] == []
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == "rgb(255, 255, 255)"


def test_printed_pages_keep_their_margins(open_page):
    """No title, table or figure goes past them, and no navigation is printed."""
    page = open_page("chapters/pengertian.html", {"width": 1280, "height": 800})
    printed = PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    margin = 16 / 25.4 * 72 - 2  # 16 mm in points, and a little for letters that hang over
    words = ""
    for sheet in printed:
        text = sheet.get_textpage()
        boxes = [text.get_rect(number) for number in range(text.count_rects())]
        assert min(left for left, *_ in boxes) >= margin
        assert max(right for _, _, right, _ in boxes) <= sheet.get_width() - margin
        words += text.get_text_range()
    assert "Pengertian Kelompok" in " ".join(words.split())
    for navigation in ("Di halaman ini", "Langsung ke isi", "Mode warna", "Bagian III:"):
        assert navigation not in words
