"""Nodes of exercises.

Only the website's writer knows them; for every other builder :mod:`exercises.transforms` turns them into
ordinary docutils nodes with classes.
"""

from docutils import nodes


class exercise_base(nodes.General, nodes.Element):
    """What questions and essays share; no node is only that."""


class question(exercise_base):
    """A multiple-choice question: stem, choices, solution.

    Attributes: ids, docname, title, objective, level, recall (if given), right (index of the right choice).
    """


class essay(exercise_base):
    """An essay question: stem, solution.  Attributes as of a question, without right."""


class stem(nodes.General, nodes.Element):
    """What is asked: any blocks."""


class choices(nodes.General, nodes.Element):
    """The choices of a question."""


class choice(nodes.General, nodes.TextElement):
    """One choice: inline nodes."""


class solution(nodes.General, nodes.Element):
    """What a reader opens after thinking: a list of the reasons, or a model answer and its marking points."""


class score(nodes.General, nodes.Element):
    """Below the last question of a page of the website: how many were answered, and how well."""


class printed_answers(nodes.General, nodes.Element):
    """At the end of a page of the website: where the answers stand when it is printed."""


class essay_part(nodes.General, nodes.Element):
    """The model answer or the marking points while their essay is being read.  Attribute: kind."""


class answer_key(nodes.General, nodes.Element):
    """The place of the answer key.  Attribute: docname."""
