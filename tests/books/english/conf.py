"""A small English book, without the Indonesian extension; see tests/books/README.md."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2] / "extensions"))

import edition as editions  # noqa: E402

edition = editions.load(HERE / "edition.toml")

project = edition.book.title
author = ", ".join(edition.book.authors)
copyright = edition.book.rights.removeprefix("© ")
release = version = edition.book.edition
language = "en"

extensions = [
    "myst_parser",
    "sphinx_design",
    "sphinxcontrib.bibtex",
    "edition",
    "chapter_numbers",
    "figures",
    "boxes",
    "terms",
    "exercises",
    "light_html",
    "typst_pdf",
    "epub_book",
    "question_bank",
]
root_doc = "index"
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist", "dollarmath", "smartquotes"]
suppress_warnings = ["toc.not_readable"]
nitpicky = True

numfig = True
numfig_format = {"section": "Chapter %s", "figure": "Figure %s", "table": "Table %s"}
unnumbered_sections = ["Summary", "Key Terms", "Questions"]

bibtex_bibfiles = ["references.bib"]
bibtex_default_style = "plain"
bibtex_reference_style = "author_year"
bibtex_cite_id = "reference-{bibliography_count}-{key}"

html_theme = "sphinx_book_theme"
html_title = project
html_theme_options = {"navbar_persistent": [], "use_download_button": False, "use_fullscreen_button": False}
html_copy_source = False
html_show_sourcelink = False

typst_pdf_file = epub_basename = "working-together"
