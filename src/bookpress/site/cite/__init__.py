"""How to cite a chapter: below each numbered chapter, and below the front page for the whole book.

The reference after APA 7 is there to copy; BibTeX and RIS are files beside the page, to copy or to take away.  Names,
year, publisher, ISBN and address are those of ``config.edition``; what the edition has not is left out.
"""

from __future__ import annotations

from collections.abc import Set
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors import EnvironmentCollector
from sphinx.util.typing import ExtensionMetadata

from bookpress.core import files
from bookpress.core.site import Finish, add_static, is_site
from bookpress.core.words import _

from . import apa, formats
from .work import Work, work_of

STATIC = Path(__file__).with_name("static")
FILES = {"bib": (formats.bibtex, "BibTeX"), "ris": (formats.ris, "RIS")}


def _lower_words(doctree: nodes.document) -> frozenset[str]:
    """The words of running text that are written in lower case somewhere."""
    return frozenset(
        word
        for paragraph in doctree.findall(nodes.paragraph)
        for word in apa.WORD.findall(paragraph.astext())
        if word.islower()
    )


def block(work: Work, lower: Set[str], address: str) -> str:
    """Give the HTML of one ``details``; ``address`` is that of the files without their ending."""
    name = _("Cite this chapter") if work.chapter else _("Cite this book")
    reference = apa.reference(work, lower)
    parts = [_copied(_("APA, 7th edition"), f'<p class="citation">{reference}</p>')]
    for ending, (write, label) in FILES.items():
        file = f'<a href="{escape(address)}.{ending}" download>{escape(_("Download %s") % f".{ending}")}</a>'
        parts.append(_copied(label, f'<pre class="citation">{escape(write(work))}</pre>', file))
    return f'<details class="cite"><summary>{escape(name)}</summary>{"".join(parts)}</details>\n'


def _copied(label: str, text: str, file: str = "") -> str:
    """One form of a reference; the button appears when a script can copy."""
    name = escape(_("Copy %s") % label)
    button = (
        f'<button type="button" class="cite-copy" aria-label="{name}" data-done="{escape(_("Copied"))}" hidden>'
        f"{escape(_('Copy'))}</button>"
    )
    return f'<p class="cite-form"><strong>{escape(label)}</strong> {button} {file}</p>{text}'


def _target(app: Sphinx, docname: str) -> str:
    """The files of a page lie beside its source name, whatever the builder makes of that."""
    return f"_static/cite/{docname.replace('/', '-')}"


def _start(app: Sphinx) -> None:
    if is_site(app):
        add_static(app, STATIC, styles=["cite.css"], scripts=["cite.js"])


class LowerWords(EnvironmentCollector):
    """Keeps the words that each document writes in lower case."""

    @staticmethod
    def kept(env: BuildEnvironment) -> dict[str, frozenset[str]]:
        """What is kept, in the environment."""
        return env.domaindata.setdefault("cite_lower_words", {})

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Keep those of a document that was read."""
        self.kept(app.env)[app.env.current_document.docname] = _lower_words(doctree)

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget a document."""
        self.kept(env).pop(docname, None)

    def merge_other(self, app: Sphinx, env: BuildEnvironment, docnames: Set[str], other: BuildEnvironment) -> None:
        """Take over what another process kept."""
        self.kept(env).update({name: found for name, found in self.kept(other).items() if name in docnames})


def _fill_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if not is_site(app) or doctree is None:
        return
    work = work_of(app, pagename)
    if work:
        lower = frozenset[str]().union(*LowerWords.kept(app.env).values())
        context["body"] += block(work, lower, context["pathto"](_target(app, pagename), 1))


def _write_files(app: Sphinx, exception: Exception | None) -> None:
    if exception or not is_site(app):
        return
    for docname in sorted(app.env.found_docs):
        work = work_of(app, docname)
        if work is None:
            continue
        for ending, (write, _label) in FILES.items():
            files.write(Path(app.outdir, f"{_target(app, docname)}.{ending}"), write(work))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Note how words are written, add the block to the pages, and write the files."""
    app.setup_extension("bookpress.core.words")
    app.setup_extension("bookpress.core.edition")
    app.connect("builder-inited", _start)
    app.add_env_collector(LowerWords)
    app.connect("html-page-context", _fill_context)
    app.connect("build-finished", _write_files, priority=Finish.PAGES)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
