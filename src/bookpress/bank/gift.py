"""GIFT, as Moodle reads it: https://docs.moodle.org/en/GIFT_format."""

from __future__ import annotations

from bookpress.bank.bank import Bank, BankExercise
from bookpress.bank.moodle_xml import category_path
from bookpress.bank.words import lettered, marking, percent
from bookpress.content.exercises.forms import Form, FreeText, Options

ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in "\\~=#{}:"} | {"\n": "\\n"})


def gift(bank: Bank) -> str:
    """Write the questions of ``bank``, one category a chapter; the reasons are the feedback of the options.

    Ids, levels and objectives stand in comments, where Moodle looks for them.  The general feedback of an essay is
    its model answer and what a marker looks for, because GIFT knows no information for graders; that of statements is
    the reasons, because GIFT has no feedback for one of them.
    """
    blocks = [f"// {bank.notice}"]
    for chapter in bank.chapters:
        # Moodle takes a category as it stands, without escapes.
        blocks.append(f"$CATEGORY: {category_path(bank, chapter)}")
        blocks += map(_block, chapter.exercises)
    return "\n\n".join(blocks) + "\n"


def _block(exercise: BankExercise) -> str:
    notes = "".join(f" [tag:{tag}]" for tag in exercise.tags)
    title = exercise.name.translate(ESCAPED)
    answer = _answer(exercise.answer)
    return f"// [id:{exercise.id}]{notes}\n::{title}::{_text(exercise.stem)}{{{answer}\n}}"


def _answer(answer: Form[str]) -> str:
    if isinstance(answer, FreeText):
        return "####" + _text(answer.answer + marking(answer))
    if isinstance(answer, Options):
        marks = [f"~%{percent(o.mark)}%" if answer.several else "=" if o.is_right else "~" for o in answer.options]
        marked = zip(marks, answer.options, strict=True)
        return "".join(f"\n\t{mark}{_text(option.text)}#{_text(option.reason)}" for mark, option in marked)
    pairs = [(_text(statement.text), statement.right) for statement in answer.statements]
    pairs += [("", word) for word in answer.never_right]
    written = "".join(f"\n\t={text} -> {word.translate(ESCAPED)}" for text, word in pairs)
    return written + "\n\t####" + _text(lettered(answer.reasons))


def _text(html: str) -> str:
    """Mark each text as HTML: then none can start with what looks like a format, a weight or a comment."""
    return "[html]" + html.translate(ESCAPED)
