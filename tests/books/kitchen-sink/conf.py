"""A book that holds every node a Sphinx book may hold; see tests/books/README.md."""

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
language = edition.book.language

extensions = [
    "myst_parser",
    "sphinx.ext.todo",
    "sphinx.ext.extlinks",
    "sphinx_design",
    "sphinxcontrib.bibtex",
    "edition",
    "indonesian",
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
myst_enable_extensions = [
    "amsmath",
    "attrs_block",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "dollarmath",
    "fieldlist",
    "html_admonition",
    "html_image",
    "replacements",
    "smartquotes",
    "strikethrough",
    "substitution",
    "tasklist",
]
myst_substitutions = {"nama": "Buku Uji", "tebal": "**tebal dari substitusi**"}
suppress_warnings = ["toc.not_readable", "myst.strikethrough"]
todo_include_todos = todo_link_only = True
extlinks = {"rfc-editor": ("https://www.rfc-editor.org/rfc/rfc%s", "RFC %s")}
nitpicky = True

numfig = True
math_numfig = True
unnumbered_sections = ["Rangkuman", "Istilah Kunci", "Soal"]

bibtex_bibfiles = ["references.bib"]
bibtex_default_style = "indonesian"
bibtex_reference_style = "indonesian"
bibtex_cite_id = "rujukan-{bibliography_count}-{key}"

exercises_levels = ["mengingat", "menerapkan"]

html_theme = "sphinx_book_theme"
html_title = project
html_theme_options = {"navbar_persistent": [], "use_download_button": False, "use_fullscreen_button": False}
html_copy_source = False
html_show_sourcelink = False

typst_pdf_file = epub_basename = "buku-uji"
