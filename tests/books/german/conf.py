"""A small German book with every room of the toolkit; see tests/books/README.md."""

project = "Brot und Beruf"
author = "Paula Probe"
copyright = "2026 Die Prüfenden"
release = version = "1"
language = "de"
edition = "edition.toml"

extensions = [
    "myst_parser",
    "sphinx_design",
    "sphinxcontrib.bibtex",
    "bookpress.content",
    "bookpress.site",
    "bookpress.typst",
    "bookpress.epub",
    "bookpress.bank",
]
root_doc = "index"
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist", "dollarmath", "smartquotes"]
suppress_warnings = ["toc.not_readable"]
nitpicky = True

numfig = True
unnumbered_sections = ["Zusammenfassung", "Wichtige Begriffe", "Übung"]

box_kinds = {"fall": "Fall", "beiseite": "Nebenbei"}

bibtex_bibfiles = ["references.bib"]
bibtex_default_style = "plain"
bibtex_reference_style = "author_year"
bibtex_cite_id = "literatur-{bibliography_count}-{key}"

exercises_levels = ["erinnern", "beurteilen"]

html_theme = "sphinx_book_theme"
html_title = project
html_baseurl = "https://brot.example.org/"
html_theme_options = {"navbar_persistent": [], "use_download_button": False, "use_fullscreen_button": False}
html_copy_source = False
html_show_sourcelink = False
downloads_page = offline_page = "herunterladen"
downloads_archive = "brot-und-beruf-seiten"

typst_pdf_file = epub_basename = question_bank_file = "brot-und-beruf"
