"""References by number say what Sphinx's own say, and read no document for it."""

from __future__ import annotations

import re

from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment

from bookpress.content import numbered_references

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect class="box" width="9" height="9"/></svg>'
CHAPTER = """\
(bab-{0})=
# Bab {0}

:::{{figure}} gambar.svg
:name: gambar-{0}
:alt: Kotak

Keterangan
:::

:::{{list-table}} Tabel
:name: tabel-{0}

* - a
:::

```{{code-block}} python
:caption: Kode
:name: kode-{0}

print()
```

Lihat {{numref}}`bab-{1}`, {{numref}}`gambar-{1}`, {{numref}}`tabel-{1}`, {{numref}}`kode-{1}`,
{{numref}}`gambar {{number}} itu <gambar-{1}>`.
"""
BOOK = {
    "index.md": "# Buku\n\n:::{toctree}\n:numbered:\nsatu\ndua\n:::\n",
    "satu.md": CHAPTER.format("satu", "dua"),
    "dua.md": CHAPTER.format("dua", "satu"),
    "gambar.svg": DRAWING,
}


def references(built) -> list[list[str]]:
    """The words of the references by number, page by page."""
    pages = [(built.outdir / f"{name}.html").read_text("utf-8") for name in ("satu", "dua")]
    return [re.findall(r'<span class="std std-numref">(.*?)</span>', page) for page in pages]


def test_numbers_are_those_of_sphinx(small_book, monkeypatch):
    """The same words with the notes and without them."""
    ours = references(small_book(BOOK))
    assert ours[0] == ["Bab 2", "Gambar 2.1", "Tabel 2.1", "Kode 2.1", "gambar 2.1 itu"]
    resolve = StandardDomain.resolve_xref
    monkeypatch.setattr(numbered_references.StandardDomainWithNotes, "resolve_xref", resolve)
    assert references(small_book(BOOK)) == ours


def test_no_document_is_read_for_a_number(small_book, monkeypatch):
    """Each document is read once to be written, and not for the references to it."""
    read = []
    get_doctree = BuildEnvironment.get_doctree
    monkeypatch.setattr(
        BuildEnvironment, "get_doctree", lambda env, docname: read.append(docname) or get_doctree(env, docname)
    )
    small_book(BOOK)
    with_notes = len(read)
    read.clear()
    resolve = StandardDomain.resolve_xref
    monkeypatch.setattr(numbered_references.StandardDomainWithNotes, "resolve_xref", resolve)
    small_book(BOOK)
    assert len(read) == with_notes + 10


def test_what_has_no_number_warns_as_ever(small_book):
    """A paragraph cannot be referred to by number, nor a label that is nowhere."""
    page = "# Bab\n\n(kosong)=\nAlinea. {numref}`kosong` {numref}`hilang`\n"
    built = small_book({"index.md": "# Buku\n\n:::{toctree}\nsatu\n:::\n", "satu.md": page})
    assert "undefined label: 'kosong'" in built.warnings
    assert "undefined label: 'hilang'" in built.warnings
