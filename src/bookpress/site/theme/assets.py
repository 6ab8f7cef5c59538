"""What every page asks for: one style sheet and one script, named with a version that changes with what is in them."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path

from sphinx.application import Sphinx

from bookpress.core.files import in_order
from bookpress.core.site import Finish, is_site, notes
from bookpress.core.sphinx_private import renew_build_info

from . import script, stylesheet
from .folders import STATIC
from .noted import Noted

MADE_BY = ("sphinx", "pydata-sphinx-theme", "sphinx-book-theme")


def _texts_of_extensions(app: Sphinx) -> list[str]:
    """Read the style sheets and scripts of extensions where they lie in the source."""
    names = {*stylesheet.of_extensions(app), *script.of_extensions(app)}
    folders = [Path(app.confdir, folder) for folder in app.config.html_static_path]
    paths = [folder / name for folder in folders for name in sorted(names)]
    return [path.read_text("utf-8") for path in paths if path.is_file()]


def _start(app: Sphinx) -> None:
    if not is_site(app):
        return
    made_from = [version(name) for name in MADE_BY]
    made_from += [path.read_text("utf-8") for path in in_order(STATIC.iterdir())]
    made_from += [stylesheet.edition_variables(app.config), *_texts_of_extensions(app)]
    app.config.light_html_version = hashlib.sha256("\n".join(made_from).encode()).hexdigest()[:8]
    renew_build_info(app.builder)  # with the version: a new one has every page written again
    notes(app, Noted).theme_script = script.minified((STATIC / "theme.js").read_text("utf-8"))
    notes(app, Noted).joined_scripts = script.of_extensions(app)


def _bundle(app: Sphinx, exception: Exception | None) -> None:
    if exception or not is_site(app):
        return
    if not Path(app.outdir, "_static", stylesheet.THEME[0]).is_file():
        return  # no page was written, and the bundles are there
    script.bundle(app)
    stylesheet.bundle(app)


def setup(app: Sphinx) -> None:
    """Name the version before pages are written, and make the bundles when the pages are there."""
    app.add_config_value("light_html_version", "", "html", types=[str])
    app.connect("builder-inited", _start, priority=950)  # after every extension has added its files
    app.connect("build-finished", _bundle, priority=Finish.STYLE)
