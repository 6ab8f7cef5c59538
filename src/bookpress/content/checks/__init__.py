"""Checks across the whole book that Sphinx does not make: index, bibliography, figures and tables.

Each check takes a built environment and gives findings (:mod:`bookpress.core.findings`); an empty list means that all
is well.  The tests of a book call them.
"""
