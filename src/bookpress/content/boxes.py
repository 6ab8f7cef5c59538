"""Boxes beside the text, and the opening scene of a chapter.

``box`` makes an admonition with the classes ``box`` and ``box-<kind>``; the kinds and the label before each title are
the authors', in conf.py::

    box_kinds = {"case": "Case", "myth": "A common mistake"}

The colour of their mark is the publisher's, in ``[design.boxes]`` of the edition file (``myth = "accent"``), else
``primary``; a box gets it as the class ``mark-<colour>`` when it is written, so another colour has nothing read anew.
``opening`` makes a container with the class ``opening``.
"""

from __future__ import annotations

import re
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst.directives import unchanged
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

from bookpress.core.site import add_static, is_for_browser

logger = logging.getLogger(__name__)
STYLE = Path(__file__).with_name("boxes.css")
COLOUR = "primary"  # of a kind that the edition gives none
KIND = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class BoxDirective(SphinxDirective):
    """A box with a title and a kind."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = {"kind": unchanged}  # noqa: RUF012

    def run(self) -> list[nodes.Node]:
        """Give one admonition, or nothing after a warning that says what is wrong."""
        kinds = self.config.box_kinds
        kind = self.options.get("kind")
        if kind not in kinds:
            found = f'unknown kind "{kind}"' if kind else "no kind"
            known = f"one of: {', '.join(kinds)}" if kinds else "a kind that box_kinds in conf.py names; it is empty"
            return self.refuse(f"{found}; write :kind: and {known}")
        if not self.arguments:
            return self.refuse("no title; write it after {box}")
        words, messages = self.parse_inline(self.arguments[0], lineno=self.lineno)
        label = nodes.inline("", kinds[kind], classes=["box-label"])
        box = nodes.admonition("", classes=["box", f"box-{kind}"])
        self.set_source_info(box)
        box += nodes.title("", "", label, nodes.Text(" "), *words)
        box += self.parse_content_to_nodes()
        return [box, *messages]

    def refuse(self, message: str) -> list[nodes.Node]:
        """Warn, and leave the box out."""
        logger.warning(f"box: {message}", location=self.get_location(), type="bookpress", subtype="boxes")
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


class MarkBoxes(SphinxPostTransform):
    """Give each box the colour of its kind as a class."""

    default_priority = 5  # before what looks at classes

    def run(self, **_kwargs: object) -> None:
        """Add ``mark-<colour>`` to the classes of the boxes."""
        colour_of = colours(self.config)
        for box in self.document.findall(nodes.admonition):
            if "box" in box["classes"]:
                kinds = (name.removeprefix("box-") for name in box["classes"])
                box["classes"] += [f"mark-{colour_of[kind]}" for kind in kinds if kind in colour_of]


def colours(config: Config) -> dict[str, str]:
    """Give the palette colour of each kind of box; none where the boxes are not set up."""
    kinds = getattr(config, "box_kinds", {})
    return {kind: config.edition.design.boxes.get(kind, COLOUR) for kind in kinds}


def _check(app: Sphinx, config: Config) -> None:
    """See that kinds can be class names, and that the edition colours none that is not there.

    Raises :class:`ConfigError`.
    """
    for kind, label in config.box_kinds.items():
        if not KIND.fullmatch(str(kind)) or not isinstance(label, str) or not label.strip():
            raise ConfigError(
                f"conf.py: box_kinds: {kind!r}: {label!r}: a kind is lower-case letters, digits and hyphens, and its "
                'label is a text, as in {"case": "Case"}'
            )
    unknown = [kind for kind in config.edition.design.boxes if kind not in config.box_kinds]
    if unknown:
        known = ", ".join(config.box_kinds) or "none"
        raise ConfigError(
            "\n".join(
                f"{config.edition.path}: design.boxes.{kind}: no such kind of box; take it out, or choose one that "
                f"box_kinds in conf.py has: {known}"
                for kind in unknown
            )
        )


def _add_style(app: Sphinx) -> None:
    if is_for_browser(app):
        add_static(app, STYLE, styles=[STYLE.name])


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directives ``box`` and ``opening``, the setting ``box_kinds``, and their style on the website."""
    app.setup_extension("bookpress.core.edition")
    app.add_config_value("box_kinds", {}, "env", types=[dict])
    app.connect("config-inited", _check)
    app.add_post_transform(MarkBoxes)
    app.add_directive("box", BoxDirective)
    app.add_directive("opening", OpeningDirective)
    app.connect("builder-inited", _add_style)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
