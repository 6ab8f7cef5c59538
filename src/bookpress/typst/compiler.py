"""Typefaces, Typst itself, and where in the book an error of Typst comes from.

Typst sees only the typefaces that :func:`gather_fonts` put into the work folder and those built into it, so that
the same book gives the same PDF on every machine.
"""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import typst
from sphinx.errors import ExtensionError

from bookpress.core.edition.typefaces import font_files
from bookpress.typst import missing_letters
from bookpress.typst.guilty_block import ORIGIN, guilty_block
from bookpress.typst.told_pages import MOST, Told, pages_to_tell

if TYPE_CHECKING:
    from typst import PDFStandard

MAIN = "book.typ"
UNSTEADY = "document did not converge"
STANDARDS: list[PDFStandard] = ["ua-1", "a-2a"]  # ISO 14289-1 and ISO 19005-2, level A
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

    def __reduce__(self) -> tuple[type[TypesettingError], tuple[str, str | None]]:
        return type(self), (self.message, self.location)  # from one process to another


class Compiler:
    """Compiles one edition of the Typst sources in the folder ``work``; fonts are in its folder ``fonts``.

    ``warnings`` are those that came up: what is wrong, and where in the book as ``file:line`` or None.  ``places``
    says where the ends of the links are in what was compiled; see ``places`` in ``design/book.typ``.
    """

    def __init__(self, work: Path, edition: str, timestamp: int) -> None:
        self.work, self.edition, self.timestamp = work, edition, timestamp
        self.warnings: list[tuple[str, str | None]] = []
        self.places: dict[str, dict[str, Any]] = {}
        self.stand_ins = work / f"stand-ins-{edition}"  # the editions may be compiled at the same time
        shutil.rmtree(self.stand_ins, ignore_errors=True)
        self.stand_ins.mkdir()
        self.steady = False  # without what may keep the pages from coming to rest
        self._start()

    def _start(self) -> None:
        self.typst = typst.Compiler(
            str(self.work / MAIN),
            root=str(self.work),
            font_paths=[str(self.work / "fonts"), str(self.stand_ins)],
            ignore_system_fonts=True,
            sys_inputs={"edition": self.edition},  # a second one would come in any order, and all be set anew
        )

    def compile(self) -> bytes:
        """The PDF.  Raises :class:`TypesettingError`."""
        try:
            pdf, warnings = self._run(MAIN)
            if any(warning.message.startswith(UNSTEADY) for warning in warnings):
                self.steady = True
                pdf, warnings = self._run(MAIN)
        except typst.TypstError as error:
            raise self._explain(error) from error
        self.warnings += [(f"typst: {warning.message}", None) for warning in warnings]
        return pdf

    def _run(self, source: str) -> tuple[bytes, list[typst.TypstWarning]]:
        """Compile; letters that no typeface has are warned of once and get one that stands in."""
        try:
            if source == MAIN:
                self._tell_pages()
            return self._set(source)
        except typst.TypstError as error:
            missing = missing_letters.not_displayed(error.diagnostic)
            if not missing:
                raise
            for letter, place in missing.items():
                named = f"{letter} (U+{ord(letter):04X} {unicodedata.name(letter, 'without a name')})"
                said = f"no typeface has the letter {named}; a box with its code point stands for it"
                self.warnings.append((said, self._origin(*place) if place else None))
            missing_letters.add_stand_in(set(missing), self.stand_ins)
            self._start()
            return self._run(source)

    def _tell_pages(self) -> None:
        """Set the book until each reference tells the page where its target is; see ``told_pages``.

        What did not move is not set again: Typst remembers it.
        """
        told: Told = {}
        for times in range(1, MOST + 1):
            knowledge = {"steady": self.steady, "pages": told}
            (self.work / f"told-{self.edition}.json").write_text(json.dumps(knowledge), "utf-8", newline="\n")
            self._start()
            found = self._query("<places>")
            self.places = found["ends"]
            before, told = told, pages_to_tell(found["references"], self.places, told, times)
            if told == before:
                return
        self.warnings.append(("the pages do not come to rest; a page number in a reference may be wrong", None))

    def _query(self, label: str) -> Any:
        """The value of the metadata with a label.  Raises :class:`typst.TypstError`."""
        try:
            return json.loads(self.typst.query(label, field="value", one=True))
        except RuntimeError:
            self._set(MAIN)  # its error says where it comes from
            raise

    def _set(self, source: str) -> tuple[bytes, list[typst.TypstWarning]]:
        made = self.typst.compile_with_warnings(
            input=str(self.work / source),
            format="pdf",
            sys_inputs={"edition": self.edition},
            pdf_standards=STANDARDS,
            timestamp=self.timestamp,
        )
        return cast("tuple[bytes, list[typst.TypstWarning]]", made)

    def _explain(self, error: typst.TypstError) -> TypesettingError:
        position = POSITION.search(error.diagnostic)
        source = f"; Typst source {position[1]}:{position[2]}" if position else ""
        message = "; ".join([error.message, *error.hints])
        location = self._place(error) or self._guilty_document(error)
        said = f"no PDF was made, the old one is kept: {message} ({self.edition} edition{source})"
        return TypesettingError(said, location)

    def _place(self, error: typst.TypstError) -> str | None:
        """``chapter.md:12`` when the error points into the text of a chapter."""
        places = (self._origin(name, int(line)) for name, line in POSITION.findall(error.diagnostic))
        return next((place for place in places if place), None)

    def _origin(self, name: str, line: int) -> str | None:
        """``chapter.md:12`` for a line of a Typst file, or None when it is not of a chapter."""
        path = self.work / "text" / Path(name.replace("\\", "/")).name
        if not path.is_file():
            return None
        origins = ORIGIN.findall("\n".join(path.read_text("utf-8").split("\n")[:line]))
        return ":".join(origins[-1]) if origins else None

    def _guilty_document(self, error: typst.TypstError) -> str | None:
        """The guilty block of the first chapter that fails so when it is set alone, unless a book without text does."""
        if self._error_of("") == error.message:
            return None
        sources = (path.read_text("utf-8") for path in sorted((self.work / "text").glob("*.typ")))
        guilty = next((source for source in sources if self._error_of(source) == error.message), None)
        return guilty_block(guilty, self._error_of) if guilty else None

    def _error_of(self, source: str) -> str | None:
        """The error of some text when it is set alone, or None."""
        alone = f"alone-{self.edition}.typ"
        (self.work / alone).write_text(
            f'#import "/design/nodes.typ": *\n#show: book\n{source}\n', "utf-8", newline="\n"
        )
        try:
            self._run(alone)
        except typst.TypstError as error:
            return error.message
        return None
