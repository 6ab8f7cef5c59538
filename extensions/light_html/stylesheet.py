"""One style sheet: what pages use of the theme's and the extensions', and the book's own, in its colours."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import tinycss2

from .site import STATIC, write

THEME = ("basic.css", "styles/pydata-sphinx-theme.css", "pygments.css", "styles/sphinx-book-theme.css")
NAMES = re.compile(r"[.#]((?:[\w-]|\\.)+)")
NOT_BOOTSTRAPS = {"container"}  # a name of docutils that Bootstrap gives another meaning
ELEMENTS = re.compile(r"<([a-z][a-z0-9-]*)")
BOOTSTRAPS_ATTRIBUTES = re.compile(r"[ \[](data-bs-[\w-]+)")
NESTING = {"media", "supports", "layer", "container"}
STRINGS = re.compile(r"""["'`]([^"'`\n]{1,200})["'`]""")
WORDS = re.compile(r"[\w-]+")
RULES = sha256(Path(__file__).read_bytes() + tinycss2.VERSION.encode()).hexdigest()  # what makes a sheet of sheets


def _mixed(colour: str, ground: str, share: float) -> str:
    """Mix two colours ``#rrggbb``; in the browser only new ones could do it."""
    pairs = [(int(colour[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(over * share + under * (1 - share)):02x}" for over, under in pairs)


def _palette(palette) -> str:
    line = _mixed(palette.rule, palette.paper, 0.45)
    marker = _mixed(palette.accent, palette.paper, 0.22)
    colours = {**vars(palette), "line": line, "marker": marker}
    return "".join(f"--book-{name}:{colour};" for name, colour in colours.items())


def variables(design, chapter: str) -> str:
    """Give ``design`` as CSS variables ``--book-…``: light; dark by choice, or by the device without script.

    ``chapter`` is the numbering format of chapters, such as ``Chapter %s``; its word goes before the number.
    """
    word = json.dumps(chapter.partition("%s")[0], ensure_ascii=False)
    light, dark = _palette(design.light), _palette(design.dark)
    faces = f"--book-serif:{design.typeface.web_serif};--book-sans:{design.typeface.web_sans};"
    return (
        f":root{{{faces}--book-chapter:{word};{light}color-scheme:light}}"
        f"html[data-theme=dark]{{{dark}color-scheme:dark}}"
        f"@media (prefers-color-scheme:dark){{html[data-theme=auto]{{{dark}color-scheme:dark}}}}"
        f"@media print{{html[data-theme]{{{_palette(design.print)}color-scheme:light}}}}\n"
    )


def names_in_use(pages: list[str], scripts: list[str]) -> set[str]:
    """Give what a selector can name: elements, classes and ids of ``pages``, and each word in a string of ``scripts``.

    Scripts may add what they name.  Of attributes, those of Bootstrap are given.
    """
    names = set()
    for page in pages:
        names.update(ELEMENTS.findall(page))
        names.update(BOOTSTRAPS_ATTRIBUTES.findall(page))
        for value in re.findall(r'\s(?:class|id)="([^"]*)"', page):
            names.update(value.split())
    for script in scripts:
        for string in STRINGS.findall(script):
            names.update(re.findall(r"[\w-]+", string))
    return names - NOT_BOOTSTRAPS


def _matches(selector: str, names: set[str]) -> bool:
    """Tell whether a page can have what ``selector`` names; what stands in :not() and the like does not count."""
    without = re.sub(r":(?:not|is|where|has)\((?:[^()]|\([^()]*\))*\)", "", selector)
    attributes = BOOTSTRAPS_ATTRIBUTES.findall(without)
    without = re.sub(r"\[[^\]]*\]|::?[\w-]+(?:\([^()]*\))?", "", without)
    classes = [name.replace("\\", "") for name in NAMES.findall(without)]
    elements = re.findall(r"(?<![\w.#\\-])[a-z][\w-]*", NAMES.sub("", without))
    return names.issuperset([*classes, *attributes, *elements])


def keep_used(css: str, names: set[str]) -> str:
    """Give the rules of ``css`` that name nothing outside ``names``; without fonts and comments."""
    return "".join(_used(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), names))


def _used(rules, names: set[str]):
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = re.split(r",(?![^()]*\))", tinycss2.serialize(rule.prelude))
            kept = ",".join(selector.strip() for selector in selectors if _matches(selector, names))
            if kept:
                yield f"{kept}{{{tinycss2.serialize(rule.content).strip()}}}\n"
        elif rule.type == "at-rule" and rule.lower_at_keyword in NESTING and rule.content:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            kept = "".join(_used(inner, names))
            if kept:
                yield f"@{rule.lower_at_keyword}{tinycss2.serialize(rule.prelude)}{{{kept}}}\n"
        elif rule.type == "at-rule" and rule.lower_at_keyword == "keyframes":
            yield f"{rule.serialize()}\n"


def without_unread(css: str, own: str) -> str:
    """Take out of ``css`` the variables and animations that neither it nor the sheet ``own`` reads."""
    while True:
        read = set(re.findall(r"var\(\s*(--[\w-]+)", css + own))
        animations = set(re.findall(r"[\w-]+", " ".join(re.findall(r"animation(?:-name)?:([^;}]*)", css + own))))
        rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
        shorter = "".join(_read(rules, read, animations))
        if shorter == css:
            return css
        css = shorter


def _read(rules, variables: set[str], animations: set[str]):
    for rule in rules:
        if rule.type == "at-rule" and rule.lower_at_keyword == "keyframes":
            if tinycss2.serialize(rule.prelude).strip() in animations:
                yield f"{rule.serialize()}\n"
        elif rule.type == "at-rule":
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            if kept := "".join(_read(inner, variables, animations)):
                yield f"@{rule.lower_at_keyword}{tinycss2.serialize(rule.prelude)}{{{kept}}}\n"
        else:
            declarations = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            unread = {d for d in declarations if d.type == "declaration" and d.name.startswith("--")}
            unread = {d for d in unread if d.name not in variables}
            if kept := ";".join(d.serialize().rstrip(";") for d in declarations if d not in unread):
                yield f"{tinycss2.serialize(rule.prelude)}{{{kept}}}\n"


def minified(sheet: str) -> str:
    """Take comments and the space between lines out of a style sheet of ours."""
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)).strip()


def edition_variables(config) -> str:
    """Give the variables of the book's edition."""
    return variables(config.edition.design, config.numfig_format["section"])


def of_extensions(app) -> list[str]:
    """Name the style sheets that extensions add, from this site."""
    return [name for name, _ in app.registry.css_files if "://" not in name]


def _scripts(app) -> list[Path]:
    """Give the scripts that may add to a page: those in the output, and in folders of it as they lie in the source.

    Data that a build writes into folders of its own, such as the search index, says nothing of elements.
    """
    folders = [Path(app.confdir, folder) for folder in app.config.html_static_path]
    in_source = [path for folder in folders if folder.is_dir() for path in sorted(folder.rglob("*.js"))]
    return [*sorted(Path(app.outdir, "_static").glob("*.js")), *in_source]


def _kept(file: Path, made_of: list[str], make: Callable[[], str]) -> str:
    """Give what is in ``file``, when it was made of the same; else make it and keep it."""
    digest = sha256("\0".join([RULES, *made_of]).encode()).hexdigest()
    before, _, sheet = file.read_text("utf-8").partition("\n") if file.is_file() else ("", "", "")
    if before != digest:
        sheet = make()
        write(file, f"{digest}\n{sheet}")
    return sheet


def bundle(app) -> None:
    """Make ``book.css`` in the output of what its pages use, and delete the sheets that it is made of.

    Reading the sheets takes longer than writing a chapter, so what comes of them is kept beside the doctrees.
    """
    static = Path(app.outdir, "_static")
    sheets = [static / name for name in (*THEME, *of_extensions(app))]
    theirs = "".join(path.read_text("utf-8") for path in sheets if path.is_file())
    pages = [path.read_text("utf-8") for path in sorted(Path(app.outdir).rglob("*.html"))]
    scripts = [path.read_text("utf-8") for path in _scripts(app)]
    own = edition_variables(app.config) + minified((STATIC / "book.css").read_text("utf-8"))
    words = set(WORDS.findall(theirs))
    names = {name for name in names_in_use(pages, scripts) if words.issuperset(WORDS.findall(name))}
    used = _kept(
        Path(app.doctreedir, f"light_html.{app.builder.name}.css"),
        [theirs, own, *sorted(names)],
        lambda: without_unread(keep_used(theirs, names), own),
    )
    write(static / "book.css", used + own)
    for sheet in sheets:
        sheet.unlink(missing_ok=True)
