"""Lock the dependencies of pyproject.toml with hashes, for Python 3.11 to 3.13 on every system."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def lock(target: str, *options: str) -> None:
    """Write ``locks/<target>`` with uv; ``options`` choose extras and dependency groups."""
    subprocess.run(
        [
            Path(sys.executable).with_name("uv"),
            "pip",
            "compile",
            "--quiet",
            "--upgrade",
            "--universal",
            "--python-version",
            "3.11",
            "--generate-hashes",
            "--no-emit-index-url",
            "--no-emit-find-links",
            "--custom-compile-command",
            "make locks",
            "pyproject.toml",
            *options,
            "--output-file",
            f"locks/{target}",
        ],
        cwd=ROOT,
        check=True,
    )


if __name__ == "__main__":
    lock("book.txt", "--all-extras", "--group", "book")
    lock("dev.txt", "--all-extras", "--group", "book", "--group", "dev", "--constraint", "locks/book.txt")
