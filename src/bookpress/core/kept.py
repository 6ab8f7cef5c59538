"""What a room reads from pages while they are written, kept beside the doctrees for the builds that write fewer."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from bookpress.core.files import write


@dataclass
class Kept:
    """What was read from each page, as JSON has it; ``version`` is that of the code which read it."""

    path: Path
    version: str
    pages: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def load(cls, app: Sphinx, name: str, version: str) -> Kept:
        """Give what the last build with the same builder kept under ``name``; nothing when it was other code."""
        kept = cls(Path(app.doctreedir, f"{name}.{app.builder.name}.json"), version)
        if kept.path.is_file():
            found = json.loads(kept.path.read_text("utf-8"))
            if found["version"] == version:
                kept.pages = found["pages"]
        return kept

    def save(self, documents: Iterable[str]) -> None:
        """Keep what was read from ``documents``, and forget the others."""
        wanted = set(documents)
        self.pages = {name: said for name, said in self.pages.items() if name in wanted}
        write(self.path, json.dumps({"version": self.version, "pages": self.pages}, ensure_ascii=False))
