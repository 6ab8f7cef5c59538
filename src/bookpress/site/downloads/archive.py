"""The website as one ZIP file: the same pages give the same bytes."""

from __future__ import annotations

from pathlib import Path

from bookpress.core import build_time
from bookpress.core.files import files_below, matches
from bookpress.core.site import FOR_HOSTS
from bookpress.core.zips import packed

LEFT_OUT = (*FOR_HOSTS, "404.html", "offline.json")


def pack(site: Path, name: str, apart: str) -> bytes:
    """Give the files below ``site`` in a folder ``name``; without what hosts need and the folder ``apart``."""
    kept = (
        (f"{name}/{inside}", path.read_bytes())
        for inside, path in files_below(site)
        if not matches(inside, LEFT_OUT)
        if not inside.startswith(f"{apart}/") or inside == f"{apart}/index.html"
    )
    return packed(kept, build_time.seconds(otherwise=0))
