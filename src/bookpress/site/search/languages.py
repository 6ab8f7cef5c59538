"""How words of a language are led back to one form: our own rules for Indonesian, Sphinx's for others."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Set
from pathlib import Path
from typing import Protocol

from sphinx.environment import BuildEnvironment
from sphinx.search import IndexBuilder

from . import indonesian, packing

SCRIPT = Path(__file__).with_name("indonesian.js")
WORD = re.compile(r"[^\W_]{2,}")


def plain(text: str) -> str:
    """Give ``text`` in lower case and without accents, as words are compared."""
    letters = unicodedata.normalize("NFKD", text.lower())
    accents = [letter for letter in set(letters) if unicodedata.combining(letter)]
    return letters.translate(dict.fromkeys(map(ord, accents))) if accents else letters


def split(text: str) -> list[str]:
    """Give the words of ``text``, plain."""
    return WORD.findall(plain(text))


class Language(Protocol):
    """What the index asks of a language."""

    @property
    def stopwords(self) -> Set[str]:
        """Words that are not searched."""

    def stem(self, word: str) -> str:
        """Give the form under which the index keeps ``word``."""

    def script(self, kept: frozenset[str]) -> str:
        """Give the script that does the same for the words of a query; the index has the forms ``kept``."""


class OfSphinx:
    """A language that Sphinx knows how to search in."""

    def __init__(self, env: BuildEnvironment, code: str):
        self.indexer = IndexBuilder(env, code, env.config.html_search_options, "")
        self.stopwords = self.indexer.lang.stopwords

    def stem(self, word: str) -> str:
        """Give the form under which the index keeps ``word``."""
        return self.indexer.lang.stem(word)

    def script(self, kept: frozenset[str]) -> str:
        """Give the script that does the same for the words of a query."""
        return f"{self.indexer.get_js_stemmer_code()}\nBookSearch.speak((w) => [new Stemmer().stemWord(w)], '');\n"


class Indonesian(indonesian.Indonesian):
    """Indonesian, with the script that carries its rules to the browser."""

    def script(self, kept: frozenset[str]) -> str:
        """Give the script that does the same for the words of a query; the index has the forms ``kept``."""
        rules = {
            "particle": indonesian.PARTICLE,
            "prefixes": indonesian.PREFIXES,
            "suffixes": indonesian.SUFFIXES,
            "allowed": indonesian.ALLOWED,
            "depth": indonesian.DEPTH,
        }
        written = json.dumps(rules, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        known = json.dumps(
            packing.words(f"{word}={form}" for word, form in self.exceptions(kept).items()), ensure_ascii=False
        )
        return f"{SCRIPT.read_text('utf-8')}BookSearch.speak(indonesianForms({written}), {known});\n"


def language(env: BuildEnvironment, words: Iterable[str]) -> Language:
    """Give the language of the book whose words are given: ``html_search_language``, else ``language``."""
    code = env.config.html_search_language or env.config.language
    return Indonesian(words) if code == "id" else OfSphinx(env, code)
