"""Edition files: identity and look of a book, read from TOML and checked.

An edition file is the only place that knows title, publisher, ISBN, trim size and colours.
:func:`load` gives an :class:`Edition`; conf.py hands its values to Sphinx, and the builders read the
rest from ``app.config.edition``.
"""

from __future__ import annotations

import datetime
import re
import sys
import tomllib
import uuid
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass
from sphinx.errors import ConfigError
from stdnum import isbn as stdnum_isbn
from stdnum.exceptions import ValidationError as IsbnError


def _isbn(value: str) -> str:
    """ISBN-13 with hyphens.  Check digit after ISO 2108."""
    try:
        if stdnum_isbn.validate(value) and stdnum_isbn.isbn_type(value) != "ISBN13":
            raise ValueError("an ISBN-10; write the 13-digit form")
    except IsbnError as error:
        raise ValueError(
            f"not an ISBN ({error.message.rstrip('.').lower()}); copy all 13 digits "
            "from the agency's letter, or leave the key out"
        ) from error
    return stdnum_isbn.format(value)


def _language(value: str) -> str:
    """BCP 47 tag of the simple form ``id`` or ``en-GB``."""
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Z]{2})?", value):
        raise ValueError('not a language tag; write for example "id" or "en-GB"')
    return value


def _url(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+\.[^\s]+", value):
        raise ValueError('not a web address; write it whole, "https://…"')
    return value


def _colour(value: str) -> str:
    if not re.fullmatch(r"#[0-9a-f]{6}", value):
        raise ValueError('not a colour; write six hexadecimal digits in lower case, "#0f4c5c"')
    return value


def _role(value: str) -> str:
    """MARC relator code: three letters."""
    if not re.fullmatch(r"[a-z]{3}", value):
        raise ValueError('not a MARC relator code; "aut" is author, "edt" editor, "cov" cover designer')
    return value


def contrast(one: str, other: str) -> float:
    """Contrast of two colours ``#rrggbb``, 1 to 21, after WCAG 2.2 (relative luminance)."""

    def luminance(colour: str) -> float:
        parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


Text = Annotated[str, Field(min_length=1)]
Isbn13 = Annotated[str, AfterValidator(_isbn)]
Language = Annotated[str, AfterValidator(_language)]
Url = Annotated[str, AfterValidator(_url)]
Colour = Annotated[str, AfterValidator(_colour)]
Role = Annotated[str, AfterValidator(_role)]
Length = Annotated[float, Field(gt=0, le=1000)]

table = dataclass(config=ConfigDict(extra="forbid"), frozen=True, kw_only=True)


@table
class Contributor:
    """A person or body with a part in the book; ``role`` is a MARC relator code."""

    name: Text
    file_as: Text
    role: Role


@table
class Subject:
    """One subject code with its label."""

    scheme: Literal["BISAC", "Thema"]
    code: Text
    label: Text

    def __post_init__(self) -> None:
        form = {"BISAC": r"[A-Z]{3}\d{6}", "Thema": r"[1-6A-Y][A-Z0-9-]*"}[self.scheme]
        if not re.fullmatch(form, self.code):
            raise ValueError(f'"{self.code}" has not the form of a {self.scheme} code')


@table
class Series:
    """The series that the book belongs to, and its number there."""

    name: Text
    number: int | None = None


@table
class Book:
    """Identity of the book."""

    title: Text
    language: Language
    description: Text
    identifier: Text
    date: datetime.date
    edition: Text
    rights: Text
    contributor: Annotated[list[Contributor], Field(min_length=1)]
    subtitle: Text | None = None
    url: Url | None = None
    repository: Url | None = None
    edition_label: Text | None = None
    license: Text | None = None
    license_url: Url | None = None
    imprint: Text | None = None
    series: Series | None = None
    subject: list[Subject] = Field(default_factory=list)

    @property
    def authors(self) -> list[str]:
        """Names of the authors, in order."""
        return [c.name for c in self.contributor if c.role == "aut"]


@table
class Publisher:
    """Who publishes this edition."""

    name: Text
    imprint: Text | None = None
    place: Text | None = None


@table
class Isbns:
    """One ISBN a format; absent ones are left out everywhere."""

    print: Isbn13 | None = None
    pdf: Isbn13 | None = None
    epub: Isbn13 | None = None

    def __post_init__(self) -> None:
        given = [i for i in (self.print, self.pdf, self.epub) if i]
        if len(given) != len(set(given)):
            raise ValueError("two formats share one ISBN; each format needs its own")


@table
class Cover:
    """The cover image: a path relative to the edition file; made from the design when absent."""

    image: Text | None = None


@table
class PrintPage:
    """The printed page; millimetres."""

    trim_width: Length
    trim_height: Length
    margin_inside: Length
    margin_outside: Length
    margin_top: Length
    margin_bottom: Length
    bleed: Annotated[float, Field(ge=0, le=20)]

    def __post_init__(self) -> None:
        _check_text_area(
            self.trim_width,
            self.margin_inside + self.margin_outside,
            self.trim_height,
            self.margin_top + self.margin_bottom,
        )


@table
class ScreenPage:
    """The page of the PDF for screens; millimetres."""

    width: Length
    height: Length
    margin_side: Length
    margin_top: Length
    margin_bottom: Length

    def __post_init__(self) -> None:
        _check_text_area(self.width, 2 * self.margin_side, self.height, self.margin_top + self.margin_bottom)


def _check_text_area(width: float, side: float, height: float, ends: float) -> None:
    if width - side < 60 or height - ends < 80:
        raise ValueError(
            f"the margins leave {width - side:g} x {height - ends:g} mm for text; at least 60 x 80 mm are needed"
        )


@table
class Typeface:
    """Type families: ``serif`` and ``sans`` for the PDF, ``web_*`` as CSS font stacks."""

    serif: Text
    sans: Text
    web_serif: Text
    web_sans: Text


@table
class Palette:
    """Named colours, ``#rrggbb``."""

    ink: Colour
    paper: Colour
    primary: Colour
    accent: Colour
    muted: Colour
    rule: Colour
    surface: Colour
    quiet: Colour

    def __post_init__(self) -> None:
        for name in ("ink", "primary", "accent", "muted"):
            for ground in ("paper", "surface", "quiet"):
                found = contrast(getattr(self, name), getattr(self, ground))
                if found < 4.5:
                    raise ValueError(f"{name} on {ground} has a contrast of {found:.1f}; WCAG 2.2 AA asks for 4.5")


@table
class Box:
    """A kind of box: the label before its title, and the palette colour of its mark."""

    label: Text
    colour: Literal["primary", "accent", "muted"]


@table
class Design:
    """One look for site, EPUB, PDF and figures."""

    typeface: Typeface
    light: Palette
    dark: Palette
    print: Palette
    boxes: dict[str, Box]


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

    def __post_init__(self) -> None:
        if self.cover_image and not self.cover_image.is_file():
            raise ValueError(f"cover: no file {self.cover_image}; put the image there or leave the key out")

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
    if not path.is_file():
        raise ConfigError(f"no edition file {path}; copy editions/default.toml and change it")
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error
    if "path" in values:
        raise ConfigError(f"{path}: path: unknown key; take it out")
    try:
        return _READER.validate_python({**values, "path": path})
    except ValidationError as error:
        raise ConfigError("\n".join(_explain(path, e) for e in error.errors())) from error


_MENDING = {
    "unexpected_keyword_argument": "unknown key; correct its spelling or take it out",
    "missing": "missing; add it (editions/default.toml shows its form)",
}


def _explain(path: Path, error: dict) -> str:
    key = ".".join(str(part) for part in error["loc"]) or "the file"
    says = _MENDING.get(error["type"]) or error["msg"].removeprefix("Value error, ")
    given = error.get("input")
    shown = f" (given: {given!r})" if isinstance(given, (str, int, float)) else ""
    return f"{path}: {key}: {says}{shown}"


def main(path: str) -> None:
    """Check the edition file at ``path``: silent when it is right, else one line a fault and exit code 1."""
    try:
        load(path)
    except ConfigError as error:
        sys.exit(str(error).replace(f"{Path.cwd()}/", ""))


def setup(app):
    """Add the configuration value ``edition``: an :class:`Edition`."""
    app.add_config_value("edition", None, "env", types=[Edition])
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


if __name__ == "__main__":
    main(sys.argv[1])
