"""Objectives, exercises and the answer key: what they make in each format, and what they refuse."""

import re
import subprocess
import zipfile
from pathlib import Path

import pypdf
import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from lxml import etree
from playwright.sync_api import expect

from bookpress.content.exercises import domain
from bookpress.content.exercises.domain import ExercisesDomain
from bookpress.content.exercises.forms import FreeText, Options
from bookpress.core.versions import of_package
from builds import ROOT
from odd_characters import SHOWN, WRITTEN
from programs import pdftotext
from sites import page, rebuild, text

INDEX = """\
# Buku

:::{toctree}
:numbered: 2

bab/satu
bab/dua
:::

:::{toctree}
kunci
:::
"""
KEY = """\
# Kunci Jawaban

:::{answer-key}
:::
"""
ONE = """\
(bab-satu)=
# Bab Satu

:::{objectives}
tp-satu-beda
: Membedakan *dua* hal.

tp-satu-nilai
: Menilai satu hal.
:::

(satu-isi)=
## Isi

Teks.

:::{question} soal-satu-a
:objective: tp-satu-beda
:level: memahami

Pertanyaan tentang hal?

- [ ] Pilihan *miring*
  > Lihat {ref}`satu-isi`.
- [x] Pilihan betul
  > Sebab betul.
:::

::::{essay} soal-satu-uraian
:objective: tp-satu-nilai
:level: mengevaluasi

Nilailah.

:::{answer}
Jawaban contoh.
:::

:::{marking}
- Butir pemeriksa.
:::
::::

:::{question} soal-satu-b
:objective: tp-satu-beda
:level: mengingat

Mana?

- [x] Ini
  > Betul.
- [ ] Itu
  > Keliru.
- [ ] Anu
  > Keliru juga.
:::

:::{activity} kegiatan-satu
:time: 2 × 45 menit
:group: berempat

Kerjakan.
:::
"""
TWO = """\
(bab-dua)=
# Bab Dua

:::{objectives}
tp-dua
: Mengingat.
:::

:::{question} soal-dua-a
:objective: tp-dua
:level: menerapkan
:recall: bab-satu

Mengapa?

- [ ] Satu
  > Bukan.
- [x] Dua
  > Ya.
:::
"""
BOOK = {"index.md": INDEX, "bab/satu.md": ONE, "bab/dua.md": TWO, "kunci.md": KEY}


@pytest.fixture
def site(small_book):
    """The small book as a website."""
    built = small_book(BOOK)
    assert built.warnings == ""
    return built


def test_question_on_the_site(site):
    """A question is a group of radio inputs with labels, and a details with the answer and all reasons."""
    first, second = page(site, "bab/satu").select("fieldset.question")
    assert [first.get("id"), text(first.legend)] == ["soal-satu-a", "Soal 1"]
    assert [second.get("id"), text(second.legend)] == ["soal-satu-b", "Soal 2"]
    assert first.get("aria-labelledby") == "soal-satu-a-title soal-satu-a-stem"
    inputs = first.select("input")
    assert {(i.get("type"), i.get("name")) for i in inputs} == {("radio", "soal-satu-a")}
    labels = first.select("label")
    assert [label.get("for") for label in labels] == [i.get("id") for i in inputs]
    assert [text(label) for label in labels] == ["A. Pilihan miring", "B. Pilihan betul"]
    assert [choice.get("data-right") is not None for choice in first.select(".choice")] == [False, True]
    (details,) = first.select("details")
    assert text(details.summary) == "Jawaban dan semua alasan"
    assert text(details.select(".right-answer")[0]) == "Jawaban: B"
    assert [text(item) for item in details.select(".reasons li")] == ["Lihat Isi.", "Sebab betul."]
    assert not page(site, "bab/satu").select("fieldset form, fieldset button")


def test_essay_and_activity_on_the_site(site):
    """An essay opens its model answer and marking points; an activity says its time and group."""
    (essay,) = page(site, "bab/satu").select(".essay")
    assert text(essay.select(".question-title")[0]) == "Uraian 1"
    assert text(essay.details) == "Contoh jawaban Jawaban contoh. Yang dicari pemeriksa Butir pemeriksa."
    (activity,) = page(site, "bab/satu").select(".activity")
    assert text(activity) == "Kegiatan 2 × 45 menit · berempat Kerjakan."
    assert activity.get("id") == "kegiatan-satu"


