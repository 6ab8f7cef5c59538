"""What is wrong with a page on a screen of some width: too wide, cut, too small for a finger."""

WIDEST_TOUCHED = 768
FINGER = 44
WIDEST_FIRST_COLUMN = 0.38

# Faults of the page at its present width.  A target may be smaller where WCAG 2.2 (2.5.8, 2.5.5) allows: in a line
# of text, and a button of the browser whose label is large enough.
FAULTS = """({finger, touched, firstColumn}) => {
    const found = [];
    const width = document.documentElement.clientWidth;
    const words = (element) =>
        (element.textContent.trim() || element.getAttribute("aria-label") || element.className).slice(0, 60);
    const seen = (element) =>
        element.checkVisibility({visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true});
    if (document.documentElement.scrollWidth > width)
        found.push(`${document.documentElement.scrollWidth - width} px too wide`);
    for (const title of document.querySelectorAll("h1, h2, h3, h4, .admonition-title, figcaption, caption"))
        if (seen(title) && title.scrollWidth > title.clientWidth + 1) found.push(`title cut: ${words(title)}`);
    for (const image of document.querySelectorAll("article img"))
        if (!image.hasAttribute("width") || !image.hasAttribute("height")) found.push(`no size: ${image.src}`);
    for (const box of document.querySelectorAll(".pst-scrollable-table-container")) {
        if (box.scrollWidth <= box.clientWidth) continue;
        const cells = [...box.querySelectorAll("tr > :first-child")];
        const widest = Math.max(...cells.map((cell) => cell.offsetWidth));
        if (widest > firstColumn * box.clientWidth) found.push(`first column ${widest} px: ${words(box)}`);
        if (cells.some((cell) => getComputedStyle(cell).position !== "sticky"))
            found.push(`first column scrolls away: ${words(box)}`);
        if (box.tabIndex !== 0 || box.getAttribute("role") !== "group") found.push(`no keyboard: ${words(box)}`);
    }
    if (!touched) return found;
    const title = document.querySelector("h1")?.getBoundingClientRect().top + scrollY;
    if (title > innerHeight / 4 && innerHeight > 500) found.push(`title begins at ${Math.round(title)} px`);
    const inLine = (element) => {
        if (getComputedStyle(element).display !== "inline") return false;
        let block = element.parentElement;
        while (getComputedStyle(block).display === "inline") block = block.parentElement;
        return block.textContent.trim().length > element.textContent.trim().length + 1;
    };
    const labelled = (element) => [...(element.labels ?? [])].some((label) => label.offsetHeight >= finger - 0.5);
    for (const target of document.querySelectorAll("a[href], button, summary, input, select, [tabindex='0']")) {
        const {width: across, height: down, right} = target.getBoundingClientRect();
        if (!seen(target) || right <= 0 || target.closest(".skip-link")) continue;
        if (across >= finger - 0.5 && down >= finger - 0.5) continue;
        if (!inLine(target) && !labelled(target))
            found.push(`${Math.round(across)} x ${Math.round(down)} px: ${target.tagName} ${words(target)}`);
    }
    return found;
}"""


def lay_out(page) -> None:
    """Have the far parts of a long page laid out, too, which else wait until the page rests; wait for two frames."""
    page.evaluate(
        """() => {
            document.documentElement.classList.remove("in-parts");
            return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        }"""
    )


def faults(page, width: int, height: int = 740) -> list[str]:
    """List what is wrong with the open ``page`` on a screen of that size."""
    page.set_viewport_size({"width": width, "height": height})
    lay_out(page)
    touched = width <= WIDEST_TOUCHED
    options = {"finger": FINGER, "touched": touched, "firstColumn": WIDEST_FIRST_COLUMN}
    return [f"{width}: {fault}" for fault in page.evaluate(FAULTS, options)]
