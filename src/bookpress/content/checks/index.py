"""Does the index cover the book, and does it agree with itself?"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from bookpress.core.book import is_numbered, section_number
from bookpress.core.findings import doctrees, finding, line_of, place


@dataclass(frozen=True)
class IndexEntry:
    """One index entry: main entry, subentry or "", and for a cross-reference the entry it points to."""

    main: str
    sub: str
    see: str | None
    docname: str
    line: int


def entries(env: BuildEnvironment) -> Iterator[IndexEntry]:
    """All entries that the book makes, glossary terms included, by document and place."""
    for docname, doctree in doctrees(env):
        for node in doctree.findall(addnodes.index):
            for kind, value, *_rest in node["entries"]:
                main, _, other = (part.strip() for part in value.partition(";"))
                if kind in ("see", "seealso"):
                    yield IndexEntry(main, "", other, docname, line_of(node))
                else:
                    yield IndexEntry(main, other, None, docname, line_of(node))
                    if kind == "pair":
                        yield IndexEntry(other, main, None, docname, line_of(node))


def sections_without_entry(env: BuildEnvironment, exemptions: Path) -> list[str]:
    """Every numbered section of a chapter has an entry in it, or is exempt; entries in subsections count.

    ``exemptions`` is a TOML file of section labels, each with the reason as its text.  An exemption without a
    reason, or that no section needs, is a finding too.
    """
    exempt = tomllib.loads(exemptions.read_text("utf-8"))
    findings, needed = [], set()
    for docname, doctree in doctrees(env):
        if not is_numbered(env, docname):
            continue
        for section in doctree.findall(nodes.section):
            if not section_number(env, docname, *section["ids"]) or any(section.findall(addnodes.index)):
                continue
            label = next((name for name in section["ids"] if name in exempt), None)
            needed.add(label)
            if not label:
                title = section[0].astext()
                says = f'no index entry in "{title}"; write {{index}}, or put its label in {exemptions.name}'
                findings.append(finding(env, docname, line_of(section), says))
    for label, reason in exempt.items():
        if not reason.strip():
            findings.append(f'{exemptions.name}: "{label}" has no reason; give one')
        if label not in needed:
            findings.append(f'{exemptions.name}: no section needs "{label}"; take it out')
    return findings


def dangling_see(env: BuildEnvironment) -> list[str]:
    """Every "see" and "see also" points to a main entry that leads to a page."""
    all_entries = list(entries(env))
    real = {entry.main for entry in all_entries if entry.see is None}
    says = 'index: "{0.main}" points to "{0.see}", which is no entry; mend its spelling, or write that entry'
    return [
        finding(env, entry.docname, entry.line, says.format(entry))
        for entry in all_entries
        if entry.see is not None and entry.see not in real
    ]


def spelled_differently(env: BuildEnvironment) -> list[str]:
    """No two entries differ only in capitals or spaces."""
    first: dict[tuple[str, str], tuple[str, IndexEntry]] = {}
    findings = []
    for entry in entries(env):
        for above, name in (("", entry.main), (entry.main, entry.sub)):
            spelled, other = first.setdefault((_plain(above), _plain(name)), (name, entry))
            if spelled != name:
                there = place(env, other.docname, other.line)
                says = f'index: "{name}" is spelled "{spelled}" at {there}; choose one'
                findings.append(finding(env, entry.docname, entry.line, says))
    return findings


def _plain(name: str) -> str:
    return re.sub(r"\s+", " ", name).casefold()