def test_objectives_and_exercises_link_to_each_other(site):
    """Each objective lists its exercises, each exercise its objective, level, recalled chapter and answer."""
    root = page(site, "bab/satu")
    first, second = root.select(".objectives li")
    assert [first.get("id"), text(first)] == ["tp-satu-beda", "Membedakan dua hal. Soal 1, Soal 2"]
    assert text(second) == "Menilai satu hal. Uraian 1"
    assert [a.get("href") for a in first.select("a")] == ["#soal-satu-a", "#soal-satu-b"]
    facts = root.select("#soal-satu-a .exercise-facts")[0]
    assert text(facts) == "Tujuan 1 · memahami · Kunci jawaban"
    assert [a.get("href") for a in facts.select("a")] == [
        "#tp-satu-beda",
        "../kunci.html#jawaban-soal-satu-a",
    ]
    facts = page(site, "bab/dua").select("#soal-dua-a .exercise-facts")[0]
    assert text(facts) == "Tujuan 1 · menerapkan · Mengingat kembali: Bab Satu · Kunci jawaban"


def test_answer_key_on_the_site(site):
    """The key has the answers chapter by chapter, with links back, and references that start from it."""
    root = page(site, "kunci")
    assert [text(h) for h in root.select("h2.answer-key-chapter")] == ["Bab 1 Bab Satu", "Bab 2 Bab Dua"]
    answers = root.select(".answer")
    assert [text(a.select(".answer-title")[0]) for a in answers] == [
        "Soal 1: B",
        "Uraian 1",
        "Soal 2: A",
        "Soal 1: B",
    ]
    first, essay = answers[:2]
    assert first.get("id") == "jawaban-soal-satu-a"
    assert [a.get("href") for a in first.select("a")] == [
        "bab/satu.html#soal-satu-a",
        "bab/satu.html#satu-isi",
    ]
    assert text(essay) == "Uraian 1 Jawaban contoh. Yang dicari pemeriksa Butir pemeriksa."


def test_check_boxes_of_myst_are_options(small_book):
    """A book that has MyST's extension ``tasklist`` reads the same questions."""
    extensions = ["colon_fence", "deflist"]
    plain, ticked = (
        small_book(BOOK, builder="xml", myst_enable_extensions=[*extensions, *more]) for more in ([], ["tasklist"])
    )
    assert "soal-" not in ticked.warnings
    one, other = (
        (built.outdir / "bab/satu.xml").read_text().replace(str(built.app.srcdir), "") for built in (plain, ticked)
    )
    assert one == other


def test_ordinary_nodes(small_book):
    """For other builders exercises are containers, paragraphs and lists, with links to the key and back."""
    built = small_book(BOOK, builder="xml")
    assert built.warnings == ""
    chapter = etree.parse(built.outdir / "bab" / "satu.xml")
    question, essay, _second = chapter.xpath(
        "//container[starts-with(@classes, 'question') or starts-with(@classes, 'essay')]"
    )
    title, stem, choices, facts = question
    assert question.get("ids") == "soal-satu-a"
    assert (title.get("classes"), title.text) == ("question-title", "Soal 1")
    assert stem.text == "Pertanyaan tentang hal?"
    assert (choices.tag, choices.get("enumtype"), choices.get("suffix")) == (
        "enumerated_list",
        "upperalpha",
        ".",
    )
    assert ["".join(item.itertext()).strip() for item in choices] == ["Pilihan miring", "Pilihan betul"]
    assert [(child.get("classes"), child.text) for child in essay[:2]] == [
        ("question-title", "Uraian 1"),
        (None, "Nilailah."),
    ]
    for paragraph, shown in ((facts, "Tujuan 1 · memahami"), (essay[-1], "Tujuan 2 · mengevaluasi")):
        assert paragraph.get("classes").split()[0] == "exercise-facts"
        assert " ".join("".join(paragraph.itertext()).split()) == f"{shown} · Kunci jawaban"
    assert facts.xpath("reference/@refuri|reference/@refid") == ["tp-satu-beda", "../kunci#jawaban-soal-satu-a"]
    assert not chapter.xpath("//solution|//stem|//choices|//exercise|//verdict")
    (objectives,) = chapter.xpath("//admonition[@classes='objectives']")
    assert objectives.xpath("enumerated_list/list_item/@ids") == ["tp-satu-beda", "tp-satu-nilai"]
    tested_by = objectives.xpath("enumerated_list/list_item/paragraph[starts-with(@classes, 'tested-by')]")
    assert [[link.get("refid") for link in paragraph] for paragraph in tested_by] == [
        ["soal-satu-a", "soal-satu-b"],
        ["soal-satu-uraian"],
    ]
    assert not chapter.xpath("//score|//printed_answers")
    key = etree.parse(built.outdir / "kunci.xml")
    assert key.xpath("//container[@classes='answer']/@ids")[0] == "jawaban-soal-satu-a"
    assert key.xpath("//paragraph[@classes='answer-title']/reference/@refuri")[0] == "bab/satu#soal-satu-a"


