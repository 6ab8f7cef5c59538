"""The finished EPUB of this book: its parts, one by one, and that each says what it is."""

from __future__ import annotations

import re

import pytest

from bookpress.epub.xhtml import OPS, find
from builds import ROOT, build, sphinx
from epubs import Opened

# What epub:type and DPUB-ARIA call the same (EPUB Structural Semantics 1.1, DPUB-ARIA 1.1)
SAME = {
    "appendix", "bibliography", "chapter", "colophon", "footnote", "glossary", "index", "noteref", "pagebreak", "part",
    "preface", "introduction", "subtitle", "toc", "glossref", "biblioref",
}  # fmt: skip
OTHER_NAMES = {"page-list": "doc-pagelist"}


@pytest.fixture(scope="module")
def opened(book):
    """The EPUB of the book."""
    (path,) = book("epub").outdir.iterdir()
    return Opened(path)


def kinds(opened: Opened, name: str) -> list[str]:
    """Give the epub:type of the sections that a page consists of."""
    return opened.find(name, "//h:body/h:section/@epub:type | //h:body/h:nav[1]/@epub:type")


def test_parts_of_the_book(opened):
    """Cover, title page, imprint, contents, front matter, parts with chapters, back matter, index, colophon."""
    order = [kinds(opened, name)[0] for name in opened.pages]
    assert order[:4] == ["cover", "titlepage", "copyright-page", "toc"]
    assert order[-1] == "colophon"
    for kind in ("preface", "part", "chapter", "appendix", "glossary", "bibliography", "index"):
        assert kind in order, kind
    assert order.index("part") < order.index("chapter") < order.index("appendix") < order.index("index")
    assert order.count("part") == len(
        opened.find("nav.xhtml", "//h:nav[@id='toc']/h:ol/h:li[h:a[starts-with(., 'Bagian')]]")
    )


def test_one_file_a_chapter(opened, book):
    """Every document of the book is one page, and every chapter has its number in the contents."""
    documents = {f"{name}.xhtml" for name in book("epub").app.env.found_docs}
    assert documents <= set(opened.pages)
    chapters = [name for name in opened.pages if kinds(opened, name) == ["chapter"]]
    links = "//h:nav[@id='toc']//h:a[starts-with(., 'Bab ')][not(contains(@href, '#'))]"
    labels = opened.find("nav.xhtml", f"{links}/text()")
    numbered = [name for name in chapters if opened.find(name, "//h:h1/h:span[@class='number']")]
    assert [label.split(".")[0] for label in labels] == [f"Bab {n}" for n in range(1, len(numbered) + 1)]


def test_answer_key(opened):
    """The key has a heading for each chapter, which the contents list; each answer leads back."""
    (name,) = [name for name in opened.pages if opened.find(name, "//h:section[starts-with(@id, 'answers-')]")]
    headings = opened.find(name, "//h:section[starts-with(@id, 'answers-')]/h:h2")
    assert len(headings) > 10
    assert len(opened.find("nav.xhtml", f"//h:a[starts-with(@href, '{name}#answers-')]")) == len(headings)


def test_each_kind_has_its_role(opened):
    """Where DPUB-ARIA has a role of the same meaning, an element has both or neither."""
    seen = set()
    for name in opened.pages:
        for element in opened.find(name, "//*[@epub:type or starts-with(@role, 'doc-')]"):
            kind, role = element.get(f"{{{OPS}}}type"), element.get("role", "")
            in_list = kind and find(element, "ancestor::h:nav[@epub:type='landmarks']")
            if in_list or role in ("doc-cover", "doc-backlink"):  # on the picture; a link has no epub:type
                continue
            expected = f"doc-{kind}" if kind in SAME else OTHER_NAMES.get(kind, "")
            assert role == expected, (name, kind, role)
            seen.add(kind)
    assert {"chapter", "footnote", "noteref", "glossref", "biblioref", "part", "index", "subtitle"} <= seen


