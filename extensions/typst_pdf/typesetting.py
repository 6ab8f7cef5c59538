"""From the sources in the work folder to the finished PDF of one edition, in this process or in another.

Typst keeps everything it has set until its process ends, and much of its work has to be done one after the other.  So
editions that are made at once have a process each.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from typst_pdf.compiler import Compiler
from typst_pdf.finish import finish


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
    pdf = compiler.compile()
    job.result.write_bytes(
        finish(
            pdf,
            compiler.places(),
            properties=job.properties,
            descriptions=job.descriptions,
            footnote=job.footnote,
            back=job.back,
            page=job.page,
            crop_marks=job.crop_marks,
        )
    )
    return compiler.warnings


def typeset_all(jobs: list[Job], at_once: bool) -> Warnings:
    """Write the PDF of each job; gives all warnings, each once.

    ``at_once`` takes the time of one, and the memory of all together.
    """
    if at_once and len(jobs) > 1:
        with ProcessPoolExecutor(len(jobs), mp_context=get_context("spawn")) as processes:
            found = list(processes.map(typeset, jobs))
    else:
        found = list(map(typeset, jobs))
    return list(dict.fromkeys(warning for warnings in found for warning in warnings))
