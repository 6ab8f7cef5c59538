"""A reference after APA, 7th edition (sections 9 and 10.2 to 10.3 of the manual), as HTML.

APA writes titles as sentences.  Which words of a title are names cannot be told from the title; a word that the book
writes in lower case somewhere is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from html import escape

from bookpress.core.words import _

from .work import Person, Work

WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
MANY = 20  # with more authors, APA names the first nineteen and the last


def reference(work: Work, lower: Set[str]) -> str:
    """Give the reference as HTML; ``lower`` are the words that the book writes in lower case."""
    book = f"<cite>{escape(_book_title(work, lower))}</cite>"
    edition = _edition(work.edition)
    if not work.chapter:
        who = names(work.authors) if work.authors else _edited(names(work.editors), len(work.editors))
        what = f"{book} ({escape(edition)})" if edition else book
    else:
        who = names(work.authors or work.editors)
        inside = [part for part in (edition, str(_("Chap. %s") % work.number)) if part]
        by = f"{escape(_edited(names(work.editors, inverted=False), len(work.editors)))}, " if work.editors else ""
        chapter = escape(as_sentence(work.chapter, lower))
        what = f"{chapter}. {escape(_('In'))} {by}{book} ({escape(', '.join(inside))})"
    publisher = "" if work.publisher in {p.name for p in work.authors} else work.publisher
    parts = [part for part in (escape(who), f"({work.year})", what, escape(publisher)) if part]
    text = " ".join(part if part.endswith(".") else f"{part}." for part in parts)
    return f'{text} <a href="{escape(work.url)}">{escape(work.url)}</a>' if work.url else text


def _book_title(work: Work, lower: Set[str]) -> str:
    title = as_sentence(work.title, lower)
    return f"{title}: {as_sentence(work.subtitle, lower)}" if work.subtitle else title


def as_sentence(title: str, lower: Set[str]) -> str:
    """Write ``title`` with a capital only at its start, after a colon, and in names."""

    def word(match: re.Match[str]) -> str:
        begins = re.fullmatch(r"\W*|.*[:?!.—–]\W*", title[: match.start()])
        parts = match[0].split("-")  # Ciri-Ciri: each half may be known alone
        known = match[0].lower() in lower or all(part.lower() in lower for part in parts)
        text = match[0].lower() if known else match[0]
        return text[:1].upper() + text[1:] if begins else text

    return WORD.sub(word, title)


def _edition(edition: str) -> str:
    """A first edition is not named; a later one by its number, any other by what it is called."""
    if edition == "1":
        return ""
    return str(_("%s ed.") % edition if edition.isdigit() else _("Version %s") % edition)


def _edited(who: str, count: int) -> str:
    return f"{who} ({_('Eds.') if count > 1 else _('Ed.')})"


def names(people: Sequence[Person], inverted: bool = True) -> str:
    """List names: "Weber, M., & Simmel, G."; with ``inverted`` false "M. Weber & G. Simmel"."""
    shown = [_name(person, inverted) for person in people]
    if len(shown) > MANY:
        return f"{', '.join(shown[: MANY - 1])}, … {shown[-1]}"
    if len(shown) < 2:
        return "".join(shown)
    comma = "," if inverted or len(shown) > 2 else ""
    return f"{', '.join(shown[:-1])}{comma} & {shown[-1]}"


def _name(person: Person, inverted: bool) -> str:
    family, given = person.parts
    if not given:
        return family
    initials = " ".join("-".join(f"{part[0]}." for part in word.split("-") if part) for word in given.split())
    return f"{family}, {initials}" if inverted else f"{initials} {family}"
