"""The cover picture: drawn, or the edition's own; in the forms that shops take."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from lxml import etree
from PIL import Image, ImageFont

from bookpress.core import cover
from bookpress.core import edition as editions
from bookpress.core.edition.typefaces import font_file
from builds import ROOT

EDITION = editions.load(ROOT / "editions/default.toml")


def titled(title: str, subtitle: str | None = None) -> editions.Edition:
    """The edition with another title."""
    return replace(EDITION, book=replace(EDITION.book, title=title, subtitle=subtitle))


def test_drawing_is_what_shops_want():
    """1600 x 2560 pixels, RGB, the same bytes each time; as JPEG too."""
    name, png = cover.picture(EDITION)
    assert name == "cover.png"
    assert cover.picture(EDITION) == (name, png)
    assert cover.jpeg(EDITION) == cover.jpeg(EDITION)
    for data, form in ((png, "PNG"), (cover.jpeg(EDITION), "JPEG")):
        image = Image.open(io.BytesIO(data))
        assert (image.format, image.mode, image.size) == (form, "RGB", (1600, 2560))


def test_own_image(tmp_path):
    """A publisher's JPEG is taken byte for byte; a PNG becomes a JPEG for the shops."""
    for name, form in (("own.jpg", "JPEG"), ("own.png", "PNG")):
        Image.new("RGB", (1600, 2400), "#335577").save(tmp_path / name)
        given = replace(EDITION, path=tmp_path / "x.toml", cover=editions.Cover(image=name))
        data = (tmp_path / name).read_bytes()
        assert cover.picture(given) == (f"cover{name[3:]}", data)
        assert (cover.jpeg(given) == data) == (form == "JPEG")
        assert Image.open(io.BytesIO(cover.jpeg(given))).format == "JPEG"


@pytest.mark.parametrize("proportion", [1.25, 1.42, 1.6, 1.75])
@pytest.mark.parametrize(
    "title",
    ["Aku", "Kelompok Okupasional", "Pertanggungjawaban", "Sejarah Sosial Pekerja Pelabuhan di Pantai Utara Jawa"],
)
def test_words_stay_on_the_cover(title, proportion):
    """Whatever the title, its lines stand inside the margins, above each other and above the tiles."""
    edition = titled(title, "Dari Zaman Kapal Uap sampai Peti Kemas dan Sesudahnya, 1870-2020")
    drawing = etree.fromstring(cover.draw(edition, proportion))
    texts = drawing.findall("{*}text")
    tiles = min(int(rect.get("y", 0)) for rect in drawing.findall("{*}rect")[1:])
    bottom = 0
    for text in texts:
        size, baseline = int(text.get("font-size")), int(text.get("y"))
        typeface = edition.design.typeface
        bold = text.get("font-weight") == "bold"
        font = font_file(typeface.packages, text.get("font-family"), "Bold" if bold else "Regular")
        assert ImageFont.truetype(font, size).getlength(text.text) <= cover.WIDTH - 2 * cover.MARGIN
        assert baseline - 0.8 * size >= bottom
        bottom = baseline + 0.2 * size
    assert bottom < tiles


def test_another_title_has_another_pattern():
    assert cover.draw(titled("Satu"), 1.6).count("<path") == cover.draw(titled("Dua"), 1.6).count("<path")
    assert cover.draw(titled("Satu"), 1.6).split("<path")[1:] != cover.draw(titled("Dua"), 1.6).split("<path")[1:]
