"""What a first visit of each page costs: bytes as a host sends them, requests, and nothing that anyone else sees."""

from random import Random

import pytest
from PIL import Image

from servers import served
from sites import names_of_pages

MOST_BYTES = 75_000
MOST_OF = {  # pages with a limit of their own
    "index.html": 50_000,
    "chapters/kunci-jawaban.html": 82_000,  # the reasons of every option of 241 questions; nobody's first page
}
MOST_REQUESTS = 8
AT_ONCE = 6  # pages visited at a time, for a visit is mostly waiting
EVERY_PICTURE = """() => Promise.all([...document.images].map((image) => {
    image.loading = "eager";
    return image.complete || new Promise((done) => image.onload = image.onerror = done);
}))"""


class Visit:
    """A first visit of a page, with an empty cache: what the browser asked for, and the bytes that came for it.

    Bytes are those on the line, compressed, with the headers.  The page is read to its end: every picture comes.
    """

    def __init__(self, browser, address: str):
        self.asked: dict[str, str] = {}  # address by the number of the request
        self.bytes: dict[str, int] = {}
        self.done: set[str] = set()
        self.context = browser.new_context(viewport={"width": 360, "height": 740}, locale="id-ID")
        self.page = self.context.new_page()
        devtools = self.context.new_cdp_session(self.page)
        devtools.send("Network.enable")
        devtools.on("Network.requestWillBeSent", lambda event: self._ask(event["requestId"], event["request"]["url"]))
        devtools.on("Network.loadingFinished", lambda event: self._end(event["requestId"], event["encodedDataLength"]))
        devtools.on("Network.loadingFailed", lambda event: self._end(event["requestId"], 0))
        self.page.goto(address, wait_until="commit")

    def _ask(self, number: str, address: str) -> None:
        if not address.startswith("data:"):
            self.asked[number] = address

    def _end(self, number: str, count: float) -> None:
        self.done.add(number)
        if number in self.asked:
            self.bytes[self.asked[number]] = int(count)

    def end(self) -> None:
        """Wait until everything has come, and the icon, which a browser without a window may not ask for."""
        self.page.wait_for_load_state("networkidle")
        self.page.evaluate(EVERY_PICTURE)
        icon = self.page.locator("link[rel~=icon]")
        if icon.count():
            answer = self.page.request.get(icon.evaluate("(link) => link.href"))
            self.bytes.setdefault(answer.url, int(answer.headers["content-length"]))
        while self.asked.keys() - self.done:
            self.page.wait_for_timeout(10)
        self.cookies = self.context.cookies()
        self.context.close()

    def faults(self, origin: str, most_bytes: int) -> list[str]:
        """List what is beyond the budget of a visit that is over."""
        total, asked = sum(self.bytes.values()), sorted({*self.asked.values(), *self.bytes})
        return [
            *[f"foreign request: {address}" for address in asked if not address.startswith(origin)],
            *[f"cookie: {cookie['name']}" for cookie in self.cookies],
            *([f"{total} bytes"] if total > most_bytes else []),
            *([f"{len(asked)} requests: {asked}"] if len(asked) > MOST_REQUESTS else []),
        ]


def visited(browser, root: str, names: list[str]):
    """Visit pages, some at a time; give the name and the visit of each."""
    for start in range(0, len(names), AT_ONCE):
        visits = {name: Visit(browser, root + name) for name in names[start : start + AT_ONCE]}
        for name, visit in visits.items():
            visit.end()
            yield name, visit


def test_every_page_keeps_to_the_budget(book, browser, site):
    """Chapters, home, and the long pages at the back: glossary, bibliography, index, answer key."""
    found = {}
    for name, visit in visited(browser, site, names_of_pages(book("html").outdir)):
        if wrong := visit.faults(site, MOST_OF.get(name, MOST_BYTES)):
            found[name] = wrong
    assert not found


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        ("<img src='http://127.0.0.1:9/x.png'>", "foreign request"),
        ("<script>document.cookie = 'a=1'</script>", "cookie: a"),
        ("<img src='noise.png'>", "bytes"),
        ("".join(f"<img src='noise.png?{number}'>" for number in range(8)), " requests"),
        ("<link rel=icon href=noise.png>", "bytes"),
        ("<div style='height:9000px'></div><img loading=lazy src=noise.png>", "bytes"),
    ],
)
def test_a_page_beyond_the_budget_is_found(browser, tmp_path, page, fault):
    """Each rule of the budget sees a page that breaks it, and lets a small one pass."""
    (tmp_path / "page.html").write_text(f"<!doctype html><p>Kata.</p>{page}", "utf-8")
    (tmp_path / "small.html").write_text("<!doctype html><link rel=icon href=page.html><p>Kata.</p>", "utf-8")
    Image.frombytes("L", (300, 300), Random(1).randbytes(90_000)).save(tmp_path / "noise.png")
    with served(tmp_path) as address:
        visits = dict(visited(browser, address, ["page.html", "small.html"]))
        assert any(fault in found for found in visits["page.html"].faults(address, MOST_BYTES))
        assert visits["small.html"].faults(address, MOST_BYTES) == []
