"""What the tests share: the book built once a format, sample books, small books built from text, a browser."""

from __future__ import annotations

import functools
import os
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from sphinx import locale

import programs
from builds import EPOCH, ROOT, SharedBook, build_small
from servers import served


@pytest.fixture(scope="session", autouse=True)
def _same_everywhere():
    """Date and edition do not depend on who calls the tests."""
    os.environ.update(SOURCE_DATE_EPOCH=EPOCH, EDITION="editions/default.toml")


@pytest.fixture(scope="module", autouse=True)
def _no_language_left_over():
    """A module of tests begins without the catalogues of another's last build, in whatever order they run."""
    locale.translators.clear()


@pytest.fixture(scope="session")
def shared(tmp_path_factory) -> Path:
    """A folder that all processes of this run share."""
    own = tmp_path_factory.getbasetemp()
    return (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared"


@pytest.fixture(scope="session")
def book(shared):
    """The book itself, built once a format: ``book("html")``, ``book("typst")``, ``book("epub")``."""
    return SharedBook(ROOT, shared / "book")


@pytest.fixture(scope="session")
def sample_book(shared):
    """A book of ``tests/books/``, built once a format: ``sample_book("kitchen-sink", "typst")``."""
    books = {
        path.name: SharedBook(path, shared / path.name)
        for path in sorted((ROOT / "tests" / "books").iterdir())
        if path.is_dir()
    }
    return lambda name, builder: books[name](builder)


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

    The pages' policy is off, for it stops Playwright's waits for an expression; test_security has it on.
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


@pytest.fixture
def small_book(tmp_path):
    """Build a book from text: ``small_book({"index.md": "# …"}, builder="html", setting=value)``.

    It has the project's own conf.py, with the files given as its whole source (``references.bib`` may be one);
    root document ``index``.  A module that shares one calls :func:`builds.build_small`.
    """
    return functools.partial(build_small, tmp_path)
