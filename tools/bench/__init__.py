"""Measurements of the book: each module here with a ``measure`` function is a part, ``__main__`` is the command.

``measure()`` takes nothing and gives the lines of its report; it raises any error when it cannot measure.
"""
