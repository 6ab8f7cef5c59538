"""From an edition file to an :class:`Edition`, or to one clear message for each fault in the file."""

from __future__ import annotations

import tomllib
import uuid
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails
from sphinx.errors import ConfigError

from bookpress.core.edition import cover_image
from bookpress.core.edition.identity import Book, Isbns, Publisher
from bookpress.core.edition.look import Cover, Design, PrintPage, ScreenPage
from bookpress.core.edition.values import table


@table
class EpubOptions:
    """Choices for the EPUB; ``kindle`` makes what Kindle Direct Publishing shows best."""

    kindle: bool = False


@table
class Edition:
    """Everything that one edition of the book sets."""

    path: Path
    book: Book
    publisher: Publisher
    print: PrintPage
    screen: ScreenPage
    design: Design
    isbn: Isbns = Field(default_factory=Isbns)
    cover: Cover = Field(default_factory=Cover)
    epub: EpubOptions = Field(default_factory=EpubOptions)

    @property
    def name(self) -> str:
        """Name of the edition: the file's name without its ending."""
        return self.path.stem

    @property
    def cover_image(self) -> Path | None:
        """The publisher's own cover image, or None."""
        return self.path.parent / self.cover.image if self.cover.image else None

    def identifier(self, form: Literal["print", "pdf", "epub"]) -> str:
        """URN of one format: its ISBN, else a UUID that stays the same from build to build (RFC 9562, v5)."""
        number = getattr(self.isbn, form)
        if number:
            return "urn:isbn:" + number.replace("-", "")
        seed = f"{self.book.url or self.book.identifier}#{self.name}-{self.book.edition}-{form}"
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, seed)}"


_READER = TypeAdapter(Edition)


def load(path: str | Path) -> Edition:
    """Read and check the edition file at ``path``.

    Raises :class:`sphinx.errors.ConfigError` that names the file, each wrong key, what is wrong with it
    and how to mend it.
    """
    path = Path(path).resolve()
    return checked(path, read_values(path))


def read_values(path: Path) -> dict[str, Any]:
    """Read the tables of an edition file as they stand.  Raises :class:`sphinx.errors.ConfigError`."""
    if not path.is_file():
        raise ConfigError(f"no edition file {path}; copy editions/default.toml and change it")
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 text (byte {error.start}); save it as UTF-8") from error
    if "path" in values:
        raise ConfigError(f"{path}: path: unknown key; take it out")
    return values


def checked(path: Path, values: dict[str, Any]) -> Edition:
    """Make an :class:`Edition` of the tables ``values``; messages name ``path``.

    Raises :class:`sphinx.errors.ConfigError` with one line a fault.
    """
    try:
        edition = _READER.validate_python({**values, "path": path})
    except ValidationError as error:
        raise ConfigError("\n".join(_explain(path, e) for e in error.errors())) from error
    if edition.cover_image:
        problems = cover_image.check(edition.cover_image, edition.print.trim_height / edition.print.trim_width)
        if problems:
            raise ConfigError("\n".join(f"{path}: cover.image: {problem}" for problem in problems))
    return edition


_MENDING = {
    "unexpected_keyword_argument": "unknown key; correct its spelling or take it out",
    "missing": "missing; add it (editions/default.toml shows its form)",
}


def _explain(path: Path, error: ErrorDetails) -> str:
    key = ".".join(str(part) for part in error["loc"]) or "the file"
    says = _MENDING.get(error["type"]) or error["msg"].removeprefix("Value error, ")
    given = error.get("input")
    shown = f" (given: {given!r})" if isinstance(given, (str, int, float)) else ""
    return f"{path}: {key}: {says}{shown}"
