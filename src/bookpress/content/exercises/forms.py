"""The general forms of an answer: what the answer key, the printed book and a question bank know of an exercise.

A kind of exercise says its answer in one of these forms, so that whoever writes a format knows three forms and no
kind.  ``Part`` is what a text is: docutils nodes in the environment, HTML in a question bank; ``map`` leads from one
to the other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

Part = TypeVar("Part")
Other = TypeVar("Other")


def letter(index: int) -> str:
    """Give the letter of the option or statement at ``index``: A, B, C …"""
    return chr(ord("A") + index)


@dataclass(frozen=True, kw_only=True)
class Option(Generic[Part]):
    """Something to choose, why it is right or wrong, and the percentage of the mark that choosing it gives."""

    text: Part
    reason: Part
    mark: float

    @property
    def is_right(self) -> bool:
        """Whether it should be chosen."""
        return self.mark > 0


@dataclass(frozen=True, kw_only=True)
class Options(Generic[Part]):
    """One option to choose or, with ``several``, each that is right."""

    options: tuple[Option[Part], ...]
    several: bool = False

    @property
    def short(self) -> str:
        """The answer in a few words: the letters of what is right."""
        return ", ".join(letter(place) for place, option in enumerate(self.options) if option.is_right)

    @property
    def reasons(self) -> list[Part]:
        """Why each option is right or wrong."""
        return [option.reason for option in self.options]

    def map(self, change: Callable[[Part], Other]) -> Options[Other]:
        """Give the same with every part changed, in reading order."""
        options = [Option(text=change(o.text), reason=change(o.reason), mark=o.mark) for o in self.options]
        return Options(options=tuple(options), several=self.several)


@dataclass(frozen=True, kw_only=True)
class Statement(Generic[Part]):
    """A statement, the word that is right for it, such as "true", and why."""

    text: Part
    reason: Part
    right: str


@dataclass(frozen=True, kw_only=True)
class Statements(Generic[Part]):
    """Statements, for each of which one of ``words`` is right."""

    statements: tuple[Statement[Part], ...]
    words: tuple[str, ...]

    @property
    def short(self) -> str:
        """The answer in a few words: each letter with its word."""
        return ", ".join(f"{letter(place)} {statement.right}" for place, statement in enumerate(self.statements))

    @property
    def never_right(self) -> list[str]:
        """The words that are right for no statement; they must be there to choose, too."""
        return [word for word in self.words if all(statement.right != word for statement in self.statements)]

    @property
    def reasons(self) -> list[Part]:
        """Why each word is right."""
        return [statement.reason for statement in self.statements]

    def map(self, change: Callable[[Part], Other]) -> Statements[Other]:
        """Give the same with every part changed, in reading order."""
        statements = [Statement(text=change(s.text), reason=change(s.reason), right=s.right) for s in self.statements]
        return Statements(statements=tuple(statements), words=self.words)


@dataclass(frozen=True, kw_only=True)
class FreeText(Generic[Part]):
    """An answer in one's own words: a model of it, and what a marker looks for."""

    answer: Part
    marking: Part

    short = ""

    def map(self, change: Callable[[Part], Other]) -> FreeText[Other]:
        """Give the same with every part changed, in reading order."""
        return FreeText(answer=change(self.answer), marking=change(self.marking))


Form: TypeAlias = Options[Part] | Statements[Part] | FreeText[Part]
