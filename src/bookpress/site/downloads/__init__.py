"""Downloads: a page with the other formats of the book, which stand on the site itself, and the site as a ZIP file.

``downloads_from``
    Folder with what other builders made, in ``pdf/``, ``epub/`` and ``bank/``; what is there is offered, and copied
    into the site.  Empty: nothing but the ZIP file is offered.
``downloads_page``
    Name of the page, and of the folder of the files.
``downloads_archive``
    Name of the ZIP file without its ending; it holds the whole website and opens from a memory stick.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.typing import ExtensionMetadata

from bookpress.core import files
from bookpress.core.outputs import declared
from bookpress.core.site import Finish, LaterForms, add_static, is_site, notes, pages_builder
from bookpress.core.sphinx_private import put_templates
from bookpress.core.words import _

from . import archive
from .offer import Offer, found_in, of_archive

HERE = Path(__file__).parent


def _start(app: Sphinx) -> None:
    if not is_site(app):
        return
    add_static(app, HERE / "static", styles=["downloads.css"])
    put_templates(app, HERE / "templates", before_theme=False)


def _write_front_page(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Have one document written in every build: what can be downloaded may have changed, though no text has."""
    return [app.config.root_doc] if is_site(app) else []


def _link_on_front_page(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the link before the contents of the book."""
    if not is_site(app) or docname != app.config.root_doc:
        return
    target = app.builder.get_relative_uri(docname, app.config.downloads_page)
    words = _("Download this book, or keep it for reading without internet")
    link = nodes.reference("", words, refuri=target, internal=True)
    line = nodes.paragraph("", "", link, classes=["downloads-link"])
    for contents in doctree.findall(nodes.compound):
        if "toctree-wrapper" in contents["classes"]:
            contents.parent.insert(contents.parent.index(contents), line)
            return
    doctree += line


def _link_in_footer(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if is_site(app):
        link = (context["pathto"](app.config.downloads_page), _("Downloads"))
        context["footer_links"] = [*context.get("footer_links", ()), link]


def _page(app: Sphinx, offers: list[Offer]) -> dict[str, Any]:
    """What the template of the page gets; without offers it is the page in the ZIP file."""
    name = app.config.downloads_page
    folder = "../" * name.count("/") + ("../" if app.builder.name == "dirhtml" else "") + f"{name}/"
    return {
        "title": _("Downloads"),
        "offers": offers,
        "folder": folder,
        "home": app.config.html_baseurl,
    }


def _add_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write the page as the ZIP file has it."""
    if is_site(app):
        yield app.config.downloads_page, _page(app, []), "downloads.html"


def _offers(app: Sphinx) -> list[Offer]:
    """Give what other builders made."""
    config = app.config
    return found_in(Path(config.downloads_from), declared(app)) if config.downloads_from else []


def _show_form(app: Sphinx, exception: Exception | None) -> None:
    """Show the style what the page will have at the end, with offers, when it is written again."""
    if exception or not is_site(app):
        return
    sample = Path(app.doctreedir, "downloads.html")
    offers = [*_offers(app), of_archive(Path(__file__))]  # of any size
    pages_builder(app).handle_page(app.config.downloads_page, _page(app, offers), "downloads.html", outfilename=sample)
    notes(app, LaterForms).pages.append(sample.read_text("utf-8"))
    sample.unlink()


def _finish(app: Sphinx, exception: Exception | None) -> None:
    """Make the ZIP file of the site, copy the other formats beside it, and write the page that offers them."""
    if exception or not is_site(app):
        return
    config, out = app.config, Path(app.outdir)
    folder = out / config.downloads_page
    offers = _offers(app)
    packed = archive.pack(out, config.downloads_archive, apart=config.downloads_page)
    for old in folder.glob("*"):
        if old.is_file() and old.name != "index.html":
            old.unlink()
    for offer in offers:
        files.write(folder / offer.path.name, offer.path.read_bytes())
    zipped = folder / f"{config.downloads_archive}.zip"
    files.write(zipped, packed)
    offers = [*offers, of_archive(zipped)]
    pages_builder(app).handle_page(config.downloads_page, _page(app, offers), "downloads.html")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the page, the links to it, and what is offered there."""
    app.setup_extension("bookpress.core.words")
    app.setup_extension("bookpress.core.outputs")
    app.add_config_value("downloads_from", "", "", types=[str])
    app.add_config_value("downloads_page", "downloads", "html", types=[str])
    app.add_config_value("downloads_archive", "website", "", types=[str])
    app.connect("builder-inited", _start)
    app.connect("env-updated", _write_front_page)
    app.connect("doctree-resolved", _link_on_front_page)
    app.connect("html-page-context", _link_in_footer)
    app.connect("html-collect-pages", _add_page)
    app.connect("build-finished", _show_form, priority=Finish.FORMS)
    app.connect("build-finished", _finish, priority=Finish.DOWNLOADS)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