def test_links_both_ways_in_the_epub(small_book):
    """Question and objective, question and answer lead to each other, without script and without details."""
    built = small_book(BOOK, builder="epub")
    assert built.warnings == ""
    (path,) = built.outdir.glob("*.epub")
    with zipfile.ZipFile(path) as package:
        chapter, key = (BeautifulSoup(package.read(f"EPUB/{name}.xhtml"), "xml") for name in ("bab/satu", "kunci"))
    assert not chapter.find_all(["script", "details", "input"]) and not key.find_all(["script", "details"])
    question = chapter.find(id="soal-satu-a")
    links = {text(link): link["href"] for link in question.find_all("a")}
    assert links == {"Tujuan 1": "#tp-satu-beda", "Kunci jawaban": "../kunci.xhtml#jawaban-soal-satu-a"}
    tested_by = chapter.find(id="tp-satu-beda").find_all("a")
    assert [link["href"] for link in tested_by] == ["#soal-satu-a", "#soal-satu-b"]
    answer = key.find(id="jawaban-soal-satu-a")
    assert answer.find("a")["href"] == "bab/satu.xhtml#soal-satu-a"
    assert text(answer) == "Soal 1: B Lihat Isi. Sebab betul."


def test_links_both_ways_in_the_pdf(small_book):
    """The same in print, with the page of each; a page that is in sight is not named."""
    built = small_book(BOOK, builder="typst")
    assert built.warnings == ""
    (path,) = built.outdir.glob("*cetak.pdf")
    pdf = pypdf.PdfReader(path)
    found = {label: " ".join(p.extract_text().split()) for label, p in zip(pdf.page_labels, pdf.pages, strict=True)}
    first = next(label for label, words in found.items() if "Pertanyaan tentang hal?" in words)
    second = next(label for label, words in found.items() if "Mengapa?" in words)
    key = next(label for label, words in found.items() if "Sebab betul." in words)
    assert f"Tujuan 1 · memahami · Kunci jawaban (hlm. {key})" in found[first]
    assert f"Tujuan 1 · menerapkan · Kunci jawaban (hlm. {key})" in found[second]
    assert "Membedakan dua hal. Soal 1, Soal 2" in found[first]
    assert f"Soal 1 (hlm. {first}): B" in found[key] and f"Soal 1 (hlm. {second}): B" in found[key]
    names = pdf.named_destinations
    goals = [note.get_object()["/Dest"] for note in pdf.pages[list(found).index(first)]["/Annots"]]
    pages = [goal[0].get_object() if isinstance(goal, list) else names[goal]["/Page"].get_object() for goal in goals]
    order = [page.indirect_reference for page in pdf.pages]
    labels = [list(found)[order.index(page.indirect_reference)] for page in pages]
    assert sorted(labels) == sorted([first] * 6 + [key] * 3)


def test_without_a_key_there_is_no_link_to_it(small_book):
    """A book without an answer key has no links to one, in any format."""
    files = {**BOOK, "kunci.md": "# Kunci\n"}
    site, plain = small_book(files), small_book(files, builder="xml")
    assert site.warnings == plain.warnings == ""
    assert "Kunci jawaban" not in (site.outdir / "bab" / "satu.html").read_text("utf-8")
    assert "Kunci jawaban" not in (plain.outdir / "bab" / "satu.xml").read_text("utf-8")


