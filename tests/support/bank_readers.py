"""Readers of question banks that share nothing with their writers; each gives a list of :class:`Read`.

Moodle XML is read with Python's own XML parser after a check against ``moodle_questions.rng``, GIFT with gift-pegjs,
a package for Anki through its SQLite.
"""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import zipfile
from contextlib import closing
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from bs4 import BeautifulSoup
from lxml import etree

from programs import node, node_package
from sites import text

GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).with_name("moodle_questions.rng")))
PARSE_GIFT = """
const text = require("fs").readFileSync(0, "utf-8");
process.stdout.write(JSON.stringify(require(process.argv[1]).parse(text)));
"""


@dataclass
class Read:
    """An exercise as a reader sees it; texts are HTML.

    ``right`` has the index of each option that gives the whole mark, ``marks`` what each option gives in percent,
    ``pairs`` the statements to match with their words.
    """

    id: str
    name: str
    category: str
    tags: set[str]
    stem: str
    options: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    marks: list[float] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    feedback: str = ""
    for_graders: str = ""


def shown(html: str) -> str:
    """The text that a reader of ``html`` sees, spaces collapsed."""
    apart = re.sub(r"</(p|li|td|th|pre)>", r"\g<0> ", html)
    return " ".join(BeautifulSoup(apart, "html.parser").get_text().split())


def grammar_errors(content: bytes) -> list[str]:
    """What is wrong with a file of Moodle XML."""
    valid = GRAMMAR.validate(etree.fromstring(content))
    return [] if valid else [f"{error.line}: {error.message}" for error in GRAMMAR.error_log]


def read_moodle(content: bytes) -> list[Read]:
    """Read Moodle XML."""
    assert grammar_errors(content) == []
    found, category = [], ""
    for question in ElementTree.fromstring(content):
        if question.get("type") == "category":
            category = question.findtext("category/text")
            continue
        answers = question.findall("answer")
        found.append(
            Read(
                id=question.findtext("idnumber"),
                name=question.findtext("name/text"),
                category=category,
                tags={tag.text for tag in question.findall("tags/tag/text")},
                stem=question.findtext("questiontext/text"),
                options=[answer.findtext("text") for answer in answers],
                reasons=[answer.findtext("feedback/text") for answer in answers],
                right=[place for place, answer in enumerate(answers) if float(answer.get("fraction")) == 100],
                marks=[float(answer.get("fraction")) for answer in answers],
                pairs=[(s.findtext("text") or "", s.findtext("answer/text")) for s in question.findall("subquestion")],
                feedback=question.findtext("generalfeedback/text") or "",
                for_graders=question.findtext("graderinfo/text") or "",
            )
        )
    return found


def read_gift(text: str) -> list[Read]:
    """Read GIFT."""
    command = [node(), "-e", PARSE_GIFT, str(node_package("gift-pegjs"))]
    output = subprocess.run(command, input=text.encode(), capture_output=True, check=False)
    assert output.returncode == 0, output.stderr.decode()
    found, category = [], ""
    for question in json.loads(output.stdout):
        if question["type"] == "Category":
            category = question["title"]
            continue
        choices = question.get("choices", [])
        pairs = question.get("matchPairs", [])
        texts = [question["stem"], *(part for choice in choices for part in (choice["text"], choice["feedback"]))]
        texts += [pair["subquestion"] for pair in pairs]
        assert {part["format"] for part in texts} == {"html"}
        assert question["type"] == ("MC" if choices else "Matching" if pairs else "Essay")
        found.append(
            Read(
                id=question["id"],
                name=question["title"],
                category=category,
                tags=set(question["tags"]),
                stem=question["stem"]["text"],
                options=[choice["text"]["text"] for choice in choices],
                reasons=[choice["feedback"]["text"] for choice in choices],
                right=[place for place, choice in enumerate(choices) if choice["isCorrect"]],
                marks=[choice["weight"] or 100 * choice["isCorrect"] for choice in choices],
                pairs=[(pair["subquestion"]["text"], pair["subanswer"]) for pair in pairs],
                feedback=(question["globalFeedback"] or {"text": ""})["text"],
            )
        )
    return found


@dataclass
class Note:
    """A note of Anki with the names of its deck and kind; ``cards`` counts its cards."""

    guid: str
    kind: str
    deck: str
    changed: int
    tags: set[str]
    fields: dict[str, str]
    cards: int


def read_anki(content: bytes) -> list[Note]:
    """Read a package for Anki, in the order in which its cards are learnt."""
    with zipfile.ZipFile(BytesIO(content)) as package, closing(sqlite3.connect(":memory:")) as database:
        assert json.loads(package.read("media")) == {}
        database.deserialize(package.read("collection.anki2"))
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        models, decks = map(json.loads, database.execute("SELECT models, decks FROM col").fetchone())
        rows = database.execute(
            "SELECT guid, mid, min(did), notes.mod, tags, flds, count() FROM notes JOIN cards ON nid = notes.id "
            "GROUP BY notes.id ORDER BY min(due)"
        ).fetchall()
        assert len(rows) == database.execute("SELECT count() FROM notes").fetchone()[0]
    return [
        Note(
            guid=guid,
            kind=models[str(model)]["name"],
            deck=decks[str(deck)]["name"],
            changed=changed,
            tags=set(tags.split()),
            fields=dict(zip((f["name"] for f in models[str(model)]["flds"]), fields.split("\x1f"), strict=True)),
            cards=cards,
        )
        for guid, model, deck, changed, tags, fields, cards in rows
    ]


READERS = {
    "moodle": lambda path: read_moodle(path.read_bytes()),
    "gift": lambda path: read_gift(path.read_text("utf-8")),
}


NAMES = {
    "moodle": "kelompok-okupasional-bank-soal-moodle.xml",
    "gift": "kelompok-okupasional-bank-soal-gift.txt",
    "anki": "kelompok-okupasional-kartu-anki.apkg",
}


def files(built):
    """The paths of what the builder made, by format."""
    assert sorted(path.name for path in built.outdir.iterdir()) == sorted(NAMES.values())
    return {name: built.outdir / file for name, file in NAMES.items()}


def items(content):
    """The text of each item of a list."""
    return [text(item) for item in BeautifulSoup(content, "html.parser").select("li")]
