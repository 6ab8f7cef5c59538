"""The extension ``content_security``: what a page may load and run, and that nothing foreign reaches it."""

import base64
import hashlib
import re
from urllib.parse import quote

import pytest
from lxml import html

from bookpress.site.security import policy
from builds import ROOT, build_small
from servers import served

BOOK = {
    "index.md": "# Buku\n\n:::{toctree}\n:numbered:\nisi\n:::\n\n:::{toctree}\nglosarium\ngenindex\n:::\n",
    "isi.md": "# Isi\n\nSebuah {term}`gilda`.\n\n:::{list-table} Tabel\n:widths: 30 70\n\n* - a\n  - b\n:::\n",
    "glosarium.md": "# Glosarium\n\n```{glossary}\ngilda\n    Wadah.\n```\n",
}
HOSTILE = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>"


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A book with each kind of page."""
    return build_small(tmp_path_factory.mktemp("security"), BOOK)


@pytest.fixture(scope="module")
def address(small):
    """Its address on a host."""
    with served(small.outdir) as root:
        yield root


def violations(page) -> list[str]:
    """List what the policy stopped from now on; the list grows."""
    found = []
    page.on("console", lambda message: "Content Security" in message.text and found.append(message.text))
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def test_every_page_has_the_policy_first_and_allows_its_scripts(small):
    """Before anything that it governs; each inline script by its hash, no handler, no style element."""
    pages = sorted(small.outdir.rglob("*.html"))
    assert len(pages) >= 6
    for path in pages:
        root = html.parse(path).getroot()
        (meta,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']")
        says = meta.get("content")
        assert "unsafe" not in says.partition("style-src-attr")[0]
        assert not [e.tag for e in meta.itersiblings(preceding=True) if e.tag in ("script", "link", "style")]
        for script in root.xpath("//script[not(@src) and not(@type)]"):
            digest = base64.b64encode(hashlib.sha256(script.text.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in says, path
        assert not root.xpath("//style | //@*[starts-with(name(), 'on')]"), path


def test_hosts_get_the_same_policy(small):
    """In the file that some hosts read, and as the handbook shows it."""
    headers = (small.outdir / "_headers").read_text("utf-8")
    meta = html.parse(small.outdir / "isi.html").xpath("//meta[@http-equiv]/@content")[0]
    assert f"Content-Security-Policy: {meta}; frame-ancestors 'none'\n" in headers
    handbook = (ROOT / "docs/hosting.md").read_text("utf-8")
    for line in headers.splitlines():
        assert re.sub("sha256-[^']+", "sha256-…", line.strip()) in handbook


def test_the_policy_stops_what_it_should(browser, tmp_path):
    """A page that breaks it in every way is stopped in every way."""
    (tmp_path / "bad.html").write_text(
        f'<meta http-equiv="Content-Security-Policy" content="{policy(["document.title = 1"])}">'
        "<title>0</title><script>document.title = 1</script><script>document.title = 2</script>"
        '<img src="http://127.0.0.2:9/x.png" onerror="document.title = 3"><script src="http://127.0.0.2:9/x.js"></script>'
        '<style>p{color:red}</style><iframe src="http://127.0.0.2:9/"></iframe>'
        "<script src=/ask.js></script>"
    )
    (tmp_path / "ask.js").write_text("fetch('http://127.0.0.2:9/').catch(() => document.body.dataset.done = 1)")
    with served(tmp_path) as root:
        page = browser.new_page()
        page.add_init_script(
            "window.stopped = [];"
            "document.addEventListener('securitypolicyviolation', (event) => stopped.push(event.effectiveDirective))"
        )
        found = violations(page)
        page.goto(root + "bad.html")
        page.locator("body[data-done]").wait_for(state="attached")
        assert page.title() == "1"
        stopped = {"script-src-elem", "style-src-elem", "img-src", "frame-src", "connect-src"}
        assert stopped <= set(page.evaluate("stopped"))
        assert found
        page.close()


@pytest.mark.parametrize("name", ["index", "isi", "glosarium", "genindex", "search", "404"])
def test_no_page_is_stopped_by_its_own_policy(browser, small, address, name):
    """On a host and from a disk, with search and a term card open."""
    for root in (address, small.outdir.as_uri() + "/"):
        page = browser.new_page()
        found = violations(page)
        page.goto(f"{root}{name}.html")
        if name == "isi":
            page.locator("a[href*='#term-']").first.click()
            page.get_by_role("dialog", name="gilda").wait_for()
            page.keyboard.press("Escape")
            page.keyboard.press("Control+k")
            page.keyboard.type("gilda")
            page.locator("#search-dialog li a").first.wait_for()
        assert not found
        page.close()


@pytest.mark.parametrize("where", ["?q=", "?sought=", "#", "?q=x#"])
@pytest.mark.parametrize("name", ["index.html", "isi.html", "search.html", "404.html"])
def test_nothing_of_the_address_becomes_markup(browser, address, name, where):
    """A hostile query or fragment stays text, whatever the page does with it."""
    page = browser.new_page()
    found = violations(page)
    page.goto(address + name + where + quote(HOSTILE))
    if name == "search.html" and "?q=" in where:
        page.locator(".search-page [role=status]:not(:empty)").wait_for()
    assert page.locator("img[src=x], script:text('taken')").count() == 0
    assert page.title() != "taken"
    assert not found
    page.close()


def test_nothing_of_the_storage_becomes_markup(browser, address):
    """Every key that a page reads, and some that it does not, holds something hostile."""
    context = browser.new_context()
    context.add_init_script(
        f"""for (const name of ["getItem"]) {{
            Storage.prototype[name] = () => {HOSTILE!r};
        }}
        localStorage.setItem("mode", {HOSTILE!r});"""
    )
    for name in ("index.html", "isi.html", "search.html", "404.html"):
        page = context.new_page()
        found = violations(page)
        page.goto(address + name)
        assert page.evaluate("document.documentElement.dataset.theme") in ("light", "dark")
        assert page.locator("img[src=x]").count() == 0
        assert page.title() != "taken"
        assert not found
    context.close()
