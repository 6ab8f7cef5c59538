"""The words of the toolkit: one domain, catalogues by language, those of Sphinx and docutils mended."""

import ast
from pathlib import Path
from types import SimpleNamespace

import pytest
from babel.messages.pofile import read_po
from docutils import languages
from sphinx import locale
from sphinx.errors import ExtensionError

import message_list
from bookpress.core import words
from bookpress.core.words import catalogues, docutils_words, sphinx_words

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
CATALOGUES = sorted(catalogues.LOCALE.glob("*/LC_MESSAGES/*.po"))
ALONE = {"extensions": ["myst_parser", "bookpress.content.exercises"], "html_theme": "alabaster"}
ACTIVITY = "# Buch\n\n:::{activity} tun-etwas\n\nLos.\n:::\n"


def _asked() -> set[tuple[str, str | None]]:
    return {(message, context) for _place, message, _comments, context in message_list.messages()}


def _catalogue(folder: Path, language: str, text: str, domain: str = "bookpress") -> Path:
    path = folder / language / "LC_MESSAGES" / f"{domain}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD + text, "utf-8")
    return path


# The catalogues


def test_list_of_messages_is_whole():
    """Every message of code and templates stands in the list; `make words` writes it."""
    listed = {(message.id, message.context) for message in read_po((catalogues.LOCALE / "bookpress.pot").open("rb"))}
    assert listed - {("", None)} == _asked()


def test_messages_are_found_where_they_are():
    """In code, also within f-strings, in templates of pages and of the EPUB, with their contexts."""
    assert {
        ("Answer key", None),
        ("and", None),  # in an f-string
        ("Question %d", None),  # marked, and looked up later
        ("answer", "address"),
        ("Page not found", None),  # in a page of the website
        ("Landmarks", None),  # in a page of the EPUB
    } <= _asked()


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_catalogue_is_complete(path):
    """Every message has a translation, in ours of every message; none is there that nobody asks for."""
    found = {(message.id, message.context): message.string for message in catalogues.read(path) if message.id}
    assert [message for message, translation in found.items() if not translation] == []
    if path.stem == catalogues.DOMAIN:
        assert set(found) == _asked()


def test_no_word_is_looked_up_before_the_language_is_known():
    """A message that is asked for when a module is imported would stay English."""

    def calls(node: ast.AST, inside: bool):
        for child in ast.iter_child_nodes(node):
            if not inside and isinstance(child, ast.Call) and getattr(child.func, "id", "") in ("_", "pgettext"):
                yield child.lineno
            yield from calls(child, inside or isinstance(child, ast.FunctionDef | ast.Lambda))

    found = {
        path.name: lines
        for path in message_list.PACKAGE.rglob("*.py")
        if (lines := list(calls(ast.parse(path.read_text("utf-8")), False)))
    }
    assert found == {}
    assert list(calls(ast.parse("A = _('a')\ndef f():\n    return _('b')\n"), False)) == [1]


def test_a_catalogue_that_is_broken_is_refused(tmp_path):
    """The message names file and line."""
    path = _catalogue(tmp_path, "xx", 'msgid "a\n')
    with pytest.raises(ExtensionError, match=r"bookpress\.po:4"):
        catalogues.read(path)
    path = _catalogue(tmp_path, "id", '#, python-format\nmsgid "%s of %s"\nmsgstr "%s"\n')
    with pytest.raises(ExtensionError, match="placeholders"):
        catalogues.read(path)


# A book's words


@pytest.mark.parametrize(
    ("language", "word"),
    [("en", "Activity"), ("de", "Aufgabe"), ("de_AT", "Aufgabe"), ("id", "Kegiatan"), ("la", "Activity")],
)
def test_any_room_has_its_words(small_book, language, word):
    """A room alone in a book of any language needs no other extension; without a catalogue the words are English."""
    built = small_book({"index.md": ACTIVITY}, builder="dummy", language=language, **ALONE)
    assert words._("Activity") == word
    assert word in built.app.env.get_doctree("index").astext()


def test_another_language_is_one_file(small_book):
    """In the project's own locale_dirs, and there before the toolkit's words."""
    latin = HEAD + 'msgid "Activity"\nmsgstr "Agenda"\n\nmsgid "Chapter %s"\nmsgstr "Caput %s"\n'
    built = small_book(
        {"index.md": ACTIVITY, "locales/la/LC_MESSAGES/bookpress.po": latin}, builder="dummy", language="la", **ALONE
    )
    assert "Agenda" in built.app.env.get_doctree("index").astext()
    assert built.app.config.numfig_format["section"] == "Caput %s"
    assert words._("Answers") == "Answers"
    own = HEAD + 'msgid "Activity"\nmsgstr "Werkstatt"\n'
    built = small_book(
        {"index.md": ACTIVITY, "words/de/LC_MESSAGES/bookpress.po": own},
        builder="dummy", language="de", locale_dirs=["words"], **ALONE,
    )  # fmt: skip
    assert "Werkstatt" in built.app.env.get_doctree("index").astext()
    assert words._("Answers") == "Antworten"


