"""The affixes of Indonesian: from a word to the words that it may be made of.

Only combinations that the language has are taken off, and *me-* and *pe-* with their sound changes; so *mengoordinasi*
leads to *koordinasi*, and *mengkoordinasi* leads nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator

CLITICS = ("nya", "lah", "kah", "ku", "mu")
BOUND = (  # forms that are written as one with the word that follows
    "antar", "anti", "ekstra", "hiper", "infra", "intra", "kontra", "makro", "mikro", "mono", "multi", "neo", "non",
    "panca", "pasca", "purna", "semi", "sosio", "sub", "super", "swa", "tele", "trans", "tuna", "ultra",
)  # fmt: skip
LONE_SUFFIXES = ("an", "i", "kan", "wan", "wati")  # stand after a root without a prefix
SUFFIXES = {  # prefix: the suffixes that may stand with it
    "be": ("", "an"),
    "bel": ("",),
    "ber": ("", "an", "kan"),
    "di": ("", "i", "kan"),
    "ke": ("an",),
    "ketidak": ("an",),
    "me": ("", "i", "kan"),
    "pe": ("", "an"),
    "pel": ("", "an", "i"),
    "per": ("", "an", "i", "kan"),
    "se": ("", "an"),
    "te": ("", "i"),
    "ter": ("", "i", "kan"),
}
ONLY_BEFORE = {  # prefixes that stand only before these
    "be": ("r", "kerja", "serta", "ternak"),
    "bel": ("ajar",),
    "pel": ("ajar",),
    "te": ("r", "percaya", "perdaya", "percik"),
}
VERBAL = {"di", "me", "ter"}  # stand before a bare stem: di-tulis, not di-tulis-an
NUMBERS = (  # after ke-
    "berapa", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas", "sekian",
)  # fmt: skip
VOWELS = tuple("aeiou")
NASALS = (  # after me- and pe-: a sound, what may follow it, and the first letter of the stem that it hides
    ("", tuple("lmnrwy"), ""),
    ("m", ("b", "f", "v", "pekerja", "pel", "per", "pl", "pr", "ps", "punya"), ""),
    ("m", (*VOWELS, "r"), "p"),  # pem-rosesan
    ("n", ("c", "d", "j", "z", "sk", "sp", "st", "sy", "tr"), ""),
    ("n", VOWELS, "t"),
    ("ny", VOWELS, "s"),
    ("ng", (*VOWELS, "g", "h", "kaji", "kh", "kl", "kr"), ""),
    ("ng", VOWELS, "k"),
    ("nge", tuple("bcdlpst"), ""),  # menge-cat
)
SHORTEST = 3  # letters of a stem


def suffixed_roots(word: str) -> Iterator[str]:
    """Give the roots of which a word in lower case may be made with a suffix alone: *tulisan* -> *tulis*."""
    for suffix in LONE_SUFFIXES:
        if word.endswith(suffix):
            yield word.removesuffix(suffix)


def inner_words(word: str) -> Iterator[tuple[str, bool]]:
    """Give what is left of a word in lower case when a prefix, a prefix and a suffix, or a clitic is taken off.

    With each comes whether it may itself be a root with a suffix.
    """
    for clitic in CLITICS:
        if word.endswith(clitic):
            yield word.removesuffix(clitic), True
    for bound in BOUND:
        if word.startswith(bound):
            yield word.removeprefix(bound), True
    if word.startswith("ke") and word[2:] in NUMBERS:
        yield word[2:], False
    for prefix, suffixes in SUFFIXES.items():
        for suffix in suffixes:
            if word.startswith(prefix) and word.endswith(suffix):
                rest = word.removeprefix(prefix).removesuffix(suffix)
                for stem in _stems_after(prefix, rest):
                    if len(stem) >= SHORTEST:
                        yield stem, prefix not in VERBAL


def _stems_after(prefix: str, rest: str) -> Iterator[str]:
    """Give the stems to which the prefix may have been put, from what follows it."""
    if prefix in ("ber", "per", "ter") and rest.startswith("r"):  # be-rencana, pe-rajin, te-rasa
        return
    if prefix != "me" and rest.startswith(ONLY_BEFORE.get(prefix, "")):
        yield rest
    if prefix in ("me", "pe"):
        for sound, followers, hidden in NASALS:
            stem = rest.removeprefix(sound)
            if rest.startswith(sound) and stem.startswith(followers):
                yield hidden + stem
