"""The command that measures; what it measures takes minutes and is not run here."""

import pytest

from bench import __main__ as command
from bench import latex, scaling


@pytest.fixture
def two_parts(monkeypatch):
    def broken():
        raise RuntimeError("no Chromium")

    monkeypatch.setattr(command, "parts", lambda: {"first": lambda: ["seconds 1.0"], "second": broken})


def test_every_part_is_found():
    assert "builds" in command.parts()


def test_one_part_alone(two_parts, capsys):
    assert command.main(["first"]) == 0
    out = capsys.readouterr().out
    assert "== first\nseconds 1.0\n" in out
    assert "second\n" not in out


def test_a_part_that_fails_is_reported_and_the_others_run(two_parts, capsys):
    assert command.main(["second", "first"]) == 1
    out = capsys.readouterr().out
    assert "not measured: RuntimeError: no Chromium" in out
    assert "seconds 1.0" in out


def test_an_unknown_part_names_the_known_ones(two_parts, capsys):
    with pytest.raises(SystemExit):
        command.main(["third"])
    assert "first" in capsys.readouterr().err


SAMPLE = """\
(bab-x)=
# Judul

Lihat {ref}`x-lain`, {numref}`Bab %s <bab-x>` dan {ref}`jauh`.

:::{objectives}
tp-x
: Satu.
:::

(x-lain)=
## Lain

:::{figure} figures/x-lain.svg
:name: gambar-x
:::

:::{question} soal-x
:objective: tp-x
:recall: bab-jauh
:::
"""


def test_copies_of_a_chapter_have_labels_of_their_own():
    """Each definition and each reference to it, but no file; what is not in the sample becomes words."""
    names = scaling.identifiers(SAMPLE)
    assert names == {"bab-x", "x-lain", "tp-x", "gambar-x", "soal-x"}
    text = scaling.copied(scaling.closed(SAMPLE, names), names, "b-")
    assert scaling.identifiers(text) == {f"b-{name}" for name in names}
    assert "{ref}`b-x-lain`, {numref}`Bab %s <b-bab-x>` dan bab lain." in text
    assert "figures/x-lain.svg" in text
    assert ":objective: b-tp-x\n:::" in text


def test_a_sample_builds_without_a_warning(tmp_path):
    """Twice a chapter of the book."""
    words = scaling.write_sample(tmp_path / "source", ("pengertian",), 2)
    assert words > 10_000
    cost = scaling.run(tmp_path / "source", "dummy", tmp_path / "out", "-n", "-W")
    assert cost.memory > 10


def test_latex_gets_the_same_text_page_and_typefaces(tmp_path):
    """What Sphinx writes for it, without TeX: figures as pictures of dots, fonts and size of the print edition."""
    scaling.write_sample(tmp_path / "source", ("pengertian",), 1)
    latex.prepare(tmp_path / "source", tmp_path / "latex-source", scaling.TEXT)
    scaling.run(tmp_path / "latex-source", "latex", tmp_path / "latex", "-n", "-W")
    book = (tmp_path / "latex" / "book.tex").read_text("utf-8")
    assert "{SourceSerifPro-Regular}" in book
    assert "paperwidth=155.0mm,paperheight=230.0mm" in book
    assert ".svg" not in book
    pictures = {path.stem for path in (tmp_path / "latex").glob("*.png")}
    assert pictures
    assert all(f"{{{{{name}}}.png}}" in book for name in pictures)


def test_a_build_that_fails_is_no_measurement(tmp_path):
    (tmp_path / "conf.py").write_text("raise SystemError('broken')", "utf-8")
    with pytest.raises(RuntimeError, match="broken"):
        scaling.run(tmp_path, "dummy", tmp_path / "out")


def test_growth():
    assert scaling.growth(1, 10, 10) == pytest.approx(1)
    assert scaling.growth(2, 200, 10) == pytest.approx(2)