def test_words_of_another_extension_fill_what_is_missing(tmp_path):
    """Catalogues added through Sphinx's own mechanism are asked where ours has nothing."""
    other = catalogues.find(
        "bookpress", "la", [_catalogue(tmp_path, "la", 'msgid "Cover"\nmsgstr "Tegumentum"\n').parents[2]]
    )
    locale.translators["general", "bookpress"] = other
    words.use("la")
    assert words._("Cover") == "Tegumentum"
    words.use("de")
    assert words._("Cover") == "Umschlag"
    locale.translators.clear()


def test_changed_words_have_documents_read_anew(small_book, tmp_path):
    """A document holds words, so the catalogue's hash is a setting that reading depends on."""
    versions = []
    for word in ("Agenda", "Actio"):
        path = _catalogue(tmp_path, "la", f'msgid "Activity"\nmsgstr "{word}"\n')
        settings = {**ALONE, "language": "la", "locale_dirs": [str(path.parents[2])]}
        versions.append(small_book({"index.md": ACTIVITY}, builder="dummy", **settings).app.config.words_version)
    assert versions[0] != versions[1]


def test_captions_have_the_words_of_the_language(small_book):
    """Figures and tables are Gambar and Tabel, unless conf.py says otherwise."""
    text = "# Buku\n\n```{toctree}\n:numbered:\nisi\n```\n"
    chapter = "# Isi\n\n:::{list-table} Daftar\n:name: tabel-x\n* - a\n:::\n\n{numref}`tabel-x`\n"
    built = small_book({"index.md": text, "isi.md": chapter}, numfig_format={"table": "Daftar %s"})
    assert "Daftar 1.1" in (built.outdir / "isi.html").read_text("utf-8")
    assert built.app.config.numfig_format["figure"] == "Gambar %s"


def test_translations_cannot_break_a_page(tmp_path):
    """What a template prints of a translation is escaped."""
    folder = _catalogue(tmp_path, "xx", 'msgid "Close"\nmsgstr "\\"<b>"\n').parents[2]
    words.use("xx", [folder])
    context = {}
    words._fill_context(None, "", "", context, None)
    assert str(context["t"]("Close")) == "&#34;&lt;b&gt;"
    locale.translators.clear()


# Words of Sphinx, themes and docutils


def test_scripts_get_their_messages():
    """Messages marked with a script's name, and only those, go to the browser."""
    written = sphinx_words.script_messages(catalogues.read(catalogues.LOCALE / "id/LC_MESSAGES/sphinx.po"))
    assert "Hasil pencarian" in written
    assert "Lihat juga" not in written


def test_site_of_any_theme_has_our_words_for_scripts(small_book):
    """In the place of Sphinx's own."""
    site = small_book({"index.md": "# Buku\n"}, language="id", **ALONE)
    written = (site.outdir / "_static/translations.js").read_text("utf-8")
    assert written == sphinx_words.script_messages(catalogues.read(catalogues.LOCALE / "id/LC_MESSAGES/sphinx.po"))
    assert "translations.js" in (site.outdir / "index.html").read_text("utf-8")


def test_words_of_sphinx_are_mended(small_book):
    """Ours come before Sphinx's, those of the project before ours, and Sphinx's are still there."""
    files = {
        "index.md": "# Buku\n\n:::{note}\nIsi.\n:::\n\n:::{tip}\nIsi.\n:::\n",
        "locales/id/LC_MESSAGES/sphinx.po": HEAD + 'msgid "Tip"\nmsgstr "Saran"\n',
    }
    page = (small_book(files, language="id", **ALONE).outdir / "index.html").read_text("utf-8")
    assert "Catatan</p>" in page
    assert "Saran</p>" in page
    assert locale._("%s (in module %s)") != "%s (in module %s)"  # only in Sphinx's catalogue


def test_docutils_has_the_language():
    """A language that docutils lacks gets its words from the catalogue; those that it has stay."""
    words.use("id")
    docutils_words.supply("id")
    module = languages.get_language("id")
    assert module.labels["caution"] == "Hati-hati"
    assert (module.bibliographic_fields["penulis"], module.bibliographic_fields["para penulis"]) == (
        "author",
        "authors",
    )
    words.use("de")
    docutils_words.supply("de")
    assert languages.get_language("de").labels["danger"] == "!GEFAHR!"
    assert set(docutils_words.labels()) == set(languages.get_language("en").labels)
    locale.translators.clear()


def test_english_after_german_in_one_process():
    """A build in another language has not the words of an earlier one."""
    words.use("de")
    app = SimpleNamespace(
        add_message_catalog=lambda domain, folder: locale.init([folder], "en", domain),
        add_config_value=lambda *_args, **_options: None,
        connect=lambda *_args, **_options: None,
    )
    words.setup(app)
    words.use("en")
    assert words._("Close") == "Close"
    locale.translators.clear()
