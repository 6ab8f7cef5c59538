"""Building books in tests: one from text, and one that all tests of a run share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from io import StringIO
from pathlib import Path

from filelock import FileLock
from sphinx import locale
from sphinx.application import Sphinx
from sphinx.util.console import strip_escape_sequences
from sphinx.util.docutils import docutils_namespace, patch_docutils

ROOT = Path(__file__).parents[2]
EPOCH = "1767225600"
SMALL = {  # settings of a small book: all its text
    "include_patterns": ["**/*.md", "*.md"],
    "exclude_patterns": ["editions"],
}


class Built:
    """One finished build: its folder, what Sphinx warned of (paths relative to the source), and the application."""

    def __init__(self, outdir: Path, warnings: str, application: Callable[[], Sphinx]) -> None:
        self.outdir = outdir
        self.warnings = warnings
        self._application = application

    @cached_property
    def app(self) -> Sphinx:
        """The application with its environment; one that has built nothing when another process made the build."""
        return self._application()


@contextmanager
def sphinx(
    srcdir: Path, confdir: Path, outdir: Path, doctrees: Path, builder: str, settings: dict | None = None, **options
) -> Iterator[Sphinx]:
    """A silent Sphinx application that does not know of earlier ones, as in a process of its own.

    Its catalogues stay in force until the next; what it registers with docutils is forgotten.
    """
    locale.translators.clear()
    settings = {"templates_path": [], **(settings or {})}  # a theme adds to the list that all applications share
    with patch_docutils(confdir), docutils_namespace():
        yield Sphinx(
            srcdir, confdir, outdir, doctrees, builder, settings, **{"status": None, "warning": None, **options}
        )


def _said(warnings: StringIO, srcdir: Path) -> str:
    return strip_escape_sequences(warnings.getvalue()).replace(f"{srcdir}{os.sep}", "")


def build(
    srcdir: Path, outdir: Path, builder: str, confdir: Path | None = None, parallel: int = 0, **overrides
) -> Built:
    """Build ``srcdir`` with ``builder``, nitpicky, and collect the warnings instead of failing on them.

    ``parallel`` is the number of processes, as for ``sphinx-build -j``.
    """
    warnings = StringIO()
    doctrees = outdir.parent / f"{outdir.name}-doctrees"
    settings = {"nitpicky": True, **overrides}
    options = {"warning": warnings, "freshenv": True, "parallel": parallel}
    with sphinx(srcdir, confdir or srcdir, outdir, doctrees, builder, settings, **options) as app:
        app.build()
    return Built(Path(app.outdir), _said(warnings, srcdir), lambda: app)


class SharedBook:
    """A book that is built once a format for a whole run of the tests, whatever the number of its processes.

    It is read once for all formats, as ``make`` does it; ``folder`` is one that the processes share.
    """

    def __init__(self, srcdir: Path, folder: Path) -> None:
        self.srcdir = srcdir
        self.folder = folder
        self.built: dict[str, Built] = {}

    def __call__(self, builder: str) -> Built:
        """Give the book in the format of ``builder``; build it when no process has."""
        if builder not in self.built:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / f"{builder}.lock"):
                said = self.folder / f"{builder}.txt"
                if said.is_file():
                    outdir = self.folder / builder
                    self.built[builder] = Built(outdir, said.read_text("utf-8"), lambda: self._opened(builder))
                else:
                    self.built[builder] = self._build(builder)
                    said.write_text(self.built[builder].warnings, "utf-8")
        return self.built[builder]

    def _application(self, builder: str, **options):
        folders = (self.srcdir, self.srcdir, self.folder / builder, self.folder / f"{builder}-doctrees")
        return sphinx(*folders, builder, {"nitpicky": True}, **options)

    def _opened(self, builder: str) -> Sphinx:
        with self._application(builder) as app:
            return app

    def _build(self, builder: str) -> Built:
        warnings = StringIO()
        doctrees, read, said = (self.folder / name for name in (f"{builder}-doctrees", "read", "read.txt"))
        lock = FileLock(self.folder / "read.lock")
        before = ""

        def keep(app, _builder) -> None:
            """What was read is whole before the first page is written; the other formats need not wait for more."""
            if lock.is_locked:
                shutil.copytree(doctrees, read)
                said.write_text(_said(warnings, self.srcdir), "utf-8")
                lock.release()

        with lock:
            if said.is_file():
                before = said.read_text("utf-8")
                lock.release()
                shutil.copytree(read, doctrees)
            with self._application(builder, warning=warnings) as app:
                app.connect("write-started", keep)
                app.build()
        return Built(Path(app.outdir), before + _said(warnings, self.srcdir), lambda: app)


def build_small(folder: Path, files: dict[str, str | bytes], builder: str = "html", **overrides) -> Built:
    """Build a book from text in ``folder``; see the fixture ``small_book``."""
    source = folder / f"source-{len(list(folder.iterdir()))}"
    for name, text in {"references.bib": "", **files}.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    shutil.copy(ROOT / "conf.py", source)
    for shared in ("editions",):
        (source / shared).symlink_to(ROOT / shared)
    return build(source, folder / f"out-{source.name}", builder, **{**SMALL, **overrides})
