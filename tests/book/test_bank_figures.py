"""The questions cannot be answered by their form alone: one rule a test, each with its figure over the book."""

import pytest

from builds import ROOT
from language_check import __main__ as command
from language_check import bank

QUESTION = """\
:::{question} soal-a
:objective: tp-a
:level: memahami

Siapa yang mencatat anggota
kelompok itu?

- [ ] Kelompok itu
  > Kelompok dicatat.
- [x] Petugas yang selalu menyusun tabel tentang
  {term}`pekerjaan <okupasi>`
  > Tepat. Ia menyusun tabelnya.
- [ ] Hanya pengurus
  > Pengurus mencatat anggotanya saja.
:::
"""


@pytest.fixture(scope="module")
def asked():
    """All questions of the book."""
    return [question for path in sorted((ROOT / "chapters").glob("*.md")) for question in _of(path)]


def _of(path):
    return bank.questions(path.read_text("utf-8"))


# The book


def test_longest_option(asked):
    """Choosing the longest option scores at most 30 percent."""
    score = bank.longest_wins(asked)
    print(f"the longest option is right: {score:.0%}")
    assert score <= 0.30


def test_shortest_option(asked):
    """Nor does choosing the shortest score more."""
    score = bank.shortest_wins(asked)
    print(f"the shortest option is right: {score:.0%}")
    assert score <= 0.30


def test_absolutes(asked):
    """Absolutes are no rarer in keys than in other options by more than 1.5 to 1."""
    keys, others = bank.absolutes(asked)
    print(f"absolutes in keys: {keys:.1%}, in other options: {others:.1%}")
    assert others <= 1.5 * keys


def test_stem_repeated(asked):
    """No option repeats the words of the stem alone."""
    found = bank.stem_repeated(asked)
    print(f"options that repeat the stem: {len(found)}; most words of the stem are right: {bank.echo_wins(asked):.0%}")
    assert found == []


def test_letters(asked):
    """The letters of the keys are even."""
    counts = bank.letters(asked)
    print("letters of the keys:", dict(counts))
    assert all(0.2 <= count / counts.total() <= 0.3 for count in counts.values())


def test_formulas(asked):
    """No reason begins with a formula."""
    found = bank.formulas(asked)
    print(f"reasons that begin with a formula: {len(found)}")
    assert found == []


def test_levels(asked):
    """At least a tenth of the questions asks to remember, a fifth to understand."""
    shares = bank.levels(asked)
    print("levels:", {level: f"{share:.0%}" for level, share in shares.items()})
    assert sum(shares.values()) == pytest.approx(1)
    assert shares["mengingat"] >= 0.10
    assert shares["memahami"] >= 0.20


# The rules


def test_questions_are_read():
    """A question is read with its stem, its options over several lines, and its reasons, without markup."""
    (question,) = bank.questions(QUESTION)
    assert (question.id, question.level, question.key) == ("soal-a", "memahami", 1)
    assert question.stem == "Siapa yang mencatat anggota kelompok itu?"
    assert question.options[1] == bank.Option(
        "Petugas yang selalu menyusun tabel tentang pekerjaan", True, "Tepat. Ia menyusun tabelnya."
    )


def test_questions_in_a_section():
    """Questions are found in any section; what else stands there is none."""
    text = f"# Bab\n\n## Satu\n\nTeks.\n\n{QUESTION}\n:::{{essay}} soal-b\nUraikan.\n:::\n\n## Soal\n\n{QUESTION}"
    assert len(bank.questions(text)) == 2


def test_broken_question():
    """Each rule finds the fault that the question has, and passes when it is mended."""
    broken = bank.questions(QUESTION)
    assert bank.longest_wins(broken) == 1
    assert bank.shortest_wins(broken) == 0
    assert bank.absolutes(broken) == (1, 0.5)
    assert bank.stem_repeated(broken) == ["soal-a, A"]
    assert bank.formulas(broken) == ["soal-a, B"]
    assert bank.letters(broken) == {"A": 0, "B": 1, "C": 0, "D": 0}
    assert bank.levels(broken)["memahami"] == 1
    mended = QUESTION.replace("Kelompok itu\n", "Seorang warga kampung yang tidak ikut dalam kelompok itu\n")
    mended = bank.questions(mended.replace("Tepat. Ia", "Ia").replace("selalu ", ""))
    assert bank.longest_wins(mended) == 0
    assert bank.absolutes(mended) == (0, 0.5)
    assert bank.stem_repeated(mended) == bank.formulas(mended) == []


def test_short_key():
    """A guesser may also choose the shortest option."""
    text = QUESTION.replace("Petugas yang selalu menyusun tabel tentang\n  {term}`pekerjaan <okupasi>`", "Petugas")
    assert bank.shortest_wins(bank.questions(text)) == 1


def test_guess_among_equals():
    """Among options alike in length the guesser scores by chance."""
    text = QUESTION.replace("- [ ] Hanya pengurus", "- [ ] " + "x" * len(bank.questions(QUESTION)[0].options[1].text))
    assert bank.longest_wins(bank.questions(text)) == 0.5


def test_several_right():
    """A question with several right options has no key and leaves guesses and letters as they are."""
    several = bank.questions(QUESTION.replace("- [ ] Hanya", "- [x] Hanya"))
    assert several[0].key is None
    assert bank.longest_wins(several) == 0
    assert bank.letters(several).total() == 0
    assert bank.absolutes(several) == (1, 0)


def test_command(tmp_path, capsys):
    """The command prints the figures by chapter, and what breaks a rule by name."""
    (tmp_path / "bab.md").write_text(f"# Bab\n\nTeks.\n\n{QUESTION}", "utf-8")
    assert command.main(["--bank", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert "\nbab       1        100%" in printed
    assert "alasan yang dibuka dengan rumus: soal-a, B" in printed
