"""A kind of exercise is one class in one file: what such a file adds is in every format, with no other file changed."""

import re
import zipfile
from pathlib import Path

import pypdf
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from bank_readers import Read, read_anki, read_gift, read_moodle, shown
from bookpress.content.exercises import kinds
from builds import ROOT
from sites import page, text

CHAPTER = """\
# Bab Satu

:::{objectives}
tp-satu
: Membedakan.
:::

:::{true-false} pernyataan-satu
:objective: tp-satu
:level: memahami

Air itu basah.

> True, karena *air* membasahi.
:::

:::{several} soal-beberapa
:objective: tp-satu
:level: memahami

Mana yang genap?

- [x] Dua
  > Dua kali satu.
- [ ] Tiga
  > Ganjil.
- [x] Empat
  > Dua kali dua.
:::

:::{judge} soal-menilai
:objective: tp-satu
:level: memahami

Nilailah.

- [x] Enam itu genap.
  > Tiga kali dua.
- [x] Lima -> ganjil, 1 = 1.
  > Sisa satu.
:::
"""
BOOK = {
    "index.md": "# Buku\n\n:::{toctree}\n:numbered:\n\nsatu\n:::\n\n:::{toctree}\nkunci\n:::\n",
    "satu.md": CHAPTER,
    "kunci.md": "# Kunci\n\n:::{answer-key}\n:::\n",
}


