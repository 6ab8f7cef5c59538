"""From the sources in the work folder to the finished PDF of one edition, in this process or in another.

Typst keeps everything it has set until its process ends, and much of its work has to be done one after the other.  So
editions that are made at once have a process each: the last one this process, the others :func:`helpers`.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from bookpress.typst.compiler import Compiler
from bookpress.typst.finish import finish


@dataclass(frozen=True)
class Job:
    """One edition: where its sources are, where its PDF goes, and what :func:`typst_pdf.finish.finish` needs."""

    work: Path
    result: Path
    edition: str
    timestamp: int
    properties: dict[str, str | list[str]]
    descriptions: dict[str, str]
    footnote: str
    back: str
    page: str
    crop_marks: bool


Warnings = list[tuple[str, str | None]]  # what is wrong, and where in the book


def typeset(job: Job) -> Warnings:
    """Write the PDF of a job; gives the warnings.  Raises :class:`typst_pdf.compiler.TypesettingError`."""
    compiler = Compiler(job.work, job.edition, job.timestamp)
    raw = job.result.with_suffix(".raw.pdf")
    raw.write_bytes(compiler.compile())
    finish(
        raw,
        job.result,
        compiler.places,
        properties=job.properties,
        descriptions=job.descriptions,
        footnote=job.footnote,
        back=job.back,
        page=job.page,
        crop_marks=job.crop_marks,
    )
    return compiler.warnings


@contextmanager
def helpers(number: int) -> Iterator[Executor | None]:
    """That many processes for :func:`typeset_all`, or None; open it early, for their imports take a while."""
    if number < 1:
        yield None
        return
    with ProcessPoolExecutor(number, mp_context=get_context("spawn")) as processes:
        for _process in range(number):
            processes.submit(_ready)
        yield processes


def _ready() -> None:
    """A process that has done this has imported what it needs."""


def typeset_all(jobs: list[Job], processes: Executor | None) -> Warnings:
    """Write the PDF of each job; gives all warnings, each once.

    ``processes`` set all but the last job, at the same time: it takes the time of one, and the memory of all together.
    """
    *others, last = jobs
    if processes:
        waiting = [processes.submit(typeset, job) for job in others]
        found = [typeset(last), *(job.result() for job in waiting)]
    else:
        found = [typeset(job) for job in jobs]
    return list(dict.fromkeys(warning for warnings in found for warning in warnings))
