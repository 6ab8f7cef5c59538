"""Does the bibliography hold what is cited, and nothing else?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.domain import BibtexDomain

from bookpress.core.findings import doctrees, finding, line_of


def _domain(env: BuildEnvironment) -> BibtexDomain:
    return cast(BibtexDomain, env.get_domain("cite"))


def _citations(env: BuildEnvironment) -> Iterator[tuple[str, str, int]]:
    """Key, document and line of every citation, by document and place."""
    for docname, doctree in doctrees(env):
        for node in doctree.findall(addnodes.pending_xref):
            if node.get("refdomain") == "cite":
                for target in parse_citation_targets(node["reftarget"]):
                    yield target.key, docname, line_of(node)


def unknown_keys(env: BuildEnvironment) -> list[str]:
    """Every cited key is in a bibliography file."""
    known = _domain(env).bibdata.data.entries
    return [
        finding(env, docname, line, f'"{key}" is not in the bibliography; add it, or mend the key')
        for key, docname, line in _citations(env)
        if key not in known
    ]


def uncited_entries(env: BuildEnvironment) -> list[str]:
    """Every entry of a bibliography file is cited."""
    cited = {key for key, _docname, _line in _citations(env)}
    findings = []
    for path in sorted(_domain(env).bibdata.bibfiles):
        file = Path(env.srcdir, path)
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            entry = re.match(r"@(?!comment|preamble|string)\w+\{\s*([^,\s]+)", line, re.IGNORECASE)
            if entry and entry[1] not in cited:
                name = file.relative_to(env.srcdir).as_posix()
                findings.append(f'{name}:{number}: nothing cites "{entry[1]}"; cite it, or take it out')
    return findings
