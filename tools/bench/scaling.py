"""Measure how builds grow with the text: the site against the bare theme, and the PDFs, at 1, 10 and 50 times a sample.

The sample is some chapters and the back matter: ``python -m tools.bench.scaling --chapters ciri teori --times 1 10``.
A copy of a chapter has its own labels, so that it costs what a chapter of its own would.  References to what is not in
the sample become plain words.
"""

from __future__ import annotations

import argparse
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bookpress.content.exercises.kinds import KINDS

from . import latex

ROOT = Path(__file__).parents[2]
CHAPTERS = ("pengertian",)
BACK = ("kunci-jawaban", "glosarium", "daftar-pustaka")
TIMES = (1, 10, 50)
TEXT = (  # what the text needs; the bare theme is the site with these extensions only
    "myst_parser", "sphinx_design", "sphinxcontrib.bibtex", "bookpress.core.edition",
    "bookpress.content.citations_id", "bookpress.content.chapter_numbers", "bookpress.site.figures",
    "bookpress.content.boxes", "bookpress.content.terms", "bookpress.content.exercises",
)  # fmt: skip
DEFINITIONS = re.compile(
    r"^\(([\w-]+)\)=$|^:name: ([\w-]+)$|^:{3,}\{(?:" + "|".join([*KINDS, "activity"]) + r")\} ([\w-]+)$|"
    r"^([\w-]+)\n(?=: )",
    re.MULTILINE,
)
REFERENCES = re.compile(r"\{(?:ref|numref)\}`(?:[^`<]*<)?([\w-]+)>?`")
RECALLED = re.compile(r"^:recall: ([\w-]+)\n", re.MULTILINE)


@dataclass(frozen=True)
class Cost:
    """What a build took: seconds, seconds of processors in all its processes, and MiB of its largest process.

    On a busy machine the seconds of processors tell more: growth is counted in them.
    """

    seconds: float
    processor: float
    memory: float

    def then(self, other: Cost) -> Cost:
        """Give the cost of this and another build, one after the other."""
        return Cost(self.seconds + other.seconds, self.processor + other.processor, max(self.memory, other.memory))


def identifiers(text: str) -> set[str]:
    """Give the labels and ids that the MyST ``text`` defines."""
    return {name for found in DEFINITIONS.findall(text) for name in found if name}


def closed(text: str, known: set[str]) -> str:
    """Give ``text`` without references to what is not ``known``."""
    text = REFERENCES.sub(lambda match: match[0] if match[1] in known else "bab lain", text)
    return RECALLED.sub(lambda match: match[0] if match[1] in known else "", text)


def copied(text: str, names: set[str], prefix: str) -> str:
    """Give ``text`` with ``prefix`` before each of the ``names``, but not in names of files."""
    longest_first = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.sub(rf"(?<![\w/-])(?:{longest_first})(?![\w-])", lambda match: prefix + match[0], text)


def write_sample(folder: Path, chapters: tuple[str, ...], times: int) -> int:
    """Write the source of a book of ``times`` copies of the chapters into ``folder``; give its number of words."""
    texts = {name: (ROOT / "chapters" / f"{name}.md").read_text("utf-8") for name in chapters}
    back = {name: (ROOT / "chapters" / f"{name}.md").read_text("utf-8") for name in BACK}
    names = set().union(*map(identifiers, texts.values()))
    known = names.union(*map(identifiers, back.values()))
    pages = {}
    for number in range(times):
        for name, text in texts.items():
            prefix = f"salinan-{number}-" if number else ""
            pages[f"{prefix}{name}"] = copied(closed(text, known), names, prefix)
    (folder / "chapters").mkdir(parents=True)
    for name, text in [*pages.items(), *((name, closed(text, known)) for name, text in back.items())]:
        (folder / "chapters" / f"{name}.md").write_text(text, "utf-8")
    chapters_of, back_of = ("\n".join(f"chapters/{name}" for name in some) for some in (pages, BACK))
    index = (
        f"# Buku\n\n:::{{toctree}}\n:numbered: 2\n\n{chapters_of}\n:::\n\n:::{{toctree}}\n{back_of}\ngenindex\n:::\n"
    )
    (folder / "index.md").write_text(index, "utf-8")
    for name in ("editions", "chapters/figures"):
        (folder / name).symlink_to(ROOT / name)
    for name in ("conf.py", "references.bib"):
        shutil.copy(ROOT / name, folder)
    return sum(len(text.split()) for text in (*pages.values(), *back.values()))