def test_lists_of_the_navigation_document(opened):
    """Landmarks, lists of figures and tables: every one that has a number, in order."""
    for kind, word, element in (("loi", "Gambar", "figure"), ("lot", "Tabel", "table")):
        labels = opened.find("nav.xhtml", f"//h:nav[@epub:type='{kind}']//h:a/text()")
        path = f"//h:{element}[.//h:span[@class='caption-number']]"
        assert len(labels) == sum(len(opened.find(name, path)) for name in opened.pages) > 10
        assert [label for label in labels if not re.match(rf"{word} \d+(\.\d+)?\. \S", label)] == []
    landmarks = opened.find("nav.xhtml", "//h:nav[@epub:type='landmarks']//h:a/@epub:type")
    assert set(landmarks) == {
        "cover", "titlepage", "copyright-page", "toc", "bodymatter", "glossary", "bibliography", "index",
    }  # fmt: skip


def test_notes_pop_up(opened):
    """Each reference leads to a note of the same page, and each note back to its references."""
    notes = 0
    for name in opened.pages:
        ids = set(opened.find(name, "//h:aside[@epub:type='footnote']/@id"))
        references = opened.find(name, "//h:a[@epub:type='noteref']")
        assert {link.get("href") for link in references} == {f"#{target}" for target in ids}
        back = opened.find(name, "//h:aside[@epub:type='footnote']//h:a[@role='doc-backlink']/@href")
        assert sorted(back) == sorted(f"#{link.get('id')}" for link in references)
        notes += len(ids)
    assert notes > 0


def test_foreign_words_have_their_language(opened):
    """Both attributes on each."""
    languages = set()
    for name in opened.pages:
        for element in opened.find(name, "//h:body//*[@lang or @xml:lang]"):
            assert element.get("lang") == element.get("{http://www.w3.org/XML/1998/namespace}lang")
            languages.add(element.get("lang"))
    assert {"en", "de", "fr"} <= languages


def test_index_of_the_book(opened):
    """See and see also are links to entries; every locator is a number and leads to an anchor."""
    crosses = opened.find(
        "genindex.xhtml", "//h:span[@epub:type='index-xref-preferred' or @epub:type='index-xref-related']"
    )
    assert len(crosses) > 10
    assert all(find(cross, "h:a[starts-with(@href, '#')]") for cross in crosses)
    locators = opened.find("genindex.xhtml", "//h:a[@epub:type='index-locator']")
    assert len(locators) > 300
    anchors = {name: set(opened.find(name, "//@id")) for name in opened.pages}
    for locator in locators:
        page, _hash, anchor = locator.get("href").partition("#")
        assert anchor in anchors[page]


def test_accessibility_is_computed_and_not_claimed(opened):
    """What the content has; no conformance, no certifier."""
    features = set(opened.metadata("schema:accessibilityFeature"))
    assert {"alternativeText", "index", "tableOfContents", "structuralNavigation", "readingOrder"} <= features
    assert "MathML" not in features
    opf = opened.files["package.opf"].decode()
    assert "conformsTo" not in opf
    assert "certifi" not in opf


def test_incremental_build_of_the_book_is_the_same(tmp_path):
    """A second build that reads one touched chapter gives the bytes of the first, with UUID and date."""
    first = build(ROOT, tmp_path / "epub", "epub")
    (path,) = first.outdir.iterdir()
    bytes_before = path.read_bytes()
    (identifier,) = Opened(path).find("package.opf", "//*[local-name()='identifier']/text()")
    assert identifier == first.app.config.edition.identifier("epub")
    assert Opened(path).metadata("dcterms:modified") == ["2026-01-01T00:00:00Z"]
    path.unlink()
    with sphinx(ROOT, ROOT, tmp_path / "epub", tmp_path / "epub-doctrees", "epub", {"nitpicky": True}) as app:
        app.env.all_docs["chapters/pengertian"] = 0  # as if it had been saved since
        app.build()
    assert path.read_bytes() == bytes_before
