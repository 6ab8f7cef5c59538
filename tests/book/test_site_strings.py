"""The words of the interface: no English one is left on any page, in its attributes, scripts or style sheet."""

import json
import re

import pytest
from lxml import html

# English of Sphinx, docutils, the themes and pybtex.  PHRASES may stand nowhere; WORDS may stand in running
# text, where they can be part of a name, but not in a heading, caption, label, button or attribute.
PHRASES = re.compile(
    r"\b(link to this|permalink|table of contents|skip to|back to top|on this page|see also|last updated|"
    r"created using|built with|color mode|system settings|toggle \w+|previous page|next page|search results|"
    r"fig\. ?\d|(figure|table|section|chapter|listing|page|appendix) \d|et al\.|visited on|n\.d\.)",
    re.IGNORECASE,
)
WORDS = re.compile(
    r"\b(search|searching|next|previous|contents|content|home|close|open|copyright|license|light|dark|theme|color|"
    r"figure|table|section|chapter|appendix|glossary|bibliography|references?|index|note|warning|caution|danger|"
    r"attention|error|hint|important|see|show|hide|expand|collapse|navigation|sidebar|breadcrumb|edition|editors?|"
    r"pages?|answers?|questions?|loading|found|footnotes?|announcement|version|and|or|of|the|this|with|by)\b",
    re.IGNORECASE,
)
RUNNING_TEXT = ["p", "li", "dd", "td", "blockquote", "cite"]
SHOWN_ATTRIBUTES = ("title", "aria-label", "aria-description", "alt", "placeholder", "label", "value")
SHOWN_META = re.compile(r"description|title|site_name|image:alt")
CODE = re.compile(r"[a-z0-9][\w./:#?=&-]*|")  # of a data attribute: a value for scripts, not for readers
QUOTED = re.compile(r"[\"']([^\"']*)[\"']")
DATA = re.compile(r"_data\.js$|^index\.js$|^(places|text)-\w+\.js$")  # the text of the book, for search and cards


def shown_strings(script: str) -> list[str]:
    """Give the strings of a script that a reader might see: those that begin like a label.

    A name of a header, such as Content-Type, is none.
    """
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", script, flags=re.DOTALL)
    strings = re.findall(r"[\"'`]([^\"'`\n]*)[\"'`]", code)
    return [string for string in strings if re.match(r"(?!(?:[A-Z][a-z]+-)+[A-Z][a-z]+$)[A-Z][a-z]+", string)]


def english(root) -> list[str]:
    """List the English interface words of a parsed page, with the element that has them."""
    found = []

    def check(text, element, attribute=""):
        running = not attribute and any(e.tag in RUNNING_TEXT for e in [element, *element.iterancestors()])
        for match in [*PHRASES.finditer(text), *([] if running else WORDS.finditer(text))]:
            where = f"{element.tag}{'.' + element.get('class', '').split()[0] if element.get('class') else ''}"
            found.append(f"{match[0]!r} in {where} {attribute}: {' '.join(text.split())[:80]}")

    def foreign(element) -> bool:
        classes = element.get("class", "").split()
        return (
            element.get("lang", "id") != "id"
            or any(name.startswith("language-") for name in classes)
            or bool({"bibliography", "bibtex-citation"} & set(classes))
        )

    def walk(element):
        if not isinstance(element.tag, str) or element.tag in ("style", "svg", "pre") or foreign(element):
            return
        if element.tag == "script" and element.get("type"):  # data, which no reader sees
            return
        if element.tag == "script":
            for string in shown_strings(element.text or ""):
                check(string, element, "string")
            return
        if element.text:
            check(element.text, element)
        for name, value in element.items():
            if name in SHOWN_ATTRIBUTES or (name.startswith("data-") and not CODE.fullmatch(value)):
                check(value, element, name)
            if name == "content" and SHOWN_META.search(element.get("name", "") + element.get("property", "")):
                check(value, element, name)
        for child in element:
            walk(child)
            if child.tail:
                check(child.tail, element)

    walk(root)
    return found


def english_of_script(script: str) -> list[str]:
    """List the English interface words in the strings of a script."""
    return [string for string in shown_strings(script) if WORDS.search(string) or PHRASES.search(string)]


def english_of_sheet(sheet: str) -> list[str]:
    """List the English interface words that a style sheet writes on the page."""
    written = [string for value in re.findall(r"content:([^;}]*)", sheet) for string in QUOTED.findall(value)]
    written += QUOTED.findall(" ".join(re.findall(r"--book-[\w-]+:\s*(\"[^\"]*\")", sheet)))
    return [string for string in written if WORDS.search(string) or PHRASES.search(string)]


def test_no_english_word_of_an_interface_is_left(book):
    """On every page, in text and attributes; in our scripts and style sheet, and in what an installed site shows."""
    outdir = book("html").outdir
    found = {}
    for path in sorted(outdir.rglob("*.html")):
        found[path.relative_to(outdir).as_posix()] = english(
            html.parse(path, html.HTMLParser(encoding="utf-8")).getroot()
        )
    for path in sorted(outdir.rglob("*.js")):
        if not DATA.search(path.name):
            found[path.name] = english_of_script(path.read_text("utf-8"))
    found["book.css"] = english_of_sheet((outdir / "_static/book.css").read_text("utf-8"))
    manifest = json.loads((outdir / "site.webmanifest").read_text("utf-8"))
    found["site.webmanifest"] = [
        manifest[name] for name in ("name", "short_name", "description") if PHRASES.search(manifest[name])
    ]
    assert {"site.js", "offline.js", "search.js"} <= found.keys()
    assert not {name: words for name, words in found.items() if words}


@pytest.mark.parametrize(
    "page",
    [
        '<button title="Toggle primary sidebar">x</button>',
        '<nav aria-label="Main navigation"></nav>',
        "<h1>Contents</h1>",
        "<article><p>Lihat Figure 3.</p></article>",
        '<input placeholder="Search the docs ...">',
        '<div data-none="Nothing found"></div>',
        "<script>say('Previous')</script>",
        "<figcaption><span>Table</span></figcaption>",
        "<img alt='See the figure'>",
        "<p data-label='Loading'></p>",
        "<meta property='og:description' content='Table of contents'>",
    ],
)
def test_an_english_word_is_found(page):
    """The list above sees each kind of place."""
    assert english(html.fromstring(f"<html><body>{page}</body></html>"))


def test_names_and_marked_english_may_stay():
    """Running text may name a Free Press; marked words are in their language."""
    page = '<p>Penerbit Free Press and Company</p><h2><em class="language-en">community and work</em></h2>'
    assert english(html.fromstring(f"<html><body>{page}</body></html>")) == []


def test_english_of_a_script_or_a_sheet_is_found():
    """In a string that is shown; comments, names of keys and Indonesian words are none."""
    assert english_of_script("/* See this */ press('Escape'); say(`Loading the index`)") == ["Loading the index"]
    assert english_of_script("say('Memuat indeks'); const next = 'left'") == []
    assert english_of_sheet("a::after{content:'Section ' counter(n)}b{content:\"\u201c\"}") == ["Section "]
    assert english_of_sheet(':root{--book-chapter:"Chapter "}') == ["Chapter "]
    assert english_of_sheet(':root{--book-chapter:"Bab "}a{content:"";color:red}') == []
