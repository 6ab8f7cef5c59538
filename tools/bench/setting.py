"""How well the PDFs of the book are set, and what a reader without eyes would miss: counts, and every place."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pikepdf

from bookpress.core import edition as editions

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "support"))

import pdf_accessibility  # noqa: E402
from pdf_setting import measures  # noqa: E402
from pdf_setting.lines import read_lines  # noqa: E402

FIGURE = "Gambar"  # how the description of a link to a figure begins


def report(path: Path, edition) -> list[str]:
    """Give the lines on one PDF, made from ``edition``: each count, and below it the places."""
    pages = read_lines(path)
    with pikepdf.open(path) as document:
        found = measures.faults(document, pages, edition, FIGURE)
        found["faults of accessibility"] = pdf_accessibility.faults(document, edition.book.language)
        count = len(document.pages)
    size = path.stat().st_size / 1e6
    lines = [f"{path.name}: {count} pages, {size:.2f} MB, {len(measures.justified(pages)):,} justified lines"]
    for kind, places in found.items():
        lines += [f"  {kind:<34}{len(places):>5}", *(f"      {place}" for place in places)]
    return lines


def measure() -> list[str]:
    """Make both PDFs and measure them."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["make", "--silent", "pdf", f"BUILD={folder}"]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        edition = editions.load(ROOT / "editions" / "default.toml")
        return [line for path in sorted(Path(folder, "pdf").glob("*.pdf")) for line in report(path, edition)]
