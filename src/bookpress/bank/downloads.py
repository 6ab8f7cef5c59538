"""What the bank gives: its files, and how a reader is told of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bookpress.core.words import _, pgettext


@dataclass(frozen=True)
class Download:
    """A file that the builder ``bank`` writes: its name, and a title and a sentence for readers."""

    file: str
    title: str
    description: str


def downloads(config) -> dict[str, Download]:
    """Give the files by format, ``moodle``, ``gift`` and ``anki``; names and order stay from build to build."""
    start = config.question_bank_file or re.sub(r"\W+", "-", config.project.lower()).strip("-") or "book"
    # words: lower-case letters and hyphens only
    questions, cards = pgettext("file name", "questions"), pgettext("file name", "cards")
    return {
        "moodle": Download(
            f"{start}-{questions}-moodle.xml",
            _("Questions for Moodle"),
            _("Every question with feedback on each option, in Moodle XML; one category a chapter."),
        ),
        "gift": Download(
            f"{start}-{questions}-gift.txt",
            _("Questions in GIFT"),
            _("The same questions as text in GIFT, which many learning platforms import."),
        ),
        "anki": Download(
            f"{start}-{cards}-anki.apkg",
            _("Cards for Anki"),
            _("Glossary and questions as cards to learn with; importing a newer file updates the cards."),
        ),
    }
