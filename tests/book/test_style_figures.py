"""The figures of style and the occupations of a chapter."""

import ast

import pytest

from builds import ROOT
from language_check import __main__ as command
from language_check import style

CHAPTER = """\
# Bab

:::{objectives}
tp-a
: Tujuan guru.
:::

## Isi

Guru itu ialah tetangga kami sejak ia pindah ke desa ini. Ia ramah.

Keguruan adalah nama jurusannya. Para penyuluh dan seorang petani datang ke sekolah pada hari Sabtu yang cerah itu.

:::{question} soal-a
:level: mengingat

Guru siapa?

- [x] Guru kami
  > Ya.
:::

| Guru | Dokter |
|---|---|
| satu | dua |

## Rangkuman

- Guru.
"""


def test_body():
    """The body is without objectives, questions and closing sections, and keeps its lines."""
    passages = style.body(CHAPTER)
    assert [passage.line for passage in passages] == [1, 8, 10, 12, 23, 23, 25, 25]
    assert style.body("# Prakata\n\nTeks.\n") is None


def test_style():
    """Each figure is that of a body counted by hand."""
    figures = style.style(style.body(CHAPTER))
    assert (figures.words, figures.sentences) == (37, 4)
    assert (figures.short, figures.short_ends) == (0.5, 0.5)
    assert figures.copulas == {"ialah": 1, "adalah": 1}
    assert ("guru", 1) in figures.openers


def test_mentions():
    """Occupations are counted in the text and its tables; a word that only contains one is none."""
    counted = style.mentions(style.body(CHAPTER), style.occupations())
    named = {occupation.name: times for occupation, times in counted.items() if times}
    assert named == {"guru": 2, "dokter": 1, "penyuluh": 1, "petani": 1}


def test_empty_body():
    """A body without sentences has figures, all nought."""
    figures = style.style([])
    assert (figures.words, figures.short, figures.short_ends, figures.openers) == (0, 0, 0, [])


def test_occupations_have_fields():
    """Every occupation of the list is found by its own name, unless it names several."""
    known = style.occupations()
    assert len({occupation.name for occupation in known}) == len(known)
    assert {"kesehatan", "pangan dan alam"} <= {occupation.field for occupation in known}
    for name in ("dokter", "guru", "nelayan", "pekerja rumah tangga"):
        (occupation,) = [occupation for occupation in known if occupation.name == name]
        assert occupation.pattern.fullmatch(f"{name}nya")


def test_closing_sections():
    """The closing sections are those of conf.py."""
    settings = ast.parse((ROOT / "conf.py").read_text("utf-8")).body
    (value,) = [node.value for node in settings if ast.unparse(node).startswith("unnumbered_sections")]
    assert tuple(ast.literal_eval(value)) == style.CLOSING


@pytest.mark.parametrize(("arguments", "printed"), [([], False), (["--figures"], True)])
def test_command(tmp_path, capsys, arguments, printed):
    """The tables are printed when they are asked for."""
    (tmp_path / "bab.md").write_text(CHAPTER, "utf-8")
    assert command.main([*arguments, str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    assert ("tubuh bab" in shown) == printed
    assert ("sebutan okupasi" in shown) == printed
