"""The builder: Sphinx renders the documents, then the pages become one book."""

from __future__ import annotations

import time
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from docutils import nodes
from lxml import etree
from markupsafe import Markup
from sphinx.builders.epub3 import Epub3Builder
from sphinx.util import logging
from sphinx.util.i18n import babel_format_date
from sphinx.util.osutil import relative_uri

from bookpress.content import boxes
from bookpress.content.exercises.kinds import KINDS
from bookpress.core import build_time, cover, tokens
from bookpress.core.book import citations_have_labels
from bookpress.core.edition.imprint import house, imprint, series_line, title_page_authors, title_page_people
from bookpress.core.index import sphinx_entries
from bookpress.core.pictures.files import is_drawing
from bookpress.core.pictures.painting import paint
from bookpress.core.sphinx_private import has_failed
from bookpress.core.words import _
from bookpress.epub import back_index, formulas, kindle, package, page_list, structure, xhtml
from bookpress.epub.polish import class_names, polish
from bookpress.epub.structure import Entry, Page

logger = logging.getLogger(__name__)

STYLESHEET = "book.css"


class EpubBookBuilder(Epub3Builder):
    """Writes ``<epub_basename>.epub`` into the output folder, and nothing else.

    Every build renders every document, because a reference may change when another document does.  The
    rendered documents stay in memory, so nothing is left behind and nothing can be stale.
    """

    name = "epub"
    epilog = "The EPUB is in %(outdir)s."
    allow_parallel = False
    supported_remote_images = True  # so that Sphinx fetches none; `offline` makes links of them

    # Sphinx's side: render the documents

    def init(self) -> None:
        """Prepare the templates; what they print is escaped."""
        super().init()
        self._satisfy_sphinx()
        self.documents: dict[str, str] = {}
        self.pages: list[Page] = []
        self.escaping_templates = self.templates.environment.overlay(autoescape=True)

    def _satisfy_sphinx(self) -> None:
        """Give Sphinx the settings that it demands of every EPUB; the package takes them from the edition."""
        book = self.config.edition.book
        self.config.epub_language = self.config.epub_language or book.language
        self.config.epub_copyright = self.config.epub_copyright or book.rights
        self.config.version = self.config.version or book.edition

    @property
    def math_renderer_name(self) -> str:
        """Formulas are MathML."""
        return formulas.RENDERER

    def get_theme_config(self) -> tuple[str, dict[str, str | int | bool]]:
        """Take the theme of this package."""
        return "epub_book", {}

    def get_outdated_docs(self) -> str:  # type: ignore[override]  # Builder allows it, its subclass is narrower
        """Render the whole book each time."""
        return "the whole book"

    def copy_assets(self) -> None:
        """Copy nothing: the package takes what its pages need."""

    def write_documents(self, _docnames: AbstractSet[str]) -> None:
        """Render the documents of the book, whatever was asked for."""
        with_cover = not self.config.edition.epub.kindle
        self.pages = structure.reading_order(self.env, self.use_index, with_cover)
        super().write_documents({page.name for page in self.pages if page.template == "page.xhtml"})

    def get_target_uri(self, docname: str, _typ: str | None = None) -> str:
        """Give the path of a document in the book."""
        return quote(structure.file_name(docname) + self.out_suffix)

    def post_process_images(self, doctree: nodes.Node) -> None:
        """Choose the file of each picture, and its name in the book."""
        super().post_process_images(doctree)
        self.images = {source: structure.file_name(name) for source, name in self.images.items()}

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Render a document; warn of a picture that has no description and is not mere decoration."""
        for image in doctree.findall(nodes.image):
            if image.get("alt", "") in ("", image["uri"]):
                if "decorative" not in image["classes"]:
                    logger.warning(
                        "picture without a description; say in :alt: what it shows, or give it the class decorative",
                        location=image,
                        type="bookpress",
                        subtype="epub",
                    )
                image["alt"] = ""
        super().write_doc(docname, doctree)

    def add_visible_links(self, tree: nodes.document, show_urls: str = "") -> None:
        """Print no addresses after links: a reader follows them."""

    def get_doc_context(self, docname: str, body: str, metatags: str) -> dict[str, str]:
        """Give the rendered document without the links of a website."""
        return {"body": body}

    def handle_page(self, pagename: str, addctx: dict[str, Any], templatename: str = "", **_options: Any) -> None:
        """Keep a rendered document until the book is put together."""
        self.documents[pagename] = addctx["body"]

    # The book's side: put the pages together

    def finish(self) -> None:
        """Make the pages semantic, list them, and write the EPUB."""
        logger.info("putting the book together...")
        edition = self.config.edition
        cover_name, cover_bytes = cover.picture(edition)
        look = {"design": edition.design, "boxes": boxes.colours(self.config), "kindle": edition.epub.kindle}
        sizes = {"size": tokens.sizes("epub"), "edge": tokens.EDGE.epub, "tint": tokens.tint}
        css = self.templates.render(f"epub/{STYLESHEET}", {**look, **sizes, "exercises": KINDS.values()})
        classes = class_names(css)

        text = [page for page in self.pages if page.template not in ("index.xhtml", "nav.xhtml")]
        for page in text:
            page.root = self._tree(page, body=Markup(self.documents.get(page.name, "")), cover=cover_name)
            polish(page, classes, citations_have_labels(self.config))
        pages_of_print = self._printed_pages(text)
        for page in self._made_from("index.xhtml"):
            page.root = self._index(page, text, pages_of_print is not None)
            polish(page, classes, False)
            if pages_of_print:
                pages_of_print.mark([page], self.pages)
        (nav,) = self._made_from("nav.xhtml")
        in_nav = pages_of_print.mark_rest(nav, self.pages) if pages_of_print else []
        printed = pages_of_print.entries(nav, in_nav) if pages_of_print else []
        lists = self._lists([page for page in self.pages if page.root is not None], printed)
        nav.root = self._tree(nav, **lists, in_nav=in_nav)

        pictures = self._pictures()
        if edition.epub.kindle:
            pictures = kindle.without_drawings(self.pages, pictures, edition.design)
        files = {**pictures, STYLESHEET: css.encode(), cover_name: cover_bytes}
        for page, problem in package.drop_broken_links(self.pages, files):
            logger.warning("%s", problem, location=page.name, type="bookpress", subtype="epub")
        files |= {page.href: xhtml.serialize(page.tree) for page in self.pages}
        if edition.epub.kindle:
            lists["contents"] = kindle.two_levels(lists["contents"])
        files["toc.ncx"] = self._render("toc.ncx", **lists).encode()
        if has_failed(self):
            logger.info("the EPUB is not written: in this build warnings are errors")
        else:
            opf = self._package_document(files, cover_name, printed)
            package.write(Path(self.outdir, f"{self.config.epub_basename}.epub"), files, opf)

    def _made_from(self, template: str) -> list[Page]:
        return [page for page in self.pages if page.template == template]

    def _render(self, template: str, **context: Any) -> str:
        """Fill in a template of the theme."""
        edition = self.config.edition
        return self.escaping_templates.get_template(f"epub/{template}").render(
            t=_,
            book=edition.book,
            edition=edition,
            date=babel_format_date(edition.book.date, "long", edition.book.language.replace("-", "_")),
            imprint=imprint(edition),
            title_page={
                "authors": title_page_authors(edition),
                "people": title_page_people(edition),
                "series": series_line(edition),
                "house": house(edition),
            },
            modified=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(build_time.seconds())),
            **context,
        )

    def _tree(self, page: Page, **context: Any) -> etree._Element:
        """Fill in the template of a page and parse it."""
        style = relative_uri(quote(page.href), STYLESHEET)
        return xhtml.parse(self._render(page.template, page=page, style=style, **context), page.name)

    def _printed_pages(self, text: list[Page]) -> page_list.PrintedPages | None:
        """Mark the pages of the printed edition in the text, when its PDF is named, is there and has that text."""
        if not self.config.epub_book_page_source:
            return None
        pdf = Path(self.confdir, self.config.epub_book_page_source)
        if not pdf.is_file():
            logger.warning(
                "epub_book_page_source: no file %s; make the PDF for print first, or leave the setting out",
                pdf,
                type="bookpress",
                subtype="epub",
            )
            return None
        printed = page_list.PrintedPages(pdf)
        printed.mark(text, self.pages)
        if not printed.marks:
            logger.warning(
                "%s: no page of this PDF was found in the text; give the one of this book",
                pdf,
                type="bookpress",
                subtype="epub",
            )
            return None
        return printed

    def _index(self, page: Page, text: list[Page], printed: bool) -> etree._Element:
        entries = sphinx_entries(self.env, self)
        self.fix_genindex(entries)
        letters = back_index.lines(self.env, entries, back_index.places(text))
        ids = {term.name: term.id for _letter, lines in letters for term in lines}
        return self._tree(page, letters=letters, ids=ids, printed=printed)

    def _lists(self, pages: list[Page], printed: list[Entry]) -> dict[str, list[Entry]]:
        """Give what the navigation document lists."""
        return {
            "contents": structure.contents(pages, self.config.epub_tocdepth),
            "figures": structure.captions(pages, "figure", "figcaption"),
            "tables": structure.captions(pages, "table", "caption"),
            "landmarks": structure.landmarks(self.pages),
            "printed": printed,
        }

    def _pictures(self) -> dict[str, bytes]:
        """Give the pictures that the pages show; figures get the colours of the edition."""
        sources = {f"{self.imagedir}/{name}": source for source, name in self.images.items()}
        pictures = {}
        for path in sorted(sources):
            source = Path(self.srcdir, sources[path])
            if is_drawing(source):
                svg = paint(source.read_text("utf-8"), self.config.edition.design, "light", sources[path])
                pictures[path] = svg.encode()
            else:
                pictures[path] = source.read_bytes()
        return pictures

    def _package_document(self, files: dict[str, bytes], cover_name: str, printed: list[Entry]) -> bytes:
        items = package.manifest(files, cover_name)
        ids = {unquote(item.href): item.id for item in items}
        return self._render(
            "package.opf",
            items=items,
            spine=[ids[page.href] for page in self.pages],
            ncx=ids["toc.ncx"],
            cover=ids[cover_name],
            accessibility=package.accessibility(self.pages, bool(printed)),
            printed=printed,
        ).encode()
