"""The extension ``web_metadata``: what search engines and social media are told, with and without an address."""

import io
import json

import pytest
from lxml import etree, html
from PIL import Image

from bookpress.core.edition import Contributor, load
from bookpress.site.metadata.description import ROOM
from bookpress.site.metadata.structured_data import _person
from builds import ROOT, SMALL, build, build_small, sphinx
from page_metadata import data, faults, metas

EDITION = load(ROOT / "editions/default.toml")
BOOK = {
    "index.md": "# Buku\n\n:::{toctree}\nprakata\n:::\n\n:::{toctree}\n:caption: Satu\n:numbered:\nbab/isi\n:::\n\n"
    ":::{toctree}\ndaftar\nglosarium\ngenindex\n:::\n",
    "prakata.md": "---\nmyst:\n  html_meta:\n    description: Ditulis sendiri.\n---\n# Prakata\n\nKata.\n",
    "bab/isi.md": '# Isi "&" </script>\n\n:::{opening}\nPukul sebelas[^a] malam *hujan*.\n:::\n\n- butir\n\n'
    + "Seorang pengemudi membaca pesan di grupnya tentang motor yang mogok. " * 4
    + "\n\n[^a]: Catatan.\n",
    "daftar.md": "# Daftar\n\n## Buku\n\n- satu\n\n## Peraturan *lama*\n\n- dua\n",
    "glosarium.md": "# Glosarium\n\n```{glossary}\ngilda\n    Wadah.\n\nserikat\nsarekat\n    Wadah.\n```\n",
}
URL = "https://contoh.id/buku/"


@pytest.fixture(scope="module")
def without(tmp_path_factory):
    """A site that has no address yet."""
    return build_small(tmp_path_factory.mktemp("metadata"), BOOK)


@pytest.fixture(scope="module")
def with_address(without, tmp_path_factory):
    """The same with one."""
    folder = tmp_path_factory.mktemp("with") / "html"
    settings = {**SMALL, "html_baseurl": URL}
    return build(without.app.srcdir, folder, "html", **settings)


def test_a_description_is_how_the_page_starts(without):
    """Its own running text, cut between words; what an author wrote wins; the front page has the book's."""
    assert without.warnings == ""
    description = metas(without, "bab/isi")["description"]
    assert description.startswith("Pukul sebelas malam hujan. Seorang pengemudi membaca")
    assert description.endswith(" …")
    assert 100 < len(description) <= ROOM
    assert metas(without, "prakata")["description"] == "Ditulis sendiri."
    assert metas(without, "prakata")["og:description"] == "Ditulis sendiri."
    assert metas(without, "daftar")["description"] == "Daftar: Buku; Peraturan lama"
    assert "description" not in metas(without, "glosarium")
    assert metas(without, "index")["description"] == " ".join(EDITION.book.description.split())


def test_without_an_address_nothing_asks_for_one(without):
    """No canonical, no og:url, no picture, no site map."""
    for name in ("index", "bab/isi", "glosarium"):
        names = metas(without, name).keys()
        assert "og:title" in names
        assert not names & {"og:url", "og:image", "twitter:card"}
        assert 'rel="canonical"' not in (without.outdir / f"{name}.html").read_text("utf-8")
        assert "http" not in json.dumps(data(without, name)).replace("https://schema.org", "").replace(
            EDITION.book.license_url, ""
        )
    assert not (without.outdir / "sitemap.xml").exists()
    assert not (without.outdir / "_static/sharing.png").exists()
    assert "Sitemap" not in (without.outdir / "robots.txt").read_text("utf-8")


def test_with_an_address_everything_is_whole(with_address):
    """Canonical, OpenGraph, picture, site map and robots agree."""
    for name, address in (("index", URL), ("bab/isi", URL + "bab/isi.html")):
        found = metas(with_address, name)
        root = html.parse(with_address.outdir / f"{name}.html")
        assert root.xpath("//link[@rel='canonical']/@href") == [address]
        assert found["og:url"] == address == data(with_address, name)["url"]
        assert found["og:image"] == URL + "_static/sharing.png"
        assert found["twitter:card"] == "summary_large_image"
    assert metas(with_address, "bab/isi")["og:title"] == "Isi “&” </script>"
    sitemap = etree.parse(with_address.outdir / "sitemap.xml")
    listed = [element.text for element in sitemap.iter("{*}loc")]
    assert listed == [URL + page for page in ("bab/isi.html", "daftar.html", "glosarium.html", "", "prakata.html")]
    assert (with_address.outdir / "robots.txt").read_text("utf-8").endswith(f"Sitemap: {URL}sitemap.xml\n")


