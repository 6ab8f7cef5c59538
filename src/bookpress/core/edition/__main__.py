"""Check an edition file: ``python -m edition FILE`` is silent when it is right, else one line a fault and status 1."""

from __future__ import annotations

import sys
from pathlib import Path

from sphinx.errors import ConfigError

from bookpress.core.edition.reading import load


def main(path: str) -> None:
    """Check the edition file at ``path``; raises :class:`SystemExit` with one line a fault."""
    try:
        load(path)
    except ConfigError as error:
        sys.exit(str(error).replace(f"{Path.cwd()}/", ""))


if __name__ == "__main__":
    main(sys.argv[1])
