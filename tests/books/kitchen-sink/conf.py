"""A book that holds every node a Sphinx book may hold; see tests/books/README.md."""

from pathlib import Path

from bookpress.core import edition as editions

edition = editions.load(Path(__file__).parent / "edition.toml")

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
    "bookpress.core.edition",
    "bookpress.content.citations_id",
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

box_kinds = {"kasus": "Kasus", "catatan": "Catatan"}
exercises_levels = ["mengingat", "menerapkan"]

html_theme = "sphinx_book_theme"
html_title = project
html_theme_options = {"navbar_persistent": [], "use_download_button": False, "use_fullscreen_button": False}
html_copy_source = False
html_show_sourcelink = False

typst_pdf_file = epub_basename = "buku-uji"
