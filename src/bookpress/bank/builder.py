"""The builder: reads the whole book, writes three files."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from pathlib import Path

from sphinx.builders import Builder
from sphinx.util import logging

from bookpress.bank import bank
from bookpress.bank.anki import anki_package
from bookpress.bank.downloads import downloads
from bookpress.bank.gift import gift
from bookpress.bank.moodle_xml import moodle_xml
from bookpress.core import build_time, files
from bookpress.core.sphinx_private import has_failed

logger = logging.getLogger(__name__)


class BankBuilder(Builder):
    """Writes the files of :func:`question_bank.downloads.downloads` into the output folder, and nothing else."""

    name = "bank"
    epilog = "The question bank is in %(outdir)s."
    allow_parallel = False

    def get_outdated_docs(self) -> str:
        """Make the whole bank each time."""
        return "the whole bank"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Give the address of a document on the book's website, or nothing when it has no home."""
        home = self.config.edition.book.url
        return f"{home.rstrip('/')}/{docname}.html" if home else ""

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """The same: a question leaves the book."""
        return self.get_target_uri(to, typ)

    def write_documents(self, _docnames: AbstractSet[str]) -> None:
        """Write nothing for one document."""

    def finish(self) -> None:
        """Write the files, each in place only when it is whole; none when a warning is an error."""
        found = bank.read(self.env)
        content = {
            "moodle": moodle_xml(found),
            "gift": gift(found).encode(),
            "anki": anki_package(found, self.config.edition.design, build_time.seconds()),
        }
        if has_failed(self):
            logger.info("the bank is not written: in this build warnings are errors")
            return
        made = downloads(self.config)
        files.write_all({Path(self.outdir, made[name].file): written for name, written in content.items()})
