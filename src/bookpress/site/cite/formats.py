"""References for programs: BibTeX, and RIS."""

from __future__ import annotations

from collections.abc import Sequence

from .work import Person, Work

# What TeX reads as a command; characters beyond ASCII are written as they are.
TEX = str.maketrans(
    {
        **{mark: f"\\{mark}" for mark in "&%$#_"},
        "{": r"\textbraceleft{}",  # BibTeX counts braces, escaped or not
        "}": r"\textbraceright{}",
        "\\": r"\textbackslash{}",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
    }
)


def bibtex(work: Work) -> str:
    """Give ``work`` as a BibTeX entry: ``incollection`` for a chapter, ``book`` for the book."""
    whole = f"{work.title}: {work.subtitle}" if work.subtitle else work.title
    titles = {"title": work.chapter, "booktitle": whole} if work.chapter else {"title": whole}
    fields = {
        **titles,
        "chapter": str(work.number or ""),
        "edition": work.edition,
        "publisher": work.publisher,
        "address": work.place,
        "year": str(work.year),
        "isbn": work.isbn,
        "language": work.language,
    }
    values = {
        "author": _bibtex_names(work.authors),
        "editor": _bibtex_names(work.editors),
        **{name: value.translate(TEX) for name, value in fields.items()},
        "url": work.url,  # read as it stands
    }
    lines = "".join(f",\n  {name} = {{{value}}}" for name, value in values.items() if value)
    return f"@{'incollection' if work.chapter else 'book'}{{{work.key}{lines}\n}}\n"


def _bibtex_names(people: Sequence[Person]) -> str:
    """A name of one part, as a body's, is one word for BibTeX, in braces."""
    names = [[part.translate(TEX) for part in person.parts] for person in people]
    return " and ".join(f"{family}, {given}" if given else f"{{{family}}}" for family, given in names)


def ris(work: Work) -> str:
    """Give ``work`` in RIS: a tag of two characters, two blanks, a hyphen, a blank; lines end with CR and LF."""
    whole = f"{work.title}: {work.subtitle}" if work.subtitle else work.title
    lines = [("TY", "CHAP" if work.chapter else "BOOK")]
    lines += [("AU", person.filed) for person in work.authors]
    lines += [("ED", person.filed) for person in work.editors]
    lines += [("TI", work.chapter), ("T2", whole)] if work.chapter else [("TI", whole)]
    lines += [
        ("SE", str(work.number or "")),
        ("ET", work.edition),
        ("PY", str(work.year)),
        ("PB", work.publisher),
        ("CY", work.place),
        ("SN", work.isbn),
        ("UR", work.url),
        ("LA", work.language),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value) + "ER  - \r\n"
