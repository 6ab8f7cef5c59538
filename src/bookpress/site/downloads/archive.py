"""The website as one ZIP file: the same pages give the same bytes."""

from __future__ import annotations

import io
import os
import time
import zipfile
from fnmatch import fnmatch
from pathlib import Path

# What only a host needs, or is not shown: no reader misses it.
LEFT_OUT = (
    ".*", "_sources/*", "_headers", "404.html", "objects.inv", "robots.txt", "sitemap.xml", "sw.js", "offline.json",
    "site.webmanifest", "_static/icon-*.png", "_static/sharing.png", "*.part",
)  # fmt: skip
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of the format


def pack(site: Path, name: str, apart: str) -> bytes:
    """Give the files below ``site`` in a folder ``name``; without what hosts need and the folder ``apart``."""
    date = max(time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", "0")))[:6], FIRST_DAY)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(site.rglob("*")):
            inside = path.relative_to(site).as_posix()
            if path.is_dir() or any(fnmatch(inside, pattern) for pattern in LEFT_OUT):
                continue
            if inside.startswith(f"{apart}/") and inside != f"{apart}/index.html":
                continue
            entry = zipfile.ZipInfo(f"{name}/{inside}", date)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3  # the same on every system
            archive.writestr(entry, path.read_bytes(), compresslevel=9)
    return packed.getvalue()
