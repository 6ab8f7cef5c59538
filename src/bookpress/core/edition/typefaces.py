"""Fonts in Python packages: the PDF and the cover are set with these and with no font of the system."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageFont

from bookpress.core.files import in_order


def check(packages: list[str], families: list[str]) -> None:
    """Raise :class:`ValueError` when a package is not installed, or a family is in none of them."""
    absent = [package for package in packages if not _folder(package)]
    if absent:
        raise ValueError(
            f"no Python package {', '.join(absent)}; add it to the dependencies in pyproject.toml and run `make locks`"
        )
    there = sorted({family for package in packages for family, _style in _fonts(package)})
    missing = [family for family in families if family not in there]
    if missing:
        raise ValueError(
            f'no typeface "{missing[0]}" in the packages {", ".join(packages)}; there are: {", ".join(there)}'
        )


def font_files(packages: list[str]) -> list[Path]:
    """The font files of the packages: OpenType (``.otf``) where a package has it, else TrueType."""
    return [path for package in packages for path in _fonts(package).values()]


def font_file(packages: list[str], family: str, style: str) -> Path:
    """The file of one font, such as "Source Serif Pro", "Bold"; the family's regular font when it has no such style.

    Raises :class:`ValueError` when the family is in none of the packages.
    """
    for wanted in (style, "Regular"):
        for package in packages:
            if found := _fonts(package).get((family, wanted)):
                return found
    raise ValueError(f'no typeface "{family}" in the packages {", ".join(packages)}')


def _folder(package: str) -> Path | None:
    """Where an installed package is, found without running it."""
    try:
        spec = find_spec(package)
    except (ImportError, ValueError):
        return None
    places = list(spec.submodule_search_locations or []) if spec else []
    return Path(places[0]) if places else None


@cache
def _fonts(package: str) -> dict[tuple[str, str], Path]:
    """The fonts of a package by family and style."""
    folder = _folder(package)
    files = in_order(folder.rglob("*.otf")) or in_order(folder.rglob("*.ttf")) if folder else []
    names = ((ImageFont.truetype(file, 10).getname(), file) for file in files)
    return {(family or "", style or ""): file for (family, style), file in names}
