"""One style sheet: what pages use of the theme's and the extensions', and the book's own, in its colours."""

from __future__ import annotations

import hashlib
import json
import re
from importlib.metadata import version
from pathlib import Path

import tinycss2

from .site import STATIC, is_site, write

THEME = ("basic.css", "styles/pydata-sphinx-theme.css", "pygments.css", "styles/sphinx-book-theme.css")
NAMES = re.compile(r"[.#]((?:[\w-]|\\.)+)")
NOT_BOOTSTRAPS = {"container"}  # a name of docutils that Bootstrap gives another meaning
NESTING = {"media", "supports", "layer", "container"}
STRINGS = re.compile(r"""["'`]([^"'`\n]{1,200})["'`]""")


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
    """Give the class names and ids of ``pages``, and each word in a string of ``scripts``: they may add some."""
    names = set()
    for page in pages:
        for value in re.findall(r'\s(?:class|id)="([^"]*)"', page):
            names.update(value.split())
    for script in scripts:
        for string in STRINGS.findall(script):
            names.update(re.findall(r"[\w-]+", string))
    return names - NOT_BOOTSTRAPS


def _matches(selector: str, names: set[str]) -> bool:
    without = re.sub(r":(?:not|is|where|has)\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\]", "", selector)
    return all(name.replace("\\", "") in names for name in NAMES.findall(without))


def keep_used(css: str, names: set[str]) -> str:
    """Give the rules of ``css`` whose classes and ids are all in ``names``; without fonts and comments."""
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
            yield rule.serialize()


def minified(text: str) -> str:
    """Take comments and the space between lines out of a style sheet or script of ours."""
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", text, flags=re.S)).strip()


def _variables(config) -> str:
    return variables(config.edition.design, config.numfig_format["section"])


def _name_version(app, config) -> None:
    """Name the version of style and scripts; as a setting for HTML, a new one has every page written again."""
    if config.edition is None:
        return
    made_from = [version(name) for name in ("sphinx", "pydata-sphinx-theme", "sphinx-book-theme")]
    made_from += [path.read_text("utf-8") for path in sorted(STATIC.iterdir())]
    made_from.append(_variables(config))
    config.light_html_version = hashlib.sha256("\n".join(made_from).encode()).hexdigest()[:8]


def _start(app) -> None:
    if is_site(app):
        app.builder.theme_script = minified((STATIC / "theme.js").read_text("utf-8"))


def _bundle(app, exception) -> None:
    if exception or not is_site(app):
        return
    static = Path(app.outdir, "_static")
    if not (static / THEME[0]).is_file():
        return  # no page was written, and the style sheet is there
    of_extensions = [name for name, _ in app.registry.css_files if "://" not in name]
    sheets = [static / name for name in (*THEME, *of_extensions)]
    theirs = "".join(path.read_text("utf-8") for path in sheets if path.is_file())
    pages = [path.read_text("utf-8") for path in sorted(Path(app.outdir).rglob("*.html"))]
    scripts = [path.read_text("utf-8") for path in sorted(static.glob("*.js"))]
    own = (STATIC / "book.css").read_text("utf-8")
    used = keep_used(theirs, names_in_use(pages, scripts))
    write(static / "book.css", used + _variables(app.config) + minified(own))
    for sheet in sheets:
        sheet.unlink(missing_ok=True)


def setup(app):
    """Make the style sheet when the pages are there."""
    app.add_config_value("light_html_version", "", "html", types=[str])
    app.connect("config-inited", _name_version, priority=900)
    app.connect("builder-inited", _start)
    app.connect("build-finished", _bundle, priority=900)
