"""Tokens: one row for a thing of the design, used in every medium that has it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

import bookpress
from bookpress.core import edition, tokens
from builds import ROOT

PACKAGE = Path(bookpress.__file__).parent
PALETTE = edition.load(ROOT / "editions" / "default.toml").design.light
SOURCES = {  # of each medium: its files, and how they ask for a size
    "web": (["site/theme/static/*.css", "content/**/*.css"], r"var\(--book-size-([\w-]+)"),
    "pdf": (["typst/design/*.typ"], r"\bsizes\.([\w-]+)"),
    "epub": (["epub/theme/epub/*.css"], r"size\['([\w-]+)'\]"),
}


@pytest.mark.parametrize("medium", SOURCES)
def test_every_size_is_used_and_no_other_asked_for(medium):
    """A row that a medium does not use would lie; a name that no row has would be empty in the browser."""
    patterns, form = SOURCES[medium]
    files = [path for pattern in patterns for path in PACKAGE.glob(pattern)]
    asked = {name for path in files for name in re.findall(form, path.read_text("utf-8"))}
    given = set(tokens.sizes(medium)) - {"text"}  # which in PDF and EPUB is what the others are measured in
    assert asked - {"text"} == given


def test_colours_are_those_of_the_palette_and_what_is_mixed_of_them():
    """A mixed colour follows the colour that it is made of."""
    found = tokens.colours(PALETTE)
    assert found["ink"] == PALETTE.ink
    assert found["line"] != tokens.colours(replace(PALETTE, rule="#123456"))["line"]
    assert tokens.mixed("#000000", "#ffffff", 0.5) == "#808080"
    assert tokens.mixed("#0f4c5c", "#ffffff", 1) == "#0f4c5c"
    assert tokens.tint("#0f4c5c") == "rgba(15, 76, 92, .08)"


def test_as_css():
    """Declarations, ready for a rule."""
    assert tokens.as_css({"caption": "0.9rem", "text": "1rem"}, "size") == "--size-caption:0.9rem;--size-text:1rem;"
