"""Measure the website as a reader on a slow phone meets it, beside Furo and the bare theme on the same text.

Slow 3G is 400 kbit/s both ways and 400 ms for each request, the processor six times slower.  A page can be read when
its largest text or picture of the first screen is painted with its style.  It can be used when it can be read, its
scripts have run, and no task keeps it from answering a tap for 50 ms or more.  All pages of this book are visited, of
the other sites the two that Lighthouse looks at, too, as it does for a phone.  All files come from this machine,
compressed as a host would.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright
from sphinx.application import Sphinx

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "support"))

import programs  # noqa: E402
from servers import served  # noqa: E402
from sites import names_of_pages  # noqa: E402

PAGES = ("index.html", "chapters/teori.html")  # of each site: home and a long chapter
HEAVIEST = "chapters/kunci-jawaban.html"
OF_THE_TEXT = (  # extensions without which the text cannot be read; the others make our website
    "myst_parser", "sphinx_design", "sphinxcontrib.bibtex", "bookpress.core.edition",
    "bookpress.content.citations_id", "bookpress.content.chapter_numbers", "bookpress.site.figures",
    "bookpress.content.boxes", "bookpress.content.terms", "bookpress.content.exercises",
)  # fmt: skip
SITES = {  # settings of each
    "this book": {},
    "Furo": {"extensions": OF_THE_TEXT, "html_theme": "furo", "html_theme_options": {}},
    "bare theme": {"extensions": OF_THE_TEXT, "html_theme_options": {}, "html_context": {}},
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
SLOWER = 6
VISITS = 3
WATCH = """
window.seen = {painted: 0, busy: 0};
new PerformanceObserver((list) => list.getEntries().forEach((entry) => seen.painted = entry.startTime))
    .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver((list) => list.getEntries().forEach((entry) => seen.busy = entry.startTime + entry.duration))
    .observe({type: "longtask", buffered: true});
"""
MOMENTS = """() => {
    const [{domContentLoadedEventEnd, transferSize}] = performance.getEntriesByType("navigation");
    const others = performance.getEntriesByType("resource");
    return {
        read: seen.painted,
        use: Math.max(seen.painted, domContentLoadedEventEnd, seen.busy),
        bytes: others.reduce((sum, {transferSize}) => sum + transferSize, transferSize),
        requests: others.length + 1,
    };
}"""


def build(folder: Path, settings: dict) -> None:
    """Build the website of the book into ``folder`` with other ``settings``; raises when the build fails."""
    app = Sphinx(
        ROOT, ROOT, folder, f"{folder}-doctrees", "html", {"nitpicky": False, **settings}, status=None, warning=None
    )
    app.build()
    if app.statuscode:
        raise RuntimeError(f"the site in {folder} could not be built")


def visit(browser, address: str) -> dict[str, float]:
    """Visit a page for the first time on slow 3G; give the moments in milliseconds, bytes and requests."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, device_scale_factor=2, bypass_csp=True)
    page = context.new_page()
    page.add_init_script(WATCH)
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", SLOW_3G)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="networkidle", timeout=120_000)
    page.wait_for_function("() => seen.painted > 0")  # told some time after the paint
    moments = page.evaluate(MOMENTS)
    context.close()
    return moments


def lighthouse(address: str) -> list[str]:
    """Run Lighthouse on a page; give the score of each category, and the audits that cost points."""
    command = [
        programs.node(),
        str(programs.node_package("lighthouse") / "cli/index.js"),
        address,
        "--quiet",
        "--output=json",
        "--chrome-flags=--headless=new --no-sandbox",
        f"--only-categories={','.join(CATEGORIES)}",
    ]
    environment = {**os.environ, "CHROME_PATH": programs.chromium()}
    report = json.loads(subprocess.run(command, env=environment, check=True, capture_output=True).stdout)
    categories, audits = report["categories"], report["audits"]
    scores = [f"{categories[name]['score'] * 100:.0f}" for name in CATEGORIES]
    lost = [
        audit["id"]
        for name in CATEGORIES
        for audit in categories[name]["auditRefs"]
        if audit["weight"] and (audits[audit["id"]]["score"] or 0) < 0.9 and _counts(audits[audit["id"]])
    ]
    return [*scores, " ".join(lost)]


def _counts(audit: dict) -> bool:
    return audit["scoreDisplayMode"] in ("binary", "numeric", "metricSavings")


def _row(name: str, visits: list[dict[str, float]]) -> str:
    read, use, size, asked = (median(visit[key] for visit in visits) for key in ("read", "use", "bytes", "requests"))
    return f"{name:<46}{read / 1000:>8.2f}{use / 1000:>8.2f}{size / 1000:>7.1f}{asked:>7.0f}"


def _summary(visits: list[dict[str, float]]) -> list[str]:
    """Give the median and the worst of the pages' visits, each column by itself."""
    worst = {key: max(visit[key] for visit in visits) for key in visits[0]}
    return [_row("this book: median page", visits), _row("this book: worst of all pages", [worst])]


def measure() -> list[str]:
    """Build three sites and visit pages of each; give a table, and the load of the machine meanwhile.

    What is being measured is told on the error output, for it takes minutes.
    """

    def say(text: str) -> None:
        print(f"web: {text}", file=sys.stderr, flush=True)

    rows, scores, loads = [], [], []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=programs.chromium(), args=["--no-sandbox"])
        for name, settings in SITES.items():
            say(f"{name}: build")
            site = Path(folder, name.replace(" ", "-"))
            build(site, settings)
            own = not settings
            pages = names_of_pages(site) if own else PAGES
            with served(site) as root:
                all_visits = []
                for page in pages:
                    say(f"{name}: {page}")
                    visits = [visit(browser, root + page) for _ in range(VISITS if own and page in PAGES else 1)]
                    rows.append(_row(f"{name}: {page}", visits))
                    all_visits.append({key: median(one[key] for one in visits) for key in visits[0]})
                    loads.append(os.getloadavg()[0])
                if own:
                    rows += _summary(all_visits)
                for page in (*PAGES, HEAVIEST) if own else PAGES:
                    say(f"{name}: Lighthouse of {page}")
                    perf, a11y, best, seo, lost = lighthouse(root + page)
                    scores.append(f"{name + ': ' + page:<46}{perf:>8}{a11y:>8}{best:>7}{seo:>7}  {lost}".rstrip())
                    loads.append(os.getloadavg()[0])
        browser.close()
    return [
        f"{'slow 3G, processor / 6: seconds to':<46}{'read':>8}{'use':>8}{'kB':>7}{'asked':>7}",
        *rows,
        f"one visit a page, of home and the long chapter of this book the median of {VISITS}",
        "",
        f"{'Lighthouse as on a phone':<46}{'perf':>8}{'a11y':>8}{'best':>7}{'seo':>7}",
        *scores,
        f"load of the machine meanwhile: {min(loads):.1f} to {max(loads):.1f}; beside other work times are too long",
    ]
