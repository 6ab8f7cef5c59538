"""One style sheet: what pages use of the theme's and the extensions', and the book's own, in its colours."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import tinycss2
from sphinx.application import Sphinx
from sphinx.config import Config

from bookpress.core import tokens
from bookpress.core.edition import Design, Palette
from bookpress.core.files import in_order, write
from bookpress.core.site import LaterForms, notes
from bookpress.core.sphinx_private import style_sheets

from . import rules as reading
from .folders import STATIC
from .rules import BOOTSTRAPS_ATTRIBUTES, Animation, Group, Rule, Rules, Selector, read, written

THEME = ("basic.css", "styles/pydata-sphinx-theme.css", "pygments.css", "styles/sphinx-book-theme.css")
NOT_BOOTSTRAPS = {"container"}  # a name of docutils that Bootstrap gives another meaning
START_TAG = re.compile(r"""<([a-z][a-z0-9-]*)((?:\s+[^\s"'<>/=]+(?:=(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?)*)""")
VALUE = re.compile(r"""\s(class|id)=(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
COMMENT_STRING_OR_MARK = re.compile(
    r"""\s*/\*.*?\*/\s*|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<!:)\s*([{},;>])\s*|(?<=[\w-])(:)\s+(?=[^;\s])""",
    re.DOTALL,
)
SET_ALWAYS = re.compile(r"^html\[data-theme\]\s*{([^}]*)}", re.MULTILINE)
OF_THE_PAGE = re.compile(r"\s*(?:html(?![\w-])|:root)[^\s>+~]*(?:,\s*html[^\s>+~]*)*\s*$")
STRINGS = re.compile(r"""["'`]([^"'`\n]{1,200})["'`]""")
WORDS = re.compile(r"[\w-]+")
MADE_BY = (Path(__file__), Path(reading.__file__))  # what makes a sheet of sheets
RULES = sha256(b"".join(path.read_bytes() for path in MADE_BY) + tinycss2.VERSION.encode()).hexdigest()


def _palette(palette: Palette) -> str:
    return tokens.as_css(tokens.colours(palette), "book")


def variables(design: Design, chapter: str) -> str:
    """Give ``design`` as CSS variables ``--book-…``: light; dark by choice, or by the device without script.

    ``chapter`` is the numbering format of chapters, such as ``Chapter %s``; its word goes before the number.
    """
    word = json.dumps(chapter.partition("%s")[0], ensure_ascii=False)
    light, dark = _palette(design.light), _palette(design.dark)
    faces = f"--book-serif:{design.typeface.web_serif};--book-sans:{design.typeface.web_sans};"
    faces += tokens.as_css(tokens.sizes("web"), "book-size") + f"--book-edge:{tokens.EDGE.web};"
    return (
        f":root{{{faces}--book-chapter:{word};{light}color-scheme:light}}"
        f"html[data-theme=dark]{{{dark}color-scheme:dark}}"
        f"@media (prefers-color-scheme:dark){{html[data-theme=auto]{{{dark}color-scheme:dark}}}}"
        f"@media print{{html[data-theme]{{{_palette(design.print)}color-scheme:light}}}}\n"
    )


class InUse(NamedTuple):
    """What a selector can name: kinds of elements, each the element's name with its classes; ids and added names."""

    kinds: set[frozenset[str]]
    others: set[str]

    def named_by(self, css: str) -> InUse:
        """Leave out what ``css`` names nowhere, so that a new name changes something only if it matters to it."""
        words = set(WORDS.findall(css))

        def known(names: Iterable[str]) -> frozenset[str]:
            return frozenset(name for name in names if words.issuperset(WORDS.findall(name)))

        return InUse({known(kind) for kind in self.kinds}, set(known(self.others)))


def in_use(pages: list[str], scripts: list[str]) -> InUse:
    """Give what selectors can name in ``pages``, and each word in a string of ``scripts``, which may add what it names.

    A word after a full stop or a number sign does not count: it looks for what is there.  Of attributes, those of
    Bootstrap are given.
    """
    kinds, others = set(), set()
    for page in pages:
        others.update(BOOTSTRAPS_ATTRIBUTES.findall(page))
        for element, attributes in set(START_TAG.findall(page)):
            values = {name: "".join(value).split() for name, *value in VALUE.findall(attributes)}
            kinds.add(frozenset({element, *values.get("class", ())} - NOT_BOOTSTRAPS))
            others.update(values.get("id", ()))
    for script in scripts:
        for string in STRINGS.findall(script):
            others.update(re.findall(r"(?<![\w.#-])[\w-]+", string))
    return InUse(kinds, others - NOT_BOOTSTRAPS)


def _matches(selector: Selector, used: InUse) -> bool:
    """Tell whether a page can have what ``selector`` names.

    What is named together must stand on one kind of element, but for what a script may add.
    """
    if not used.others.issuperset(selector.attributes):
        return False
    for element, classes in selector.parts:
        wanted = element | (classes - used.others)
        if not (element | classes <= used.others or any(wanted <= kind for kind in used.kinds)):
            return False
    return True


def keep_used(rules: Rules, used: InUse) -> Rules:
    """Give the ``rules`` that a page can use, with the selectors that it can use."""
    kept: list[Rule | Group | Animation] = []
    for rule in rules:
        if isinstance(rule, Group):
            if inner := keep_used(rule.rules, used):
                kept.append(Group(rule.start, inner))
        elif isinstance(rule, Animation):
            kept.append(rule)
        elif selectors := tuple(selector for selector in rule.selectors if _matches(selector, used)):
            kept.append(Rule(selectors, rule.declarations))
    return tuple(kept)


def without_unread(rules: Rules, own: str) -> str:
    """Give ``rules`` as text, without the variables and animations that neither they nor the sheet ``own`` reads.

    A variable of the whole page that ``own``, which stands after it, sets for every colour mode is not read either.
    """
    replaced = {name for block in SET_ALWAYS.findall(own) for name in re.findall(r"(--[\w-]+):", block)}
    css = written(rules)
    while True:
        read_here = set(re.findall(r"var\(\s*(--[\w-]+)", css + own))
        animations = set(re.findall(r"[\w-]+", " ".join(re.findall(r"animation(?:-name)?:([^;}]*)", css + own))))
        rules = _read_somewhere(rules, read_here, animations, replaced)
        shorter = written(rules)
        if shorter == css:
            return css
        css = shorter


def _read_somewhere(rules: Rules, variables: set[str], animations: set[str], replaced: set[str]) -> Rules:
    kept: list[Rule | Group | Animation] = []
    for rule in rules:
        if isinstance(rule, Group):
            if inner := _read_somewhere(rule.rules, variables, animations, replaced):
                kept.append(Group(rule.start, inner))
        elif isinstance(rule, Animation):
            if rule.name in animations:
                kept.append(rule)
        else:
            known = variables - replaced if OF_THE_PAGE.match(rule.prelude) else variables
            if declarations := tuple(found for found in rule.declarations if not found[0] or found[0] in known):
                kept.append(Rule(rule.selectors, declarations))
    return tuple(kept)


def minified(sheet: str) -> str:
    """Take comments out of a style sheet, and the space that only people need; strings stay as they are."""

    def shorter(found: re.Match[str]) -> str:
        return found[1] or found[2] or found[3] or ""

    shortened = COMMENT_STRING_OR_MARK.sub(shorter, sheet)
    return shortened.replace(";}", "}").strip()


def edition_variables(config: Config) -> str:
    """Give the variables of the book's edition."""
    return variables(config.edition.design, config.numfig_format["section"])


def of_extensions(app: Sphinx) -> list[str]:
    """Name the style sheets that extensions add, from this site."""
    return [name for name in style_sheets(app) if "://" not in name]


def _scripts(app: Sphinx) -> list[Path]:
    """Give the scripts that may add to a page: those in the output, and in folders of it as they lie in the source.

    Data that a build writes into folders of its own, such as the search index, says nothing of elements.
    """
    folders = [Path(app.confdir, folder) for folder in app.config.html_static_path]
    in_source = [path for folder in folders if folder.is_dir() for path in in_order(folder.rglob("*.js"))]
    return [*sorted(Path(app.outdir, "_static").glob("*.js")), *in_source]


def _kept(file: Path, made_of: list[str], make: Callable[[], str]) -> str:
    """Give what is in ``file``, when it was made of the same; else make it and keep it."""
    digest = sha256("\0".join([RULES, *made_of]).encode()).hexdigest()
    before, _, sheet = file.read_text("utf-8").partition("\n") if file.is_file() else ("", "", "")
    if before != digest:
        sheet = make()
        write(file, f"{digest}\n{sheet}")
    return sheet


def bundle(app: Sphinx) -> None:
    """Make ``book.css`` in the output of what its pages use, and delete the sheets that it is made of.

    Reading the sheets takes longer than writing a chapter, so what comes of them is kept beside the doctrees.
    """
    static = Path(app.outdir, "_static")
    sheets = [static / name for name in (*THEME, *of_extensions(app))]
    theirs = "".join(path.read_text("utf-8") for path in sheets if path.is_file())
    pages = [path.read_text("utf-8") for path in sorted(Path(app.outdir).rglob("*.html"))]
    pages += notes(app, LaterForms).pages
    scripts = [path.read_text("utf-8") for path in _scripts(app)]
    own = edition_variables(app.config) + (STATIC / "book.css").read_text("utf-8")
    used = in_use(pages, scripts).named_by(theirs)
    kept = _kept(
        Path(app.doctreedir, f"light_html.{app.builder.name}.css"),
        [theirs, own, *sorted(used.others), *sorted(" ".join(sorted(kind)) for kind in used.kinds)],
        lambda: without_unread(keep_used(read(theirs), used), own),
    )
    write(static / "book.css", minified(kept + own))
    for sheet in sheets:
        sheet.unlink(missing_ok=True)
