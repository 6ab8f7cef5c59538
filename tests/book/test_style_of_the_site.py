"""The style sheet of the book's website."""

import re


def test_style_of_what_a_script_adds_later_stays(book):
    """Also when the script lies in a folder: the marks of a search are in the book's colour."""
    sheet = (book("html").outdir / "_static/book.css").read_text("utf-8")
    assert re.search(r"mark ?\{[^}]*--book-marker", sheet)
