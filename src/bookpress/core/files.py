"""Files and folders that appear whole or not at all.

What is written stands beside its place first, under a name that ends in ``.part``, and takes the place at once
(``os.replace``, POSIX ``rename``): a reader, a server and an interrupted build see the old one or the new one, never a
half.  Text is UTF-8 with line ends as given, the same on every system.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path

UNFINISHED = ".part"


def write(path: Path, content: str | bytes) -> None:
    """Put ``content`` at ``path``; its folder is made when it is not there.  Raises :class:`OSError`."""
    write_all({path: content})


def write_all(contents: Mapping[Path, str | bytes]) -> None:
    """Put every content at its path, or none when one of them cannot be written.  Raises :class:`OSError`."""
    unfinished = {path: path.with_name(path.name + UNFINISHED) for path in contents}
    try:
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished[path].write_bytes(content.encode() if isinstance(content, str) else content)
        for path, beside in unfinished.items():
            os.replace(beside, path)
    finally:
        for beside in unfinished.values():
            beside.unlink(missing_ok=True)


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """Give an empty folder to fill, which takes the place of ``target`` when the block ends without an error.

    The folder that was there stays, or comes back, when anything fails.  Raises :class:`OSError`.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as temporary:
        new, old = Path(temporary, "new"), Path(temporary, "old")
        new.mkdir()
        yield new
        if target.exists():
            target.rename(old)
        try:
            new.rename(target)
        except OSError:
            if old.exists():
                old.rename(target)
            raise


def in_order(paths: Iterable[Path]) -> list[Path]:
    """Give ``paths`` in the same order on every system; Windows itself sorts small letters and capitals alike."""
    return sorted(paths, key=lambda path: path.parts)


def files_below(folder: Path) -> list[tuple[str, Path]]:
    """Give every file below ``folder`` with its name in it (``a/b.html``), in an order that no system changes."""
    found = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
    return [(name.as_posix(), folder / name) for name in sorted(found, key=lambda name: name.parts)]


def matches(name: str, patterns: Iterable[str]) -> bool:
    """Tell whether the name of a file, with ``/``, fits one of ``patterns``; capitals count on every system."""
    return any(fnmatchcase(name, pattern) for pattern in patterns)
