"""Make the parcel of an edition: ``python -m parcel EDITION BUILD``, after the builds of EPUB and PDF.

The folder ``BUILD/parcel`` appears whole; when something is wrong, the old one stays.  The same files and the same
SOURCE_DATE_EPOCH give the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sphinx.errors import ConfigError, ExtensionError

from bookpress.core import build_time, words
from bookpress.core import edition as editions
from bookpress.core.files import in_order, new_folder
from bookpress.parcel.contents import WrongFile, items

FOLDER = "parcel"


def make(edition: editions.Edition, build: Path, sent: int) -> Path:
    """Write the parcel of an edition from what is built in ``build``; gives the folder."""
    target = build / FOLDER
    with new_folder(target) as new:
        for item in items(edition, build, sent):
            (new / item.name).write_bytes(item.data)
    return target


def main(path: str, build: str) -> None:
    """Make the parcel and list it; raises :class:`SystemExit` with one line when it cannot be made."""
    try:
        edition = editions.load(path)
        words.use(edition.book.language)
        folder = make(edition, Path(build), build_time.seconds())
    except (ConfigError, ExtensionError, WrongFile) as error:
        sys.exit(str(error))
    for file in in_order(folder.iterdir()):
        print(f"  {file!s:<60} {file.stat().st_size / 1000:>8,.0f} kB")


if __name__ == "__main__":
    main(*sys.argv[1:])
