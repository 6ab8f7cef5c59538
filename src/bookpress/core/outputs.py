"""What the builders of a book make, as data: a builder says it, and whoever offers the files asks.

No room knows another: a room that has a builder calls :func:`declare` in its ``setup``, the website's page of downloads
asks :func:`declared`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from bookpress import __version__

EVENT = "bookpress-outputs"


@dataclass(frozen=True)
class Output:
    """A file that a builder writes.

    ``folder`` is the name of the builder, ``form`` what readers call the format; ``title`` and ``description`` tell
    them what it is good for.
    """

    folder: str
    file: str
    form: str
    title: str
    description: str


def declare(app: Sphinx, outputs: Callable[[Sphinx], Iterable[Output]]) -> None:
    """Have ``outputs`` asked when somebody wants to know what is made."""
    app.setup_extension(__name__)
    app.connect(EVENT, outputs)


def declared(app: Sphinx) -> list[Output]:
    """Give what all rooms that are loaded make; needs this module as an extension."""
    return [output for outputs in app.emit(EVENT) for output in outputs]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the event that asks."""
    app.add_event(EVENT)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
