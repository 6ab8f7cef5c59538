"""The book's Indonesian: the house rules, the spelling, and what both read."""

import ast
import re

import pytest

from builds import ROOT
from language_check import __main__ as command
from language_check import house_rules, passages, sentences, spelling

RULES = house_rules.load()
OWN = spelling.own_words()


@pytest.fixture(scope="module")
def speller():
    """The project's own speller."""
    return spelling.Speller(OWN)


def found_by(rule, text):
    """What one rule finds in MyST text."""
    return [finding for passage in passages.from_myst(text) for finding in rule.findings(passage)]


def found_by_all(text):
    """What all rules find in MyST text."""
    return [finding for rule in RULES for finding in found_by(rule, text)]


def lines(findings):
    """The line and code of findings."""
    return [(finding.line, finding.code) for finding in findings]


# The book


def test_book(monkeypatch, capsys):
    """The book itself has no findings, and the table of its sentences is printed."""
    monkeypatch.chdir(ROOT)
    result = command.main(["chapters", "index.md"])
    printed = capsys.readouterr().out
    findings, table = printed.split("berkas ")
    assert not findings and result == 0, findings
    assert "\nindex.md " in table


# The rules


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule(rule):
    """A rule finds its wrong example and each wrong word; no rule finds anything in what is right."""
    assert found_by(rule, rule.wrong)
    assert not found_by_all(rule.right)
    for wrong, right in rule.words.items():
        assert found_by(rule, f"({wrong})."), wrong
        assert not found_by_all(f"({right})."), right


def test_rules_are_many():
    """There are rules of every group."""
    assert len(RULES) >= 60
    assert {rule.code[0] for rule in RULES} == set("ETABIG")


def test_affixes_of_wrong_words():
    """A wrong word is found with affixes, and the message gives the right one."""
    (finding,) = found_by_all("Ia mempraktekkannya.")
    assert str(finding).endswith('"mempraktekkannya": bentuk baku: "praktik"')


@pytest.mark.parametrize("text", ["[praktek]{.sic}", "`praktek`", "[*praktek*]{.language-nl}", "{cite:p}`praktek`"])
def test_hidden(text):
    """What is quoted as wrong, code, foreign or a key is passed over."""
    assert not found_by_all(f"Kata {text} itu.")


RULE = 'code = "X-01"\nmessage = "m"\nwrong = "w"\nright = "r"\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"[[rule]]\n{RULE}", "X-01: a rule has"),
        (f'[[rule]]\n{RULE}pattern = "w"\nwords = {{w = "r"}}', "X-01: a rule has"),
        (f'[[rule]]\n{RULE}patern = "w"', "X-01: a rule has"),
        ('[[rule]]\ncode = "X-01"\npattern = "w"', "X-01: a rule has"),
        (f'[[rule]]\n{RULE}pattern = "w"\n' * 2, "more than one rule has the code X-01"),
    ],
)
def test_bad_rule(tmp_path, text, says):
    """A rule that lacks something, has something unknown, or stands twice is refused by name."""
    path = tmp_path / "rules.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ValueError, match=re.escape(says)):
        house_rules.load(path)


# The spelling


KNOWN = """
mengajar menyapu menulis memakai mengoordinasi mengkaji mengecat memperhatikan mempunyai mempelajari bekerja belajar
berencana terasa tepercaya pekerja petani perajin penerjemahan pemrosesan keanggotaannya ketidakhadiran seprofesi
antarprofesi kedua ketiganya tulislah orang-orang sekolahnya wartawan sukarelawan diperbarui
"""
UNKNOWN = """
mengkoordinasi mensosialisasikan menterjemahkan pengrajin berrencana kelompk pekerjan digambaran dibagikaan yng tjara
"""


def test_known():
    """Roots, affixes and what is bound to them are known without the project's words, in any case."""
    plain = spelling.Speller(set())
    assert [word for word in KNOWN.split() if not plain.knows(word)] == []
    assert [word for word in KNOWN.upper().split() if not plain.knows(word)] == []


def test_unknown(speller):
    """Slips of the pen and wrong sound changes are not known."""
    assert [word for word in UNKNOWN.split() if speller.knows(word)] == []


def test_own_words():
    """Own words take affixes; names keep their capitals and may be tied to others; a name of several words is whole."""
    own = spelling.Speller({"daring", "PGRI", "Durkheim", "Library of Congress"})
    assert all(map(own.knows, ["Daring", "sedaring", "PGRI", "PGRI-nya", "non-PGRI", "Durkheim", "XVI", "1990-an"]))
    assert not any(map(own.knows, ["pgri", "durkheim", "Library", "of"]))
    (passage,) = passages.from_myst("Kata Durkheim dalam Library of\nCongress dan Library.")
    assert [finding.line for finding in own.findings(passage)] == [2]


