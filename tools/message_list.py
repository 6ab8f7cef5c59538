"""The list of the toolkit's messages, ``bookpress.pot``, and the catalogues beside it: ``make words``.

Messages are found in the code and the templates of ``src/bookpress``.  A comment that begins with ``words:`` stands in
the line above a message and tells translators what they cannot see.  In the catalogues new messages are added without a
translation, and those that nobody asks for any more are taken out; `tests/core/test_words.py` finds what is missing.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parent.parent / "src" / "bookpress"
LOCALE = PACKAGE / "locale"
DOMAIN = "bookpress"
NOTE = "words:"
HEADER = "# Messages of bookpress.  `make words` writes this list; see README.md here on adding a language."
IN_CODE, IN_TEMPLATES = {"_": 1, "N_": 1, "pgettext": 2}, {"t": None}  # functions; arguments: context, message
TEMPLATES = (".html", ".xhtml", ".opf", ".ncx")


def messages() -> Iterator[tuple[str, str, list[str], str | None]]:
    """Every message that is asked for: file (in the package), message, comments, context."""
    for path in sorted(PACKAGE.rglob("*")):
        place = path.relative_to(PACKAGE).as_posix()
        if path.suffix == ".py":
            for message, comments, context in _in_code(path.read_text("utf-8")):
                yield place, message, comments, context
        elif path.suffix in TEMPLATES:
            for _line, message, comments, context in extract_from_file("jinja2.ext:babel_extract", path, IN_TEMPLATES):
                yield place, message, comments, context


def _in_code(code: str) -> Iterator[tuple[str, list[str], str | None]]:
    """The messages in Python; Babel's own reader finds none in f-strings before Python 3.12."""
    lines = code.splitlines()
    calls = [n for n in ast.walk(ast.parse(code)) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
    for node in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        if node.func.id not in IN_CODE:
            continue
        said = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        if len(said) == IN_CODE[node.func.id]:
            above = lines[node.lineno - 2].strip().removeprefix("# ")
            comments = [above.removeprefix(NOTE).strip()] if above.startswith(NOTE) else []
            yield said[-1], comments, said[0] if len(said) > 1 else None


def message_list() -> Catalog:
    """The messages as a catalogue without translations; places are files, without lines, which change too often."""
    found = Catalog(domain=DOMAIN, header_comment=HEADER, fuzzy=False)
    for place, message, comments, context in messages():
        found.add(message, None, [(place, None)], auto_comments=comments, context=context)
    return found


def as_text(catalogue: Catalog) -> bytes:
    """The file of a catalogue, without dates and names of programs."""
    file = BytesIO()
    write_po(file, catalogue, width=120, omit_header=True, ignore_obsolete=True)
    language = f'"Language: {catalogue.locale}\\n"\n' if catalogue.locale else ""
    head = f'{catalogue.header_comment}\nmsgid ""\nmsgstr ""\n{language}"Content-Type: text/plain; charset=UTF-8\\n"\n'
    if catalogue.locale:
        head += f'"Plural-Forms: {Catalog(catalogue.locale).plural_forms}\\n"\n'
    return f"{head}\n".encode() + file.getvalue()


def main() -> None:
    """Write the list, and bring every catalogue up to it."""
    template = message_list()
    (LOCALE / f"{DOMAIN}.pot").write_bytes(as_text(template))
    for path in sorted(LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        catalogue = read_po(path.open("rb"), path.parts[-3], domain=DOMAIN)
        catalogue.update(template, no_fuzzy_matching=True)
        path.write_bytes(as_text(catalogue))
        missing = [message.id for message in catalogue if message.id and not message.string]
        if missing:
            print(f"{path}: {len(missing)} messages have no translation", file=sys.stderr)


if __name__ == "__main__":
    main()
