"""Versions that change with the source: what was kept by other code is not read again."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from bookpress.core.files import in_order


def digest(paths: Iterable[Path]) -> str:
    """Give eight hexadecimal digits that change with what is in the files ``paths``, in their order."""
    return sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:8]


def of_package(folder: Path) -> int:
    """Give a number, above 0, that changes with the Python source of a package: for a domain's ``data_version``."""
    return int(digest(in_order(folder.rglob("*.py"))), 16) + 1
