"""When the PDF need not be made again.

The fingerprint of a build names everything the PDF is made from: source files, pictures, the edition file, settings,
the code of Sphinx's extensions, the versions of the tools.  It is kept after a build that succeeded; as long as it
stays the same and the PDF files are there, they are up to date.
"""

from __future__ import annotations

import hashlib
import os
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.extension import Extension

from bookpress.core import cover

if TYPE_CHECKING:
    from bookpress.typst.builder import TypstBuilder

FILE = "fingerprint"
REBUILD: Any = "typst"  # the settings of this builder; Sphinx takes a name of one's own, its types do not
TOOLS = ("sphinx", "docutils", "typst", "pikepdf", "pyphen")


def fingerprint(builder: TypstBuilder) -> str:
    """A digest of the state of all inputs, from paths, sizes and times of change."""
    environment, config = builder.env, builder.config
    files: list[str | os.PathLike[str]] = [environment.doc2path(name) for name in environment.found_docs]
    files += [path for paths in environment.dependencies.values() for path in paths]
    files += list(environment.images)
    files += [config.edition.path, config.edition.cover_image, cover.__file__]
    files += [path for extension in builder.sphinx.extensions.values() for path in _code(extension)]
    states = sorted({_state(Path(builder.srcdir, path)) for path in files if path})
    settings = sorted((value.name, repr(value.value)) for value in config.filter(REBUILD))
    rest = [os.environ.get("SOURCE_DATE_EPOCH", ""), sorted(builder.tags), *(version(tool) for tool in TOOLS)]
    return hashlib.sha256(repr((states, settings, rest)).encode()).hexdigest()


def _code(extension: Extension) -> list[Path]:
    """The files of an extension: its module, or everything in its package."""
    module = getattr(extension, "module", None)
    path = Path(getattr(module, "__file__", None) or "")
    if path.name != "__init__.py":
        return [path] if path.is_file() else []
    return [file for file in path.parent.rglob("*") if file.is_file() and "__pycache__" not in file.parts]


def _state(path: Path) -> tuple[str, int | None, int | None]:
    try:
        found = path.stat()
    except OSError:
        return (str(path), None, None)
    return (str(path), found.st_size, found.st_mtime_ns)