def test_the_environment_holds_what_a_bank_needs(site):
    """The domain gives each exercise with its text, options, reasons, objective, level and recall."""
    exercises = site.app.env.get_domain("exercises").exercises()
    assert [e.id for e in exercises] == ["soal-satu-a", "soal-satu-uraian", "soal-satu-b", "soal-dua-a"]
    first, essay, _second, last = exercises
    assert (first.kind, essay.kind) == ("question", "essay")
    assert isinstance(first.answer, Options) and not first.answer.several
    assert (first.docname, first.line, first.number, first.title) == ("bab/satu", 17, 1, "Soal 1")
    assert (first.objective, first.level, first.recall, first.answer.short) == ("tp-satu-beda", "memahami", None, "B")
    assert [block.astext() for block in first.stem] == ["Pertanyaan tentang hal?"]
    assert [[node.astext() for node in option.text] for option in first.answer.options] == [
        ["Pilihan ", "miring"],
        ["Pilihan betul"],
    ]
    assert isinstance(first.answer.options[0].text[1], nodes.emphasis)
    assert first.answer.options[1].reason[0].astext() == "Sebab betul."
    assert isinstance(essay.answer, FreeText)
    assert (essay.answer.answer[0].astext(), essay.answer.marking[0].astext()) == (
        "Jawaban contoh.",
        "Butir pemeriksa.",
    )
    assert last.recall == "bab-satu"


def odd_book(written: str) -> dict[str, str]:
    """The small book with odd text in a stem, an option, a reason, a model answer and its marking points."""
    chapter = ONE
    for plain in ("Pertanyaan tentang hal?", "Pilihan betul", "Sebab betul.", "Jawaban contoh.", "Butir pemeriksa."):
        chapter = chapter.replace(plain, written)
    return {**BOOK, "bab/satu.md": chapter}


def test_odd_characters_on_the_site(small_book):
    """Quotes, signs that look like markup, and other alphabets come out as they were written."""
    built = small_book(odd_book(f"{WRITTEN}\n  // baris lain"))
    assert built.warnings == ""
    shown = f"{SHOWN} // baris lain"
    question, essay = (page(built, "bab/satu").find(id=name) for name in ("soal-satu-a", "soal-satu-uraian"))
    assert text(question.select(".stem")[0]) == shown
    assert text(question.select("label")[1]) == f"B. {shown}"
    assert text(question.select(".reasons li")[1]) == shown
    assert text(essay.details) == f"Contoh jawaban {shown} Yang dicari pemeriksa {shown}"
    for name in ("soal-satu-a", "soal-satu-uraian"):
        assert shown in text(page(built, "kunci").find(id=f"jawaban-{name}"))


def test_odd_characters_in_the_epub(small_book):
    """The same in the EPUB."""
    built = small_book(odd_book(WRITTEN), builder="epub")
    assert built.warnings == ""
    (path,) = built.outdir.glob("*.epub")
    with zipfile.ZipFile(path) as package:
        chapter, key = (BeautifulSoup(package.read(f"EPUB/{name}.xhtml"), "xml") for name in ("bab/satu", "kunci"))
    question = chapter.find(id="soal-satu-a")
    assert text(question) == f"Soal 1 {SHOWN} Pilihan miring {SHOWN} Tujuan 1 · memahami · Kunci jawaban"
    assert text(key.find(id="jawaban-soal-satu-a")) == f"Soal 1: B Lihat Isi. {SHOWN}"
    assert text(key.find(id="jawaban-soal-satu-uraian")) == f"Uraian 1 {SHOWN} Yang dicari pemeriksa {SHOWN}"


NOT_IN_OUR_TYPEFACES = "ꦗꦮ 中文 "


def test_odd_characters_in_the_pdf(small_book):
    """The same in the PDF, as far as there are typefaces; readers disagree on the spaces about Arabic."""
    written, shown = (words.replace(NOT_IN_OUR_TYPEFACES, "") for words in (WRITTEN, SHOWN))
    built = small_book(odd_book(written), builder="typst")
    assert built.warnings == ""
    for path in built.outdir.glob("*.pdf"):
        words = ["".join(p.extract_text().split()) for p in pypdf.PdfReader(path).pages]
        before, after = ("".join(part.split()) for part in shown.split("عربي <"))
        assert sum(w.count(before) for w in words) == sum(w.count(after) for w in words) == 5
        assert sum(w.count("عربي") for w in words) == 5


