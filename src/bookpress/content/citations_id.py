"""Indonesian author-year citations, and the bibliography that they point to.

``{cite:p}`` gives (Goode, 1957), (Bucher dan Strauss, 1961), (Becker dkk., 1961); ``{cite:t}`` Goode
(1957).  An entry with the field ``shorthand`` (laws, court decisions) is cited by it, (UU 18/2003), and
stands in the bibliography with its title alone.  Both styles are named ``indonesian``::

    bibtex_reference_style = "indonesian"
    bibtex_default_style = "indonesian"

The extension is ``bookpress.content.citations_id``; it needs sphinxcontrib-bibtex (extra ``id``).

Two entries with the same names and year are reported by sphinxcontrib-bibtex as a duplicate label; give
one of them ``year = {2003a}``, the other ``{2003b}``.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pybtex.plugin
from babel.dates import format_date
from pybtex.backends import plaintext
from pybtex.bibtex.utils import split_name_list
from pybtex.database import BibliographyData, Entry, Person
from pybtex.richtext import Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle, toplevel
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.names import lastfirst, plain
from pybtex.style.sorting import BaseSortingStyle
from pybtex.style.template import Node, first_of, href, join, node, optional, optional_field, sentence, tag, words
from pybtex.style.template import field as entry_field
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata
from sphinxcontrib.bibtex.plugin import register_plugin
from sphinxcontrib.bibtex.style.referencing import BracketStyle, GroupReferenceStyle, PersonStyle
from sphinxcontrib.bibtex.style.referencing.basic_author_year import (
    BasicAuthorYearParentheticalReferenceStyle,
    BasicAuthorYearTextualReferenceStyle,
)
from sphinxcontrib.bibtex.style.referencing.extra_author import ExtraAuthorReferenceStyle
from sphinxcontrib.bibtex.style.referencing.extra_empty import ExtraEmptyReferenceStyle
from sphinxcontrib.bibtex.style.referencing.extra_label import ExtraLabelReferenceStyle
from sphinxcontrib.bibtex.style.referencing.extra_year import ExtraYearReferenceStyle
from sphinxcontrib.bibtex.style.template import join2, post_text, pre_text, reference

NAME = "indonesian"
NO_YEAR = "t.t."  # tanpa tahun
PARTS = {"article", "incollection", "inproceedings", "inbook"}  # published in something larger
EDITIONS = {"revised": "revisi", "revised and enlarged": "revisi, diperluas", "enlarged": "diperluas"}
THESES = {"phdthesis": "Disertasi", "mastersthesis": "Tesis"}

year = first_of[optional_field("year"), NO_YEAR]
shorthand = entry_field("shorthand")


# Citations in the text


@dataclass
class _InBrackets(BasicAuthorYearParentheticalReferenceStyle):
    def inner(self, role_name: str) -> Node:
        names = self.person.author_or_editor_or_title(full="s" in role_name)
        return join2(sep1=self.pre_text_sep, sep2=self.post_text_sep)[
            pre_text,
            reference[first_of[optional[shorthand], join(sep=self.author_year_sep)[names, year]]],
            post_text,
        ]


@dataclass
class _InSentence(BasicAuthorYearTextualReferenceStyle):
    def inner(self, role_name: str) -> Node:
        names = self.person.author_or_editor_or_title(full="s" in role_name)
        remark = join2(sep1=self.pre_text_sep, sep2=self.post_text_sep)[pre_text, "", post_text]
        dated = join2(sep1=self.pre_text_sep, sep2=self.post_text_sep)[pre_text, reference[year], post_text]
        return first_of[
            optional[words[reference[shorthand], self._bracketed(remark)]],
            words[names, self._bracketed(dated)],
        ]

    def _bracketed(self, inside: Node) -> Node:
        return bracketed(self.bracket.left, self.bracket.right)[inside]


@dataclass
class _Author(ExtraAuthorReferenceStyle):
    def inner(self, role_name: str) -> Node:
        return reference[first_of[optional[shorthand], self.person.author_or_editor_or_title("s" in role_name)]]


@dataclass
class _Year(ExtraYearReferenceStyle):
    def inner(self, role_name: str) -> Node:
        return reference[year]


@node
def bracketed(children: list[Any], data: dict[str, Any], left: str, right: str) -> Text:
    """Put brackets round the children, or give nothing when they are empty."""
    text = join[children].format_data(data)
    return Text(left, text, right) if text else Text()


def _brackets() -> BracketStyle:
    return BracketStyle(left="(", right=")", sep="; ")


def _persons() -> PersonStyle:
    return PersonStyle(sep=", ", sep2=" dan ", last_sep=", dan ", other=" dkk.")


@dataclass
class ReferenceStyle(GroupReferenceStyle):
    """The citations in the text; all roles of sphinxcontrib-bibtex."""

    bracket: BracketStyle = field(default_factory=_brackets)
    person: PersonStyle = field(default_factory=_persons)

    def __post_init__(self) -> None:
        self.styles.extend(
            [
                _InBrackets(bracket=self.bracket, person=self.person),
                _InSentence(bracket=self.bracket, person=self.person),
                _Author(bracket=self.bracket, person=self.person),
                _Year(bracket=self.bracket),
                ExtraLabelReferenceStyle(bracket=self.bracket),
                ExtraEmptyReferenceStyle(),
            ]
        )
        super().__post_init__()  # type: ignore[no-untyped-call]  # sphinxcontrib-bibtex gives it no types


# The bibliography


def _persons_of(entry: Entry) -> list[Person]:
    return entry.persons.get("author") or entry.persons.get("editor") or []


def _rich(parts: Iterable[Text]) -> str:
    return " ".join(str(part) for part in parts)


def _field_text(entry: Entry, name: str) -> str:
    return str(Text.from_latex(entry.fields.get(name, "")))


class LabelStyle(BaseLabelStyle):
    """Labels as the text cites: "Goode, 1957", "UU 18/2003"."""

    def format_labels(self, sorted_entries: Iterable[Entry]) -> Iterator[str]:
        """Yield one label an entry."""
        for entry in sorted_entries:
            last = [_rich(p.rich_prelast_names + p.rich_last_names) for p in _persons_of(entry)]
            names = f"{last[0]} dkk." if len(last) > 2 else " dan ".join(last)
            dated = f"{names or _field_text(entry, 'title')}, {_field_text(entry, 'year') or NO_YEAR}"
            yield _field_text(entry, "shorthand") or dated


class SortingStyle(BaseSortingStyle):
    """By names as printed, then year, then title; laws by kind, year and number.  Accents do not count."""

    def sorting_key(self, entry: Entry) -> tuple[str, list[tuple[int, str]], list[tuple[int, str]]]:
        """Give the key of one entry."""
        title = _field_text(entry, "title")
        names = [
            _rich(p.rich_prelast_names + p.rich_last_names + p.rich_first_names + p.rich_middle_names)
            for p in _persons_of(entry)
        ]
        first = re.split(r"\d", title)[0] if "shorthand" in entry.fields else "  ".join(names) or title
        return _plain_letters(first), _numbers_apart(_field_text(entry, "year")), _numbers_apart(title)


def _plain_letters(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^\w ]", "", "".join(c for c in letters if not unicodedata.combining(c)))


def _numbers_apart(text: str) -> list[tuple[int, str]]:
    parts = re.split(r"(\d+)", _plain_letters(text))
    return [(int(part), "") if part.isdigit() else (0, part) for part in parts]


@node
def listed(children: list[Any], data: dict[str, Any], persons: list[Person], inverted: bool = False) -> Text:
    """List ``persons``: the first one last name first when ``inverted``, all others as they are spoken.

    BibTeX's ``and others`` at the end becomes "dkk.".
    """
    unnamed = bool(persons) and str(persons[-1]) == "others"
    persons = persons[:-1] if unnamed else persons
    forms = [
        (lastfirst if inverted and position == 0 else plain).NameStyle().format(person)
        for position, person in enumerate(persons)
    ]
    if unnamed:
        return join(sep=" ")[join(sep=", ")[forms], "dkk."].format_data(data)
    comma = inverted and persons and persons[0].first_names
    return join(sep=", ", sep2=", dan " if comma else " dan ", last_sep=", dan ")[forms].format_data(data)


def _range(text: Text) -> Text:
    return Text("—").join(text.split(re.compile(r"-+|–")))


def _edition(text: Text) -> Text | str:
    ordinal = re.match(r"(\d+)(?:st|nd|rd|th)?$", str(text))
    return f"ke-{ordinal[1]}" if ordinal else EDITIONS.get(str(text).lower(), text.lower())


def _visited(text: Text) -> Text | str:
    try:
        date = datetime.date.fromisoformat(str(text))
    except ValueError:
        return text
    return format_date(date, "d MMMM yyyy", locale="id")


class BibliographyStyle(BaseStyle):
    """The entries of the bibliography: Names (Year). Title. Place: Publisher. Note. Link."""

    default_name_style = "plain"
    default_label_style = LabelStyle
    default_sorting_style = SortingStyle
    _latest: tuple[Entry | None, Text | None] = (None, None)  # entry and its text

    def format_entry(self, label: str, entry: Entry, bib_data: BibliographyData | None = None) -> FormattedEntry:
        """Format one entry of whatever type; only ``title`` must be there.

        sphinxcontrib-bibtex asks for each entry twice in a row, the second time for the tooltip of links to it.
        """
        if entry is not self._latest[0]:
            self._latest = entry, self._text(entry, bib_data)
        return FormattedEntry(entry.key, self._latest[1], label)

    def _text(self, entry: Entry, bib_data: BibliographyData | None) -> Text:
        entry = _with_curled_apostrophes(entry)
        if "shorthand" in entry.fields:
            template = toplevel[self._title(entry), self._rest()]
        else:
            template = toplevel[self._who_and_when(entry), self._title(entry), self._where(entry), self._rest()]
        return template.format_data({"entry": entry, "style": self, "bib_data": bib_data})

    def _who_and_when(self, entry: Entry) -> Node:
        names = listed(persons=_persons_of(entry), inverted=True)
        editor = ", ed." if "author" not in entry.persons and "editor" in entry.persons else ""
        return sentence(sep=" ")[join[names, editor], join["(", year, ")"]]

    def _title(self, entry: Entry) -> Node:
        title = entry_field("title")
        is_part = entry.type in PARTS or "shorthand" in entry.fields
        return sentence(sep=" ")[
            title if is_part else tag("em")[title],
            "" if is_part else bracketed("(", ")")[self._edition_and_people(entry)],
        ]

    def _edition_and_people(self, entry: Entry) -> Node:
        edited = entry.persons.get("editor") if entry.persons.get("author") else None
        translators = [Person(name) for name in split_name_list(entry.fields.get("translator", ""))]
        return join(sep="; ")[
            optional[words["edisi", entry_field("edition", apply_func=_edition)]],
            optional[words["jilid", entry_field("volume")]],
            words["ed.", listed(persons=edited)] if edited else "",
            words["terj.", listed(persons=translators)] if translators else "",
        ]

    def _where(self, entry: Entry) -> Node:
        pages = optional[words["hlm.", entry_field("pages", apply_func=_range)]]
        if entry.type == "article":
            volume, number = optional_field("volume"), entry_field("number", apply_func=_range)
            issue = join["(", number, ")"] if "volume" in entry.fields else words["no.", number]
            return sentence[tag("em")[entry_field("journal")], join[volume, optional[issue]], pages]
        if entry.type in PARTS:
            return words[self._container(entry, pages), self._publisher()]
        series = join(sep=", ")[optional_field("series"), optional[words["no.", entry_field("number")]]]
        report = words[optional_field("type"), optional[words["no.", entry_field("number")]]]
        return words[
            sentence[report if entry.type == "techreport" else series],
            sentence[THESES[entry.type]] if entry.type in THESES else "",
            self._publisher(),
        ]

    def _container(self, entry: Entry, pages: Node) -> Node:
        editors = listed(persons=entry.persons.get("editor", []))
        return sentence(sep=" ")[
            "Dalam",
            join[editors, " (ed.),"] if "editor" in entry.persons else "",
            tag("em")[first_of[optional_field("booktitle"), optional_field("series")]],
            bracketed("(", ")")[self._edition_and_people_of_container(pages)],
        ]

    def _edition_and_people_of_container(self, pages: Node) -> Node:
        return join(sep="; ")[optional[words["edisi", entry_field("edition", apply_func=_edition)]], pages]

    def _publisher(self) -> Node:
        names = ("publisher", "institution", "organization", "school")
        return sentence[join(sep=": ")[optional_field("address"), first_of[[optional_field(name) for name in names]]]]

    def _rest(self) -> Node:
        return words[
            sentence[optional_field("howpublished")],
            sentence[optional_field("note")],
            first_of[optional[self._doi()], optional[self._url()]],
        ]

    def _doi(self) -> Node:
        address = join["https://doi.org/", entry_field("doi", raw=True, apply_func=_bare_doi)]
        return href(address)[address]

    def _url(self) -> Node:
        address = entry_field("url", raw=True)
        return words[
            href(address)[address],
            optional[join["(diakses ", entry_field("urldate", apply_func=_visited), ")"]],
        ]


def _with_curled_apostrophes(entry: Entry) -> Entry:
    fields = {
        name: value if name in ("doi", "url") else re.sub(r"(?<![\\'])'(?!')", "’", value)
        for name, value in entry.fields.items()
    }
    curled = Entry(entry.type, fields=fields, persons=entry.persons)
    curled.key = entry.key
    return curled


def _bare_doi(text: str) -> str:
    return re.sub(r"^(https?://(dx\.)?doi\.org/|doi:)", "", text, flags=re.I)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register both styles under the name ``indonesian``; they act only where conf.py names them."""
    register_plugin("sphinxcontrib.bibtex.style.referencing", NAME, ReferenceStyle, force=True)
    pybtex.plugin.register_plugin("pybtex.style.formatting", NAME, BibliographyStyle, force=True)
    # sphinxcontrib-bibtex asks for this at each citation; unregistered, that searches all installed packages
    pybtex.plugin.register_plugin("pybtex.backends", "plaintext", plaintext.Backend, force=True)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
