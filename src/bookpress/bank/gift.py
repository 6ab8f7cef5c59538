"""GIFT, as Moodle reads it: https://docs.moodle.org/en/GIFT_format."""

from __future__ import annotations

from bookpress.bank.bank import Bank, BankEssay, BankQuestion
from bookpress.bank.moodle_xml import category_path

ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in "\\~=#{}:"} | {"\n": "\\n"})


def gift(bank: Bank) -> str:
    """Write the questions of ``bank``, one category a chapter; the reasons are the feedback of the options.

    Ids, levels and objectives stand in comments, where Moodle looks for them.  The general feedback of an essay is
    its model answer and what a marker looks for, because GIFT knows no information for graders.
    """
    blocks = [f"// {bank.notice}"]
    for chapter in bank.chapters:
        # Moodle takes a category as it stands, without escapes.
        blocks.append(f"$CATEGORY: {category_path(bank, chapter)}")
        blocks += map(_block, chapter.exercises)
    return "\n\n".join(blocks) + "\n"


def _block(exercise: BankQuestion | BankEssay) -> str:
    notes = "".join(f" [tag:{tag}]" for tag in exercise.tags)
    if isinstance(exercise, BankEssay):
        answers = "####" + _text(exercise.answer + exercise.marking)
    else:
        answers = "".join(
            f"\n\t{'=' if place == exercise.right else '~'}{_text(option.text)}#{_text(option.reason)}"
            for place, option in enumerate(exercise.options)
        )
    title = exercise.name.translate(ESCAPED)
    return f"// [id:{exercise.id}]{notes}\n::{title}::{_text(exercise.stem)}{{{answers}\n}}"


def _text(html: str) -> str:
    """Mark each text as HTML: then none can start with what looks like a format, a weight or a comment."""
    return "[html]" + html.translate(ESCAPED)