def run(source: Path, builder: str, output: Path, *options: str) -> Cost:
    """Build ``source`` with Sphinx; see :func:`run_command`."""
    return run_command([sys.executable, "-m", "sphinx", "-q", "-b", builder, *options, str(source), str(output)])


def run_command(command: list[str]) -> Cost:
    """Run a command; raises :class:`RuntimeError` with its last words when it fails."""
    environment = {**os.environ, "EDITION": "editions/default.toml", "SOURCE_DATE_EPOCH": "1767225600"}
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, env=environment, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        if status:
            said.seek(0)
            raise RuntimeError(f"{' '.join(command)} failed: {said.read()[-2000:]}")
    scale = 2**20 if sys.platform == "darwin" else 2**10
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / scale)


def _site(source: Path, folder: Path, chapter: Path, *options: str) -> tuple[Cost, Cost]:
    """Build the site from nothing, then with one chapter changed, two processes at most."""
    options = ("-j", "2", "-d", f"{folder}-doctrees", *options)
    clean = run(source, "html", folder, *options)
    text = chapter.read_text("utf-8")
    chapter.write_text(f"{text}\nSatu kalimat lagi.\n", "utf-8")
    changed = run(source, "html", folder, *options)
    chapter.write_text(text, "utf-8")
    return clean, changed


def costs(chapters: tuple[str, ...], times: int) -> tuple[int, dict[str, Cost]]:
    """Give the number of words of a sample, and what each build of it took."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        source = folder / "source"
        words = write_sample(source, chapters, times)
        chapter = source / "chapters" / f"{chapters[0]}.md"
        found = {}
        site = _site(source, folder / "site", chapter)
        bare = _site(source, folder / "bare", chapter, "-D", f"extensions={','.join(TEXT)}")
        found["site, from nothing"], found["site, one chapter changed"] = site
        found["bare theme, from nothing"], found["bare theme, one chapter changed"] = bare
        doctrees = ("-d", str(folder / "doctrees"))
        run(source, "dummy", folder / "dummy", *doctrees)
        found["both PDFs, text read"] = run(source, "typst", folder / "pdf", *doctrees)
        if shutil.which("latexmk"):
            latex.prepare(source, folder / "latex-source", TEXT)
            doctrees = ("-d", str(folder / "latex-doctrees"))
            run(folder / "latex-source", "dummy", folder / "dummy", *doctrees)
            written = run(folder / "latex-source", "latex", folder / "latex", *doctrees)
            found["one PDF by LaTeX, text read"] = written.then(
                run_command(["make", "-s", "-C", str(folder / "latex")])
            )
    return words, found


def growth(small: float, large: float, times: float) -> float:
    """Give the power of the size with which a cost grows: 1 when it is in proportion, 2 when it is quadratic."""
    return math.log(large / small) / math.log(times)


def measure(chapters: tuple[str, ...] = CHAPTERS, times: tuple[int, ...] = TIMES) -> list[str]:
    """Build each size of the sample; give seconds, MiB, and the power with which a cost grows from step to step."""
    sizes = [costs(chapters, number) for number in times]
    lines = [
        f"sample: {', '.join(chapters)} and the back matter; site with -j 2; power of growth from step to step",
        "",
    ]
    lines.append(f"{'times':<34}" + "".join(f"{number:>12}" for number in times))
    lines.append(f"{'words':<34}" + "".join(f"{words:>12,}" for words, _ in sizes))
    for name in sizes[0][1]:
        found = [cost[name] for _, cost in sizes]
        steps = [
            f"{growth(found[i].processor, found[i + 1].processor, sizes[i + 1][0] / sizes[i][0]):.2f}"
            for i in range(len(found) - 1)
        ]
        lines.append(f"{name:<34}" + "".join(f"{cost.seconds:>10.1f} s" for cost in found) + f"   {' '.join(steps)}")
        lines.append(f"{'  of processors':<34}" + "".join(f"{cost.processor:>10.1f} s" for cost in found))
        lines.append(f"{'  largest process':<34}" + "".join(f"{cost.memory:>8.0f} MiB" for cost in found))
    if not shutil.which("latexmk"):
        lines.append("Sphinx's LaTeX route: not measured, TeX (latexmk) is not installed")
    return lines


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tools.bench.scaling", description=measure.__doc__)
    parser.add_argument("--chapters", nargs="+", default=CHAPTERS)
    parser.add_argument("--times", nargs="+", type=int, default=TIMES)
    given = parser.parse_args()
    print(*measure(tuple(given.chapters), tuple(given.times)), sep="\n")
