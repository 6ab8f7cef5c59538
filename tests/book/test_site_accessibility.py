"""The website for everyone: axe on every page, the keyboard, large letters, forced colours, no motion."""

import pytest

from programs import node_package
from screens import faults, lay_out
from sites import names_of_pages

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
CHAPTER = "chapters/pengertian.html"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def axe() -> str:
    """The script of axe-core."""
    return str(node_package("axe-core") / "axe.min.js")


def violations(page, within: str = "html", without: str = "nothing") -> list[str]:
    """Run axe on the open ``page``, which has loaded it; list what it finds."""
    lay_out(page)
    return page.evaluate(
        """async ([rules, within, without]) => {
            const part = {include: [within], exclude: [without]};
            const {violations} = await axe.run(part, {runOnly: rules, resultTypes: ["violations"]});
            return violations.map(({id, nodes}) => `${id} (${nodes.length}): ${nodes[0].html.slice(0, 160)}`);
        }""",
        [RULES, within, without],
    )


@pytest.fixture
def axe_page(browser):
    """A page with axe that stands still; scripts of tests may run beside the site's policy."""
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce", locale="id-ID")
    context.add_init_script(path=axe())
    yield context.new_page()
    context.close()


def show(page, viewport: dict, scheme: str) -> None:
    """Show the open page in another size and scheme, and wait until it has followed."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(viewport)
    page.wait_for_function("(scheme) => document.documentElement.dataset.theme === scheme", arg=scheme)


def test_axe_finds_nothing_on_any_page(book, axe_page, site):
    """On a desk and on a phone, light and dark.

    Colours do not depend on the size of the screen, nor sizes on the colours: a page is looked at light on a desk and
    dark on a phone, the chapter in all four ways.
    """
    found = {}
    for name in names_of_pages(book("html").outdir):
        axe_page.goto(site + name)
        known = "nothing" if name == CHAPTER else ".bd-sidebar-primary nav"  # the same on each page: once is enough
        ways = [(DESK, "light"), (PHONE, "dark")]
        for viewport, scheme in [*ways, (DESK, "dark"), (PHONE, "light")] if name == CHAPTER else ways:
            show(axe_page, viewport, scheme)
            if wrong := violations(axe_page, without=known):
                found[f"{name} {viewport['width']} {scheme}"] = wrong
    assert not found


def test_axe_finds_nothing_in_what_opens(axe_page, site):
    """Drawers, colours, search with results, a term card, an answered question."""
    found = {}
    opened = {  # what to click, and what is then looked at
        "contents": (".primary-toggle", "dialog[open]"),
        "page contents": (".secondary-toggle", "dialog[open]"),
        "colours": (".colour-menu > summary", ".colour-menu"),
        "term card": ("article p a[href*='#term-']", ":popover-open"),
        "answer": (".choice label", "fieldset.question"),
        "reasons": (".solution summary", "fieldset.question"),
        "search": (".search-open", "dialog[open]"),
    }
    for viewport, scheme in ((PHONE, "light"), (PHONE, "dark"), (DESK, "dark"), (DESK, "light")):
        for thing, (button, part) in opened.items():
            axe_page.goto(site + CHAPTER)
            show(axe_page, viewport, scheme)
            if viewport == DESK and thing.endswith("contents"):
                continue  # columns there
            axe_page.locator(button).first.click()
            if thing == "search":
                axe_page.keyboard.type("kelompok")
                axe_page.locator("dialog[open] mark").first.wait_for()
            axe_page.locator(part).first.wait_for()
            if wrong := violations(axe_page, within=part):
                found[f"{thing} {viewport['width']} {scheme}"] = wrong
    assert not found


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("<p style='color:#bbb'>Kata</p>", "color-contrast"),
        ("<img src='data:,'>", "image-alt"),
        ("<button style='width:9px;height:9px;padding:0'></button>", "button-name"),
        ("<h1>A</h1><h4>B</h4>", "heading-order"),
        ("<a href=#a style='font-size:5px'>a</a><a href=#b style='font-size:5px'>b</a>", "target-size"),
    ],
)
def test_axe_finds_a_fault(axe_page, body, rule):
    """Contrast, names, order and sizes are among the rules that are run."""
    axe_page.goto("about:blank")
    axe_page.set_content(f"<!doctype html><html lang=id><title>A</title><main>{body}</main>")
    assert any(wrong.startswith(rule) for wrong in violations(axe_page))


# The keyboard.  A stop is seen when the middle of one of its lines, or what labels it, is on top.

STOP = """() => {
    const element = document.activeElement;
    if (element === document.body) return null;
    window.stops ??= [];
    const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(element);
    const parts = [element, ...(element.labels ?? [])];
    const seen = parts.some((part) => [...part.getClientRects()].some((line) => {
        const top = document.elementFromPoint(line.left + line.width / 2, line.top + line.height / 2);
        return top && (part.contains(top) || (part.tabIndex === 0 && top.closest("[tabindex]") === part));
    }));
    const before = window.stops.at(-1);
    window.stops.push(element);
    return {
        name: element.outerHTML.slice(0, 100),
        marked: (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow !== "none",
        seen,
        after: !before || Boolean(before.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING),
    };
}"""
MISSED = """() => [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")]
    .filter((element) => element.checkVisibility({visibilityProperty: true}))
    .filter((element) => !window.stops.includes(element))
    .filter((element) => !(element.type === "radio" && window.stops.some((stop) => stop.name === element.name)))
    .map((element) => element.outerHTML.slice(0, 100))"""


def walk(page, key: str = "Tab", most: int = 600) -> list[dict]:
    """Press ``key`` until the focus leaves the page; give the stops."""
    lay_out(page)
    stops = []
    while len(stops) < most:
        page.keyboard.press(key)
        stop = page.evaluate(STOP)
        if stop is None or (len(stops) > 1 and stop["name"] == stops[0]["name"]):
            break
        stops.append(stop)
    return stops


def unsound(stops: list[dict]) -> list[str]:
    """List the stops that have no mark, that something covers, or that come before the one before."""
    return [f"not {what}: {stop['name']}" for stop in stops for what in ("marked", "seen", "after") if not stop[what]]


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_everything_is_reached_by_the_keyboard(axe_page, site, viewport):
    """In the order of the page, marked, not below the bar; nothing is left out.  The way back is open, too."""
    axe_page.set_viewport_size(viewport)
    axe_page.goto(site + CHAPTER)
    stops = walk(axe_page)
    assert "#main-content" in stops[0]["name"]
    assert unsound(stops) == []
    assert axe_page.evaluate(MISSED) == []
    back = walk(axe_page, "Shift+Tab", 60)
    assert len(back) == 60
    assert [stop["name"] for stop in back if not stop["seen"]] == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<button style='outline:0'>a</button>", "not marked"),
        ("<button>a</button><div style='position:fixed;inset:0;background:red'></div>", "not seen"),
        ("<button>b</button><button tabindex=1>a</button>", "not after"),
    ],
)
def test_an_unsound_stop_is_found(axe_page, body, fault):
    """Without a mark, below something, out of order."""
    axe_page.set_content(f"<!doctype html>{body}")
    assert any(found.startswith(fault) for found in unsound(walk(axe_page, most=3)))


def test_the_book_is_used_by_keyboard_alone(axe_page, site):
    """Skip to the text, open a card and close it, answer a question, choose a colour, search and follow a hit."""
    page = axe_page
    page.set_viewport_size(DESK)
    page.goto(site + CHAPTER)
    page.keyboard.press("Tab")
    page.locator(".skip-link").wait_for()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.wait_for_function("() => document.activeElement.closest('main')")

    term = page.locator("article p a[href*='#term-']").first
    term.focus()
    page.keyboard.press("Enter")
    page.locator("[popover]:popover-open").wait_for()
    page.keyboard.press("Escape")
    page.wait_for_function("() => !document.querySelector(':popover-open')")
    assert term.evaluate("(link) => link === document.activeElement")

    question = page.locator("fieldset.question").first
    question.locator("input").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    question.locator(".verdict strong").wait_for()

    page.locator(".colour-menu > summary").focus()
    for key in ("Enter", "Tab", "Tab", "Tab", "Enter"):
        page.keyboard.press(key)
    page.wait_for_function("() => document.documentElement.dataset.theme === 'dark'")
    assert page.locator(".colour-menu > summary").evaluate("(summary) => summary === document.activeElement")

    page.keyboard.press("Control+k")
    page.keyboard.type("gilda")
    page.locator("dialog[open] li > a").first.wait_for()
    page.wait_for_function("() => document.activeElement.matches('input')")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.matches('dialog li a')"):
            break
    address = page.url
    page.keyboard.press("Enter")
    page.wait_for_function("(address) => location.href.split('#')[0] !== address", arg=address)


# Letters, motion, colours


def test_every_page_can_be_read_at_400_percent(book, axe_page, site):
    """A desk at 400 % is 320 by 200: nothing has to be scrolled sideways but tables, nothing is cut (WCAG 1.4.10)."""
    found = {}
    for name in names_of_pages(book("html").outdir):
        axe_page.goto(site + name)
        if wrong := faults(axe_page, 320, 200):
            found[name] = wrong
    assert not found


@pytest.mark.parametrize("name", ["index.html", CHAPTER, "chapters/kunci-jawaban.html", "genindex.html", "search.html"])
def test_zoom_and_wide_spacing_cut_nothing(axe_page, site, name):
    """A desk at 400 % is 320 by 200; spacing as WCAG 1.4.12 has it."""
    axe_page.goto(site + name)
    assert faults(axe_page, 320, 200) == []
    bar = axe_page.locator(".bd-header-article").evaluate("(bar) => getComputedStyle(bar).position")
    assert bar == "static", "a bar that stays would take a quarter of the screen"
    axe_page.add_style_tag(
        content="* {line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important}"
        "p {margin-bottom: 2em !important}"
    )
    assert faults(axe_page, 320) + faults(axe_page, 768) + faults(axe_page, 1280) == []


def test_nothing_moves_for_readers_who_ask_for_that(axe_page, site):
    """No element has a transition or an animation."""
    axe_page.goto(site + CHAPTER)
    moving = axe_page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((element) => {
            const style = getComputedStyle(element);
            const lasts = (times) => times.split(",").some((time) => parseFloat(time) > 0);
            return (lasts(style.transitionDuration) && style.transitionProperty !== "none")
                || (lasts(style.animationDuration) && style.animationName !== "none")
                || style.scrollBehavior === "smooth";
        }).map((element) => element.outerHTML.slice(0, 80))"""
    )
    assert moving == []


def test_forced_colours_keep_what_colours_say(axe_page, site):
    """Buttons are seen; the current page, the chosen colour and the verdict are told by more than a colour."""
    axe_page.emulate_media(forced_colors="active")
    axe_page.set_viewport_size(DESK)
    axe_page.goto(site + CHAPTER)
    drawn = axe_page.locator(".search-open .icon").evaluate("(icon) => getComputedStyle(icon).stroke")
    assert drawn != axe_page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    current = axe_page.locator(".bd-sidebar-primary .current > a")
    assert int(current.evaluate("(link) => getComputedStyle(link).fontWeight")) >= 600
    axe_page.locator(".choice label").first.click()
    assert axe_page.locator(".verdict strong").first.inner_text()
    style = "(element) => { const s = getComputedStyle(element); return [s.borderLeftStyle, s.borderLeftWidth] }"
    assert axe_page.locator(".admonition.box").first.evaluate(style) == ["solid", "4px"]
    assert violations(axe_page) == []
