"""Have figures and tables what a reader needs: a caption, a mention in the text, a text alternative?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from bookpress.core.findings import doctrees, finding

LONGEST_ALTERNATIVE = 250


def _figures_and_tables(env: BuildEnvironment) -> Iterator[tuple[str, nodes.Element]]:
    for docname, doctree in doctrees(env):
        for node in doctree.findall(nodes.Element):
            if isinstance(node, (nodes.figure, nodes.table)):
                yield docname, node


def _pictures(env: BuildEnvironment) -> Iterator[tuple[str, nodes.image]]:
    for docname, doctree in doctrees(env):
        for node in doctree.findall(nodes.image):
            yield docname, node


def _line(node: nodes.Element) -> int:
    """The first source line of a figure or table; docutils gives a table the line where it ends."""
    return min(part.line for part in node.findall() if part.line)


def without_caption(env: BuildEnvironment) -> list[str]:
    """Every figure and table has a caption; every picture stands in a figure."""
    findings = [
        finding(env, docname, _line(node), f"a {node.tagname} without a caption; write one")
        for docname, node in _figures_and_tables(env)
        if not any(isinstance(child, (nodes.caption, nodes.title)) for child in node)
    ]
    findings += [
        finding(env, docname, _line(node), "a picture outside a figure; write {figure}, with a caption")
        for docname, node in _pictures(env)
        if not isinstance(node.parent, nodes.figure)
    ]
    return findings


def not_referred_to(env: BuildEnvironment) -> list[str]:
    """Every figure and table is referred to from the text."""
    labels = env.domains.standard_domain.anonlabels
    targets = {
        labels.get(node["reftarget"].lower())
        for _docname, doctree in doctrees(env)
        for node in doctree.findall(addnodes.pending_xref)
        if node["reftype"] in ("ref", "numref")
    }
    return [
        finding(
            env,
            docname,
            _line(node),
            f"no text refers to this {node.tagname}; give it a :name:, and use that in a {{numref}}",
        )
        for docname, node in _figures_and_tables(env)
        if not any((docname, identifier) in targets for identifier in node["ids"])
    ]


def poor_alternatives(env: BuildEnvironment) -> list[str]:
    """Every picture has a text alternative that is not its file name and has at most 250 characters."""
    findings = []
    for docname, node in _pictures(env):
        says = _fault(node.get("alt", "").strip(), PurePath(node["uri"]))
        if says:
            findings.append(finding(env, docname, _line(node), f"{PurePath(node['uri']).name}: {says}"))
    return findings


def _fault(alternative: str, file: PurePath) -> str | None:
    if not alternative:
        return "no text alternative; write :alt: and what is to be seen"
    if alternative in (str(file), file.name, file.stem):
        return "the text alternative is the file name; write what is to be seen"
    if len(alternative) > LONGEST_ALTERNATIVE:
        return f"the text alternative has over {LONGEST_ALTERNATIVE} characters; move some below the caption"
    return None
