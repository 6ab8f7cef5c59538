"""The question bank, read back by programs that are not ours, and compared with the book."""

import dataclasses
import re
from html import unescape
from types import SimpleNamespace

import pytest
from docutils import nodes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tools.made import contents

from bank_readers import NAMES, READERS, files, grammar_errors, items, read_anki, read_gift, read_moodle, shown
from bookpress.bank.anki import anki_package
from bookpress.bank.bank import Bank, BankChapter, BankExercise, Term
from bookpress.bank.downloads import downloads
from bookpress.bank.fragments import html
from bookpress.bank.gift import gift
from bookpress.bank.moodle_xml import moodle_xml
from bookpress.content.exercises.forms import Option, Options
from bookpress.core import edition
from builds import ROOT
from odd_characters import SHOWN, WRITTEN

DESIGN = edition.load(ROOT / "editions" / "default.toml").design

# A chapter whose texts are odd throughout.
ODD = f"""\
# Bab / Ganjil: 1 = {{satu}} ~ # "kutip"

:::{{objectives}}
tp-ganjil
: Menguji.
:::

:::{{question}} soal-ganjil
:objective: tp-ganjil
:level: menerapkan

{WRITTEN}
// baris kedua

Paragraf kedua.

- [ ] =%50% {WRITTEN}
  > {WRITTEN}
- [x] \\[plain\\] {WRITTEN}
  // baris lain
  > {WRITTEN}
  >
  > - butir
:::

::::{{essay}} uraian-ganjil
:objective: tp-ganjil
:level: mengevaluasi

{WRITTEN}

:::{{answer}}
{WRITTEN}
:::

:::{{marking}}
- {WRITTEN}
:::
::::
"""
GLOSSARY = f"""\
# Glosarium

:::{{glossary}}
kelompok: primer & {{x}}
    [*primary group*]{{.language-en}}. {WRITTEN} Lihat {{ref}}`isi`.

sinonim
    Lihat {{term}}`kelompok: primer & {{x}}`.
:::

(isi)=
## Judul Isi
"""
BOOK = {
    "index.md": "# Buku\n\n:::{toctree}\n:numbered:\n\nganjil\n:::\n\n:::{toctree}\nkunci\nglosarium\n:::\n",
    "ganjil.md": ODD,
    "kunci.md": "# Kunci\n\n:::{answer-key}\n:::\n",
    "glosarium.md": GLOSSARY,
}


@pytest.fixture
def odd(small_book):
    """The files of the bank of the odd chapter, by format."""
    built = small_book(BOOK, builder="bank")
    assert built.warnings == ""
    return files(built)


@pytest.mark.parametrize("name", READERS)
def test_odd_characters(odd, name):
    """What looks like a mark of the format, and letters of other scripts, come out as they were written."""
    question, essay = READERS[name](odd[name])
    assert question.category == "top/Kelompok Okupasional/Bab 1 Bab // Ganjil: 1 = {satu} ~ # “kutip”"
    assert (question.id, question.name, question.right) == ("soal-ganjil", "Bab 1, Soal 1", [1])
    assert shown(question.stem) == f"{SHOWN} // baris kedua Paragraf kedua."
    assert list(map(shown, question.options)) == [f"=%50% {SHOWN}", f"[plain] {SHOWN} // baris lain"]
    assert list(map(shown, question.reasons)) == [SHOWN, f"{SHOWN} butir"]
    assert (shown(essay.stem), essay.options) == (SHOWN, [])
    both = f"{SHOWN} Yang dicari pemeriksa {SHOWN}"
    assert shown(essay.feedback if name == "gift" else essay.for_graders) == both


def test_odd_characters_in_anki(odd):
    """The same on cards; what looks like a sound or a formula is kept apart from one."""
    term, question, essay = read_anki(odd["anki"].read_bytes())
    assert term.fields["Istilah"] == "kelompok: primer & {x}".replace("&", "&amp;")
    assert shown(term.fields["Batasan"]) == f"primary group. {SHOWN} Lihat Judul Isi."
    assert '<span lang="en"><em>primary group</em></span>' in term.fields["Batasan"]
    assert shown(question.fields["Jawaban"]) == f"B. [plain] {SHOWN} // baris lain"
    assert items(question.fields["Pilihan"]) == [f"=%50% {SHOWN}", f"[plain] {SHOWN} // baris lain"]
    assert (shown(essay.fields["Jawaban"]), items(essay.fields["Alasan"])) == (SHOWN, [SHOWN])
    for field in (*term.fields.values(), *question.fields.values(), *essay.fields.values()):
        assert not re.search(r"\[sound:|\\\(|\$\$", field)