def test_letters_without_a_typeface_in_the_pdf(small_book):
    """Each is named with file and line, which stops a strict build, and the text keeps it."""
    built = small_book(odd_book(WRITTEN), builder="typst")
    named = re.findall(r"^bab/satu\.md:21: WARNING: no typeface has the letter (.) ", built.warnings, re.MULTILINE)
    assert sorted(named) == sorted({letter for letter in NOT_IN_OUR_TYPEFACES if letter.isalpha()})
    for path in built.outdir.glob("*.pdf"):
        text = "".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
        assert all(letter in text for letter in named)


def test_the_example_of_the_guide(small_book):
    """What docs/writing.md shows is right as it stands there."""
    guide = (ROOT / "docs" / "writing.md").read_text("utf-8")
    (example,) = re.findall(r"^````markdown\n(:::\{question\}.*?)^````$", guide, re.DOTALL | re.MULTILINE)
    objectives = ":::{objectives}\ntp-pengertian-batas\n: Satu.\n\ntp-pengertian-unsur\n: Dua.\n:::\n"
    built = small_book({"index.md": f"# Bab\n\n{objectives}\n{example}"}, builder="bank")
    assert built.warnings == ""
    kinds = [exercise.kind for exercise in built.app.env.get_domain("exercises").exercises()]
    assert kinds == ["question", "essay"]


LEVEL, OBJECTIVE, REASON = ":level: memahami\n", ":objective: tp-satu-beda\n", "  > Sebab betul.\n"
FIRST = "- [ ] Pilihan *miring*\n  > Lihat {ref}`satu-isi`.\n"
BROKEN = [
    ("- [x] Pilihan", "- [ ] Pilihan", 17, 'soal-satu-a: no right option; start one with "[x] "'),
    ("- [ ] Pilihan", "- [x] Pilihan", 17, 'soal-satu-a: 2 right options; start only one with "[x] "'),
    (FIRST, "", 17, "soal-satu-a: fewer than two options; write a list"),
    (REASON, "  Sebab betul.\n", 25, 'soal-satu-a: the option "[x] Pilihan betul" has no reason; write it'),
    (REASON, "  >\n", 25, 'soal-satu-a: the option "[x] Pilihan betul" has no reason; write it'),
    ("- [ ] Pilihan", "- Pilihan", 23, 'soal-satu-a: the option "Pilihan miring" starts with neither'),
    (REASON, REASON + "\nLagi.", 17, "soal-satu-a: text after the options; put it before them"),
    ("Pertanyaan tentang hal?\n", "", 17, "soal-satu-a: no question; write it before the options"),
    (LEVEL, ":level: tahu\n", 17, 'soal-satu-a: unknown level "tahu"; write :level: and one of: meng'),
    (LEVEL, "", 17, "soal-satu-a: no level; write :level: and one of: mengingat"),
    (OBJECTIVE, "", 17, "soal-satu-a: no objective; write :objective:"),
    (OBJECTIVE, ":objective: tp-dua\n", 17, 'soal-satu-a: unknown objective "tp-dua"; write one of this'),
    ("{question} soal-satu-a", "{question}", 17, "question: no id; write one of lower-case letters"),
    ("{question} soal-satu-a", "{question} Soal", 17, 'question: "Soal" is not an id; write one of'),
    ("soal-satu-b", "soal-satu-a", 44, 'the id "soal-satu-a" is used already, in bab/satu.md:17; choose'),
    ("kegiatan-satu", "tp-dua", 58, 'the id "tp-dua" is used already, in bab/dua.md:5; choose another'),
    ("kegiatan-satu", "", 58, "activity: no id; write one of lower-case letters"),
    (":::{answer}\nJawaban contoh.\n:::\n", "", 29, "soal-satu-uraian: no answer; write {answer} in the"),
    ("Nilailah.", "", 29, "soal-satu-uraian: no question; write it before the answer"),
    ("::::{essay}", ":::{essay}", 39, "marking: not in {essay}; put it in one, with fewer colons"),
    ("tp-satu-nilai\n:lev", "tp-satu-beda\n:lev", 8, 'the objective "tp-satu-nilai" has no question; wri'),
    ("tp-satu-beda\n: M", "TP 1\n: M", 5, 'objectives: "TP 1" is not an id; use lower-case letters'),
    ("tp-satu-beda\n: M", "- M", 4, "objectives: write only a definition list: a line with an id"),
    ("Sebab betul.", "{cite:p}`x`", 26, "soal-satu-a: a citation, footnote or picture in an exercise; "),
]


