"""The builder ``check``: what the checks find, as warnings with file, line and type; no output."""

import pytest
from sphinx.errors import ConfigError

from bookpress.content.exercises import anatomy
from bookpress.core.findings import apart

INDEX = "# Book\n\n:::{toctree}\n:numbered:\n\none\n:::\n"
BOOK = {
    "index.md": INDEX,
    "one.md": "(one)=\n# One\n\nA {index}`guild <single: guild>`.\n\n## Two\n\nText.\n\n| a |\n|---|\n| b |\n",
    "checks/chapter.toml": "questions = 1\n",
    "checks/index_exempt.toml": "",
}


def check(small_book, files, **settings):
    """The warnings of a build without output."""
    return small_book(files, "check", checks_folder="checks", language="en", **settings)


def test_findings_are_warnings_with_file_line_and_type(small_book):
    """Each check's name is its subtype."""
    built = check(small_book, BOOK)
    for says in (
        "one.md:10: WARNING: a table without a caption; write one [bookpress.without_caption]",
        'one.md:6: WARNING: no index entry in "Two"; write {index}, or put its label in index_exempt.toml '
        "[bookpress.sections_without_entry]",
        "one.md:2: WARNING: 0 questions; at least 1 are wanted [bookpress.incomplete_chapters]",
    ):
        assert says in built.warnings
    assert not [path for path in built.outdir.rglob("*") if path.is_file()]


def test_a_check_can_be_left_out(small_book):
    """By its type, as any warning of Sphinx."""
    built = check(small_book, BOOK, suppress_warnings=["bookpress.without_caption"])
    assert "without a caption" not in built.warnings
    assert "no index entry" in built.warnings


def test_references_that_lead_nowhere_are_warned_of(small_book):
    """Every document is resolved, though none is written."""
    assert "undefined label: 'nowhere'" in check(small_book, {**BOOK, "one.md": "# One\n\n{ref}`nowhere`\n"}).warnings


def test_nothing_is_asked_that_no_file_asks(small_book):
    """Without the files of the folder only what holds for any book."""
    files = {"index.md": INDEX, "one.md": "# One\n\nIn 1912.\n"}
    assert "WARNING" not in small_book(files, "check", language="en").warnings


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        ("questions = -1", "chapter.toml: questions: input should be greater than or equal to 0"),
        ("question = 1", "chapter.toml: question: unexpected keyword argument"),
        ("boxes = [1]", "chapter.toml: boxes"),
        ("boxes =", "chapter.toml: not valid TOML"),
    ],
)
def test_wrong_rules_stop(tmp_path, rules, says):
    """With file and key."""
    path = tmp_path / "chapter.toml"
    path.write_text(rules, "utf-8")
    with pytest.raises(ConfigError) as error:
        anatomy.read(path)
    assert says in str(error.value)


@pytest.mark.parametrize(
    ("finding", "parts"),
    [
        ("a/b.md:3: wrong: mend it", ("a/b.md", 3, "wrong: mend it")),
        ("x.toml: no section needs it", ("x.toml", None, "no section needs it")),
    ],
)
def test_parts_of_a_finding(finding, parts):
    """File, line and message; some name no line."""
    assert apart(finding) == parts
