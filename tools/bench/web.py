"""Measure the website as a reader on a slow phone meets it, beside Furo and the bare theme on the same text.

Slow 3G is 400 kbit/s both ways and 400 ms for each request, the processor six times slower.  A page can be read when
its largest text or picture is painted, and used when its scripts have run and no task of theirs keeps it busy.
Lighthouse runs as it does for a phone.  All files come from this machine, compressed as a host would.
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
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "extensions")]

import programs  # noqa: E402
from servers import served  # noqa: E402

PAGES = ("index.html", "chapters/pengertian.html")
OF_THE_TEXT = (  # extensions without which the text cannot be read; the others make our website
    "myst_parser", "sphinx_design", "sphinxcontrib.bibtex", "edition", "indonesian", "chapter_numbers", "figures",
    "boxes", "terms", "exercises",
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
        use: Math.max(domContentLoadedEventEnd, seen.busy),
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


def measure() -> list[str]:
    """Build three sites and visit two pages of each; give a table, and the load of the machine meanwhile."""
    head = f"{'read':>8}{'use':>8}{'kB':>7}{'asked':>7}   {'perf':>5}{'a11y':>6}{'best':>6}{'seo':>5}"
    lines = [f"{'slow 3G, processor / 6: seconds to':<46}{head}"]
    path = programs.chromium()
    with tempfile.TemporaryDirectory() as folder:
        for name, settings in SITES.items():
            site = Path(folder, name.replace(" ", "-"))
            build(site, settings)
            with served(site) as root:
                for page in PAGES:
                    with sync_playwright() as playwright:
                        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
                        visits = [visit(browser, root + page) for _ in range(VISITS)]
                        browser.close()
                    read, use, size, asked = (median(v[key] for v in visits) for key in visits[0])
                    scores = lighthouse(root + page)
                    lines.append(
                        f"{name + ': ' + page:<46}{read / 1000:>8.2f}{use / 1000:>8.2f}{size / 1000:>7.0f}{asked:>7.0f}"
                        f"   {scores[0]:>5}{scores[1]:>6}{scores[2]:>6}{scores[3]:>5}  {scores[4]}".rstrip()
                    )
    return [*lines, f"median of {VISITS} visits; load of the machine at the end: {os.getloadavg()[0]:.1f}"]
