"""Chapter numbers run on through the parts; named sections have none."""

BOOK = {
    "index.md": "# Buku\n\n:::{toctree}\nawal\n:::\n\n:::{toctree}\n:caption: Satu\n:numbered: 2\na\nb\n:::\n\n"
    ":::{toctree}\n:caption: Dua\n:numbered: 2\nc\n:::\n",
    "awal.md": "# Awal\n",
    "a.md": "# A\n\n## A satu\n\n## A dua\n\n## Rangkuman\n",
    "b.md": "# B\n\n## B satu\n",
    "c.md": "# C\n\n## C satu\n\n## Soal\n",
}


def _numbers(built):
    return {
        name: {anchor: ".".join(map(str, n)) for anchor, n in numbers.items() if n}
        for name, numbers in built.app.env.toc_secnumbers.items()
    }


def test_numbers_run_on(small_book):
    assert _numbers(small_book(BOOK)) == {
        "a": {"": "1", "#a-satu": "1.1", "#a-dua": "1.2"},
        "b": {"": "2", "#b-satu": "2.1"},
        "c": {"": "3", "#c-satu": "3.1"},
    }


def test_numbers_are_on_the_pages(small_book):
    page = (small_book(BOOK).outdir / "c.html").read_text()
    assert '<span class="section-number">3.1\u2002</span>C satu' in page
    assert ">Soal<a" in page


def test_only_what_changed_is_written_again(small_book):
    from sphinx.environment.collectors.toctree import TocTreeCollector

    from bookpress.content.chapter_numbers import assign_section_numbers

    env = small_book(BOOK).app.env
    assert assign_section_numbers(TocTreeCollector(), env) == []
    del env.tocs["a"]
    assert assign_section_numbers(TocTreeCollector(), env) == ["b", "c"]
