"""What a kind of exercise is, and what kinds share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from docutils import nodes
from sphinx import addnodes

from bookpress.content.exercises.forms import Form
from bookpress.content.exercises.nodes import exercise
from bookpress.core.words import _

Blocks = list[nodes.Node]
Visitor = Callable[[Any, Any], None]
AnyForm = TypeVar("AnyForm", bound=Form[Blocks])


class Warn(Protocol):
    """How a kind says what is wrong with an exercise: a message, and the node where it is."""

    def __call__(self, message: str, node: nodes.Node | None = None) -> None:
        """Warn at ``node``, else at the exercise."""


class Kind(ABC, Generic[AnyForm]):
    """A kind of exercise: everything that is peculiar to it, in one place.  Its parameter is the form of its answers.

    The nodes of an exercise are a ``stem``, what the kind puts after it, and a ``solution`` that a reader opens.  The
    website's script and style know a kind by its nodes only: ``choices`` with ``choice`` in them are a form, a
    ``verdict`` is where it is judged, and the items of a list of class ``reasons`` are shown for the choice with the
    same place.
    """

    #: Name of the directive, and first class of the exercise in every format; never changes.
    name: ClassVar[str]
    #: What numbers it, with ``%d``: kinds with the same words are counted together in a chapter.
    numbered: ClassVar[str]
    #: Whether a program can tell a right answer from a wrong one.
    is_judged: ClassVar[bool] = False
    #: Names of directives that stand in the exercise; each is an ``exercise_part`` in what :meth:`read` gets.
    parts: ClassVar[tuple[str, ...]] = ()
    #: Nodes of its own with the functions by which the website opens and closes them.
    nodes: ClassVar[dict[type[nodes.Element], tuple[Visitor, Visitor]]] = {}

    def title(self, number: int) -> str:
        """Give the name that readers see."""
        return _(self.numbered) % number

    @abstractmethod
    def read(self, content: Blocks, name: str, warn: Warn) -> Blocks | None:
        """Give the children of the exercise from the blocks that an author wrote in the directive.

        ``name`` is its id.  What is wrong is said by ``warn``, how to mend it too; then there is no exercise.
        """

    @abstractmethod
    def answer(self, node: exercise) -> AnyForm:
        """Take the answer of an exercise that was read from its node, every part as a :func:`copy`."""

    @abstractmethod
    def plain(self, node: exercise) -> Blocks:
        """Give what stands after the stem where there is no form: PDF, EPUB, paper.  May take nodes from ``node``."""

    @abstractmethod
    def key(self, answer: AnyForm) -> Blocks:
        """Give the answer as the answer key has it, below its title, which tells ``answer.short``."""


def copy(parent: nodes.Element) -> Blocks:
    """Copy what is in ``parent`` so that it can stand elsewhere: no ids, no index entries, no document."""
    copied = parent.deepcopy()
    for node in list(copied.findall(nodes.Element)):
        if isinstance(node, (addnodes.index, nodes.target)):
            node.parent.remove(node)
        node["ids"], node["names"] = [], []
        node.document = None  # type: ignore[assignment]  # docutils' own value of a node in no document
    return copied.children


def lettered(items: Iterable[Blocks], **attributes: Any) -> nodes.enumerated_list:
    """Give a list numbered A, B, C …"""
    entries = (nodes.list_item("", *item) for item in items)
    return nodes.enumerated_list("", *entries, enumtype="upperalpha", prefix="", suffix=".", **attributes)
