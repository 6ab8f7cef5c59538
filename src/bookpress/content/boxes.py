"""Boxes beside the text, and the opening scene of a chapter.

``box`` makes an admonition with the classes ``box``, ``box-<kind>`` and ``mark-<colour>``; the kinds, their
labels and the palette colour of their mark are those of ``[design.boxes]`` in the edition file.  ``opening``
makes a container with the class ``opening``.
"""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from docutils.parsers.rst.directives import unchanged
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from bookpress.core.site import add_static, is_for_browser

logger = logging.getLogger(__name__)
STYLE = Path(__file__).with_name("boxes.css")


class BoxDirective(SphinxDirective):
    """A box with a title and a kind."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = {"kind": unchanged}  # noqa: RUF012

    def run(self) -> list[nodes.Node]:
        """Give one admonition, or nothing after a warning that says what is wrong."""
        kinds = self.config.edition.design.boxes
        kind = self.options.get("kind")
        if kind not in kinds:
            found = f'unknown kind "{kind}"' if kind else "no kind"
            return self.refuse(f"{found}; write :kind: and one of: {', '.join(kinds)}")
        if not self.arguments:
            return self.refuse("no title; write it after {box}")
        words, messages = self.parse_inline(self.arguments[0], lineno=self.lineno)
        label = nodes.inline("", kinds[kind].label, classes=["box-label"])
        box = nodes.admonition("", classes=["box", f"box-{kind}", f"mark-{kinds[kind].colour}"])
        self.set_source_info(box)
        box += nodes.title("", "", label, nodes.Text(" "), *words)
        box += self.parse_content_to_nodes()
        return [box, *messages]

    def refuse(self, message: str) -> list[nodes.Node]:
        """Warn, and leave the box out."""
        logger.warning(f"box: {message}", location=self.get_location())
        return []


class OpeningDirective(SphinxDirective):
    """The scene that opens a chapter."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Give one container."""
        opening = nodes.container("", classes=["opening"])
        self.set_source_info(opening)
        opening += self.parse_content_to_nodes()
        return [opening]


def _add_style(app: Sphinx) -> None:
    if is_for_browser(app):
        add_static(app, STYLE, styles=[STYLE.name])


def setup(app):
    """Add the directives ``box`` and ``opening``, and their style on the website."""
    app.add_directive("box", BoxDirective)
    app.add_directive("opening", OpeningDirective)
    app.connect("builder-inited", _add_style)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
