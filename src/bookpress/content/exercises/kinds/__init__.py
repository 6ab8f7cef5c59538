"""The kinds of exercises: one class each, in one table.

A kind of another project is a class like :class:`~bookpress.content.exercises.kinds.choice.Choice` in an extension
whose ``setup`` calls :func:`bookpress.content.exercises.add_kind`.
"""

from __future__ import annotations

from typing import Any

from bookpress.content.exercises.kinds.choice import Choice
from bookpress.content.exercises.kinds.essay import Essay
from bookpress.content.exercises.kinds.kind import Kind

#: Each kind by its name, which is that of its directive.
KINDS: dict[str, Kind[Any]] = {kind.name: kind for kind in (Choice(), Essay())}
