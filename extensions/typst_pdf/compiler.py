"""Typefaces, Typst itself, and where in the book an error of Typst comes from.

Typst sees only the typefaces that :func:`gather_fonts` put into the work folder and those built into it, so that
the same book gives the same PDF on every machine.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import typst
from sphinx.errors import ExtensionError
from sphinx.util import logging

from edition.typefaces import font_files

logger = logging.getLogger(__name__)

MAIN = "book.typ"
UNSTEADY = "document did not converge"
STANDARDS = ["ua-1", "a-2a"]  # ISO 14289-1 and ISO 19005-2, level A
ORIGIN = re.compile(r"//: (.+):(\d+)$", re.M)
POSITION = re.compile(r"┌─ (\S.*?):(\d+):\d+")


def gather_fonts(packages: list[str], folder: Path) -> None:
    """Copy the fonts of the Python packages ``packages`` into ``folder``."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for font in font_files(packages):
        shutil.copy(font, folder)


class TypesettingError(ExtensionError):
    """Typst gave up; ``location`` says where in the book, as ``file:line``, or is None."""

    def __init__(self, message: str, location: str | None) -> None:
        super().__init__(message)
        self.location = location


class Compiler:
    """Compiles the Typst sources in the folder ``work``; fonts are in its folder ``fonts``."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self.typst = typst.Compiler(
            str(work / MAIN), root=str(work), font_paths=[str(work / "fonts")], ignore_system_fonts=True
        )

    def compile(self, edition: str, timestamp: int) -> bytes:
        """The PDF of one edition.  Raises :class:`TypesettingError`."""
        try:
            pdf, warnings = self._run(MAIN, edition, timestamp)
            if any(warning.message.startswith(UNSTEADY) for warning in warnings):
                pdf, warnings = self._run(MAIN, edition, timestamp, steady="yes")
        except typst.TypstError as error:
            raise self._explain(error, edition, timestamp) from error
        for warning in warnings:
            logger.warning("typst: %s", warning.message)
        return pdf

    def _run(self, source: str, edition: str, timestamp: int, steady: str = ""):
        return self.typst.compile_with_warnings(
            input=str(self.work / source),
            format="pdf",
            sys_inputs={"edition": edition, "steady": steady},
            pdf_standards=STANDARDS,
            timestamp=timestamp,
        )

    def _explain(self, error: typst.TypstError, edition: str, timestamp: int) -> TypesettingError:
        position = POSITION.search(error.diagnostic)
        source = f"; Typst source {position[1]}:{position[2]}" if position else ""
        message = "; ".join([error.message, *error.hints])
        location = self._place(error) or self._guilty_document(error, edition, timestamp)
        said = f"no PDF was made, the old one is kept: {message} ({edition} edition{source})"
        return TypesettingError(said, location)

    def _place(self, error: typst.TypstError) -> str | None:
        """``chapter.md:12`` when the error points into the text of a chapter."""
        for name, line in POSITION.findall(error.diagnostic):
            path = self.work / "text" / Path(name.replace("\\", "/")).name
            if path.is_file():
                before = path.read_text("utf-8").split("\n")[: int(line)]
                origins = ORIGIN.findall("\n".join(before))
                return ":".join(origins[-1]) if origins else None
        return None

    def _guilty_document(self, error: typst.TypstError, edition: str, timestamp: int) -> str | None:
        """The start of the first chapter that fails so when it is set alone, unless a book without text does."""
        texts = sorted((self.work / "text").glob("*.typ"))
        for path in [None, *texts]:
            include = f'#include "text/{path.name}"' if path else ""
            (self.work / "alone.typ").write_text(f'#import "template.typ": *\n#show: book\n{include}\n', "utf-8")
            try:
                self._run("alone.typ", edition, timestamp)
            except typst.TypstError as other:
                if other.message == error.message:
                    origin = ORIGIN.search(path.read_text("utf-8")) if path else None
                    return ":".join(origin.groups()) if origin else None
        return None
