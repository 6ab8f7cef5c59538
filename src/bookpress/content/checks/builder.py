"""The builder ``check``: every check of the text as Sphinx warnings with file and line, and no output."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from bookpress.core.findings import apart, offered_checks

logger = logging.getLogger(__name__)


class CheckBuilder(Builder):
    """Reads the book, resolves every reference, and warns of what the checks find."""

    name = "check"
    format = ""
    epilog = "The text was checked."
    allow_parallel = False

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        super().__init__(app, env)
        self.sphinx = app

    def get_outdated_docs(self) -> set[str]:
        """Every document: a reference may lead to what has changed elsewhere."""
        return self.env.found_docs

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Nothing is written, so nothing has an address."""
        return ""

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Nothing to prepare."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write nothing: Sphinx has resolved the references, and warned of those that lead nowhere."""

    def finish(self) -> None:
        """Make every check that is offered."""
        checks, found = offered_checks(self.sphinx), 0
        for name, check in checks.items():
            for finding in check(self.env):
                found += 1
                file, line, message = apart(finding)
                logger.warning(message, location=self._place(file, line), type="bookpress", subtype=name)
        logger.info(f"{len(checks)} checks, {found} findings")

    def _place(self, file: str, line: int | None) -> str:
        path = self.srcdir / file if (self.srcdir / file).is_file() else file
        return f"{path}:{line}" if line else str(path)
