"""Sphinx settings of the book.  Identity and look come from the edition file; see docs/architecture.md."""

import os
from pathlib import Path

from bookpress.core import edition as editions

edition = editions.load(Path(__file__).parent / os.environ.get("EDITION", "editions/default.toml"))

# Identity
project = edition.book.title
author = ", ".join(edition.book.authors)
copyright = edition.book.rights.removeprefix("© ")
release = version = edition.book.edition
language = edition.book.language

# Sources
extensions = [
    "bookpress.core.garbage_collection",  # first: what the others load counts too
    "myst_parser",
    "sphinx_design",
    "sphinxcontrib.bibtex",
    "bookpress.content.citations_id",
    "bookpress.content",
    "bookpress.site",
    "bookpress.typst",
    "bookpress.epub",
    "bookpress.bank",
]
root_doc = "index"
include_patterns = ["index.md", "chapters/*.md"]
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist", "smartquotes", "substitution"]
myst_substitutions = {"title": edition.book.title, "subtitle": edition.book.subtitle or ""}
suppress_warnings = ["toc.not_readable"]  # the index stands in the toctree, and only HTML has a page for it
nitpicky = True

# Numbers
numfig = True
unnumbered_sections = ["Rangkuman", "Istilah Kunci", "Soal", "Bacaan Lanjutan"]

# References
bibtex_bibfiles = ["references.bib"]
bibtex_default_style = "indonesian"
bibtex_reference_style = "indonesian"
bibtex_cite_id = "rujukan-{bibliography_count}-{key}"

# Boxes: kind and label; their colours are the edition's
box_kinds = {
    "kasus": "Kasus",
    "salah-kaprah": "Salah kaprah",
    "debat": "Debat",
    "meneliti": "Cara meneliti",
}

# Questions
exercises_levels = ["mengingat", "memahami", "menerapkan", "menganalisis", "mengevaluasi"]

# Checks of the text (make check)
checks_folder = "chapters/checks"

# Website
html_theme = "sphinx_book_theme"
html_title = edition.book.title
html_baseurl = edition.book.url or ""
html_theme_options = {
    "navbar_persistent": [],  # else the drawers do not open on a phone
    "use_download_button": False,
    "use_fullscreen_button": False,
    "back_to_top_button": False,
}
html_context = {"default_mode": "auto"}
html_copy_source = False
html_show_sourcelink = False
reading_key = edition.book.identifier
section_search_exclude = ["chapters/kunci-jawaban"]  # the answers stand with their questions, too
downloads_page = "unduhan"
downloads_archive = "kelompok-okupasional-situs"
offline_page = "unduhan"
offline_without = ["unduhan/*"]

# File names of PDF, EPUB and question bank
typst_pdf_file = epub_basename = question_bank_file = "kelompok-okupasional"
