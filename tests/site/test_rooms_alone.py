"""What the website gives a student works in another book: another theme, another language, each room alone."""

import re

import pytest
from lxml import html

from builds import ROOT, build
from servers import served

CONF = """
from bookpress.core import edition as editions
extensions = ["myst_parser", "bookpress.core.edition", {names}]
include_patterns = ["*.md"]
html_theme = "alabaster"
project = "Guilds"
numfig = True
edition = editions.load({edition!r})
"""
BOOK = {
    "index.md": "# Guilds\n\n```{toctree}\n:numbered:\none\n```\n\n```{toctree}\nglossary\n```\n",
    "one.md": "# One\n\nA {term}`guild` is old.\n",
    "glossary.md": "# Glossary\n\n```{glossary}\nguild\n    An old body.\n```\n",
}
ROOMS = {
    "cards": "_static/term_cards_data.js",
    "reading": "_static/reading.js",
    "cite": "_static/cite/one.bib",
    "downloads": "downloads/website.zip",
    "offline": "sw.js",
    "metadata": "site.webmanifest",
    "moved": "one.html",
    "security": "_headers",
}


def book(folder, names):
    """Build the book in a theme of Sphinx's own with the rooms ``names``."""
    folder.mkdir(exist_ok=True)
    for name, text in BOOK.items():
        (folder / name).write_text(text, "utf-8")
    listed = ", ".join(f'"bookpress.site.{name}"' for name in names)
    edition = str(ROOT / "editions/default.toml")
    (folder / "conf.py").write_text(CONF.format(names=listed, edition=edition), "utf-8")
    return build(folder, folder / "out", "html")


@pytest.mark.parametrize("room", ROOMS)
def test_each_room_alone(tmp_path, room):
    """It builds without a warning and gives what it is for, in English."""
    site = book(tmp_path / "book", [room])
    assert "WARNING" not in site.warnings
    assert (site.outdir / ROOMS[room]).is_file()


def test_all_rooms_together(browser, tmp_path):
    """In a reader's browser, with the policy in force."""
    site = book(tmp_path / "book", ROOMS)
    assert "WARNING" not in site.warnings
    page = browser.new_page()
    with served(site.outdir) as root:
        page.goto(root + "one.html")
        page.locator("a[href*='#term-guild']").first.click()
        page.get_by_role("dialog", name="guild").get_by_text("An old body.").wait_for()
        page.keyboard.press("Escape")
        page.get_by_text("Cite this chapter").click()
        assert re.search(r"\. \(\d{4}\)\. One\. In ", page.locator("p.citation").inner_text())
        assert page.get_by_text("about one minute to read").is_visible()
        page.goto(root + "index.html")
        page.get_by_role("link", name=re.compile("Go on reading: .*One")).wait_for()
        page.goto(root + "downloads.html")
        assert page.get_by_role("link", name=re.compile(r"This website \(ZIP, [\d.]+ kB\)")).is_visible()
    page.close()
    root = html.parse(site.outdir / "one.html")
    assert root.xpath("//meta[@name='description']/@content") == ["A guild is old."]
