"""What is offered: a file, what it is called, and what it is good for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from babel.numbers import format_decimal

from bookpress.core.files import in_order
from bookpress.core.outputs import Output
from bookpress.core.words import _, pgettext


@dataclass(frozen=True)
class Offer:
    """A file to download; ``group`` is the heading it stands under."""

    path: Path
    group: str
    title: str
    form: str
    use: str

    def size(self, language: str) -> str:
        """Give the size in the units and the writing of ``language``: "5,3 MB"."""
        return size(self.path.stat().st_size, language)


def size(count: int, language: str) -> str:
    """Write a number of bytes in kB or MB, to two figures."""
    unit, number = ("MB", count / 1e6) if count >= 999_500 else ("kB", count / 1e3)
    rounded = round(number, 1 if number < 9.95 else 0)
    return f"{format_decimal(rounded, locale=language.replace('-', '_'))} {unit}"


def found_in(folder: Path, outputs: list[Output]) -> list[Offer]:
    """Give an offer for each file of a known kind below ``folder``: PDFs, EPUBs, and those of ``outputs``."""
    read, learn = _("To read"), _("To learn and to teach")
    to_print = pgettext("file name", "print")
    offers = []
    for path in in_order(folder.glob("pdf/*.pdf")):
        if path.stem.endswith(f"-{to_print}"):
            offers.append(Offer(path, read, _("For printing"), "PDF", _("In grey, with margins for binding.")))
        else:
            offers.append(Offer(path, read, _("For the screen"), "PDF", _("In colour, with links.")))
    offers.sort(key=lambda offer: offer.path.stem.endswith(f"-{to_print}"))
    offers += [
        Offer(path, read, _("For readers of e-books"), "EPUB", _("Letters and colours as you like them."))
        for path in in_order(folder.glob("epub/*.epub"))
    ]
    for output in outputs:
        path = folder / output.folder / output.file
        if path.is_file():
            offers.append(Offer(path, learn, output.title, output.form, output.description))
    return offers


def of_archive(path: Path) -> Offer:
    """Give the offer of the site itself."""
    use = _("Unpack it, on a memory stick too, and open index.html: everything works without internet, the search too.")
    return Offer(path, _("To read"), _("This website"), "ZIP", use)
