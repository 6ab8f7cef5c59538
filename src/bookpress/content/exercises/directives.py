"""The directives of objectives and exercises.

What an author wrote wrongly is a warning with file and line that says how to mend it; an exercise that cannot
be used is left out after its warnings.
"""

from __future__ import annotations

from typing import Any, TypeVar, cast

from docutils import nodes
from docutils.parsers.rst.directives import unchanged
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from bookpress.content.exercises.domain import exercises_of
from bookpress.content.exercises.kinds import KINDS
from bookpress.content.exercises.nodes import answer_key, exercise, exercise_part
from bookpress.core.words import _

logger = logging.getLogger(__name__)

AnyElement = TypeVar("AnyElement", bound=nodes.Element)

ID_FORM = "lower-case letters, digits and hyphens"


class _Directive(SphinxDirective):
    has_content = True
    option_spec = {}  # noqa: RUF012

    @property
    def docname(self) -> str:
        return self.env.current_document.docname

    def warn(self, message: str, node: nodes.Node | None = None) -> None:
        """Warn at ``node``, or at the directive itself."""
        logger.warning(message, location=node or self.get_location(), type="bookpress", subtype="exercises")

    def placed(self, node: AnyElement) -> AnyElement:
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


class ExerciseDirective(_Identified):
    """An exercise; what is peculiar to its kind is in the table of kinds, under the name of the directive."""

    option_spec = {"objective": unchanged, "level": unchanged, "recall": unchanged}  # noqa: RUF012

    def run(self) -> list[nodes.Node]:
        """Give one node, or nothing after a warning."""
        content, attributes = self.content_nodes(), self.attributes()
        if not attributes:
            return []
        children = KINDS[self.name].read(content, attributes["ids"][0], self.warn)
        if children is None:
            return []
        return [self.placed(exercise("", *children, **attributes))]

    def attributes(self) -> dict[str, Any] | None:
        """Id, kind and options as attributes of the node, or None after a warning."""
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
        return {"ids": [identifier], "docname": self.docname, "kind": self.name, **self.options}


class PartDirective(_Directive):
    """A part of an exercise, such as the model answer of an essay."""

    def run(self) -> list[nodes.Node]:
        """Give one node that the exercise around it takes apart."""
        return [self.placed(exercise_part("", *self.content_nodes(), part=self.name))]


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
        entries = cast("list[nodes.definition_list_item]", content[0].children)
        items = nodes.enumerated_list("", *map(self.objective, entries), enumtype="arabic", prefix="", suffix=".")
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
        exercises_of(self.env).note_key(self.docname, self.lineno)
        return [self.placed(answer_key("", docname=self.docname))]
