"""The website in a real browser: every page on a phone and on a desk."""

import re

import pytest

from bookpress.core.edition import load
from builds import ROOT
from screens import lay_out
from servers import served

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
DESIGN = load(ROOT / "editions/default.toml").design


def problems(page, address: str, site: str) -> list[str]:
    """Visit ``address`` and list faults: errors, failed or foreign requests, width, language, images."""
    found = []
    listeners = {
        "console": lambda message: message.type in ("error", "warning") and found.append(message.text),
        "pageerror": lambda error: found.append(f"script error: {error}"),
        "requestfailed": lambda request: (
            request.failure == "net::ERR_ABORTED"  # by going to the next page
            or found.append(f"request failed: {request.url}")
        ),
        "response": lambda answer: answer.status >= 400 and found.append(f"status {answer.status}: {answer.url}"),
        "request": lambda request: request.url.startswith(site) or found.append(f"foreign request: {request.url}"),
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    page.goto(address, wait_until="load")
    lay_out(page)
    state = page.evaluate(
        """() => ({
            overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
            language: document.documentElement.lang,
            empty: [...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src),
        })"""
    )
    for event, listener in listeners.items():
        page.remove_listener(event, listener)
    if state["overflow"] > 0:
        found.append(f"{state['overflow']} px too wide")
    if state["language"] != "id":
        found.append(f"language {state['language']!r}")
    found += [f"no picture: {source}" for source in state["empty"]]
    return found


def _colour(page) -> str:
    numbers = re.findall(r"\d+", page.evaluate("getComputedStyle(document.body).backgroundColor"))
    return "#" + "".join(f"{int(number):02x}" for number in numbers[:3])


@pytest.mark.parametrize(("viewport", "scheme"), [(PHONE, "dark"), (DESK, "light")], ids=["phone", "desk"])
def test_every_page_is_sound(book, browser, site, viewport, scheme):
    """No error, no failed or foreign request, nothing wider than the screen, the edition's paper."""
    outdir = book("html").outdir
    context = browser.new_context(viewport=viewport, color_scheme=scheme, locale="id-ID")
    page = context.new_page()
    found = {}
    for path in sorted(outdir.rglob("*.html")):
        name = path.relative_to(outdir).as_posix()
        wrong = problems(page, site + name, site)
        if _colour(page) != getattr(DESIGN, scheme).paper:
            wrong.append(f"paper is {_colour(page)}")
        if wrong:
            found[name] = wrong
    context.close()
    assert not found


def test_an_unsound_page_is_found(browser, tmp_path):
    """The visit above sees each kind of fault."""
    (tmp_path / "bad.html").write_text(
        '<html lang="en"><img src="none.png"><div style="width:3000px">x</div>'
        '<script src="http://127.0.0.1:9/x.js"></script><script>nothing()</script></html>'
    )
    with served(tmp_path) as address:
        page = browser.new_page()
        found = " | ".join(problems(page, address + "bad.html", address))
        page.close()
    for fault in (
        "script error",
        "status 404",
        "foreign request",
        "request failed",
        "too wide",
        "language",
        "no pic",
    ):
        assert fault in found


def test_an_unknown_address_shows_the_site(browser, site):
    """Styles and links hold below any folder."""
    page = browser.new_page()
    page.goto(site + "a/b/c.html")
    assert page.locator("h1").inner_text() == "Halaman tidak ditemukan"
    assert _colour(page) == DESIGN.light.paper
    page.locator("article a").first.click()
    page.wait_for_url(site + "index.html")
    page.close()


def test_drawers_open_and_close_on_a_phone(open_page):
    """The book's contents and the page's; Escape and the cross close them, and the focus comes back."""
    page = open_page("chapters/pengertian.html", PHONE)
    for side in ("primary", "secondary"):
        button, drawer = page.locator(f".{side}-toggle"), page.locator(f"#pst-{side}-sidebar-modal")
        assert not drawer.is_visible()
        button.click()
        drawer.locator("nav a").first.wait_for(state="visible")
        assert drawer.bounding_box()["width"] < PHONE["width"]
        page.keyboard.press("Escape")
        drawer.wait_for(state="hidden")
        page.wait_for_function(f"document.querySelector('.{side}-toggle') === document.activeElement")
        button.click()
        drawer.locator("[data-close]").click()
        drawer.wait_for(state="hidden")
    page.locator(".primary-toggle").click()
    page.locator("#pst-primary-sidebar-modal nav a", has_text="Prakata").click()
    page.wait_for_url("**/chapters/prakata.html")


def test_contents_stand_beside_the_text_on_a_desk(open_page):
    """Both columns are there, the current page is marked, and the left one can be put away."""
    page = open_page("chapters/pengertian.html", DESK)
    assert page.locator("#pst-secondary-sidebar nav").is_visible()
    current = page.locator("#pst-primary-sidebar li.current > a")
    assert current.inner_text().endswith("Pengertian Kelompok Okupasional")
    page.locator(".primary-toggle").click()
    page.wait_for_function("getComputedStyle(document.querySelector('#pst-primary-sidebar')).visibility === 'hidden'")
    page.locator(".primary-toggle").click()
    current.wait_for(state="visible")


def test_colours_are_chosen_kept_and_followed_by_figures(open_page):
    """Against the device's scheme, on the next page too."""
    page = open_page("chapters/pengertian.html", DESK, color_scheme="light")
    figure = page.locator("figure img").first
    light = figure.screenshot()
    page.locator(".colour-menu > summary").click()
    page.locator("[data-mode=dark]:not(html)").click()
    assert _colour(page) == DESIGN.dark.paper
    assert figure.screenshot() != light
    page.goto(page.url.replace("pengertian", "prakata"))
    assert _colour(page) == DESIGN.dark.paper
    page.locator(".colour-menu > summary").click()
    page.locator("[data-mode=auto]:not(html)").click()
    assert _colour(page) == DESIGN.light.paper
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    assert _colour(page) == DESIGN.dark.paper


def test_without_scripts_the_book_can_be_read(open_page):
    """The device's colours hold, buttons that would do nothing are away."""
    page = open_page("chapters/pengertian.html", PHONE, java_script_enabled=False, color_scheme="dark")
    assert page.locator("h1").is_visible()
    assert not page.locator(".primary-toggle").is_visible()
    assert page.locator(".prev-next-area a").first.is_visible()


def test_search_page_answers_its_address_and_trusts_nothing(open_page):
    """``?q=`` is searched; a hostile query stays text."""
    page = open_page("search.html?q=dikerjakan", DESK)
    page.locator(".search-page li > a").first.wait_for()
    hostile = open_page("search.html?q=%3Cimg%20src%3Dx%20onerror%3Ddocument.title%3D1%3E", DESK)
    hostile.locator(".search-page [role=status]:not(:empty)").wait_for()
    assert hostile.locator("article img").count() == 0
    assert hostile.title() != "1"


# Long pages are laid out in parts

SKIPPED = """() => [...document.querySelectorAll("article *")]
    .filter((element) => getComputedStyle(element).contentVisibility !== "visible").length"""
SHIFTED = """
window.shifted = 0;
new PerformanceObserver((list) => list.getEntries().forEach((entry) => shifted += entry.value))
    .observe({type: "layout-shift", buffered: true});
"""
VISITS = 3
LONG = ["chapters/teori.html", "chapters/kunci-jawaban.html", "chapters/glosarium.html", "chapters/daftar-pustaka.html"]


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("name", [*LONG, "genindex.html"])
def test_a_long_page_is_laid_out_in_parts_and_then_whole(browser, site, name, viewport):
    """Nothing that is seen moves, and in the end each part is as high as it is without this.

    What moves because of the page moves at each visit.  On a machine that is busy the browser now and then paints a
    frame while the style sheet of the page is still being applied, and counts that; so the quietest visit counts.
    """
    moved = []
    while len(moved) < VISITS and min(moved, default=1) >= 0.001:
        context = browser.new_context(viewport=viewport, locale="id-ID", bypass_csp=True)
        context.add_init_script(SHIFTED)
        page = context.new_page()
        page.goto(site + name, wait_until="commit")
        page.locator("html.in-parts").wait_for()
        page.locator("html[data-laid-out]").wait_for()
        assert page.evaluate(SKIPPED) == 0
        moved.append(page.evaluate("() => shifted"))
        if moved[-1] >= 0.001:
            context.close()
    assert min(moved) < 0.001, moved
    height = "() => document.documentElement.scrollHeight"
    in_parts = page.evaluate(height)
    lay_out(page)
    assert page.evaluate(height) == in_parts
    context.close()


def test_a_page_is_laid_out_whole_where_a_place_in_it_is_asked_for(open_page):
    """By the address, by a reader who comes back, by a link in the page while parts of it wait."""
    page = open_page("chapters/teori.html#soal", PHONE)
    assert page.evaluate(SKIPPED) == 0
    page = open_page("chapters/teori.html", PHONE)
    page.reload()
    assert page.evaluate(SKIPPED) == 0

    page = open_page("chapters/teori.html", PHONE)
    page.evaluate("() => { window.requestIdleCallback = () => 0 }")  # it never rests
    page.locator(".tested-by a").last.click()
    assert page.evaluate(SKIPPED) == 0
    goal = page.evaluate("() => document.querySelector(':target').getBoundingClientRect().top")
    assert 0 < goal < PHONE["height"] / 4


def test_without_script_a_page_is_laid_out_at_once(open_page):
    """The parts wait only where the script ends their waiting."""
    page = open_page("chapters/teori.html", PHONE, java_script_enabled=False)
    assert not page.locator("html.in-parts").count()
