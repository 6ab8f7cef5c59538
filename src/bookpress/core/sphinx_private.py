"""What the toolkit uses of Sphinx although it is private or not documented: the only place with such parts.

Each has a function here, what to do when it goes, and a test in ``tests/core/test_sphinx_private.py``, which fails
with a Sphinx that has it no more.  Seen to work with Sphinx 9.0; read in the source of 9.1.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from sphinx import locale
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.directives.other import TocTree
from sphinx.environment import BuildEnvironment
from sphinx.environment.adapters.indexentries import IndexEntries
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx.jinja2glue import SphinxFileSystemLoader

__all__ = ["TocTree"]  # its method ``parse_content``; when it goes: override ``run`` and change ``self.content`` there


def has_failed(builder: Builder) -> bool:
    """Tell whether warnings are errors in this build and there was one.

    When it goes: count warnings with a handler of our own on the logger ``sphinx``.
    """
    app = builder._app
    return bool(app._fail_on_warnings and app._warncount)


def put_templates(app: Sphinx, folder: Path, before_theme: bool) -> None:
    """Have templates of HTML pages looked for in ``folder``, before those of the theme or after all others.

    ``!name`` still is the theme's.  When it goes: ``templates_path`` in the configuration, which cannot come after.
    """
    loader: Any = app.builder.templates
    if not before_theme:
        loader.loaders.append(SphinxFileSystemLoader(str(folder)))
        return
    loader.pathchain.insert(0, folder)
    loader.loaders.insert(0, SphinxFileSystemLoader(str(folder)))
    loader.templatepathlen += 1


def style_sheets(app: Sphinx) -> list[str]:
    """Name the style sheets that extensions have added with ``add_css_file``.

    When it goes: wrap ``app.add_css_file`` at ``builder-inited``, or read ``css_files`` of the pages' context.
    """
    return [name for name, _attributes in app.registry.css_files]


def scripts(app: Sphinx) -> list[tuple[str | None, dict[str, Any]]]:
    """Give name and attributes of the scripts that extensions have added with ``add_js_file``.  As above."""
    return list(app.registry.js_files)


def renew_build_info(builder: Any) -> None:
    """Have Sphinx take in settings that changed after it looked: other ones, and every page is written again.

    When it goes: have ``env-updated`` name all documents when a digest kept beside the doctrees differs.
    """
    builder.build_info = builder.create_build_info()


def leave_out_search(builder: Any) -> None:
    """Have Sphinx make no search index and no page of its own.  When it goes: delete them at ``build-finished``."""
    builder.search = False


IndexEntriesByLetter = list[tuple[str, list[tuple[str, tuple[Any, Any, Any]]]]]


def index_entries(env: BuildEnvironment, builder: Builder) -> IndexEntriesByLetter:
    """Give the index by letter: (letter, [(name, (places, [(words, places)], key))]).

    When it goes: sort ``env.domains.index_domain.entries``, which is documented.
    """
    return IndexEntries(env).create_index(builder, group_entries=False)


Numbering = Callable[[TocTreeCollector, BuildEnvironment], list[str]]
number_as_sphinx: Numbering = TocTreeCollector.assign_section_numbers


def replace_numbering(number: Numbering) -> None:
    """Have sections numbered by ``number``, before Sphinx numbers figures after them.

    Public is only the event ``env-get-updated``: after it (500) sections could be numbered again, and figures, for
    which every doctree would have to be read a second time, by ``assign_figure_numbers``.  When it goes, do that.
    """
    TocTreeCollector.assign_section_numbers = number  # type: ignore[method-assign, assignment]


def catalogues_in_force() -> MutableMapping[tuple[str, str], NullTranslations]:
    """Give the catalogues by ("general", domain); what is put there is asked first.

    When it goes: ``app.add_message_catalog``, which can add words but mend none.
    """
    return locale.translators
