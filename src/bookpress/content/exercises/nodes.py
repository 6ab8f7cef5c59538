"""Nodes of exercises.

Only the website's writer knows them; for every other builder :mod:`bookpress.content.exercises.transforms` turns them
into ordinary docutils nodes with classes.
"""

from typing import cast

from docutils import nodes


class exercise(nodes.General, nodes.Element):
    """An exercise of any kind: stem, what the kind puts there, solution.

    Attributes: ids, docname, kind (its name in the table of kinds), title, objective, level, recall (if given).
    """


class stem(nodes.General, nodes.Element):
    """What is asked: any blocks."""


class choices(nodes.General, nodes.Element):
    """Things to choose one of or, when ``several`` is set, several of."""


class choice(nodes.General, nodes.TextElement):
    """One of them: inline nodes.  ``right`` is set when it should be chosen."""


class verdict(nodes.General, nodes.Element):
    """Where the website says whether a choice is right; an exercise with it counts in the score of its page."""


class solution(nodes.General, nodes.Element):
    """What a reader opens after thinking.

    Attributes: ``summary``, the words that open it, and ``short``, the answer in a few words, or nothing.
    """


class score(nodes.General, nodes.Element):
    """Below the last judged exercise of a page of the website: how many were answered, and how well."""


class printed_answers(nodes.General, nodes.Element):
    """At the end of a page of the website: where the answers stand when it is printed."""


class exercise_part(nodes.General, nodes.Element):
    """A part with a directive of its own, while its exercise is being read.  Attribute: part (the directive)."""


class answer_key(nodes.General, nodes.Element):
    """The place of the answer key.  Attribute: docname."""


def objective_items(box: nodes.admonition) -> list[nodes.list_item]:
    """Give the items of a box of objectives: below its title stands their list."""
    return cast("list[nodes.list_item]", cast("nodes.enumerated_list", box[1]).children)
