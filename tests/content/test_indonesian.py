"""The extension ``indonesian``: words of the interface, citations."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from babel.messages.extract import extract_from_file
from lxml import html
from sphinx import locale
from sphinx.errors import ExtensionError

import bookpress
from bookpress.content.indonesian import catalogues

PACKAGE = Path(bookpress.__file__).parent
ROOMS = {  # where the messages of a catalogue are asked for
    "cite_chapter": "site/cite",
    "downloads": "site/downloads",
    "edition": "core/edition",
    "epub_book": "epub",
    "exercises": "content/exercises",
    "light_html": "site/theme",
    "moved_addresses": "site/moved",
    "offline": "site/offline",
    "question_bank": "bank",
    "reading": "site/reading",
    "section_search": "site/search",
    "term_cards": "site/cards",
    "typst_pdf": "typst",
}
BIB = r"""
@article{goode, author={Goode, William J.}, title={Community Within a Community}, journal={Review}, volume=22,
  number=2, pages={194--200}, year=1957, doi={https://doi.org/10.1/abc}}
@article{bucher, author={Bucher, Rue and Strauss, Anselm}, title={Professions in Process?}, journal={Journal},
  year=1961}
@book{becker, author={Becker, Howard S. and Geer, Blanche and Hughes, Everett C.}, title={Boys in White},
  year=1961, publisher={University of Chicago Press}, address={Chicago}, edition={2},
  translator={Ram, Aminuddin and Sobari, T.}}
@book{etzioni, editor={Etzioni, Amitai}, title={The Semi-Professions}, publisher={Free Press},
  address={New York}, year=1969}
@incollection{bourdieu, author={Bourdieu, Pierre}, title={The Forms of Capital},
  booktitle={Handbook of Theory}, editor={Richardson, John G. and Roth, Guenther}, publisher={Greenwood},
  address={New York}, pages={241--258}, year=1986, note={Asal: 1983.}}
@misc{undated, author={{Badan Pusat Statistik}}, title={Laman}, url={https://bps.go.id/},
  urldate={2026-02-03}}
@misc{uu, author={{Republik Indonesia}}, title={Undang-Undang Nomor 18 Tahun 2003 tentang Advokat},
  shorthand={UU 18/2003}, year=2003, keywords={peraturan}}
@misc{uu5, author={{Republik Indonesia}}, title={Undang-Undang Nomor 5 Tahun 2003 tentang Lain},
  shorthand={UU 5/2003}, year=2003, keywords={peraturan}}
"""
CITING = """
# Buku

{cite:p}`goode`; {cite:t}`bucher`; {cite:p}`becker`; {cite:p}`uu`; {cite:t}`uu`; {cite:p}`goode,bucher`;
{cite:p}`{lihat}uu{Pasal 4}`; {cite:t}`goode{hlm. 195}`; {cite:t}`uu{Pasal 4}`; {cite:p}`undated`;
{cite:ts}`becker`; {cite:p}`etzioni,bourdieu`

```{bibliography}
:filter: keywords % "peraturan"
```

```{bibliography}
:filter: not keywords % "peraturan"
```
"""


def test_citations(small_book):
    """Citations and bibliography, in Indonesian and with clean punctuation."""
    built = small_book({"index.md": CITING, "references.bib": BIB}, include_patterns=["index.md"])
    assert "index.md" not in built.warnings
    article = html.parse(built.outdir / "index.html").find(".//article")
    paragraph = " ".join(article.find(".//p").text_content().split())
    assert paragraph.split("; ") == [
        "(Goode, 1957)", "Bucher dan Strauss (1961)", "(Becker dkk., 1961)", "(UU 18/2003)", "UU 18/2003",
        "(Bucher dan Strauss, 1961", "Goode, 1957)", "(lihat UU 18/2003, Pasal 4)", "Goode (1957, hlm. 195)",
        "UU 18/2003 (Pasal 4)", "(Badan Pusat Statistik, t.t.)", "Becker, Geer, dan Hughes (1961)",
        "(Bourdieu, 1986", "Etzioni, 1969)",
    ]  # fmt: skip
    laws, works = [
        [" ".join(entry.text_content().split()) for entry in group.findall("li")]
        for group in article.xpath(".//ul[@class='bibliography simple' or @class='bibliography']")
    ]
    assert laws == [
        "Undang-Undang Nomor 5 Tahun 2003 tentang Lain.",
        "Undang-Undang Nomor 18 Tahun 2003 tentang Advokat.",
    ]
    assert works == [
        "Badan Pusat Statistik (t.t.). Laman. https://bps.go.id/ (diakses 3 Februari 2026)",
        "Becker, Howard S., Blanche Geer, dan Everett C. Hughes (1961). Boys in White (edisi ke-2; terj. "
        "Aminuddin Ram dan T. Sobari). Chicago: University of Chicago Press.",
        "Bourdieu, Pierre (1986). The Forms of Capital. Dalam John G. Richardson dan Guenther Roth (ed.), "
        "Handbook of Theory (hlm. 241—258). New York: Greenwood. Asal: 1983.",
        "Bucher, Rue, dan Anselm Strauss (1961). Professions in Process? Journal.",
        "Etzioni, Amitai, ed. (1969). The Semi-Professions. New York: Free Press.",
        "Goode, William J. (1957). Community Within a Community. Review, 22(2), hlm. 194—200. https://doi.org/10.1/abc",
    ]
    assert article.xpath(".//a[@href='https://doi.org/10.1/abc']")


def test_and_others(small_book):
    """BibTeX's "and others" is "dkk.", in the text and in the bibliography."""
    entry = "@book{a, author={Utarini, Adi and Ahmad, Riris A. and others}, title={Judul}, publisher={P}, year=2021}"
    text = "# Buku\n\n{cite:p}`a`\n\n```{bibliography}\n```\n"
    page = (small_book({"index.md": text, "references.bib": entry}).outdir / "index.html").read_text("utf-8")
    shown = " ".join(html.fromstring(page).find(".//article").text_content().split())
    assert "(Utarini dkk., 2021)" in shown
    assert "Utarini, Adi, Riris A. Ahmad dkk. (2021). Judul." in shown


def test_two_entries_that_cite_alike_are_reported(small_book):
    """(Goode, 1957) must mean one work."""
    twice = BIB + "@misc{goode2, author={Goode, Ann}, title={Other}, year=1957}"
    built = small_book({"index.md": CITING.replace("`undated`", "`goode2`"), "references.bib": twice})
    assert 'duplicate label "Goode, 1957"' in built.warnings


def test_captions_have_indonesian_words(small_book):
    """Figures and tables are Gambar and Tabel."""
    text = "# Buku\n\n```{toctree}\n:numbered:\nisi\n```\n"
    chapter = "# Isi\n\n:::{list-table} Daftar\n:name: tabel-x\n* - a\n:::\n\n{numref}`tabel-x`\n"
    built = small_book({"index.md": text, "isi.md": chapter})
    assert "Tabel 1.1" in (built.outdir / "isi.html").read_text("utf-8")
    assert built.app.config.numfig_format["figure"] == "Gambar %s"


def test_a_catalogue_that_is_broken_is_refused(tmp_path):
    """The message names file and line."""
    path = tmp_path / "x.po"
    path.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a\n', "utf-8")
    with pytest.raises(ExtensionError, match=r"x\.po:4"):
        catalogues.read(path)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    path.write_text(head + '#, python-format\nmsgid "%s of %s"\nmsgstr "%s"\n', "utf-8")
    with pytest.raises(ExtensionError, match="placeholders"):
        catalogues.read(path)


def test_catalogues_are_complete():
    """No message without its translation, no room with a .po that is not there."""
    for path in sorted(catalogues.LOCALE.glob("*.po")):
        empty = [message.id for message in catalogues.read(path) if message.id and not message.string]
        assert not empty, path


def test_every_message_of_our_extensions_is_translated():
    """What an extension asks for stands in the catalogue of its name."""
    for path in sorted(catalogues.LOCALE.glob("*.po")):
        room = PACKAGE / ROOMS.get(path.stem, path.stem)
        asked = {
            message
            for file in sorted(room.rglob("*.py"))
            for _line, message, _comments, _context in extract_from_file("python", file, keywords={"_": None})
        }
        for ending, call in (
            ("html", "(?:t|search_words)"),
            ("xhtml", "_"),
        ):  # in pages of the website _() asks Sphinx's catalogue
            for file in room.rglob(f"*.{ending}"):
                asked |= set(re.findall(rf"""\b{call}\(["']([^"']+)["']\)""", file.read_text("utf-8")))
        assert asked <= {message.id for message in catalogues.read(path)}, path.name


def test_other_languages_get_the_english_message():
    """Without a translation the message itself is shown, as text."""
    locale.translators.clear()
    catalogues._load(None, SimpleNamespace(language="en"))
    assert locale.get_translation("light_html")("Close") == "Close"
    locale.translators.clear()


def test_scripts_get_their_messages():
    """Messages marked with a script's name, and only those, go to the browser."""
    written = catalogues.script_messages(catalogues.read(catalogues.LOCALE / "sphinx.po"))
    assert "Hasil pencarian" in written
    assert "Lihat juga" not in written


def test_site_of_any_theme_has_our_words_for_scripts(small_book):
    """In the place of Sphinx's own."""
    rooms = ["myst_parser", "sphinxcontrib.bibtex", "bookpress.core.edition", "bookpress.content.indonesian"]
    site = small_book({"index.md": "# Buku\n"}, extensions=rooms, html_theme="alabaster")
    written = (site.outdir / "_static/translations.js").read_text("utf-8")
    assert written == catalogues.script_messages(catalogues.read(catalogues.LOCALE / "sphinx.po"))
    assert "translations.js" in (site.outdir / "index.html").read_text("utf-8")


def test_english_after_indonesian_in_one_process(small_book):
    """A build in another language does not speak Indonesian because an earlier one did."""
    page = "# Judul\n\n:::{note}\nIsi.\n:::\n"
    small_book({"index.md": page})
    assert isinstance(locale.translators["general", "sphinx"], catalogues.Translations)
    app = SimpleNamespace(_init_i18n=lambda: locale.init([], "en"))
    catalogues._load(app, SimpleNamespace(language="en"))
    assert locale._("Note") == "Note"
    assert locale.get_translation("typst_pdf")("Chapter") == "Chapter"
