"""Stemming of Indonesian: affix rules, a list of roots, and a vote of the book's own words.

Affix rules give every form that a word may come from (*pengelompokan*: pengelompokan, elompokan, kelompok,
lompok …).  A form that is a known root (``roots.txt``) wins over all others.  Where several are, or none is, the book's
words vote: the form that most of them may come from stands in the index for all of them.

The browser has the rules and the finished index, and is told the words for which that would not be enough.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
PARTICLE = r"(?:nya|lah|kah|pun|ku|mu)$"
PREFIXES = [  # what is taken off, and what then may begin the word (a nasal hides k, p, s, t; ber- hides r)
    (r"(?:di|ke|ter|ber|per|se|antar|pra)(?=.{3})", [""]),
    (r"(?:ter|ber)(?=[aiueo])", ["r"]),  # terasa, beragam
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
    (r"[mp]enge(?=[^aiueo]+[aiueo][^aiueo]+$)", [""]),  # mengecek: a root of one syllable
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
DEPTH = 3  # prefixes on one word: me-m-per-ber-
RULES = [(re.compile(pattern), starts) for pattern, starts in PREFIXES]
ROOT_SHAPE = re.compile(  # what a root that is not in the list may look like: two syllables, and how they begin and end
    r"(?:[aiueo]|(?:[^aiueo]|ny|ng|sy|kh|[bdfgkpt]r|[bfgkps]l|s[pkt]r?|[dks]w)[aiueo])"
    r".*[aiueo](?:[^aiueo]|ng|ks|rs|ns)?$"
)


def _words(name: str) -> frozenset[str]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


ROOTS = _words("roots.txt")
STOPWORDS = _words("stopwords.txt")


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
                if depth < DEPTH:
                    todo.extend(_stripped(stem, outer, depth))
    return tuple(found)


def _stripped(stem: str, outer: str, depth: int) -> Iterator[tuple[str, str, int]]:
    for pattern, starts in RULES:
        if match := pattern.match(stem):
            for start in starts:
                rest = start + stem[match.end() :]
                if len(rest) >= 3:
                    yield rest, outer or match[0], depth + 1


class Indonesian:
    """The form under which the index keeps each word, found for the words of one book.

    ``roots`` are the known ones; the tests take some away to see how the vote does without them.
    """

    stopwords = STOPWORDS

    def __init__(self, words: Iterable[str], roots: frozenset[str] = ROOTS):
        self.words = frozenset(words)
        self.roots = roots
        self.votes: Counter[str] = Counter()
        self.sure: Counter[str] = Counter()  # votes of affixed words that can come from one root only
        for word in self.words:
            known = self._known_roots(word)
            self.votes.update(known or candidates(word))
            if len(known) == 1 and known[0] != word:
                self.sure.update(known)
        self.chosen = {word: self._choose(word) for word in sorted(self.words)}

    def stem(self, word: str) -> str:
        """Give the form for the lower-case ``word``, whether the book has it or not."""
        return self.chosen.get(word) or self._choose(word)

    def _known_roots(self, word: str) -> list[str]:
        if word in self.roots:
            return [word]
        found = [form for form in candidates(word) if form in self.roots]
        inner = {rest for root in found for rest, *_ in _stripped(root, "", 0)}  # penyeragaman: seragam, not ragam
        inner.update(form for form in found if form[0] == "r" and form[1:] in found)  # beratap: atap, not ratap
        return [form for form in found if form not in inner]

    def _choose(self, word: str) -> str:
        if known := self._known_roots(word):
            return max(known, key=lambda root: (self.sure[root], self.votes[root], len(root)))
        forms = [form for form in candidates(word) if form == word or (len(form) > 3 and ROOT_SHAPE.match(form))]

        def rank(form: str) -> tuple[int, bool, int, int]:
            votes = self.votes[form]
            return votes, form in self.words, -len(form) if votes > 1 else 0, -forms.index(form)

        return max(forms, key=rank)

    def exceptions(self, kept: frozenset[str]) -> dict[str, str]:
        """Give the words that a browser, which knows only what forms the index has, would look up under another."""
        forms = {word: self.stem(word) for word in self.words | self.roots}
        return {word: form for word, form in sorted(forms.items()) if guess(word, kept) != form}


def guess(word: str, kept: frozenset[str]) -> str:
    """Give the form of ``word`` as the browser finds it: the longest that the index has."""
    return max((form for form in candidates(word) if form in kept), key=len, default=word)
