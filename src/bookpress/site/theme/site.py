"""What the parts of this extension share: which builders make a website, and where the files lie."""

from __future__ import annotations

import os
from pathlib import Path

SITE_BUILDERS = ("html", "dirhtml")
HERE = Path(__file__).parent
STATIC = HERE / "static"
TEMPLATES = HERE / "templates"


def is_site(app) -> bool:
    """Tell whether the builder makes the website (the EPUB builder makes HTML, too)."""
    return app.builder.name in SITE_BUILDERS


def write(path: Path, text: str) -> None:
    """Write ``text`` to ``path`` at once or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".part")
    beside.write_text(text, "utf-8")
    os.replace(beside, path)
