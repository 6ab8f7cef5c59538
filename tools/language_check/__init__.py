"""Checks of the book's Indonesian: house style, spelling, and the length of sentences.

``passages`` takes the words out of the sources; ``house_rules`` (data: ``rules.toml``), ``spelling`` (data:
``words.txt``, rules of ``affixes``) and ``sentences`` look at them; ``__main__`` is the command.
"""
