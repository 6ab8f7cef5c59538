"""ZIP files that have the same bytes when the same goes into them (PKWARE APPNOTE 6.3).

Order, date, permissions and the system of origin are fixed, so they depend on nothing but the arguments.
"""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterable

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of the format
UNIX = 3
PLAIN_FILE = 0o100644 << 16  # rw-r--r--


def packed(files: Iterable[tuple[str, bytes]], seconds: int, stored: frozenset[str] = frozenset()) -> bytes:
    """Give the ZIP file with ``files``, names and contents, in their order.

    ``seconds`` since 1970 are the date of each, in UTC; those named in ``stored`` are not compressed.
    """
    date = max(time.gmtime(seconds)[:6], FIRST_DAY)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, date)
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = UNIX, PLAIN_FILE
            archive.writestr(entry, content, compresslevel=9)
    return file.getvalue()
