"""The directives of objectives and exercises.

What an author wrote wrongly is a warning with file and line that says how to mend it; an exercise that cannot
be used is left out after its warnings.
"""

from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst.directives import unchanged
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from bookpress.content.exercises.nodes import answer_key, choice, choices, essay, essay_part, question, solution, stem
from bookpress.core.words import _

logger = logging.getLogger(__name__)

RIGHT, OTHER = "[x] ", "[ ] "
ID_FORM = "lower-case letters, digits and hyphens"


class _Directive(SphinxDirective):
    has_content = True
    option_spec = {}  # noqa: RUF012

    @property
    def docname(self) -> str:
        return self.env.current_document.docname

    def warn(self, message: str, node: nodes.Node | None = None) -> None:
        """Warn at ``node``, or at the directive itself."""
        logger.warning(message, location=node or self.get_location())

    def placed(self, node: nodes.Element) -> nodes.Element:
        """Give ``node`` this directive's place in the source, and make its id known to the document."""
        self.set_source_info(node)
        for identifier in node["ids"]:
            self.state.document.ids.setdefault(identifier, node)
        return node

    def content_nodes(self) -> list[nodes.Node]:
        """The parsed content without the parser's own messages, which are warnings already."""
        return [n for n in self.parse_content_to_nodes() if not isinstance(n, nodes.system_message)]


class _Identified(_Directive):
    optional_arguments = 1

    def identifier(self) -> str | None:
        """The id that the directive is given, or None after a warning."""
        given = self.arguments[0] if self.arguments else ""
        if given and nodes.make_id(given) == given:
            return given
        found = f'"{given}" is not an id' if given else "no id"
        self.warn(f"{self.name}: {found}; write one of {ID_FORM} after {{{self.name}}}")
        return None


class _Exercise(_Identified):
    option_spec = {"objective": unchanged, "level": unchanged, "recall": unchanged}  # noqa: RUF012

    def attributes(self) -> dict | None:
        """Id and options as attributes of the node, or None after a warning."""
        identifier = self.identifier()
        name = identifier or self.name
        objective, level = self.options.get("objective"), self.options.get("level")
        levels = self.config.exercises_levels
        if not objective:
            self.warn(f"{name}: no objective; write :objective: and the id of an objective of this chapter")
        if level not in levels:
            found = f'unknown level "{level}"' if level else "no level"
            self.warn(f"{name}: {found}; write :level: and one of: {', '.join(levels)}")
        if not identifier or not objective or level not in levels:
            return None
        return {"ids": [identifier], "docname": self.docname, **self.options}


class QuestionDirective(_Exercise):
    """A multiple-choice question: blocks, then a list of ``[ ]`` and ``[x]`` options with reasons."""

    def run(self) -> list[nodes.Node]:
        """Give one question node, or nothing after a warning."""
        content, attributes = self.content_nodes(), self.attributes()
        if not attributes:
            return []
        _unbox(content)
        name = attributes["ids"][0]
        place = next((i for i, node in enumerate(content) if _is_option_list(node)), len(content))
        asked, options = content[:place], content[place].children if place < len(content) else []
        parts = [self.option(name, item) for item in options]
        problems = self.problems(asked, options, content[place + 1 :])
        for problem in problems:
            self.warn(f"{name}: {problem}")
        if problems or None in parts:
            return []
        reasons = nodes.enumerated_list(
            "",
            *(nodes.list_item("", *reason) for _text, reason in parts),
            enumtype="upperalpha",
            prefix="",
            suffix=".",
            classes=["reasons"],
        )
        right = next(i for i, item in enumerate(options) if _mark(item) == RIGHT)
        node = self.placed(question("", **attributes, right=right))
        node += stem("", *asked)
        node += choices("", *(choice("", "", *text) for text, _reason in parts))
        node += solution("", reasons)
        return [node]

    def problems(self, asked: list, options: list, others: list) -> list[str]:
        """Say what is wrong with the question as a whole."""
        right = sum(_mark(item) == RIGHT for item in options)
        checks = [
            (not asked, "no question; write it before the options"),
            (others, "text after the options; put it before them"),
            (len(options) < 2, f'fewer than two options; write a list whose items start with "{OTHER}"'),
            (options and not right, f'no right option; start one with "{RIGHT}"'),
            (right > 1, f'{right} right options; start only one with "{RIGHT}"'),
        ]
        return [says for wrong, says in checks if wrong]

    def option(self, name: str, item: nodes.list_item) -> tuple[list, list] | None:
        """Take an option apart: inline nodes of its text, blocks of its reason.  None after a warning."""
        words = item.astext().split("\n")[0]
        mark = _mark(item)
        if not mark:
            self.warn(f'{name}: the option "{words}" starts with neither "{OTHER}" nor "{RIGHT}"; add one', item)
            return None
        text, *others = item.children
        reason = others[0] if len(others) == 1 and isinstance(others[0], nodes.block_quote) else None
        if reason is None or not reason.astext().strip():
            self.warn(
                f'{name}: the option "{words}" has no reason; write it, and nothing else, under the '
                'option, on lines that start with "> "',
                item,
            )
            return None
        return [nodes.Text(text[0][len(mark) :]), *text[1:]], reason.children


