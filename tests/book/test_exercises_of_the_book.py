"""The exercises of the book."""

from pathlib import Path

from bookpress.content.exercises.domain import Exercise
from bookpress.content.exercises.forms import FreeText, Options
from sites import page


def test_every_exercise_of_the_book_has_its_answer(book):
    """In the book itself, each exercise links to its answer in the key, and each answer back."""
    built = book("html")
    domain = built.app.env.get_domain("exercises")
    assert domain.exercises()
    key = page(built, domain.key)
    links = {a.get("href") for a in key.select(".answer-title a")}
    for exercise in domain.exercises():
        assert f"{Path(exercise.docname).name}.html#{exercise.id}" in links
        assert key.find(id=f"jawaban-{exercise.id}")


def test_chapters_have_enough_exercises(book):
    """Eight questions with four options, three essays; half of the questions above understanding."""
    domain = book("html").app.env.get_domain("exercises")
    levels = domain.env.config.exercises_levels
    problems = []
    for docname in domain.data["items"]:
        exercises = domain.items(docname, Exercise)
        questions = [exercise for exercise in exercises if isinstance(exercise.answer, Options)]
        essays = [exercise for exercise in exercises if isinstance(exercise.answer, FreeText)]
        if not exercises:
            continue
        if len(questions) < 8 or len(essays) < 3:
            problems.append(f"{docname}: {len(questions)} questions, {len(essays)} essays")
        if sum(levels.index(q.level) > 1 for q in questions) * 2 < len(questions):
            problems.append(f"{docname}: less than half of the questions above {levels[1]}")
        problems += [f"{q.id}: {len(q.answer.options)} options" for q in questions if len(q.answer.options) != 4]
    assert not problems, "\n".join(problems)
