"""List what a build made: path, size, pages or questions."""

from __future__ import annotations

import sqlite3
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pikepdf
from lxml import etree


def contents(path: Path) -> str:
    """Pages of a PDF, content files of an EPUB, questions or cards of a bank, or HTML pages of a folder."""
    if path.suffix == ".pdf":
        with pikepdf.open(path) as pdf:
            return f"{len(pdf.pages)} pages"
    if path.suffix == ".epub":
        with zipfile.ZipFile(path) as book:
            return f"{sum(name.endswith('.xhtml') for name in book.namelist())} files of text"
    if path.suffix == ".xml":
        kinds = etree.parse(path).xpath("//question/@type")
        return f"{kinds.count('multichoice')} questions, {kinds.count('essay')} essays"
    if path.suffix == ".txt":
        return f"{sum(line.startswith('::') for line in path.read_text('utf-8').splitlines())} questions and essays"
    if path.suffix == ".apkg":
        with zipfile.ZipFile(path) as package, closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(package.read("collection.anki2"))
            return f"{database.execute('SELECT count() FROM cards').fetchone()[0]} cards"
    return f"{len(list(path.rglob('*.html')))} web pages"


def size(path: Path) -> int:
    """Bytes of a file, or of all files below a folder."""
    return path.stat().st_size if path.is_file() else sum(f.stat().st_size for f in path.rglob("*") if f.is_file())


def made(build: Path) -> list[Path]:
    """The outputs in a build folder, in the order of the list."""
    files = (path for pattern in ("pdf/*.pdf", "epub/*.epub", "bank/*.*") for path in sorted(build.glob(pattern)))
    return [build / "site", *files]


if __name__ == "__main__":
    for output in made(Path(sys.argv[1])):
        start = output / "index.html" if output.is_dir() else output
        print(f"  {start!s:<48} {size(output) / 1000:>8,.0f} kB  {contents(output)}")
