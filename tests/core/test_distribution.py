"""The toolkit as others get it: a wheel and a source archive, installed where nothing else is, make a book.

What they need is fetched from the package index, in the versions that ``locks/book.txt`` has; uv keeps it for the next
run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from builds import EPOCH, ROOT

CONF = """\
project, author, copyright = "Guilds", "Ani Wijaya", "2026, Ani Wijaya"
extensions = ["bookpress.content", "bookpress.site", "bookpress.typst", "bookpress.epub", "bookpress.bank"]
html_theme = "sphinx_book_theme"
"""
INDEX = """\
Guilds
======

Old bodies.

.. toctree::
   :numbered:

   one
"""
CHAPTER = """\
One
===

A guild is old.
"""
OUTPUTS = {
    "html": {"index.html", "one.html"},
    "typst": {"guilds-screen.pdf", "guilds-print.pdf"},
    "epub": {"Guilds.epub"},
    "bank": {"guilds-questions-moodle.xml"},
}
BUILD = "import sys; from flit_core import buildapi; print(buildapi.build_{}(sys.argv[1]))"


def run(*command: str | Path, cwd: Path) -> str:
    """Run a program; its output, or a failure that shows it."""
    ran = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env={**_environment(), "SOURCE_DATE_EPOCH": EPOCH},
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout.strip()


def _environment() -> dict[str, str]:
    """What the tests were started with, without what leads to this folder's own packages."""

    return {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}


@pytest.fixture(scope="module")
def archives(tmp_path_factory) -> tuple[Path, Path]:
    """A source archive of this folder, and the wheel that is built from it."""
    folder = tmp_path_factory.mktemp("dist")
    source = folder / run(sys.executable, "-c", BUILD.format("sdist"), folder, cwd=ROOT)
    with tarfile.open(source) as archive:
        archive.extractall(folder, filter="data")
    (unpacked,) = (path for path in folder.iterdir() if path.is_dir())
    return source, folder / run(sys.executable, "-c", BUILD.format("wheel"), folder, cwd=unpacked)


def files(folder: Path) -> set[str]:
    """The files of the package in the source."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return {name for name in found if "__pycache__" not in name}


def test_the_wheel_has_the_whole_package(archives):
    """Every template, style, script and catalogue, from the source archive too; and nothing of the book."""
    _source, wheel = archives
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if not name.partition("/")[0].endswith(".dist-info")}
    assert names == {f"bookpress/{name}" for name in files(ROOT / "src" / "bookpress")}
    assert "bookpress/py.typed" in names


def test_the_same_source_gives_the_same_bytes(archives, tmp_path):
    """As for every output of the book."""
    for archive, kind in zip(archives, ("sdist", "wheel"), strict=True):
        again = tmp_path / run(sys.executable, "-c", BUILD.format(kind), tmp_path, cwd=ROOT)
        assert again.read_bytes() == archive.read_bytes(), kind


def test_a_book_from_the_wheel_alone(archives, tmp_path):
    """In a new environment, with the extras and nothing else: site, PDFs, EPUB and bank of a book of a few lines."""
    uv = Path(sys.executable).with_name("uv")
    run(uv, "venv", "--quiet", "--python", sys.executable, tmp_path / "venv", cwd=tmp_path)
    (python,) = [*tmp_path.glob("venv/bin/python"), *tmp_path.glob("venv/Scripts/python.exe")]
    _source, wheel = archives
    given = f"sphinx-bookpress[site,pdf,epub,bank] @ {wheel.as_uri()}"
    constraints = ("--constraint", ROOT / "locks" / "book.txt")
    run(uv, "pip", "install", "--quiet", "--python", python, *constraints, given, cwd=tmp_path)
    book = tmp_path / "book"
    book.mkdir()
    for name, text in {"conf.py": CONF, "index.rst": INDEX, "one.rst": CHAPTER}.items():
        (book / name).write_text(text, "utf-8")
    for builder, wanted in OUTPUTS.items():
        run(python, "-m", "sphinx", "-q", "-W", "-n", "-b", builder, book, tmp_path / builder, cwd=tmp_path)
        assert wanted <= {path.name for path in (tmp_path / builder).iterdir()}, builder
