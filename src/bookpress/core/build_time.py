"""The time of a build, which SOURCE_DATE_EPOCH sets (reproducible-builds.org/specs/source-date-epoch)."""

from __future__ import annotations

import os
import time


def seconds(otherwise: int | None = None) -> int:
    """Give seconds since 1970: those of SOURCE_DATE_EPOCH; else ``otherwise``, else those of now."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    return int(time.time()) if otherwise is None else otherwise
