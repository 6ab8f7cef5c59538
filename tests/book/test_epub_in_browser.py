"""The EPUB as reading systems show it: narrow screens, large type, light, sepia and dark."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from bookpress.core.edition.look import contrast

SCHEMES = {  # text and ground, and the colour scheme that the page is told
    "light": ("#000000", "#ffffff", "light"),
    "sepia": ("#5b4636", "#f4ecd8", "light"),
    "dark": ("#dcdcdc", "#121212", "dark"),
    "dark, but the page is told light": ("#dcdcdc", "#121212", "light"),
}
ADD_STYLE = """css => {
    const style = document.createElementNS("http://www.w3.org/1999/xhtml", "style");
    style.textContent = css;
    document.head.append(style);
}"""
OVERFLOW = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.body.querySelectorAll("*")]
        .filter(e => e.getBoundingClientRect().right > width + 1 && !e.closest(".formula"))
        .map(e => `${location.pathname}: ${e.localName} ${e.textContent.trim().slice(0, 40)}`).slice(-1);
}"""
# Colours of every element with words of its own: of the letters, and of each ground from the element outwards
COLOURS = """() => [...new Set([...document.body.querySelectorAll("*")]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .map(e => {
        const grounds = [];
        for (let at = e; at !== document.body; at = at.parentElement)
            grounds.push(getComputedStyle(at).backgroundColor);
        return JSON.stringify([getComputedStyle(e).color, grounds]);
    }))].map(JSON.parse)"""


@pytest.fixture(scope="module")
def unpacked(book, sample_book, tmp_path_factory):
    """The pages of the book and of the kitchen sink, as files."""
    pages = {}
    for name, built in (("book", book("epub")), ("kitchen-sink", sample_book("kitchen-sink", "epub"))):
        folder = tmp_path_factory.mktemp(name)
        (path,) = built.outdir.iterdir()
        with zipfile.ZipFile(path) as archive:
            archive.extractall(folder)
        pages[name] = sorted((folder / "EPUB").rglob("*.xhtml"))
    return pages


@pytest.fixture
def page_of(browser):
    """Open a page of given width and colour scheme: ``page_of(320, "dark")``."""
    contexts = []

    def of(width: int, scheme: str = "light"):
        contexts.append(browser.new_context(viewport={"width": width, "height": 600}, color_scheme=scheme))
        return contexts[-1].new_page()

    yield of
    for context in contexts:
        context.close()


def too_wide(page, path: Path, size: int = 100) -> list[str]:
    """Show a file at a size of type; give what sticks out of the screen."""
    page.goto(path.as_uri())
    page.evaluate(ADD_STYLE, f"html {{ font-size: {size}% }}")
    return page.evaluate(OVERFLOW)


@pytest.mark.parametrize("name", ["book", "kitchen-sink"])
@pytest.mark.parametrize(("width", "size"), [(320, 100), (320, 200), (600, 150)])
def test_nothing_sticks_out_of_the_screen(unpacked, page_of, name, width, size):
    """On a phone of 320 px, in type of twice the size, on e-ink of 600 px; long formulas scroll by themselves."""
    page = page_of(width)
    assert [found for path in unpacked[name] for found in too_wide(page, path, size)] == []


def test_what_sticks_out_is_found(unpacked, page_of, tmp_path):
    """The proof: a paragraph with a fixed width."""
    (path,) = [path for path in unpacked["kitchen-sink"] if path.name == "words.xhtml"]
    wide = tmp_path / "wide.xhtml"
    wide.write_text(path.read_text("utf-8").replace("<p>", '<p style="width: 700px">', 1), "utf-8")
    assert too_wide(page_of(320), wide)


def over(ground: str, tint: str) -> str:
    """Mix the CSS colour ``rgba(…)`` over a ground ``#rrggbb``."""
    numbers = [float(number) for number in tint[tint.index("(") + 1 : -1].split(",")]
    alpha = numbers[3] if len(numbers) == 4 else 1
    below = [int(ground[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(alpha * a + (1 - alpha) * b):02x}" for a, b in zip(numbers, below, strict=False))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_can_be_read_on_the_ground_of_the_reader(unpacked, page_of, scheme):
    """Letters have the reader's colour; on every box they keep a contrast of 4.5 to 1 (WCAG 2.2 AA)."""
    ink, ground, told = SCHEMES[scheme]
    page = page_of(600, told)
    for path in unpacked["book"][::3] + unpacked["kitchen-sink"]:
        page.goto(path.as_uri())
        page.evaluate(ADD_STYLE, f"html, body {{ color: {ink} !important; background: {ground} !important }}")
        for letters, grounds in page.evaluate(COLOURS):
            assert over("#000000", letters) == ink, path.name
            shade = ground
            for tint in reversed(grounds):
                shade = over(shade, tint)
            assert contrast(ink, shade) >= 4.5, (path.name, grounds)


def test_figures_have_their_own_paper(unpacked, page_of):
    """On a dark screen a drawing with dark letters stands on its light paper, and its words are not too small."""
    page = page_of(320, "dark")
    shown = 0
    for path in unpacked["book"]:
        if "<figure" in path.read_text("utf-8"):
            page.goto(path.as_uri())
            for ground, width, natural in page.evaluate(
                "() => [...document.querySelectorAll('figure img')].map(i => "
                "[getComputedStyle(i).backgroundColor, i.getBoundingClientRect().width, i.naturalWidth])"
            ):
                assert ground == "rgb(255, 255, 255)"
                assert 14 * width / natural > 10  # the smallest letters of a figure, in pixels
                shown += 1
    assert shown > 20
