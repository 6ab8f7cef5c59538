"""Sphinx settings of the book.  Identity and look come from the edition file; see docs/architecture.md."""

import os
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "extensions"))

import edition as editions  # noqa: E402

edition = editions.load(HERE / os.environ.get("EDITION", "editions/default.toml"))

# Identity
project = edition.book.title
author = ", ".join(edition.book.authors)
copyright = edition.book.rights.removeprefix("© ")
release = version = edition.book.edition
language = edition.book.language

# Sources
extensions = [
    "garbage_collection",  # first: what the others load counts too
    "myst_parser",
    "sphinx_design",
    "sphinxcontrib.bibtex",
    "edition",
    "indonesian",
    "chapter_numbers",
    "numbered_references",
    "figures",
    "boxes",
    "terms",
    "exercises",
    "term_cards",
    "reading",
    "section_search",
    "cite_chapter",
    "downloads",
    "moved_addresses",
    "offline",
    "web_metadata",
    "content_security",
    "light_html",
    "typst_pdf",
    "epub_book",
    "question_bank",
]
root_doc = "index"
include_patterns = ["index.md", "chapters/*.md"]
exclude_patterns = ["extensions"]  # their READMEs are no chapters, whatever is included
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

# Questions
exercises_levels = ["mengingat", "memahami", "menerapkan", "menganalisis", "mengevaluasi"]

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
