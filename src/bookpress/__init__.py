"""Textbooks from Sphinx: website, tagged PDF, EPUB, question bank, and parcels for shops and printing house."""

__version__ = "0.2.0"
