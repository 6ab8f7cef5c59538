"""Build the English sample book with each Sphinx, Python and theme that the toolkit says it works with.

``make matrix`` runs all that this machine can, ``python tools/matrix.py 9.1:3.13`` one pair.  Each pair gets an
environment of its own under ``_build/matrix`` (versions of ``locks/dev.txt``, but for Sphinx), in which every theme
makes the website, and the first one every other format, too; a warning is a failure.  A Python that is not on this
machine is named, and makes the run fail only when the pair was asked for.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "_build" / "matrix"
PAIRS = ("9.0:3.11", "9.1:3.13", "9.1:3.14")  # Sphinx, Python; Sphinx 9.1 needs Python 3.12
THEMES = ("sphinx_book_theme", "furo", "alabaster")
FORMATS = ("typst", "epub", "bank")
NEEDS = ("myst-parser", "sphinx-design", "furo")  # beside the toolkit with its extras
SETTINGS = """
html_theme = {theme!r}
html_theme_options = {{}}
extensions = [name for name in extensions if not name.startswith("bookpress.site")] + ["bookpress.site"]
"""


class Failed(Exception):
    """A program failed; the message is what it said."""


def run(*command: object, **environment: str) -> str:
    """Run a program and give what it printed; raises :class:`Failed`."""
    ran = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise Failed(f"{' '.join(map(str, command))}\n{ran.stdout}{ran.stderr}")
    return ran.stdout


def uv() -> str:
    """Give the program uv: that beside this Python, or one on the PATH."""
    folders = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    if found := shutil.which("uv", path=folders):
        return found
    raise SystemExit("matrix: no uv; install the packages of locks/dev.txt")


def interpreter(version: str) -> str | None:
    """Give the path of a Python ``version`` of this machine: one that uv finds, or one of pyenv; none is fetched."""
    try:
        return run(uv(), "python", "find", "--no-project", "--system", version, UV_PYTHON_DOWNLOADS="never").strip()
    except Failed:
        versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions")
        found = sorted(path for path in versions.glob(f"{version}.*/bin/python") if path.is_file())
        return str(found[-1]) if found else None


def without_sphinx(locked: str) -> str:
    """Give the versions of a file of ``locks/`` as constraints, without hashes and without Sphinx."""
    pins = re.findall(r"^([\w.-]+==[^\s\\]+(?: ; [^\\\n]+?)?)\s*\\?$", locked, re.MULTILINE)
    return "".join(f"{pin}\n" for pin in pins if not pin.startswith("sphinx=="))


def environment(sphinx: str, python: str) -> Path:
    """Make an environment with ``sphinx`` on the interpreter ``python``; give its own interpreter."""
    folder = FOLDER / f"sphinx-{sphinx}-python-{version_of(python)}"
    constraints = FOLDER / "constraints.txt"
    FOLDER.mkdir(parents=True, exist_ok=True)
    constraints.write_text(without_sphinx((ROOT / "locks" / "dev.txt").read_text("utf-8")), "utf-8")
    run(uv(), "venv", "--clear", "--no-project", "--python", python, folder, UV_PYTHON_DOWNLOADS="never")
    own = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    toolkit = f"{ROOT}[site,pdf,epub,bank,id]"
    run(uv(), "pip", "install", "--python", own, "--constraint", constraints, toolkit, f"sphinx=={sphinx}.*", *NEEDS)
    return own


def version_of(python: str) -> str:
    """Give the version of an interpreter, such as ``3.13.0``."""
    return run(python, "-c", "import platform; print(platform.python_version())").strip()


def sources(theme: str, folder: Path) -> Path:
    """Copy the English sample book into ``folder``, set to the theme and with all rooms of the website."""
    shutil.copytree(ROOT / "tests" / "books" / "english", folder)
    with (folder / "conf.py").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS.format(theme=theme))
    return folder


def smoke(python: Path) -> list[str]:
    """Build the book in every theme and format with ``python``; give what failed, a text each."""
    failures = []
    for theme in THEMES:
        work = python.parents[1] / "books" / theme
        shutil.rmtree(work, ignore_errors=True)
        source = sources(theme, work / "source")
        for builder in ("html", *(FORMATS if theme == THEMES[0] else ())):
            command = (python, "-m", "sphinx", "-q", "-n", "-W", "--keep-going", "-b", builder, "-d", work / "doctrees")
            try:
                run(*command, source, work / builder, SOURCE_DATE_EPOCH="1767225600", PYTHONWARNINGS="ignore")
                if not any((work / builder).iterdir()):
                    raise Failed(f"{builder} in theme {theme}: nothing was written")
                print(f"  {theme:<18}{builder:<6} ok", flush=True)
            except Failed as error:
                print(f"  {theme:<18}{builder:<6} FAILED", flush=True)
                failures.append(str(error))
    return failures


def main(arguments: list[str] | None = None) -> int:
    """Run the pairs; give 1 when one failed, or one that was asked for could not run."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("pairs", nargs="*", metavar="SPHINX:PYTHON", help=f"such as {PAIRS[0]}; all by default")
    asked = parser.parse_args(arguments).pairs
    failures, absent = [], []
    for pair in asked or PAIRS:
        sphinx, _, version = pair.partition(":")
        python = interpreter(version)
        print(f"== Sphinx {sphinx}, Python {version}" + ("" if python else ": not run, none here"), flush=True)
        if python is None:
            absent.append(pair)
            continue
        try:
            failures += smoke(environment(sphinx, python))
        except Failed as error:
            failures.append(str(error))
    print(*failures, sep="\n\n")
    return int(bool(failures) or bool(asked and absent))


if __name__ == "__main__":
    sys.exit(main())