@pytest.mark.parametrize(("right", "wrong", "line", "says"), BROKEN, ids=[case[3][:50] for case in BROKEN])
def test_wrong_input(small_book, right, wrong, line, says):
    """What is wrong is a warning with file and line that says how to mend it."""
    assert right in ONE
    built = small_book({**BOOK, "bab/satu.md": ONE.replace(right, wrong, 1)}, builder="dummy")
    assert f"bab/satu.md:{line}: WARNING: {says}" in built.warnings


@pytest.mark.parametrize(
    ("label", "says"),
    [
        ("bab-tiga", 'no section has the label "bab-tiga"; give the label of an earlier chapter'),
        ("bab-dua", '"bab-dua" does not come before this chapter; give the label of an earlier chapter'),
    ],
)
def test_wrong_recall(small_book, label, says):
    """Only an earlier chapter can be recalled."""
    built = small_book({**BOOK, "bab/dua.md": TWO.replace("bab-satu", label)}, builder="dummy")
    assert f"bab/dua.md:9: WARNING: soal-dua-a: :recall: {says}" in built.warnings


def test_second_key(small_book):
    """A book has one answer key."""
    built = small_book({**BOOK, "bab/dua.md": TWO + "\n:::{answer-key}\n:::\n"}, builder="dummy")
    assert "kunci.md:3: WARNING: a second answer key; the first is in bab/dua.md; take one out" in built.warnings


def test_parallel_reading_gives_the_same_pages(site):
    """What parallel readers found is merged."""
    for number in range(6):  # Sphinx reads in parallel from six documents on
        Path(site.app.srcdir, f"tambahan-{number}.md").write_text("# Tambahan\n", "utf-8")
    again = Path(f"{site.outdir}-parallel")
    rebuild(site, again, parallel=2)
    for name in ("bab/satu.html", "bab/dua.html", "kunci.html"):
        assert (again / name).read_bytes() == (site.outdir / name).read_bytes()


def test_the_key_follows_a_changed_chapter(site):
    """A change of a question reaches the key; a key that is gone is no longer linked to."""
    chapter, key = Path(site.app.srcdir, "bab", "satu.md"), Path(site.app.srcdir, "kunci.md")
    chapter.write_text(ONE.replace("Sebab betul.", "Sebab lain."), "utf-8")
    rebuild(site)
    assert "Sebab lain." in text(page(site, "kunci"))
    chapter.unlink()
    rebuild(site)
    assert [text(h) for h in page(site, "kunci").select("h2.answer-key-chapter")] == ["Bab 1 Bab Dua"]
    key.write_text("# Kunci\n", "utf-8")
    rebuild(site)
    assert "Kunci jawaban" not in text(page(site, "bab/dua"))


def test_only_what_changed_is_written_again(small_book):
    """Without a change nothing; after one the document, its toctree and the key; without a key all."""
    built = small_book(BOOK, builder="xml")
    source = Path(built.app.srcdir)
    assert rebuild(built) == []
    (source / "bab" / "dua.md").write_text(TWO.replace("Mengapa?", "Bilamana?"), "utf-8")
    assert sorted(rebuild(built)) == ["bab/dua", "index", "kunci"]
    (source / "kunci.md").write_text("# Kunci\n", "utf-8")
    assert sorted(rebuild(built)) == ["bab/dua", "bab/satu", "index", "kunci"]


def test_script_and_style(site, small_book):
    """Only the website has script and style; they are in the site's one script and style sheet."""
    static = site.outdir / "_static"
    assert ".exercise" in (static / "site.js").read_text("utf-8")
    assert ".exercise" in (static / "book.css").read_text("utf-8")
    assert not (small_book(BOOK, builder="xml").outdir / "_static").exists()


def test_answering(site, browser):
    """Choosing an option, by mouse or keyboard, tells whether it is right and why."""
    tab = browser.new_page()
    tab.goto((site.outdir / "bab" / "satu.html").as_uri())
    verdict = tab.locator("#soal-satu-a .verdict")
    assert (verdict.get_attribute("aria-live"), verdict.inner_text()) == ("polite", "")
    tab.get_by_label("Pilihan miring").check()
    assert " ".join(verdict.inner_text().split()) == "Belum tepat. Lihat Isi."
    tab.keyboard.press("ArrowDown")
    assert " ".join(verdict.inner_text().split()) == "Benar. Sebab betul."
    assert tab.locator("#soal-satu-a .choice[data-state=right]").count() == 1
    assert tab.locator("#soal-satu-a .choice[data-state=wrong]").count() == 0
    assert tab.locator("#soal-satu-b .verdict").inner_text() == ""
    tab.close()