def test_the_picture_is_what_social_media_ask_for(with_address):
    """PNG, 1200 by 630, light enough for a messenger."""
    content = (with_address.outdir / "_static/sharing.png").read_bytes()
    image = Image.open(io.BytesIO(content))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(content) < 100_000
    assert len(image.getcolors()) > 20


def test_a_person_with_one_name_is_a_person():
    """The edition file says who is a person and who a body; the name does not."""
    person = Contributor(name="Sukarno", file_as="Sukarno", role="aut")
    assert _person(person) == {"@type": "Person", "name": "Sukarno"}


def test_the_data_says_what_the_page_is(without, with_address):
    """Book with its chapters, chapter with its book, glossary with its terms; nothing escapes the element."""
    for site in (without, with_address):
        front, chapter, glossary = (data(site, name) for name in ("index", "bab/isi", "glosarium"))
        assert [faults(node) for node in (front, chapter, glossary)] == [[], [], []]
        assert front["@type"] == "Book"
        assert front["author"] == [{"@type": "Organization", "name": EDITION.book.authors[0]}]
        assert [part["name"] for part in front["hasPart"]] == ["Isi “&” </script>"]
        assert (chapter["@type"], chapter["position"]) == ("Chapter", 1)
        assert chapter["isPartOf"]["name"] == EDITION.book.title
        assert [term["name"] for term in glossary["hasDefinedTerm"]] == ["gilda", "serikat", "sarekat"]
        page = (site.outdir / "glosarium.html").read_text("utf-8")
        assert all(f'id="{term["url"].partition("#")[2]}"' in page for term in glossary["hasDefinedTerm"])
    assert data(without, "prakata") is None


@pytest.mark.parametrize(
    "broken",
    [
        {"@type": "Book", "name": "x"},
        {"@context": "https://schema.org", "@type": "Buku", "name": "x"},
        {"@context": "https://schema.org", "@type": "Chapter", "name": "x"},
        {"@context": "https://schema.org", "@type": "Book", "name": ""},
        {"@context": "https://schema.org", "@type": "Book", "name": "x", "pages": 3},
        {"@context": "https://schema.org", "@type": "Book", "name": "x", "author": [{"@type": "Person"}]},
    ],
)
def test_the_check_of_structured_data_finds(broken):
    """A wrong type, a missing, an empty and an unknown property."""
    assert faults(broken)


def test_the_manifest_names_files_that_are_there(without):
    """With colours of the edition; the front page links to it."""
    manifest = json.loads((without.outdir / "site.webmanifest").read_text("utf-8"))
    for icon in manifest["icons"]:
        path = without.outdir / icon["src"]
        if icon["type"] == "image/png":
            assert "{}x{}".format(*Image.open(path).size) == icon["sizes"]
        else:
            assert path.is_file()
    assert manifest["theme_color"] == EDITION.design.light.paper
    links = html.parse(without.outdir / "index.html").xpath("//link[@rel='manifest' or @rel='apple-touch-icon']/@href")
    assert links == ["site.webmanifest", "_static/icon-180.png"]
    assert not html.parse(without.outdir / "bab/isi.html").xpath("//link[@rel='manifest']")


def test_the_same_input_gives_the_same_bytes(with_address, tmp_path):
    """Pictures, too."""
    app = with_address.app
    settings = {**SMALL, "html_baseurl": URL, "nitpicky": True}
    with sphinx(app.srcdir, app.confdir, tmp_path / "again", tmp_path / "doctrees", "html", settings) as again:
        again.build()
    for name in ("sitemap.xml", "robots.txt", "site.webmanifest", "_static/sharing.png", "_static/icon-192.png"):
        assert (tmp_path / "again" / name).read_bytes() == (with_address.outdir / name).read_bytes(), name
