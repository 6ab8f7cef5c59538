"""Each chapter has the whole anatomy of docs/writing.md, and its questions are fair.

:func:`faults` looks at one numbered chapter and gives ``file: message`` for everything that is missing.
"""

from collections import Counter

import pytest
from docutils import nodes

from bookpress.content.exercises.domain import Activity, Exercise, Objective

ABOVE_UNDERSTANDING = {"menerapkan", "menganalisis", "mengevaluasi"}
CLOSING = ["Rangkuman", "Istilah Kunci", "Soal", "Bacaan Lanjutan"]
FIRST_WITH_RECALL = 3
LONGER_THAN_THE_OTHERS = 1.6


def chapters(env):
    """Names of the numbered chapters, in the order of their numbers."""
    return sorted((d for d, n in env.toc_secnumbers.items() if n.get("")), key=lambda d: env.toc_secnumbers[d][""])


def items(env, docname, kind):
    """The chapter's objectives or activities, or its exercises of a kind, such as "question"."""
    found = env.get_domain("exercises").data["items"].get(docname, [])
    if isinstance(kind, str):
        return [item for item in found if isinstance(item, Exercise) and item.kind == kind]
    return [item for item in found if isinstance(item, kind)]


def faults(env, docname):
    """What the chapter lacks."""
    tree = env.get_doctree(docname)
    (chapter,) = (n for n in tree.children if isinstance(n, nodes.section))
    titles = [s[0].astext() for s in chapter.children if isinstance(s, nodes.section)]
    body = [t for t in titles if t not in CLOSING]
    questions, essays = items(env, docname, "question"), items(env, docname, "essay")
    (number,) = env.toc_secnumbers[docname][""]

    def section(title):
        return next((s for s in chapter.children if isinstance(s, nodes.section) and s[0].astext() == title), None)

    def entries(title, kind):
        return sum(len(list_.children) for list_ in section(title).children if isinstance(list_, kind))

    def with_class(name):
        return [n for n in tree.findall(nodes.Element) if name in n["classes"]]

    found = []

    def expect(right, message):
        if not right:
            found.append(f"{env.doc2path(docname, base=False)}: {message}")

    expect(with_class("opening"), "no opening scene; add {opening} below the title")
    expect(titles[len(body) :] == CLOSING, f"the closing sections are {titles[len(body) :]}, not {CLOSING}")
    if found:
        return found
    objectives = items(env, docname, Objective)
    expect(3 <= len(objectives) <= 8, f"{len(objectives)} objectives; 3 to 6 are wanted, 8 at most")
    expect(4 <= len(body) <= 8, f"{len(body)} sections in the body; 4 to 7 are wanted, 8 at most")
    boxes = len(with_class("box"))
    expect(2 <= boxes <= 5, f"{boxes} boxes; 2 to 4 are wanted, 5 at most")
    points = entries("Rangkuman", nodes.bullet_list)
    expect(5 <= points <= 8, f"{points} points in the summary; 5 to 8 are wanted")
    readings = entries("Bacaan Lanjutan", nodes.definition_list)
    expect(3 <= readings <= 5, f"{readings} further readings; 3 to 5 are wanted")
    expect(list(tree.findall(nodes.figure)), "no figure")
    expect(list(tree.findall(nodes.table)), "no table")
    expect(len(questions) >= 8, f"{len(questions)} questions; at least 8 are wanted")
    expect(len(essays) >= 3, f"{len(essays)} essays; at least 3 are wanted")
    expect(items(env, docname, Activity), "no activity")
    above = sum(q.level in ABOVE_UNDERSTANDING for q in questions)
    expect(2 * above >= len(questions), f"{above} of {len(questions)} questions above memahami; half are wanted")
    recalls = sum(bool(e.recall) for e in questions + essays)
    expect(number < FIRST_WITH_RECALL or recalls >= 2, f"{recalls} questions recall earlier chapters; 2 are wanted")
    for question in questions:
        options = question.answer.options
        expect(len(options) == 4, f"{question.id} has {len(options)} options; 4 are wanted")
        lengths = [len("".join(n.astext() for n in option.text)) for option in options]
        right = lengths.pop([option.is_right for option in options].index(True))
        expect(
            right <= LONGER_THAN_THE_OTHERS * max(lengths) + 8, f"{question.id}: the right option is the longest by far"
        )
    letters = Counter(q.answer.short for q in questions)
    expect(max(letters.values(), default=0) <= 0.45 * len(questions) + 1, f"answers pile up: {dict(letters)}")
    expect(len(letters) >= 3 or len(questions) < 8, f"answers use only {sorted(letters)}")
    return found


def test_every_chapter_is_whole(book):
    env = book("html").app.env
    assert [f for docname in chapters(env) for f in faults(env, docname)] == []


def test_answers_are_spread_evenly(book):
    env = book("html").app.env
    letters = Counter(q.answer.short for d in chapters(env) for q in items(env, d, "question"))
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
        (_chapter(), "1 objectives"),
        (_chapter(), "1 sections in the body"),
        (_chapter(), "0 boxes"),
        (_chapter(), "1 points in the summary"),
        (_chapter(), "1 further readings"),
        (_chapter(), "no figure"),
        (_chapter(), "no activity"),
        (_chapter(), "0 essays"),
        (_chapter(), "0 of 8 questions above memahami"),
        (_chapter(), "answers pile up: {'A': 8}"),
        (
            _chapter(long="Satu jawaban yang jauh lebih panjang daripada semua yang lain"),
            "soal-a-0: the right option is the longest",
        ),
    ],
)
def test_faults_are_found(small_book, chapter, says):
    env = small_book({"index.md": "# B\n\n:::{toctree}\n:numbered: 2\na\n:::\n", "a.md": chapter}).app.env
    assert any(fault.startswith("a.md: ") and says in fault for fault in faults(env, "a"))