@pytest.fixture
def more(small_book, monkeypatch):
    """The small book with the kinds of ``more_kinds.py``: ``more("html")``, ``more("dummy", chapter=…)``."""
    monkeypatch.syspath_prepend(Path(__file__).parent)
    for name in ("true-false", "several", "judge"):  # forgotten after the test
        monkeypatch.delitem(kinds.KINDS, name, raising=False)
    known = dict(kinds.KINDS)
    used = re.search(r"^extensions = (\[.*?^\])", (ROOT / "conf.py").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    extensions = [*re.findall(r'^ +"([\w.]+)"', used[1], re.MULTILINE), "more_kinds"]

    def of(builder, chapter=CHAPTER):
        return small_book({**BOOK, "satu.md": chapter}, builder=builder, extensions=extensions)

    yield of
    kinds.KINDS.clear()
    kinds.KINDS.update(known)


def test_on_the_site(more):
    """Each is a group with real inputs, is counted, is linked to its objective and has its answer in the key."""
    built = more("html")
    assert built.warnings == ""
    root = page(built, "satu")
    exercises = root.select("fieldset.exercise")
    assert [text(exercise.legend) for exercise in exercises] == ["Statement 1", "Soal 1", "Soal 2"]
    assert [exercise.input["type"] for exercise in exercises] == ["radio", "checkbox", "radio"]
    assert text(root.select(".tested-by")[0]) == "Statement 1, Soal 1, Soal 2"
    assert [text(answer) for answer in root.select(".right-answer")] == [
        "Jawaban: A",
        "Jawaban: A, C",
        "Jawaban: A True, B True",
    ]
    assert [text(answer) for answer in page(built, "kunci").select(".answer")] == [
        "Statement 1: A True, karena air membasahi.",
        "Soal 1: A, C Dua kali satu. Ganjil. Dua kali dua.",
        "Soal 2: A True, B True Tiga kali dua. Sisa satu.",
    ]


def test_answering(more, browser):
    """The script judges each, tells the reason of what was chosen, counts the first choices and keeps them."""
    tab = browser.new_page()
    tab.goto((more("html").outdir / "satu.html").as_uri())
    verdict, score = tab.locator(".verdict"), tab.locator(".score p")

    def counted(answered, right):
        expect(score).to_contain_text(f"{answered} dari 3 soal dijawab, {right} benar")

    counted(0, 0)
    tab.locator("#pernyataan-satu-B").check()
    expect(verdict.nth(0)).to_have_text("Belum tepat. True, karena air membasahi.")
    counted(1, 0)
    tab.locator("#soal-beberapa-C").check()
    expect(verdict.nth(1)).to_have_text("Benar. Dua kali dua.")
    counted(1, 0)
    tab.locator("#soal-beberapa-A").check()
    assert tab.locator("#soal-beberapa .choice[data-state=right]").count() == 2
    counted(2, 1)
    tab.locator("#soal-menilai-A-True").check()
    counted(2, 1)
    tab.locator("#soal-menilai-B-True").check()
    expect(verdict.nth(2)).to_have_text("Benar. Sisa satu.")
    counted(3, 2)
    tab.reload()
    counted(3, 2)
    assert tab.locator("input:checked").count() == 5
    tab.locator("#soal-beberapa-A").uncheck()
    expect(verdict.nth(1)).to_be_empty()
    tab.reload()
    assert tab.locator("input:checked").count() == 4
    tab.get_by_role("button", name="Mulai dari awal").click()
    counted(0, 0)
    assert tab.locator("input:checked, [data-state]").count() == 0
    tab.close()


def test_in_the_epub(more):
    """The same as a group with a title; the style of exercises is its style."""
    built = more("epub")
    assert built.warnings == ""
    (path,) = built.outdir.glob("*.epub")
    with zipfile.ZipFile(path) as package:
        chapter, key = (BeautifulSoup(package.read(f"EPUB/{name}.xhtml"), "xml") for name in ("satu", "kunci"))
        (style,) = (package.read(name).decode() for name in package.namelist() if name.endswith(".css"))
    groups = chapter.find_all(role="group")
    assert [(group["id"], group["class"]) for group in groups] == [
        ("pernyataan-satu", "true-false"),
        ("soal-beberapa", "several"),
        ("soal-menilai", "judge"),
    ]
    assert ".several, .judge, .answer { margin" in style
    assert text(groups[0]) == "Statement 1 Air itu basah. True / False Tujuan 1 · memahami · Kunci jawaban"
    assert text(key.find(id="jawaban-soal-beberapa")) == "Soal 1: A, C Dua kali satu. Ganjil. Dua kali dua."


def test_in_the_pdf(more):
    """The same in print."""
    built = more("typst")
    assert built.warnings == ""
    for path in built.outdir.glob("*.pdf"):
        words = " ".join(" ".join(p.extract_text() for p in pypdf.PdfReader(path).pages).split())
        for said in ("Statement 1", "A. Dua B. Tiga C. Empat", "Enam itu genap.", ": A True, B True"):
            assert said in words


@pytest.fixture
def bank(more):
    """What the bank of the book has, by format."""
    built = more("bank")
    assert built.warnings == ""
    return {path.suffix: path.read_bytes() for path in built.outdir.iterdir()}


@pytest.mark.parametrize(
    ("suffix", "read"), [(".xml", read_moodle), (".txt", lambda content: read_gift(content.decode()))]
)
def test_in_the_bank(bank, suffix, read):
    """A true-or-false is a choice of one, several right options have their weights, statements are matched."""
    one, several, statements = read(bank[suffix])
    assert isinstance(one, Read)
    assert (shown(one.stem), one.options, one.right, one.marks) == ("Air itu basah.", ["True", "False"], [0], [100, 0])
    assert (several.name, several.options, several.marks) == ("Bab 1, Soal 1", ["Dua", "Tiga", "Empat"], [50, -50, 50])
    assert list(map(shown, several.reasons)) == ["Dua kali satu.", "Ganjil.", "Dua kali dua."]
    pairs = [(shown(said), word) for said, word in statements.pairs]
    assert pairs == [("Enam itu genap.", "True"), ("Lima -> ganjil, 1 = 1.", "True"), ("", "False")]
    assert shown(statements.feedback) == "Tiga kali dua. Sisa satu."


def test_on_cards(bank):
    """The cards have what there is to choose, the answer and the reasons."""
    fields = [list(note.fields.values()) for note in read_anki(bank[".apkg"])]
    assert [[shown(side) for side in note[1:4]] for note in fields] == [
        ["True False", "A. True", "True, karena air membasahi. True, karena air membasahi."],
        ["Dua Tiga Empat", "A. Dua C. Empat", "Dua kali satu. Ganjil. Dua kali dua."],
        ["Enam itu genap. Lima -> ganjil, 1 = 1.", "A. True B. True", "Tiga kali dua. Sisa satu."],
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("> True, k", "> K", 'satu.md:8: WARNING: pernyataan-satu: no answer; write "> True" or "> False"'),
        ("- [x] Empat", "- [ ] Empat", "satu.md:17: WARNING: soal-beberapa: fewer than two right options"),
        (
            "- [x] Enam",
            "- Enam",
            'satu.md:37: WARNING: soal-menilai: the statement "Enam itu genap." starts with neither',
        ),
    ],
)
def test_wrong_input(more, right, wrong, says):
    """What an added kind refuses is a warning with file, line and type."""
    built = more("dummy", CHAPTER.replace(right, wrong, 1))
    assert says in built.warnings
    assert "[bookpress.exercises]" in built.warnings
