"""What the tests share: the book built once a format, and small books built from text."""

from __future__ import annotations

import functools
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from sphinx import locale
from sphinx.application import Sphinx
from sphinx.util.console import strip_escape_sequences
from sphinx.util.docutils import docutils_namespace, patch_docutils

import programs
from servers import served

ROOT = Path(__file__).parent.parent
EPOCH = "1767225600"
SMALL = {  # settings of a small book: all its text
    "include_patterns": ["**/*.md", "*.md"],
    "exclude_patterns": ["editions"],
}


@dataclass
class Built:
    """One finished build: its folder, the environment, and what Sphinx warned of (paths relative to the source)."""

    outdir: Path
    app: Sphinx
    warnings: str


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
    text = strip_escape_sequences(warnings.getvalue()).replace(f"{srcdir}/", "")
    return Built(Path(app.outdir), app, text)


@pytest.fixture(scope="session", autouse=True)
def _same_everywhere():
    """Date and edition do not depend on who calls the tests."""
    os.environ.update(SOURCE_DATE_EPOCH=EPOCH, EDITION="editions/default.toml")


@pytest.fixture(scope="session")
def book(tmp_path_factory):
    """The book itself, built once a format: ``book("html")``, ``book("typst")``, ``book("epub")``."""
    built: dict[str, Built] = {}

    def of(builder: str) -> Built:
        if builder not in built:
            folder = tmp_path_factory.mktemp("book") / builder
            built[builder] = build(ROOT, folder, builder)
        return built[builder]

    return of


@pytest.fixture(scope="module")
def browser():
    """A Chromium, one a module: Playwright can be started only once at a time."""
    path = programs.chromium()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def site(book):
    """The address of the website, served as a host would."""
    with served(book("html").outdir) as address:
        yield address


@pytest.fixture
def open_page(browser, site):
    """Open a page: ``open_page("index.html", {"width": 360, "height": 740})``; options are those of the context.

    The pages' policy is off, for it stops Playwright's waits for an expression; test_content_security has it on.
    """
    contexts = []

    def of(name: str, viewport: dict, **options):
        context = browser.new_context(viewport=viewport, locale="id-ID", bypass_csp=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(site + name)
        return page

    yield of
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def sample_book(tmp_path_factory):
    """A book of ``tests/books/``, built once a format: ``sample_book("kitchen-sink", "typst")``."""
    built: dict[tuple[str, str], Built] = {}

    def of(name: str, builder: str) -> Built:
        if (name, builder) not in built:
            folder = tmp_path_factory.mktemp(name) / builder
            built[name, builder] = build(ROOT / "tests" / "books" / name, folder, builder)
        return built[name, builder]

    return of


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


@pytest.fixture
def small_book(tmp_path):
    """Build a book from text: ``small_book({"index.md": "# …"}, builder="html", setting=value)``.

    It has the project's own conf.py, with the files given as its whole source (``references.bib`` may be one);
    root document ``index``.  A module that shares one calls :func:`build_small`.
    """
    return functools.partial(build_small, tmp_path)
