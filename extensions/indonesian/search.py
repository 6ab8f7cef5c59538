"""Search in Indonesian: a stemmer that needs no dictionary.

Affix rules give every form that a word may come from (*pengelompokan*: pengelompokan, elompokan,
kelompokan, kelompok, lompok …), and the book's own words vote: the form that most of them may come from
stands in the index for all of them; when several have as many votes, one that is itself a word of the
book.  The browser has the same rules and the finished index; words for which that would not be enough are
sent along with their form.

Set ``html_search_language = "en"`` to have Sphinx's English search back.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

from sphinx.search import SearchLanguage, parse_stop_word

HERE = Path(__file__).parent
PARTICLE = r"(?:nya|lah|kah|pun)$"
PREFIXES = [  # what is taken off, and what then may begin the word (a nasal hides k, p, s, t)
    (r"(?:di|ke|ter|ber|per|se|antar|pra)(?=.{3})", [""]),
    (r"[bpt]e(?=[^aiueo]er.)", [""]),  # bekerja, pekerja
    (r"[bp]el(?=ajar)", [""]),
    (r"tidak(?=.{3})", [""]),  # ketidaksesuaian
    (r"[mp]em(?=[bfpv])", [""]),
    (r"[mp]em(?=[aiueo])", ["p", "m"]),
    (r"[mp]en(?=[cdjstz])", [""]),
    (r"[mp]en(?=[aiueo])", ["t", "n"]),
    (r"[mp]eny(?=[aiueo])", ["s", "ny"]),
    (r"[mp]eng(?=[ghkq])", [""]),
    (r"[mp]eng(?=[aiueo])", ["", "k"]),
    (r"me(?=[lmnrwy])", [""]),
    (r"pe(?=[^aiueo])", [""]),
]
SUFFIXES = ["", "kan", "an", "i"]
ALLOWED = {  # which outermost prefix a suffix goes with
    "": r"(?!ke$)",
    "kan": r"(?:$|[mdtb]|per$)",
    "an": r"(?!me|di)",
    "i": r"(?:me|di|te|per$)",
}
RULES = [(re.compile(pattern), starts) for pattern, starts in PREFIXES]
WORD = re.compile(r"[a-z]{3,}")
STOPWORDS = frozenset(parse_stop_word((HERE / "stopwords.txt").read_text("utf-8")))


@cache
def candidates(word: str) -> tuple[str, ...]:
    """Give the forms that the lower-case ``word`` may come from, itself first."""
    found = {word: None}
    short = re.sub(PARTICLE, "", word)
    for base in (word, short) if short != word and len(short) >= 4 else (word,):
        for suffix in SUFFIXES:
            if not base.endswith(suffix) or len(base) - len(suffix) < 3:
                continue
            todo = [(base.removesuffix(suffix), "", 0)]  # grows while it is read
            for stem, outer, depth in todo:
                if re.match(ALLOWED[suffix], outer) and re.search("[aiueo]", stem):
                    found[stem] = None
                if depth < 3:
                    todo.extend(_stripped(stem, outer, depth))
    return tuple(found)


def _stripped(stem: str, outer: str, depth: int):
    for pattern, starts in RULES:
        if match := pattern.match(stem):
            for start in starts:
                rest = start + stem[match.end() :]
                if len(rest) >= 3:
                    yield rest, outer or match[0], depth + 1


class Lemmas:
    """The form under which the index keeps each word, found by the vote of ``words``."""

    def __init__(self, words):
        self.words = frozenset(words)
        self.votes = Counter(form for word in self.words for form in candidates(word))
        self.chosen = {word: self._choose(word) for word in sorted(self.words)}

    def of(self, word: str) -> str:
        """Give the form for the lower-case ``word``, whether the book has it or not."""
        return self.chosen.get(word) or self._choose(word)

    def _choose(self, word: str) -> str:
        forms = [form for form in candidates(word) if form == word or form not in STOPWORDS]

        def rank(form: str):
            votes = self.votes[form]
            return votes, form in self.words, -len(form) if votes > 1 else 0, -forms.index(form)

        return max(forms, key=rank)

    def ambiguous(self) -> dict[str, str]:
        """Give the words that a browser, which knows the index alone, might look up under another form."""
        kept = set(self.chosen.values())
        return {
            word: form
            for word, form in self.chosen.items()
            if sum(candidate in kept for candidate in candidates(word)) > 1
        }


class SearchIndonesian(SearchLanguage):
    """Sphinx's hook: splits and stems what is indexed, and gives the browser the same stemmer."""

    lang = "id"
    language_name = "Indonesian"
    stopwords = STOPWORDS
    lemmas = Lemmas(())  # of the book, once it is read

    def stem(self, word: str) -> str:
        """Give the form under which the index keeps ``word``."""
        return self.lemmas.of(word.lower())

    @property
    def js_stemmer_code(self) -> str:
        """The stemmer for the browser."""
        data = {
            "particle": PARTICLE,
            "prefixes": PREFIXES,
            "suffixes": SUFFIXES,
            "allowed": ALLOWED,
            "lemmas": self.lemmas.ambiguous(),
        }
        written = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        return f"const INDONESIAN = {written};\n" + (HERE / "stemmer.js").read_text("utf-8")


def _note_words(app, doctree) -> None:
    words = frozenset(WORD.findall(doctree.astext().lower()))
    app.env.indonesian_words[app.env.current_document.docname] = words


def _start(app) -> None:
    for store in ("indonesian_words", "indonesian_lemmas"):
        if not hasattr(app.env, store):
            setattr(app.env, store, {})


def _forget(app, env, docname: str) -> None:
    env.indonesian_words.pop(docname, None)


def _merge(app, env, docnames, other) -> None:
    for docname in docnames:
        env.indonesian_words[docname] = other.indonesian_words[docname]


def _vote(app, env) -> list[str]:
    """Count the votes; give the documents to index anew, for a new word may turn the vote on another."""
    if not getattr(app.builder, "search", False):
        return []
    lemmas = SearchIndonesian.lemmas = Lemmas(frozenset().union(*env.indonesian_words.values()))
    before, env.indonesian_lemmas = env.indonesian_lemmas, lemmas.chosen
    turned = {word for word, form in before.items() if lemmas.chosen.get(word, form) != form}
    return [name for name, words in env.indonesian_words.items() if not turned.isdisjoint(words)]


def setup(app):
    """Add the search language; it acts when the book's language, or ``html_search_language``, is ``id``."""
    app.add_search_language(SearchIndonesian)
    app.connect("builder-inited", _start)
    app.connect("doctree-read", _note_words)
    app.connect("env-purge-doc", _forget)
    app.connect("env-merge-info", _merge)
    app.connect("env-updated", _vote)
