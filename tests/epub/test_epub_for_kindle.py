"""The option kindle of an edition: what Kindle Direct Publishing asks for."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from bookpress.core import edition as editions
from bookpress.epub import kindle
from builds import ROOT
from epubs import Opened, epubcheck
from small_epub import EPUB, FILES

WORDS = '<text class="text" x="20" y="50">Kata</text></svg>'


@pytest.fixture(scope="module")
def design():
    """The look of the edition that comes with the project."""
    return editions.load(ROOT / "editions/default.toml").design


@pytest.fixture
def opened(small_book, tmp_path, monkeypatch):
    """The small book as an edition with ``kindle = true``; its figure has a word."""
    text = (ROOT / "editions/default.toml").read_text("utf-8")
    (tmp_path / "kindle.toml").write_text(text + "\n[epub]\nkindle = true\n", "utf-8")
    monkeypatch.setenv("EDITION", str(tmp_path / "kindle.toml"))
    figure = FILES["satu.md"].replace("Kotak & isinya\n", "Kotak & isinya\n\nUraian panjang gambar.\n")
    files = {**FILES, "satu.md": figure, "gambar.svg": FILES["gambar.svg"].replace("</svg>", WORDS)}
    return Opened(small_book(files, "epub", include_patterns=["*.md"]).outdir / EPUB)


def test_drawings_are_pictures(opened):
    """No SVG is left; the PNG is fine enough and not too large; alternative text and long description stay."""
    assert not [name for name in opened.files if name.endswith(".svg")]
    picture = Image.open(io.BytesIO(opened.files["_images/gambar.png"]))
    assert picture.size == (1620, 405)
    (figure,) = opened.find("satu.xhtml", "//h:figure[h:img/@src='_images/gambar.png']")
    assert [image.get("alt") for image in figure.iter("{*}img")] == ["Sebuah kotak."]
    assert "Uraian panjang gambar." in "".join(figure.itertext())


def test_words_are_drawn_with_the_locked_typeface(design):
    """A drawing with words has more ink than one without: no letter is lost for want of a font."""

    def ink(svg: str) -> int:
        return sum(Image.open(io.BytesIO(kindle.raster(svg.encode(), design))).convert("L").histogram()[:128])

    frame = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 90">'
    letters = f'font-family="\'{design.typeface.sans}\',sans-serif" font-size="15"'
    assert ink(f'{frame}<text {letters} x="20" y="50">Kata</text></svg>') > 500
    assert ink(f"{frame}</svg>") == 0


@pytest.mark.parametrize(("width", "height"), [(360, 90), (360, 900), (4000, 3000)])
def test_no_picture_is_larger_than_shops_take(design, width, height):
    """Four million pixels, in the proportions of the drawing."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"><path d="M0 0h9v9z"/></svg>'
    picture = Image.open(io.BytesIO(kindle.raster(svg.encode(), design)))
    assert picture.width * picture.height <= 4_000_000
    assert picture.width / picture.height == pytest.approx(width / height, rel=0.01)


def test_cover_is_not_a_page(opened):
    """It is in the package as the cover picture; a page that shows it would come twice."""
    assert "cover.xhtml" not in opened.files
    assert opened.pages[0] == "index.xhtml"
    assert opened.find("package.opf", "//*[local-name()='item'][@properties='cover-image']/@href") == ["cover.png"]
    assert "cover" not in opened.find("nav.xhtml", "//h:nav[@epub:type='landmarks']//@epub:type")


def test_ncx_has_two_levels(opened):
    """Kindles show no more; the contents in the book are whole."""
    assert opened.find("toc.ncx", "//*[local-name()='navPoint']/*[local-name()='navPoint']")
    deep = "//*[local-name()='navPoint']" + "/*[local-name()='navPoint']" * 2
    assert not opened.find("toc.ncx", deep)
    assert opened.find("nav.xhtml", "//h:nav[@epub:type='toc']/h:ol/h:li/h:ol/h:li/h:ol/h:li")


def test_stylesheet_has_no_media_queries(opened):
    """Nor generated content, which Kindles leave out."""
    css = opened.files["book.css"].decode()
    assert "@media" not in css
    assert "::before" not in css


def test_epubcheck_has_no_complaint(opened):
    """Its one remark is that no page shows the cover."""
    said = epubcheck(opened.path)
    assert "0 fatals / 0 errors / 0 warnings" in said
    assert [line.split(":")[0] for line in said.splitlines() if "USAGE" in line] == ["USAGE(OPF-097)"]
