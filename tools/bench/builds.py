"""Measure the builds: from nothing, with nothing changed, with one chapter touched; and the sizes of what is made."""

from __future__ import annotations

import resource
import subprocess
import tempfile
import time
from pathlib import Path

from tools.made import contents, made, size

ROOT = Path(__file__).parents[2]
CHAPTER = ROOT / "chapters" / "pengertian.md"
FORMATS = ("html", "pdf", "epub", "bank")


def seconds(target: str, build: Path) -> float:
    """Run ``make target`` into the folder ``build``; give the seconds it took."""
    start = time.perf_counter()
    subprocess.run(["make", "--silent", target, f"BUILD={build}"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def row(name: str, *values: object) -> str:
    """Give one line of a table: a name, then right-aligned values, floats with one decimal."""
    return f"{name:<34}" + "".join(f"{v:>10.1f}" if isinstance(v, float) else f"{v:>10}" for v in values)


def measure() -> list[str]:
    """Build every format three times; give the table of seconds, the largest process, and what was made."""
    lines = [row("seconds", *FORMATS)]
    with tempfile.TemporaryDirectory() as folder:
        build = Path(folder)
        lines.append(row("from nothing", *[seconds(f, build) for f in FORMATS]))
        lines.append(row("nothing changed", *[seconds(f, build) for f in FORMATS]))
        CHAPTER.touch()
        lines.append(row("one chapter touched", *[seconds(f, build) for f in FORMATS]))
        kib = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        lines += ["", f"largest process: {kib / 1024:.0f} MiB", ""]
        lines += [f"{o.relative_to(build)!s:<40} {size(o) / 1000:>8,.0f} kB  {contents(o)}" for o in made(build)]
    return lines
