"""A list whose items are marked ``[x]`` or ``[ ]``, with a reason quoted below each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from docutils import nodes

from bookpress.content.exercises.kinds.kind import Blocks, Warn

RIGHT, OTHER = "[x] ", "[ ] "


@dataclass(frozen=True)
class Marked:
    """An item: whether its box is ticked, inline nodes of its text, blocks of its reason."""

    is_ticked: bool
    text: Blocks
    reason: Blocks


def split(content: Blocks) -> tuple[Blocks, Sequence[nodes.list_item], Blocks]:
    """Give what stands before the first marked list, the items of the list, and what stands after it."""
    _unbox(content)
    place = next((i for i, node in enumerate(content) if _is_marked_list(node)), len(content))
    items = content[place].children if place < len(content) else []
    return content[:place], cast("Sequence[nodes.list_item]", items), content[place + 1 :]


def ticked(items: Sequence[nodes.list_item]) -> int:
    """Count the items whose box is ticked."""
    return sum(_mark(item) == RIGHT for item in items)


def read(items: Sequence[nodes.list_item], name: str, what: str, warn: Warn) -> list[Marked] | None:
    """Take the items apart, or None after a warning for each item without mark or reason.

    ``name`` is the exercise, ``what`` is the word for one of the items.
    """
    found = [_item(item, name, what, warn) for item in items]
    marked = [item for item in found if item]
    return marked if len(marked) == len(found) else None


def _item(item: nodes.list_item, name: str, what: str, warn: Warn) -> Marked | None:
    words = item.astext().split("\n")[0]
    mark = _mark(item)
    if not mark:
        warn(f'{name}: the {what} "{words}" starts with neither "{OTHER}" nor "{RIGHT}"; add one', item)
        return None
    text, *others = item.children
    reason = others[0] if len(others) == 1 and isinstance(others[0], nodes.block_quote) else None
    if reason is None or not reason.astext().strip():
        warn(
            f'{name}: the {what} "{words}" has no reason; write it, and nothing else, under the '
            f'{what}, on lines that start with "> "',
            item,
        )
        return None
    marked, *following = text.children
    words_after = cast("nodes.Text", marked)[len(mark) :]
    return Marked(mark == RIGHT, [nodes.Text(words_after), *following], reason.children)


def _unbox(content: Blocks) -> None:
    """Write the marks as text where MyST's ``tasklist`` made check boxes of them."""
    for node in content:
        for box in list(node.findall(nodes.raw)):
            item = box.parent.parent
            if isinstance(item, nodes.list_item) and "task-list-item" in item["classes"]:
                mark = RIGHT if "checked=" in box.astext() else OTHER
                after = box.next_node(descend=False, siblings=True)
                if isinstance(after, nodes.Text):
                    box.parent.remove(after)
                    mark += after.lstrip()
                box.replace_self(nodes.Text(mark))


def _mark(item: nodes.Node) -> str | None:
    """What the list item starts with: a mark, or None."""
    first = item.next_node(nodes.Text)
    if first is None or first.parent.parent is not item:
        return None
    return next((mark for mark in (RIGHT, OTHER) if first.startswith(mark)), None)


def _is_marked_list(node: nodes.Node) -> bool:
    return isinstance(node, nodes.bullet_list) and any(_mark(item) for item in node)