def test_answering_by_keyboard_alone(site, browser):
    """Each question is one stop of the tabulator; the space bar and the arrows choose; focus stays where it was."""
    tab = browser.new_page()
    tab.goto((site.outdir / "bab" / "satu.html").as_uri())
    tab.locator("#soal-satu-a-A").focus()
    tab.keyboard.press("Space")
    expect(tab.locator("#soal-satu-a .verdict")).to_have_text("Belum tepat. Lihat Isi.")
    tab.keyboard.press("ArrowDown")
    expect(tab.locator("#soal-satu-a .verdict")).to_have_text("Benar. Sebab betul.")
    expect(tab.locator("#soal-satu-a-B")).to_be_focused()
    tab.locator("#soal-satu-b-A").focus()
    tab.keyboard.press("Shift+Tab")
    assert tab.evaluate("document.activeElement.closest('.question')?.id") != "soal-satu-b"
    tab.close()


FORM = "{} dari 2 soal dijawab, {} benar pada pilihan pertama. Hanya tersimpan di perangkat ini."


def test_score_is_kept_on_the_device(site, browser):
    """First choices count; a page opened again shows what was chosen; another page has its own score."""
    context = browser.new_context()
    tab = context.new_page()
    tab.goto((site.outdir / "bab" / "satu.html").as_uri())
    score = tab.locator(".score p")
    expect(score).to_have_text(FORM.format(0, 0))
    tab.get_by_label("Pilihan miring").check()
    tab.get_by_label("Pilihan betul").check()
    tab.locator("#soal-satu-b-A").check()
    expect(score).to_have_text(FORM.format(2, 1))
    tab.reload()
    expect(score).to_have_text(FORM.format(2, 1))
    expect(tab.get_by_label("Pilihan betul")).to_be_checked()
    expect(tab.locator("#soal-satu-a .verdict")).to_have_text("Benar. Sebab betul.")
    tab.goto((site.outdir / "bab" / "dua.html").as_uri())
    expect(score).to_have_text(FORM.format(0, 0).replace("2 soal", "1 soal"))
    assert context.cookies() == []
    tab.close()
    context.close()


def test_starting_again(site, browser):
    """The button forgets the answers, on the page and on the device, and goes to the first question."""
    context = browser.new_context()
    tab = context.new_page()
    tab.goto((site.outdir / "bab" / "satu.html").as_uri())
    tab.get_by_label("Pilihan miring").check()
    tab.get_by_role("button", name="Mulai dari awal").press("Enter")
    for _ in range(2):
        expect(tab.locator(".score p")).to_have_text(FORM.format(0, 0))
        expect(tab.locator("#soal-satu-a .verdict")).to_be_empty()
        assert tab.locator("[data-state], input:checked").count() == 0
        assert not [name for name in tab.evaluate("Object.keys(localStorage)") if name.startswith("exercises:")]
        tab.reload()
    tab.get_by_role("button", name="Mulai dari awal").click()
    expect(tab.locator("#soal-satu-a-A")).to_be_focused()
    tab.close()
    context.close()


def errors_of(tab) -> list:
    """The errors of scripts on a page, as they come."""
    errors = []

    def note(error) -> None:
        errors.append(error)

    tab.on("pageerror", note)
    return errors


REFUSALS = {
    "no storage": "Object.defineProperty(window, 'localStorage', {get() { throw Error('SecurityError') }})",
    "no room": "Storage.prototype.setItem = () => { throw Error('QuotaExceededError') }",
}


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS)
def test_nothing_breaks_when_storage_is_refused(site, browser, refusal):
    """Answering works as ever, and the score says that it is not kept."""
    context = browser.new_context()
    context.add_init_script(refusal)
    tab = context.new_page()
    errors = errors_of(tab)
    tab.goto((site.outdir / "bab" / "satu.html").as_uri())
    tab.get_by_label("Pilihan betul").check()
    expect(tab.locator("#soal-satu-a .verdict")).to_have_text("Benar. Sebab betul.")
    expect(tab.locator(".score p")).to_have_text(
        "1 dari 2 soal dijawab, 1 benar pada pilihan pertama. Tidak tersimpan: peramban ini tidak mengizinkannya."
    )
    tab.get_by_role("button", name="Mulai dari awal").click()
    expect(tab.locator(".score p")).to_contain_text("0 dari 2")
    assert errors == []
    tab.close()
    context.close()