def _question(content: str, **changes) -> BankExercise:
    block, inline = html([nodes.paragraph("", content)]), html([nodes.Text(f"a{content}z")])
    values = {
        "id": "soal-a",
        "name": "Bab 1, Soal 1",
        "tags": ("memahami", "tp-a"),
        "stem": block,
        "answer": _options(inline, block, 0),
    }
    return BankExercise(**{**values, **changes})


def _options(text: str, reason: str, right: int) -> Options[str]:
    texts = ((text, reason), ("b", "<p>b</p>"))
    options = [Option(text=t, reason=r, mark=100 * (place == right)) for place, (t, r) in enumerate(texts)]
    return Options(options=tuple(options))


def _bank(*exercises) -> Bank:
    chapter = BankChapter("bab/satu", "Bab 1 Satu", exercises)
    return Bank("benih", "Buku", "Buku · CC BY", (chapter,), (Term(("istilah",), "<p>Batasan.</p>"),))


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1)
MARKS = st.text(st.sampled_from("\\~=#{}:%$[]()<>&'\"-/ \nT0n"), min_size=1)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(ANY_TEXT, MARKS), min_size=1, max_size=30))
def test_any_text_comes_back(texts):
    """Whatever stands in stem, option and reason is read back from each format letter by letter."""
    questions = [_question(content, id=f"soal-{n}") for n, content in enumerate(texts)]
    bank = _bank(*questions)
    cards = [note.fields for note in read_anki(anki_package(bank, DESIGN, 1767225600))][1:]
    for read in (read_moodle(moodle_xml(bank)), read_gift(gift(bank))):
        assert [(r.stem, r.options, r.reasons) for r in read] == [
            (q.stem, [o.text for o in q.answer.options], q.answer.reasons) for q in questions
        ]
    for content, question, fields in zip(texts, questions, cards, strict=True):
        assert next(iter(fields.values())) == question.stem
        assert unescape(re.sub("</?(p|span)>", "", question.stem)) == content.replace("\n", " ")


def test_the_same_input_gives_the_same_bytes(small_book, odd):
    """A second build, from nothing, makes the same files."""
    again = files(small_book(BOOK, builder="bank"))
    assert {name: path.read_bytes() for name, path in odd.items()} == {n: p.read_bytes() for n, p in again.items()}


def test_a_newer_package_updates_the_cards():
    """Whatever changes in a card or its chapter, its id and its kind stay; the date tells that it is newer."""
    old = _bank(_question("lama"))
    changed = _question("baru", name="Bab 2, Soal 7", tags=("menerapkan", "tp-b"), answer=_options("x", "<p>y</p>", 1))
    new = dataclasses.replace(
        old,
        chapters=(BankChapter("bab/satu", "Bab 2 Dua", (_question("x", id="soal-baru"), changed)),),
        terms=(Term(("lain",), "<p>x</p>"), Term(("istilah",), "<p>Batasan baru.</p>")),
    )
    before, after = (read_anki(anki_package(bank, DESIGN, time)) for bank, time in ((old, 100), (new, 200)))
    assert len(before) == 2 and len(after) == 4
    for note in before:
        (same,) = (other for other in after if other.guid == note.guid)
        assert (same.kind, same.changed, note.changed) == (note.kind, 200, 100)
        assert same.fields != note.fields and same.fields.keys() == note.fields.keys()


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('fraction="0"', 'fraction="100"'),
        ('fraction="100"', 'fraction="0"'),
        ("<single>true</single>", "<single>yes</single>"),
        ("<questiontext", "<question-text"),
        ("<idnumber>soal-a</idnumber>", ""),
        ("<text>Bab 1, Soal 1</text>", "<text></text>"),
        ("top/Buku", "Buku"),
    ],
)
def test_the_grammar_refuses(right, wrong):
    """The schema of Moodle XML rejects what Moodle would misread."""
    content = moodle_xml(_bank(_question("x"))).decode()
    assert right in content and not grammar_errors(content.encode())
    wrong_content = content.replace(f"</{right[1:]}", f"</{wrong[1:]}") if right == "<questiontext" else content
    assert grammar_errors(wrong_content.replace(right, wrong).encode())


TABLE = """\
:::{list-table} Keterangan
:header-rows: 1
:stub-columns: 1

* - A
  - B
* - C
  - D
:::
"""


def test_tables_and_formulas(small_book):
    """Tables are tables, formulas are TeX that Moodle and Anki set, lists and code are what they are."""
    stem = f"{TABLE}\nRumus {{math}}`a < b` dan\n\n1. satu\n2. dua\n\n```\nif a < b:\n    c\n```\n"
    odd = ODD.replace(":::{question} soal", "::::{question} soal").replace(f"{WRITTEN}\n// baris kedua\n", stem, 1)
    odd = odd.replace("  > - butir\n:::", "  > - butir\n::::")
    built = small_book({**BOOK, "ganjil.md": odd}, builder="bank")
    assert built.warnings == ""
    expected = (
        "<table><caption>Keterangan</caption><thead><tr><th><p>A</p></th><th><p>B</p></th></tr></thead>"
        "<tbody><tr><th><p>C</p></th><td><p>D</p></td></tr></tbody></table>"
        r"<p>Rumus \(a &lt; b\) dan</p>"
        '<ol type="1" start="1"><li><p>satu</p></li><li><p>dua</p></li></ol>'
        "<pre>if a &lt; b:\n    c\n</pre><p>Paragraf kedua.</p>"
    )
    made = files(built)
    for name, read in READERS.items():
        assert read(made[name])[0].stem == expected
    assert read_anki(made["anki"].read_bytes())[1].fields["Pertanyaan"] == expected