def _unbox(content: list[nodes.Node]) -> None:
    """Write the marks of options as text where MyST's ``tasklist`` made check boxes of them."""
    for node in content:
        for box in list(node.findall(nodes.raw)):
            item = box.parent.parent
            if isinstance(item, nodes.list_item) and "task-list-item" in item["classes"]:
                mark = RIGHT if "checked=" in box.astext() else OTHER
                after = box.next_node(descend=False, siblings=True)
                joined = isinstance(after, nodes.Text)
                if joined:
                    box.parent.remove(after)
                box.replace_self(nodes.Text(mark + after.lstrip() if joined else mark))


def _mark(item: nodes.list_item) -> str | None:
    """What the list item starts with: the mark of an option, or None."""
    first = item.next_node(nodes.Text)
    if first is None or first.parent.parent is not item:
        return None
    return next((mark for mark in (RIGHT, OTHER) if first.startswith(mark)), None)


def _is_option_list(node: nodes.Node) -> bool:
    return isinstance(node, nodes.bullet_list) and any(_mark(item) for item in node)


class EssayDirective(_Exercise):
    """An essay question, with ``answer`` and ``marking`` in it."""

    def run(self) -> list[nodes.Node]:
        """Give one essay node, or nothing after a warning."""
        content, attributes = self.content_nodes(), self.attributes()
        if not attributes:
            return []
        name = attributes["ids"][0]
        parts = {node["kind"]: node.children for node in content if isinstance(node, essay_part)}
        asked = [node for node in content if not isinstance(node, essay_part)]
        missing = [kind for kind in ("answer", "marking") if not parts.get(kind)]
        for kind in missing:
            self.warn(f"{name}: no {kind}; write {{{kind}}} in the essay, with fewer colons than it has")
        if not asked:
            self.warn(f"{name}: no question; write it before the answer")
        if missing or not asked:
            return []
        node = self.placed(essay("", **attributes))
        node += stem("", *asked)
        node += solution(
            "",
            nodes.container("", *parts["answer"], classes=["model-answer"]),
            nodes.paragraph("", _("What a marker looks for"), classes=["marking-title"]),
            nodes.container("", *parts["marking"], classes=["marking"]),
        )
        return [node]


class EssayPartDirective(_Directive):
    """The model answer or the marking points of an essay."""

    def run(self) -> list[nodes.Node]:
        """Give one node that the essay around it takes apart."""
        return [self.placed(essay_part("", *self.content_nodes(), kind=self.name))]


class ActivityDirective(_Identified):
    """Something to do, with the time and the group that it takes."""

    option_spec = {"time": unchanged, "group": unchanged}  # noqa: RUF012

    def run(self) -> list[nodes.Node]:
        """Give one admonition, or nothing after a warning."""
        content, identifier = self.content_nodes(), self.identifier()
        if not identifier:
            return []
        title = nodes.title("", _("Activity"))
        node = self.placed(nodes.admonition("", title, classes=["activity"], ids=[identifier]))
        facts = [self.options[name] for name in ("time", "group") if self.options.get(name)]
        if facts:
            node += nodes.paragraph("", " · ".join(facts), classes=["activity-facts"])
        node += content
        return [node]


class ObjectivesDirective(_Directive):
    """The learning objectives of a chapter: a definition list of ids and texts."""

    def run(self) -> list[nodes.Node]:
        """Give one admonition with a list, or nothing after a warning."""
        content = self.content_nodes()
        if len(content) != 1 or not isinstance(content[0], nodes.definition_list):
            self.warn('objectives: write only a definition list: a line with an id, then ": " and the text')
            return []
        title = nodes.title("", _("Learning objectives"))
        items = nodes.enumerated_list("", *map(self.objective, content[0]), enumtype="arabic", prefix="", suffix=".")
        box = nodes.admonition("", title, items, classes=["objectives"], docname=self.docname)
        return [self.placed(box)]

    def objective(self, entry: nodes.definition_list_item) -> nodes.list_item:
        """Make a list item with an id of an entry of the definition list."""
        identifier = entry[0].astext()
        if nodes.make_id(identifier) != identifier:
            self.warn(f'objectives: "{identifier}" is not an id; use {ID_FORM}', entry)
        blocks = [block for definition in entry.findall(nodes.definition) for block in definition]
        item = self.placed(nodes.list_item("", *blocks, ids=[identifier]))
        item.line = entry.line
        return item


class AnswerKeyDirective(_Directive):
    """The place where the answers of the whole book stand."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """Give a node that is filled when the document is written."""
        self.env.get_domain("exercises").note_key(self.docname, self.lineno)
        return [self.placed(answer_key("", docname=self.docname))]
