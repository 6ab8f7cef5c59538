"""A small English book; see tests/books/README.md."""

from pathlib import Path

from bookpress.core import edition as editions

edition = editions.load(Path(__file__).parent / "edition.toml")

project = edition.book.title
author = ", ".join(edition.book.authors)
copyright = edition.book.rights.removeprefix("© ")
release = version = edition.book.edition
language = "en"

extensions = [
    "myst_parser",
    "sphinx_design",
    "sphinxcontrib.bibtex",
    "bookpress.core.edition",
    "bookpress.content.chapter_numbers",
    "bookpress.site.figures",
    "bookpress.content.boxes",
    "bookpress.content.terms",
    "bookpress.content.exercises",
    "bookpress.site.theme",
    "bookpress.typst",
    "bookpress.epub",
    "bookpress.bank",
]
root_doc = "index"
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist", "dollarmath", "smartquotes"]
suppress_warnings = ["toc.not_readable"]
nitpicky = True

numfig = True
numfig_format = {"section": "Chapter %s", "figure": "Figure %s", "table": "Table %s"}
unnumbered_sections = ["Summary", "Key Terms", "Questions"]

box_kinds = {"case": "Case", "aside": "Aside"}

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
