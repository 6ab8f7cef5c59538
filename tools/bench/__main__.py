"""Run the measurements and print one report: ``python -m tools.bench`` runs all parts, ``… web epub`` these alone."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from importlib import import_module
from pkgutil import iter_modules

from . import __path__


def parts() -> dict[str, object]:
    """Give the ``measure`` function of each part by its name, in the order of the report."""
    names = sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))
    modules = {name: import_module(f"{__package__}.{name}") for name in names}
    return {name: module.measure for name, module in modules.items() if hasattr(module, "measure")}


def main(arguments: list[str] | None = None) -> int:
    """Print the report; give 1 when a part could not measure, 0 otherwise."""
    known = parts()
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description="Measure the book.")
    parser.add_argument("parts", nargs="*", choices=known, default=list(known), metavar="part")
    wanted = parser.parse_args(arguments).parts
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors")
    failed = False
    for name in wanted:
        print(f"\n== {name}", flush=True)
        start = time.perf_counter()
        try:
            lines = known[name]()
        except Exception as error:  # one part that fails does not keep the others from their report
            lines, failed = [f"not measured: {type(error).__name__}: {error}"], True
        print(*lines, f"(measured in {time.perf_counter() - start:.0f} s)", sep="\n", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
