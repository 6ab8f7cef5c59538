"""List what a build made: path, size, pages."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pikepdf


def pages(path: Path) -> str:
    """Number of pages of a PDF, of content files of an EPUB, or of HTML pages of a folder."""
    if path.suffix == ".pdf":
        with pikepdf.open(path) as pdf:
            return f"{len(pdf.pages)} pages"
    if path.suffix == ".epub":
        with zipfile.ZipFile(path) as book:
            return f"{sum(name.endswith('.xhtml') for name in book.namelist())} files of text"
    return f"{len(list(path.rglob('*.html')))} web pages"


def size(path: Path) -> int:
    """Bytes of a file, or of all files below a folder."""
    return path.stat().st_size if path.is_file() else sum(f.stat().st_size for f in path.rglob("*") if f.is_file())


def made(build: Path) -> list[Path]:
    """The outputs in a build folder, in the order of the list."""
    return [build / "site", *sorted(build.glob("pdf/*.pdf")), *sorted(build.glob("epub/*.epub"))]


if __name__ == "__main__":
    for output in made(Path(sys.argv[1])):
        start = output / "index.html" if output.is_dir() else output
        print(f"  {start!s:<48} {size(output) / 1000:>8,.0f} kB  {pages(output)}")
