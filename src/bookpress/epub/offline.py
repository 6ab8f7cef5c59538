"""What needs a click, a script, a wide screen or the network, made into what every reading system shows.

Tabs, dropdowns and cards become titled groups, one below the other and always open: on e-ink nothing opens.  The
boxes of a task list become characters.  A picture from another site becomes a link: a book has its pictures with it.
"""

from __future__ import annotations

from itertools import chain
from typing import Any, cast

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

logger = logging.getLogger(__name__)


class Offline(SphinxPostTransform):
    """Replace the nodes of sphinx-design, MyST and docutils that work on a website only."""

    default_priority = 150  # before sphinx-design's own (199, 200), which make forms
    builders = ("epub",)

    def run(self, **_kwargs: Any) -> None:
        """Change the document in place."""
        for component in list(self.document.findall(nodes.Element)):
            kind = component.get("design_component")
            if kind == "tab-set":  # a part's parent may be unset, so that it cannot replace itself
                component[:] = [_tab(child) for child in component]
            elif kind == "dropdown":
                title = _elements(component)[0] if component.get("has_title") else None
                component.replace_self(_group(component, title, component[1:] if title else component.children))
            elif kind == "card":
                component.replace_self(_card(component))
            elif kind == "aside" and len(component) == 2:
                title, content = _elements(component)
                component.replace_self(_group(component, title, content.children))
        for raw in list(self.document.findall(nodes.raw)):
            if "task-list-item-checkbox" in raw.astext():
                raw.replace_self(nodes.Text("☑ " if "checked=" in raw.astext() else "☐ "))
        for image in list(self.document.findall(nodes.image)):
            if "://" in image["uri"]:
                self._link(image)

    def _link(self, image: nodes.image) -> None:
        logger.warning(
            "picture from another site (%s); put the file beside the text",
            image["uri"],
            location=image,
            type="bookpress",
            subtype="remote_picture",
        )
        words = nodes.Text(image.get("alt") or image["uri"])
        link = (
            words if isinstance(image.parent, nodes.reference) else nodes.reference("", "", words, refuri=image["uri"])
        )
        in_line = isinstance(image.parent, nodes.TextElement)
        image.replace_self(link if in_line else nodes.paragraph("", "", link))


def _tab(child: nodes.Node) -> nodes.Node:
    """Give what stands for a part of a set of tabs."""
    if isinstance(child, nodes.Element) and child.get("design_component") == "tab-item" and len(child) == 2:
        title, content = _elements(child)
        return _group(child, title, content.children)
    return child


def _elements(component: nodes.Element) -> list[nodes.Element]:
    """Give the parts of a component of sphinx-design, none of which is mere text."""
    return cast("list[nodes.Element]", component.children)


def _card(card: nodes.Element) -> nodes.container:
    """Give a card as a group; the link that lies over a whole card on the website becomes that of its title."""
    title: nodes.Element | None = None
    content: list[nodes.Node] = []
    # A picture for the background has the words in a container over it.
    over = [part.children if part.get("design_component") == "card-overlay" else [part] for part in _elements(card)]
    for part in cast("chain[nodes.Element]", chain.from_iterable(over)):
        if part.get("design_component") in ("card-header", "card-body", "card-footer"):
            title = next((c for c in _elements(part) if c.get("design_component") == "card-title"), title)
            content += [child for child in part if child is not title]
        elif title and part.children and "sd-hide-link-text" in _elements(part)[0]["classes"]:
            words = [child for holder in _elements(title) for child in holder]
            attributes = _elements(part)[0].non_default_attributes()
            title = nodes.paragraph("", "", nodes.reference("", "", *words, **attributes))
        else:
            content.append(part)
    return _group(card, title, content)


def _group(component: nodes.Element, title: nodes.Element | None, content: list[nodes.Node]) -> nodes.container:
    """Give a group, with a title when there is one; both take the anchors of what they replace."""
    group = nodes.container("", classes=["titled-group"], ids=list(component["ids"]))
    if title is not None:
        group += nodes.paragraph("", "", *title.children, classes=["group-title"], ids=list(title["ids"]))
    group += content
    group.source, group.line = component.source, component.line
    return group
