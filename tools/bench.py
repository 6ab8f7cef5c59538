"""Measure the builds: from nothing, with nothing changed, with one chapter touched; and the sizes of what is made."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from made import made, pages, size

ROOT = Path(__file__).parent.parent
CHAPTER = ROOT / "chapters" / "pengertian.md"
FORMATS = ("html", "pdf", "epub")


def seconds(target: str, build: Path) -> float:
    """Run ``make target`` into the folder ``build``; give the seconds it took."""
    start = time.perf_counter()
    subprocess.run(["make", "--silent", target, f"BUILD={build}"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def row(name: str, *values: object) -> None:
    """Print one line of the table."""
    print(f"{name:<34}" + "".join(f"{v:>10.1f}" if isinstance(v, float) else f"{v:>10}" for v in values), flush=True)


def main() -> None:
    """Print the table."""
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors\n")
    row("seconds", *FORMATS)
    with tempfile.TemporaryDirectory() as folder:
        build = Path(folder)
        row("from nothing", *[seconds(f, build) for f in FORMATS])
        row("nothing changed", *[seconds(f, build) for f in FORMATS])
        CHAPTER.touch()
        row("one chapter touched", *[seconds(f, build) for f in FORMATS])
        kib = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        print(f"\nlargest process: {kib / 1024:.0f} MiB\n")
        for output in made(build):
            print(f"{output.relative_to(build)!s:<40} {size(output) / 1000:>8,.0f} kB  {pages(output)}")


if __name__ == "__main__":
    main()
