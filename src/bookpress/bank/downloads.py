"""What the bank gives: its files, and how a reader is told of them."""

from __future__ import annotations

import re

from sphinx.config import Config

from bookpress.core.outputs import Output
from bookpress.core.words import _, pgettext


def downloads(config: Config) -> dict[str, Output]:
    """Give the files by format, ``moodle``, ``gift`` and ``anki``; names and order stay from build to build."""
    start = config.question_bank_file or re.sub(r"\W+", "-", config.project.lower()).strip("-") or "book"
    # words: lower-case letters and hyphens only
    questions, cards = pgettext("file name", "questions"), pgettext("file name", "cards")
    return {
        "moodle": Output(
            "bank",
            f"{start}-{questions}-moodle.xml",
            "XML",
            _("Questions for Moodle"),
            _("Every question with feedback on each option, in Moodle XML; one category a chapter."),
        ),
        "gift": Output(
            "bank",
            f"{start}-{questions}-gift.txt",
            "GIFT",
            _("Questions in GIFT"),
            _("The same questions as text in GIFT, which many learning platforms import."),
        ),
        "anki": Output(
            "bank",
            f"{start}-{cards}-anki.apkg",
            "APKG",
            _("Cards for Anki"),
            _("Glossary and questions as cards to learn with; importing a newer file updates the cards."),
        ),
    }