@pytest.mark.parametrize("stored", ["{", "[1]", "7", '{"soal-satu-a": [9], "lain": [0], "soal-satu-b": "x"}'])
def test_strange_storage_is_ignored(site, browser, stored):
    """What another program or an older edition left there does no harm."""
    context = browser.new_context()
    context.add_init_script(f"localStorage.setItem(`exercises:${{location.pathname}}`, {stored!r})")
    tab = context.new_page()
    errors = errors_of(tab)
    tab.goto((site.outdir / "bab" / "satu.html").as_uri())
    expect(tab.locator(".score p")).to_have_text(FORM.format(0, 0))
    assert errors == []
    tab.close()
    context.close()


def test_printing(site, browser, tmp_path):
    """On paper the questions stand without answers, then all answers; nothing of the score or a choice is left."""
    tab = browser.new_page()
    tab.goto((site.outdir / "bab" / "satu.html").as_uri())
    tab.get_by_label("Pilihan miring").check()
    tab.locator("#soal-satu-b summary").click()
    tab.pdf(path=tmp_path / "halaman.pdf")
    command = [pdftotext(), "-layout", str(tmp_path / "halaman.pdf"), "-"]
    *pages, answers, _end = subprocess.run(command, capture_output=True, check=True, text=True).stdout.split("\f")
    before = " ".join(" ".join(pages).split())
    assert "Soal 1 Pertanyaan tentang hal? A. Pilihan miring B. Pilihan betul Uraian 1 Nilailah. Soal 2 Mana?" in before
    for hidden in ("Jawaban", "Belum tepat", "Sebab betul", "Contoh", "dijawab", "Mulai dari awal", "✗", "Betul."):
        assert hidden not in before
    assert " ".join(answers.split()) == (
        "Jawaban Soal 1 Jawaban: B A. Lihat Isi. B. Sebab betul. "
        "Uraian 1 Jawaban contoh. Yang dicari pemeriksa Butir pemeriksa. "
        "Soal 2 Jawaban: A A. Betul. B. Keliru. C. Keliru juga."
    )
    assert tab.locator(".solution").first.is_visible()
    assert tab.locator(".printed-answers").is_hidden()
    assert tab.locator("#soal-satu-a .right-answer").count() == 1
    tab.close()


def test_answers_without_javascript(site, browser):
    """Without JavaScript the answer and all reasons open."""
    tab = browser.new_page(java_script_enabled=False)
    tab.goto((site.outdir / "bab" / "satu.html").as_uri())
    answer = tab.locator("#soal-satu-a .right-answer")
    assert not answer.is_visible()
    tab.locator("#soal-satu-a summary").click()
    assert answer.is_visible()
    assert tab.locator("#soal-satu-a .reasons").is_visible()
    assert tab.locator(".score").is_hidden()
    assert tab.locator(".printed-answers").is_hidden()
    tab.close()


def test_a_chapter_in_two_toctrees_has_its_exercises_once(small_book):
    """Else the answer key has every id of it twice, and the bank every question."""
    twice = INDEX.replace("bab/dua\n", "bab/dua\nbab/satu\n")
    built = small_book({**BOOK, "index.md": twice}, suppress_warnings=["toc"])
    assert built.warnings == ""
    exercises = [exercise.id for exercise in built.app.env.get_domain("exercises").exercises()]
    assert len(exercises) == len(set(exercises))
    key = page(built, "kunci")
    ids = [element["id"] for element in key.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_what_other_code_kept_is_read_again(site, monkeypatch):
    """A pickle of exercises with other fields is not taken: the version changes with the source."""
    assert ExercisesDomain.data_version == of_package(Path(domain.__file__).parent)
    assert rebuild(site) == ["index"]  # for its link to downloads
    monkeypatch.setattr(ExercisesDomain, "data_version", ExercisesDomain.data_version + 1)
    assert "bab/satu" in rebuild(site)