@pytest.mark.parametrize("text", ["daring\nAceh\n", "Aceh\nAceh\ndaring\n"])
def test_own_words_in_order(tmp_path, text):
    """The list is refused when it is not sorted or a word stands twice."""
    path = tmp_path / "words.txt"
    path.write_text(text, "utf-8")
    with pytest.raises(ValueError, match="is not in its place"):
        spelling.own_words(path)


# What both read

TEXT = """\
(label)=
# Judul bab

:::{box} Kotak kecil praktek
:kind: kasus

Baris praktek satu
dan {term}`istilah
panjang <x>`, lalu praktek.
:::

:::{figure} figures/x.svg
:name: gambar-x
:alt: Alat praktek.

Keterangan praktek

Uraian praktek.
:::

:::{list-table} Tabel praktek
:header-rows: 1

* - Segi
  - praktek
:::

::::{question} soal-praktek
:level: memahami

- [ ] Pilihan praktek
  > Alasan praktek.

:::{answer}
Jawaban praktek.
:::
::::

:::{glossary}
istilah praktek
    [*practice*]{.language-en}. Batasan
    praktek.
:::

:::{objectives}
tp-praktek
: Tujuan praktek.
:::

[^a]: Catatan praktek.

| praktek | b |
|---|---|
| c | praktek |

```python
praktek = 1
```

:::{toctree}
praktek
:::
"""


def test_passages():
    """Text in every kind of block is found on its own line and knows its kind; ids, options and code are no text."""
    rule = next(rule for rule in RULES if "praktek" in rule.words)
    found = [(finding.line, passage.kind) for passage in passages.from_myst(TEXT) for finding in rule.findings(passage)]
    assert found == [
        (4, "heading"), (7, "paragraph"), (9, "paragraph"), (14, "alt"), (16, "caption"), (18, "paragraph"),
        (21, "caption"), (25, "cell"), (31, "item"), (32, "paragraph"), (35, "paragraph"), (40, "name"),
        (42, "paragraph"), (47, "paragraph"), (50, "paragraph"), (52, "cell"), (54, "cell"),
    ]  # fmt: skip


def test_references():
    """A role shows its words; what Sphinx writes in its place is hidden, and the sentence keeps its shape."""
    text = "Lihat {numref}`bab-ciri`, {ref}`judul <x>`, {index}`kata <single: k>`, {cite:t}`goode1957`."
    hidden = passages.HIDDEN
    (passage,) = passages.from_myst(text)
    assert passage.text == f"Lihat {hidden}, judul, kata, {hidden}."


def test_other_sources(tmp_path, monkeypatch, capsys):
    """A wrong word in a chapter, a table's data or a drawing is reported with file and line."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bab.md").write_text("# Bab\n\nKata\nkelompk.\n", "utf-8")
    (tmp_path / "data.csv").write_text('Nama,Isi\n"guru\ndua",praktek\n', "utf-8")
    (tmp_path / "gambar.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg">\n<text>guru\n<tspan>resiko</tspan></text>\n</svg>', "utf-8"
    )
    assert command.main(["."]) == 1
    printed = capsys.readouterr().out.splitlines()
    assert [line.split(" ")[:2] for line in printed[:3]] == [
        ["bab.md:4:", "KATA"],
        ["data.csv:2:", "B-01"],
        ["gambar.svg:3:", "B-01"],
    ]
    assert printed[4].split()[:2] == ["bab.md", "2"]


def test_missing_path():
    """A path that does not exist stops with its name."""
    with pytest.raises(SystemExit, match="bab-tiada"):
        command.main(["bab-tiada"])


def test_syntax():
    """The text is parsed with the MyST extensions of conf.py, but for the change of quotes."""
    settings = ast.parse((ROOT / "conf.py").read_text("utf-8")).body
    (value,) = [node.value for node in settings if ast.unparse(node).startswith("myst_enable_extensions")]
    assert set(ast.literal_eval(value)) - {"smartquotes"} == passages.SYNTAX


# The sentences


def test_sentences():
    """Sentences end at full stops, not at those of abbreviations and numbers."""
    text = 'Menurut Dr. Goode, ada 1.500 orang (hlm. 5). "Benar?" Ia pergi dll. lalu\npulang. Selesai'
    assert [sentence.split()[-1] for _, sentence in sentences.sentences(text)] == [
        "5).", '"Benar?"', "pulang.", "Selesai",
    ]  # fmt: skip


def test_reading():
    """The figures of a text: words, sentences, and the longest with its line."""
    long = "kata " * 31
    figures = sentences.reading(passages.from_myst(f"# Judul yang tidak dihitung\n\nDua kata.\nLalu {long}.\n"))
    assert (figures.words, figures.sentences, figures.longest, figures.line) == (34, 2, 32, 4)
    assert figures.long == 0.5
    assert sentences.reading([]) is None
