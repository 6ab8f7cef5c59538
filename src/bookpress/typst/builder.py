"""The builder: the steps from doctrees to two PDF files, in order."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from concurrent.futures import Executor
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.errors import ConfigError, ExtensionError
from sphinx.util import logging
from sphinx.util.display import progress_message, status_iterator

from bookpress.content import boxes
from bookpress.core import build_time, cover
from bookpress.core.book import INDEX, Book, Matter, book, citations_have_labels
from bookpress.core.files import write_all
from bookpress.core.hyphenation import hyphenator
from bookpress.core.pictures import painting
from bookpress.core.pictures.files import is_drawing, natural_width
from bookpress.core.words import _, pgettext
from bookpress.typst import freshness, markup
from bookpress.typst.back_index import index_source
from bookpress.typst.compiler import MAIN, gather_fonts
from bookpress.typst.contents import caption_lists, contents_lines
from bookpress.typst.front_pages import book_data
from bookpress.typst.labels import INTERNAL, Targets, label_of
from bookpress.typst.translator import TypstTranslator, nested_documents
from bookpress.typst.typesetting import Job, helpers, typeset_all

logger = logging.getLogger(__name__)

HERE = Path(__file__).parent
MEDIA: dict[str, painting.Medium] = {"screen": "light", "print": "print"}  # edition -> medium of painting.paint
BREAKS_APART = 3  # letters; each break in a word takes time, and lines of a book do not need all
USES = '#import "/design/nodes.typ": *\n'


class TypstBuilder(Builder):
    """Builds the whole book as PDF, one file an edition.

    Sources for Typst and pictures go to a work folder beside the doctrees; the output folder has only the PDF
    files, each put in place when all of them are finished.
    """

    name = "typst"
    format = "typst"
    epilog = "The PDF files are in %(outdir)s."
    default_translator_class = TypstTranslator
    supported_remote_images = True  # else Sphinx would fetch them; they are not set, and a warning says so
    supported_image_types: ClassVar[list[str]] = ["image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp"]

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        super().__init__(app, env)
        self.sphinx = app

    def init(self) -> None:
        """Check the settings.  Raises :class:`ConfigError`."""
        unknown = set(self.config.typst_pdf_editions) - set(MEDIA)
        if unknown:
            raise ConfigError(f"typst_pdf_editions: unknown {', '.join(sorted(unknown))}; there are screen and print")
        self.work = Path(self.doctreedir, "typst")
        self.widths: dict[str, float] = {}  # of pictures, in pixels
        self.faults = 0  # in the text: warned of, and no PDF is made
        self.chapter_level = 1  # of the document that is being set
        self.set_documents: set[str] = set()
        self.targets = Targets()
        self.plan = Book()
        language, exceptions = self.config.edition.book.language, self.config.typst_pdf_hyphenation_exceptions
        self.hyphenate = hyphenator(language, exceptions, apart=BREAKS_APART)
        self.shows_citation_labels = citations_have_labels(self.config)

    def output_path(self, edition: str) -> Path:
        """Where the PDF of ``edition`` goes."""
        stem = self.config.typst_pdf_file or re.sub(r"\W+", "-", self.config.project.lower()).strip("-") or "book"
        # words: ends the names of the PDFs; lower-case letters and hyphens only
        suffix = {"screen": pgettext("file name", "screen"), "print": pgettext("file name", "print")}[edition]
        return Path(self.outdir, f"{stem}-{suffix}.pdf")

    def get_outdated_docs(self) -> str | list[str]:
        """Nothing when the PDF files are there and made from what there is now, else the whole book."""
        outputs = [self.output_path(edition) for edition in self.config.typst_pdf_editions]
        stamp = self.work / freshness.FILE
        same = stamp.is_file() and stamp.read_text("utf-8") == freshness.fingerprint(self)
        return [] if same and all(path.is_file() for path in outputs) else "the whole book"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """The address of a document inside the book."""
        return INTERNAL + docname

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """The same: there is one book."""
        return self.get_target_uri(to, typ)

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Make the whole book; when that fails, say so once, keep the old PDF files, and end with a status of 1."""
        others = len(self.config.typst_pdf_editions) - 1 if self.sphinx.parallel > 1 else 0
        try:
            with helpers(others) as processes:
                self.make_book(processes)
        except ExtensionError as error:
            logger.error(error.message, location=getattr(error, "location", None))
            self.sphinx.statuscode = 1

    def make_book(self, processes: Executor | None) -> None:
        """Write the Typst sources of the whole book, compile each edition, put the PDF files in place.

        ``processes`` are those of :func:`typst_pdf.typesetting.helpers`.
        """
        fingerprint = freshness.fingerprint(self)
        self.plan = book(self.env)
        for folder in ("text", "pictures"):
            shutil.rmtree(self.work / folder, ignore_errors=True)
        (self.work / "text").mkdir(parents=True)
        self.write_texts()
        if self.faults:
            raise ExtensionError(
                f"no PDF was made, the old one is kept: {self.faults} fault(s), see the warnings above"
            )
        with progress_message("copying pictures"):
            cover_name = self.write_pictures()
        self.write_book(cover_name)
        gather_fonts(self.config.edition.design.typeface.packages, self.work / "fonts")
        self.warn_of_lost_links()
        self.make_pdfs(processes)
        (self.work / freshness.FILE).write_text(fingerprint, "utf-8", newline="\n")

    # Sources

    def write_texts(self) -> None:
        """Write one Typst file for each document of the plan."""
        documents = self.documents()
        levels = {name: 2 for part in self.plan.parts for name in part.names}
        self.targets.alias(label_of(self.config.root_doc), ":title-page")
        self.set_documents = set(documents)
        for number, name in enumerate(status_iterator(documents, "setting ", "darkgreen", len(documents))):
            self.chapter_level = levels.get(name, 1)
            source = self.translate(name, self.chapter_level)
            self.text_file(number, name).write_text(USES + source, "utf-8", newline="\n")

    def documents(self) -> list[str]:
        """Give every document of the plan in order, without the index."""
        return [name for name in self.plan.names if name != INDEX]

    def text_file(self, number: int, docname: str) -> Path:
        """The Typst file of a document."""
        return self.work / "text" / f"{number:03}-{re.sub(r'[^A-Za-z0-9_-]', '-', docname)}.typ"

    def translate(self, docname: str, level: int) -> str:
        """Typst source of one document whose title is a heading of ``level``."""
        doctree = self.env.get_doctree(docname)
        for toctree in list(doctree.findall(addnodes.toctree)):
            toctree.replace_self(nested_documents("", documents=toctree["includefiles"]))
        doctree = self.env.get_and_resolve_doctree(docname, self, doctree=doctree, tags=self.tags)
        self.post_process_images(doctree)
        given = (doctree, self, docname, level, self.hyphenate, self.targets)
        visitor = cast("TypstTranslator", self.create_translator(*given))
        doctree.walkabout(visitor)
        return "".join(visitor.output)

    def translate_nested(self, docname: str, level: int) -> str:
        """Typst source of a document of a toctree inside a chapter; nothing when it stands elsewhere already."""
        if docname in self.set_documents:
            return ""
        self.set_documents.add(docname)
        return self.translate(docname, level)

    def write_book(self, cover_name: str) -> None:
        """Write the main Typst file and the values that the template reads."""
        wanted = INDEX not in self.config.edition.book.leave_out
        index = index_source(self, self.targets) if wanted else ""
        files = {name: self.text_file(number, name).name for number, name in enumerate(self.documents())}

        def includes(matter: Matter) -> Iterator[str]:
            for group in self.plan.of(matter):
                if group.number:
                    chapters = [label_of(name) for name in group.names if name != INDEX]
                    yield f"#part({group.number}, {markup.string(group.title)}, {markup.strings(chapters)})"
                    self.targets.linked.update(chapters)
                for name in group.names:
                    yield f'#include "text/{files[name]}"' if name in files else self.index_chapter(index)

        lines = [USES, "#show: book", "#front-pages()"]
        lines += [*includes(Matter.FRONT), "#show: main-matter", *includes(Matter.BODY), *includes(Matter.BACK)]
        if INDEX not in self.plan.names:
            lines.append(self.index_chapter(index))
        lines.append("#places()")
        shutil.copytree(HERE / "design", self.work / "design", dirs_exist_ok=True)
        (self.work / MAIN).write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
        data = book_data(self.config.edition, cover_name, boxes.colours(self.config))
        data["aliases"], data["unpaged"] = self.targets.aliases, dict.fromkeys(sorted(self.targets.unpaged), True)
        missing = self.targets.missing()
        data["missing"] = dict.fromkeys(missing, True)
        linked = {*self.targets.links, *self.targets.linked} - set(missing)
        data["linked"] = sorted({self.targets.aliases.get(name, name) for name in linked})
        data["contents"] = contents_lines(self.env, self.plan, _("Part"), _("Index"))
        data["lists"] = caption_lists(self.targets.captions)
        (self.work / "book.json").write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8", newline="\n")

    def index_chapter(self, index: str) -> str:
        """Markup of the index with its heading; nothing when the book has no entries."""
        if not index:
            return ""
        self.targets.add(INDEX)
        return f'#chapter(1, "", {markup.string(INDEX)}, none)[{markup.text(_("Index"))}]{index}'

    # Pictures

    def picture_of(self, node: nodes.image) -> tuple[str, float] | None:
        """File name and natural width in pixels of the picture of an image node; None with a warning.

        Raises :class:`ValueError` that says what is wrong with a broken picture.
        """
        source = node["uri"]
        path = Path(self.srcdir, source)
        if source not in self.images or not path.is_file():
            if "://" in source:
                logger.warning(
                    "picture from the network: %s; save it beside the chapter",
                    source,
                    location=node,
                    type="bookpress",
                    subtype="typst",
                )
            return None
        if source not in self.widths:
            self.widths[source] = natural_width(path, source)
        return self.images[source], self.widths[source]

    def write_pictures(self) -> str:
        """Copy the pictures for each edition, those drawn for the palette painted; gives the name of the cover."""
        given = self.config.edition
        cover_name = f"cover{given.cover_image.suffix.lower()}" if given.cover_image else "cover.svg"
        for edition in self.config.typst_pdf_editions:
            folder = self.work / "pictures" / edition
            folder.mkdir(parents=True, exist_ok=True)
            for source, name in self.images.items():
                path = Path(self.srcdir, source)
                if is_drawing(path):
                    drawn = path.read_text("utf-8")
                    painted = painting.paint(drawn, self.config.edition.design, MEDIA[edition], source)
                    (folder / name).write_text(painted, "utf-8", newline="\n")
                else:
                    shutil.copy(path, folder / name)
            if given.cover_image:
                shutil.copy(given.cover_image, folder / cover_name)
            else:
                drawn = cover.draw(given, given.screen.height / given.screen.width)
                (folder / cover_name).write_text(drawn, "utf-8", newline="\n")
        return cover_name

    # Output

    def warn_of_lost_links(self) -> None:
        """Warn of links that lead nowhere."""
        for label, location in self.targets.missing().items():
            logger.warning(
                "link to %s, which is not in the book", label, location=location, type="bookpress", subtype="typst"
            )

    def make_pdfs(self, processes: Executor | None) -> None:
        """Write the PDF of every edition, all of them or none."""
        editions = list(self.config.typst_pdf_editions)
        titles = self.targets.titles
        jobs = [
            Job(
                work=self.work,
                result=self.work / f"{edition}.pdf",
                edition=edition,
                timestamp=self.timestamp(),
                properties=self.properties(edition),
                descriptions=titles,
                footnote=_("Footnote"),
                back=_("Back from footnote %s to the text"),
                page=_("page %s"),
                crop_marks=edition == "print",
            )
            for edition in editions
        ]
        with progress_message(f"typesetting the editions {', '.join(editions)}"):
            warnings = typeset_all(jobs, processes)
        for message, location in warnings:
            logger.warning("%s", message, location=location, type="bookpress", subtype="typst")
        write_all({self.output_path(job.edition): job.result.read_bytes() for job in jobs})

    def timestamp(self) -> int:
        """Seconds since 1970: SOURCE_DATE_EPOCH, else the date of the edition, so that builds can be repeated."""
        date = self.config.edition.book.date
        midnight = datetime(date.year, date.month, date.day, tzinfo=UTC)
        return build_time.seconds(int(midnight.timestamp()))

    def properties(self, edition: str) -> dict[str, str | list[str]]:
        """Document properties (XMP, ISO 16684-1) that Typst does not write."""
        given = self.config.edition
        form = {"screen": "pdf", "print": "print"}[edition]
        found = {
            "dc:identifier": given.identifier(form),
            "dc:publisher": [given.publisher.imprint or given.publisher.name],
            "dc:rights": given.book.rights,
            "xmpRights:WebStatement": given.book.license_url,
        }
        return {name: value for name, value in found.items() if value}
