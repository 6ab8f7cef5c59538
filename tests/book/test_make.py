"""What make does around Sphinx: which builds share a reading, their order, and what is left after a failure."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable

import pytest

from builds import EPOCH, ROOT, SMALL, sphinx

# Stands for the Python of the virtual environment: notes begin and end of each build, and reads and writes as Sphinx
# does, one file each.  The builder named in BROKEN ends with warnings.
FAKE = """#!{python}
import os, sys, time
from pathlib import Path

log = Path({log!r}).open("a")
if "sphinx" in sys.argv:
    builder = sys.argv[sys.argv.index("-b") + 1]
    doctrees, output = Path(sys.argv[sys.argv.index("-d") + 1]), Path(sys.argv[-1])
    read = doctrees / "environment"
    log.write(f"{{builder}} {{'knows' if read.exists() else 'reads'}} {{doctrees.name}}\\n")
    log.flush()
    doctrees.mkdir(parents=True, exist_ok=True)
    output.mkdir(parents=True, exist_ok=True)
    read.touch()
    time.sleep(0.05)
    for name in ("a.pdf", "a.epub", "a.xml", "index.html", ".buildinfo"):
        (output / name).touch()
    log.write(f"{{builder}} ends\\n")
    sys.exit(os.environ.get("BROKEN") == builder)
"""


@pytest.fixture
def make(tmp_path):
    """Run ``make`` as if ``stale`` formats were out of date; gives its status and what Sphinx did."""
    programs, log, work = tmp_path / "bin", tmp_path / "log", tmp_path / "build/work"
    programs.mkdir()
    (programs / "python").write_text(FAKE.format(python=sys.executable, log=str(log)))
    (programs / "python").chmod(0o755)
    (programs / ".book").touch()

    def run(*words: str, stale: Iterable[str] = (), broken: str = "") -> tuple[int, list[str]]:
        log.write_text("")
        for builder in stale:
            (work / f"{builder}.done").unlink()
        settings = [f"BIN={programs}", f"BUILD={tmp_path / 'build'}", "SOURCES=conf.py"]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "BROKEN": broken}
        done = subprocess.run(["make", *settings, *words], cwd=ROOT, env=environment, capture_output=True, check=False)
        return done.returncode, log.read_text().splitlines()

    return run


@pytest.mark.parametrize("processes", ["-j1", "-j4"])
def test_book_is_read_once_and_built_one_format_after_the_other(make, processes):
    builds = ["typst reads doctrees", "epub knows doctrees", "bank knows doctrees", "html knows html-doctrees"]
    status, log = make(processes, "book")
    assert status == 0
    assert log == [line for build in builds for line in (build, f"{build.split()[0]} ends")]


def test_website_keeps_what_it_has_read(make):
    """Else it would not see which of its pages a reading for another format has changed."""
    assert make("html")[1][0] == "html reads html-doctrees"
    assert make("bank")[1][0] == "bank reads doctrees"
    assert make("html", stale=["html"])[1][0] == "html knows html-doctrees"


def test_build_with_warnings_forgets_what_it_read(make):
    """The next one, of whatever format, reads and warns again; the website's is another."""
    make("book")
    assert make("bank", stale=["bank"], broken="bank")[0] != 0
    assert make("epub", stale=["epub"])[1][0] == "epub reads doctrees"
    assert make("html", stale=["html"], broken="html")[0] != 0
    assert make("html")[1][0] == "html reads html-doctrees"


def test_first_website_takes_over_what_the_others_have_read(small_book, tmp_path):
    """Nothing is read again because the doctrees lie in another folder, or for another builder."""
    files = {"index.md": "# Buku\n\n```{toctree}\nsatu\n```\n", "satu.md": "# Satu\n\nKata.\n"}
    bank = small_book(files, "bank").app
    doctrees = shutil.copytree(bank.doctreedir, tmp_path / "doctrees")
    settings, read = {"nitpicky": True, **SMALL}, []
    with sphinx(bank.srcdir, bank.confdir, tmp_path / "html", doctrees, "html", settings) as site:
        site.connect("source-read", lambda app, docname, source: read.append(docname))
        site.build()
    assert not read
    assert (tmp_path / "html/satu.html").is_file()


def test_website_has_nothing_of_the_folder_it_was_built_in(make, tmp_path):
    """The same commit gives the same bytes wherever it is built."""
    assert make("html")[0] == 0
    names = {path.name for path in (tmp_path / "build/site").iterdir()}
    assert "index.html" in names
    assert ".buildinfo" not in names