@pytest.mark.parametrize(
    ("place", "wrong", "says"),
    [
        (
            ":::{answer}\n",
            ":::{answer}\n```{raw} html\n<b>\n```\n",
            "ganjil.md:{}: WARNING: uraian-ganjil: raw has no place",
        ),
        ("Paragraf kedua.", "Para\x07graf.", "ganjil.md:{}: WARNING: soal-ganjil: a control character has no place"),
    ],
)
def test_what_cannot_be_carried(small_book, place, wrong, says):
    """Anything else is one message with file and line, and that exercise is left out."""
    built = small_book({**BOOK, "ganjil.md": ODD.replace(place, wrong)}, builder="bank")
    line = ODD.replace(place, wrong).split("```{raw}" if "raw" in wrong else "Para\x07")[0].count("\n") + 1
    assert says.format(line) in built.warnings
    assert built.warnings.count("WARNING") == 1
    assert len(read_moodle(files(built)["moodle"].read_bytes())) == 1


def test_what_cannot_be_carried_in_the_glossary(small_book):
    """The same for an entry of the glossary."""
    footnote = GLOSSARY.replace("Lihat {ref}", "[^a] Lihat {ref}") + "\n[^a]: Catatan.\n"
    built = small_book({**BOOK, "glosarium.md": footnote}, builder="bank")
    assert "glosarium.md:5: WARNING: kelompok: primer & {x}: footnote_reference has no place" in built.warnings


def test_links_leave_the_book_only_to_its_home(small_book):
    """A reference into the book is text, or a link to the website when the edition tells where it is."""
    home = edition.load(ROOT / "editions" / "default.toml")
    home = dataclasses.replace(home, book=dataclasses.replace(home.book, url="https://buku.example/x/"))
    entry = read_anki(files(small_book(BOOK, builder="bank", edition=home))["anki"].read_bytes())[0]
    assert '<a href="https://buku.example/x/glosarium.html#isi">Judul Isi</a>' in entry.fields["Batasan"]


def test_another_language(sample_book):
    """In a book without the Indonesian extension every word is English, in names of files and of Anki's fields too."""
    built = sample_book("english", "bank")
    assert built.warnings == ""
    start = "working-together"
    moodle, gift_, anki = (built.outdir / file.file for file in downloads(built.app.config).values())
    assert [moodle.name, gift_.name, anki.name] == [
        f"{start}-questions-moodle.xml",
        f"{start}-questions-gift.txt",
        f"{start}-cards-anki.apkg",
    ]
    for question, essay in (read_moodle(moodle.read_bytes()), read_gift(gift_.read_text("utf-8"))):
        assert (question.name, question.right) == ("Chapter 1, Question 1", [1])
        assert "What a marker looks for" in shown(essay.for_graders or essay.feedback)
    notes = read_anki(anki.read_bytes())
    assert {name for note in notes for name in note.fields} == {
        *("Term", "Definition"),
        *("Question", "Options", "Answer", "Reasons", "Source", "Id"),
    }


def test_every_kind_of_node(sample_book):
    """The book that holds every kind of node has a bank without a warning, with formulas that Moodle and Anki set."""
    built = sample_book("kitchen-sink", "bank")
    assert built.warnings == ""
    moodle, gift_, _anki = (built.outdir / file.file for file in downloads(built.app.config).values())
    for question, essay in (read_moodle(moodle.read_bytes()), read_gift(gift_.read_text("utf-8"))):
        assert question.stem == r"<p>Berapa \(1 + 1\)?</p>"
        assert "<td><p>2</p></td>" in essay.stem


def test_names_of_the_files():
    """They are made from the setting or the title, in the book's language; each has a title and a sentence."""
    config = SimpleNamespace(question_bank_file=None, project="Buku: Satu!")
    for download in downloads(config).values():
        assert re.fullmatch(r"buku-satu-[a-z-]+\.(xml|txt|apkg)", download.file)
        assert download.title and download.description.endswith(".")


def test_counts_of_what_was_made(odd):
    """The list at the end of make tells what a bank holds."""
    assert [contents(odd[name]) for name in NAMES] == ["1 questions, 1 essays", "2 questions and essays", "3 cards"]
