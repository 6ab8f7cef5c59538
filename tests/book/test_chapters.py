"""Each chapter has the whole anatomy of docs/writing.md, and its questions are fair."""

from collections import Counter

import pytest

from bookpress.content.exercises import anatomy
from bookpress.content.exercises.domain import Exercise
from bookpress.content.exercises.forms import Options
from bookpress.core.book import chapters
from builds import ROOT

RULES = anatomy.read(ROOT / "chapters" / "checks" / "chapter.toml")


def test_every_chapter_is_whole(book):
    assert anatomy.incomplete_chapters(book("html").app.env, RULES) == []


def test_answers_are_spread_evenly(book):
    env = book("html").app.env
    items = (item for docname in chapters(env) for item in env.get_domain("exercises").items(docname, Exercise))
    letters = Counter(item.answer.short for item in items if isinstance(item.answer, Options))
    print("right letters over the book:", dict(sorted(letters.items())))
    total = letters.total()
    assert all(0.2 <= letters[x] / total <= 0.3 for x in "ABCD"), letters


QUESTION = """:::{{question}} soal-a-{n}
:objective: tp-a
:level: {level}

Apa?

- [{a}] {long}
  > Alasan.
- [{b}] Dua
  > Alasan.
- [ ] Tiga
  > Alasan.
- [ ] Empat
  > Alasan.
:::

"""


def _chapter(
    opening=":::{opening}\nAdegan.\n:::\n",
    closing="## Rangkuman\n\n- a\n\n## Istilah Kunci\n\nx\n",
    level="mengingat",
    long="Satu",
):
    questions = "".join(QUESTION.format(n=n, level=level, a="x", b=" ", long=long) for n in range(8))
    return (
        f"# A\n\n{opening}\n:::{{objectives}}\ntp-a\n: Tujuan.\n:::\n\n## Satu\n\nTeks.\n\n{closing}\n"
        f"## Soal\n\n{questions}\n## Bacaan Lanjutan\n\nx\n: y\n"
    )


@pytest.mark.parametrize(
    ("chapter", "says"),
    [
        (_chapter(opening=""), "no opening scene"),
        (_chapter(closing=""), "the closing sections are ['Soal', 'Bacaan Lanjutan']"),
        (_chapter(), "1 objectives; 3 to 8 are wanted"),
        (_chapter(), "1 sections in the body"),
        (_chapter(), "0 boxes"),
        (_chapter(), "1 points in it"),
        (_chapter(), "1 further readings"),
        (_chapter(), "0 figures"),
        (_chapter(), "0 activities"),
        (_chapter(), "0 essays"),
        (_chapter(), "0 of 8 questions are menerapkan"),
        (_chapter(), "the right answers pile up: {'A': 8}"),
        (
            _chapter(long="Satu jawaban yang jauh lebih panjang daripada semua yang lain"),
            "soal-a-0: the right option is the longest",
        ),
    ],
)
def test_faults_are_found(small_book, chapter, says):
    env = small_book({"index.md": "# B\n\n:::{toctree}\n:numbered: 2\na\n:::\n", "a.md": chapter}).app.env
    found = anatomy.faults(env, "a", RULES)
    assert any(fault.startswith("a.md:") and says in fault for fault in found), found
