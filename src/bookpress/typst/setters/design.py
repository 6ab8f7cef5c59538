"""What sphinx-design adds: grids, cards, tabs, drawers, badges, buttons, icons.

Its directives make containers with an attribute ``design_component``; on paper nothing opens or shuts, so that tabs
and drawers stand one below the other, each under its title.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import NoReturn

from docutils import nodes

from bookpress.typst import markup
from bookpress.typst.setters.blocks import Blocks
from bookpress.typst.setters.links import tone
from bookpress.typst.writing import elements

SVG = "http://www.w3.org/2000/svg"
BREAKPOINT = "sm"  # the page is as wide as a small screen


class Design(Blocks):
    """Containers by their component, and what stands in a line."""

    def visit_container(self, node: nodes.container) -> NoReturn:
        component = {
            "grid-container": self.grid,
            "card": self.card,
            "card-carousel": self.carousel,
            "tab-set": self.tabs,
            "dropdown": self.drawer,
            "aside": self.aside,
        }.get(node.get("design_component"))
        if component is None:
            super().visit_container(node)
        self.place(node)
        component(node)
        raise nodes.SkipNode

    def grid(self, node: nodes.container) -> None:
        """Items beside each other; those that are as wide as their words stand in a line."""
        for row in elements(node):
            items = [child for child in row.children if isinstance(child, nodes.container)]
            if items and all("sd-col-auto" in item["classes"] for item in items):
                self.block("details-line", markup.array(f"[{self.words_of(item)}]" for item in items))
                continue
            columns = _columns(row["classes"], "sd-row-cols") or (12 if _widths(items) else len(items))
            columns = 1 if len(items) == 1 else columns
            cells = []
            for item in items:
                width = _columns(item["classes"], "sd-col")
                span = max(1, min(columns, round(width * columns / 12))) if width else 1
                cells.append(f"grid.cell(colspan: {span})[{self.children(item).strip()}]")
            self.block("side-by-side", str(columns), markup.array(cells))

    def words_of(self, item: nodes.container) -> str:
        """What the paragraphs of an item say, in a line."""
        return "".join(self.children(paragraph) for paragraph in item.findall(nodes.paragraph)).strip()

    def carousel(self, node: nodes.container) -> None:
        """All cards of a carousel, two beside each other."""
        self.block("side-by-side", "2", markup.array(f"[{self.walk([card]).strip()}]" for card in node.children))

    def card(self, node: nodes.container) -> None:
        """A card; the link over the whole of it becomes the link of its title."""
        link = next((reference for reference in node.findall(nodes.reference) if _covers(reference)), None)
        parts = {"img": "", "header": "", "title": "", "body": "", "footer": "", "bottom": ""}
        # A picture for the background, with the words in a container over it, stands above them: there both are seen.
        over = [elements(child) if _component(child) == "card-overlay" else [child] for child in elements(node)]
        for child in chain.from_iterable(over):
            name = _component(child).removeprefix("card-")
            if isinstance(child, nodes.image):
                parts["bottom" if "sd-card-img-bottom" in child["classes"] else "img"] += self.walk([child])
            elif name in ("header", "footer"):
                parts[name] += self.children(child)
            elif name == "body":
                titles = [part for part in elements(child) if _component(part) == "card-title"]
                parts["title"] += "".join(self.card_title(title, link) for title in titles)
                parts["body"] += self.walk(part for part in child.children if part not in titles)
            elif link is None or link not in child.findall(nodes.reference):
                parts["body"] += self.walk([child])
        if link is not None and not parts["title"]:
            parts["body"] += self.walk([link])
        given = ", ".join(f"{name}: [{source.strip()}]" for name, source in parts.items() if source.strip())
        self.block("card", self.claim(node), tone(node), given)

    def card_title(self, title: nodes.Element, link: nodes.reference | None) -> str:
        """The title of a card, which leads where its card leads."""
        if link is None:
            return self.children(title)
        link.children = title.children
        for child in link.children:
            child.parent = link
        return self.walk([link])

    def tabs(self, node: nodes.container) -> None:
        """Tabs as a group, each under its title."""
        tabs = []
        for tab in elements(node):
            title = next((child for child in tab.children if isinstance(child, nodes.rubric)), None)
            label = self.claim(title) if title is not None else "none"
            shown = self.children(title) if title is not None else ""
            body = self.walk(child for child in tab.children if child is not title)
            tabs.append(f"({label}, [{shown}], [{body.strip()}])")
        self.block("tabs", self.claim(node), markup.array(tabs))

    def drawer(self, node: nodes.container) -> None:
        """A drawer, open."""
        self.titled("drawer", node, has_title=bool(node.get("has_title")))

    def aside(self, node: nodes.container) -> None:
        """A call-out."""
        self.titled("drawer", node, has_title=isinstance(node.children[0], nodes.rubric))

    def titled(self, function: str, node: nodes.container, has_title: bool) -> None:
        """Write a container whose first child is its title."""
        title = elements(node)[0] if has_title else None
        label = self.claim(node)
        if title is not None and label == "none":
            label = self.claim(title)
        shown = self.children(title) if title is not None else ""
        body = self.walk(child for child in node.children if child is not title)
        self.block(function, label, f"[{shown}]", body=body)

    def visit_sd_badge(self, node: nodes.Element) -> None:
        self.anchors(node)
        self.write(f"#badge({tone(node)})[{self.children(node)}]")
        raise nodes.SkipNode

    def visit_sd_icon(self, node: nodes.Element) -> None:
        drawing = re.sub(r"^<svg (?![^>]*xmlns=)", f'<svg xmlns="{SVG}" ', node["svg"])
        self.write(f"#icon({markup.string(drawing)});")
        raise nodes.SkipNode

    def visit_fontawesome(self, node: nodes.Element) -> None:
        """A letter of a typeface of symbols that is not ours: its name where it stands alone, else nothing."""
        holder: nodes.Element = node.parent
        while not isinstance(holder, nodes.reference) and isinstance(holder, nodes.Inline):
            holder = holder.parent
        if not holder.astext().strip():
            self.write(self.text(node["icon"].replace("-", " ")))
        raise nodes.SkipNode


def _component(node: nodes.Node) -> str:
    """What sphinx-design calls a container, or an empty string."""
    return node.get("design_component", "") if isinstance(node, nodes.Element) else ""


def _columns(classes: list[str], name: str) -> int | None:
    """The number in a class like ``sd-row-cols-sm-2``."""
    pattern = re.compile(rf"{name}-(?:{BREAKPOINT}-)?(\d+)")
    found = [match[1] for match in map(pattern.fullmatch, classes) if match]
    return int(found[-1]) if found else None


def _widths(items: list[nodes.container]) -> bool:
    return any(_columns(item["classes"], "sd-col") for item in items)


def _covers(reference: nodes.reference) -> bool:
    return "sd-stretched-link" in reference["classes"]
