"""Which way imports run, and what a room loads: a project that wants the website needs nothing of the PDF."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from builds import ROOT

SOURCE = ROOT / "src"
FLOORS = {"core": 0, "content": 1, "site": 2, "typst": 2, "epub": 2, "bank": 2, "parcel": 3}
WITH_ROOMS = ("content", "site")  # each module or package in these is a room of its own
# What the distributions of the extras are imported as; typefaces are only files
IMPORTED_AS = {
    "fonttools": "fontTools",
    "resvg-py": "resvg_py",
    "sphinx-book-theme": "sphinx_book_theme",
    "sphinxcontrib-bibtex": "sphinxcontrib.bibtex",
}
# Of the extra ``site`` only these rooms need the library at all
ONLY_IN = {"lxml": {"site.metadata"}, "resvg_py": {"site.metadata"}, "tinycss2": {"site.theme"}}


def modules(source: Path) -> Iterator[tuple[str, ast.Module, bool]]:
    """Name below the package, syntax tree, and whether it is a package, of every module of the toolkit."""
    for path in sorted((source / "bookpress").rglob("*.py")):
        parts = path.relative_to(source / "bookpress").with_suffix("").parts
        is_package = parts[-1] == "__init__"
        yield ".".join(parts[:-1] if is_package else parts), ast.parse(path.read_text("utf-8")), is_package


def imported(name: str, tree: ast.Module, is_package: bool) -> Iterator[tuple[str, int]]:
    """Modules of the toolkit that a module imports, anywhere in it, with the line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = ("bookpress." + name).split(".")
            above = above[: len(above) - node.level + is_package] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            found = [f"{base}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from ((target.removeprefix("bookpress."), node.lineno) for target in found if "bookpress." in target)


def room(name: str) -> str:
    """The room that a module belongs to."""
    parts = name.split(".")
    return ".".join(parts[:2]) if parts[0] in WITH_ROOMS else parts[0]


def wrong_imports(source: Path) -> list[str]:
    """Imports that run uphill, or from one room into another of the same floor."""
    found = []
    for name, tree, is_package in modules(source):
        here = name.split(".")[0]
        for target, line in imported(name, tree, is_package):
            there = target.split(".")[0]
            if here not in FLOORS or there not in FLOORS:
                continue
            if FLOORS[there] > FLOORS[here]:
                found.append(f"{name}:{line}: imports {target}, which is above it")
            elif FLOORS[there] == FLOORS[here] and room(name) != room(target):
                found.append(f"{name}:{line}: imports {target}, a room beside it")
    return found


def test_imports_run_downhill():
    assert wrong_imports(SOURCE) == []


@pytest.mark.parametrize(
    ("file", "line", "says"),
    [
        ("core/x.py", "from bookpress.content import boxes", "core.x:1: imports content.boxes, which is above it"),
        ("core/x.py", "def f():\n    import bookpress.site.theme", "core.x:2: imports site.theme, which is above it"),
        ("site/theme/x.py", "from bookpress.bank import gift", "site.theme.x:1: imports bank.gift, a room beside it"),
        ("site/theme/x.py", "from ..cards import y", "site.theme.x:1: imports site.cards.y, a room beside it"),
        ("content/x.py", "from . import boxes", "content.x:1: imports content.boxes, a room beside it"),
        ("epub/x.py", "from bookpress import parcel", "epub.x:1: imports parcel, which is above it"),
        ("parcel/x.py", "from bookpress.core.site import is_site", None),
        ("site/theme/x.py", "from . import y\nfrom .y import z", None),
    ],
)
def test_an_import_that_runs_uphill_is_found(tmp_path, file, line, says):
    path = tmp_path / "bookpress" / file
    path.parent.mkdir(parents=True)
    path.write_text(line + "\n", "utf-8")
    assert wrong_imports(tmp_path) == ([says] if says else [])


def libraries(extra: str) -> set[str]:
    """What the distributions of an extra of the toolkit are imported as, without typefaces and without Sphinx."""
    given = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"][extra]
    names = {line.split(">")[0].split("=")[0].strip() for line in given}
    return {IMPORTED_AS.get(name, name) for name in names if not name.startswith("font-")}


EXTRAS = {"site": "site", "typst": "pdf", "epub": "epub", "bank": "bank"}
ALL = set().union(*map(libraries, EXTRAS.values()))
ROOMS = sorted({room(name) for name, _tree, _is_package in modules(SOURCE) if name.split(".")[0] in FLOORS} - {"core"})


def loaded(module: str) -> set[str]:
    """Which libraries of the extras a new process has loaded after it imported ``module``."""
    code = f"import json, sys, {module}; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout)) & ALL


@pytest.mark.parametrize("name", [name for name in ROOMS if name != "parcel"])
def test_a_room_loads_no_library_of_another(name):
    floor = name.split(".")[0]
    own = libraries(EXTRAS[floor]) if floor in EXTRAS else set()
    others = {library for library, rooms in ONLY_IN.items() if floor == "site" and name not in rooms}
    assert loaded(f"bookpress.{name}") <= own - others


@pytest.mark.parametrize("name", ["book", "edition", "files", "findings", "index", "outputs", "site", "words", "zips"])
def test_the_ground_floor_loads_no_library_of_a_format(name):
    assert loaded(f"bookpress.core.{name}") == set()
