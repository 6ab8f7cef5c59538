"""What is private in Sphinx is used in one module, and is there in this Sphinx."""

import ast
import inspect
from types import SimpleNamespace

import pytest
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.registry import SphinxComponentRegistry

from bookpress.core import sphinx_private
from builds import ROOT

SOURCE = ROOT / "src/bookpress"


def private_names(tree: ast.Module) -> list[str]:
    """Names with an underscore that a module uses of others: ``x._y`` that it does not make itself, ``super()._y``."""
    own = {node.name for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    own |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr.startswith("_") and not node.attr.startswith("__"):
            above = isinstance(node.value, ast.Call) and getattr(node.value.func, "id", "") == "super"
            of_lxml = ast.unparse(node.value) == "etree"  # its classes have no other names
            if above or (node.attr not in own and not of_lxml):
                found.append(f"{node.lineno}: {ast.unparse(node)}")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("sphinx.", "docutils")):
            found += [
                f"{node.lineno}: {name.name}" for name in node.names if name.name.startswith("_") and name.name != "_"
            ]
    return found


def test_no_other_module_uses_what_is_private():
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        if path.name != "sphinx_private.py" and (names := private_names(ast.parse(path.read_text("utf-8")))):
            found[path.relative_to(SOURCE).as_posix()] = names
    assert found == {}


@pytest.mark.parametrize(
    "code",
    ["x = app._warncount", "class A(B):\n    def _f(self):\n        return super()._f()", "self._app.x",
     "from sphinx.util.index_entries import _split_into"],
)  # fmt: skip
def test_a_private_name_is_found(code):
    assert private_names(ast.parse(code))


def test_what_is_ones_own_is_not_private():
    assert not private_names(
        ast.parse("class A:\n    def _f(self):\n        self._x = 1\n        return self._f, self._x")
    )


def test_sphinx_has_what_is_used():
    """Each part by its name: the message says which is gone; sphinx_private says what to do then."""
    source = inspect.getsource(Sphinx.__init__)
    assert "_warncount" in source or hasattr(Sphinx, "_warncount")
    assert "_fail_on_warnings" in inspect.getsource(Sphinx)
    assert "_app" in inspect.getsource(Builder.__init__)
    loader = inspect.getsource(BuiltinTemplateLoader.init)
    assert all(name in loader for name in ("pathchain", "loaders", "templatepathlen"))
    registry = SphinxComponentRegistry()
    assert registry.css_files == registry.js_files == []
    assert callable(StandaloneHTMLBuilder.create_build_info)
    assert StandaloneHTMLBuilder.search in (True, False)
    assert list(inspect.signature(sphinx_private.TocTree.parse_content).parameters) == ["self", "toctree"]
    assert list(inspect.signature(sphinx_private.number_as_sphinx).parameters) == ["self", "env"]
    assert TocTreeCollector.get_updated_docs


@pytest.mark.parametrize(("fails", "count", "failed"), [(True, 1, True), (True, 0, False), (False, 1, False)])
def test_failed(fails, count, failed):
    app = SimpleNamespace(_fail_on_warnings=fails, _warncount=count)
    assert sphinx_private.has_failed(SimpleNamespace(_app=app)) is failed


def test_templates_come_before_or_after(tmp_path):
    loader = SimpleNamespace(pathchain=["theme"], loaders=["theme"], templatepathlen=0)
    app = SimpleNamespace(builder=SimpleNamespace(templates=loader))
    sphinx_private.put_templates(app, tmp_path / "before", before_theme=True)
    sphinx_private.put_templates(app, tmp_path / "after", before_theme=False)
    assert (loader.pathchain, loader.templatepathlen) == ([tmp_path / "before", "theme"], 1)
    assert [getattr(each, "searchpath", each) for each in loader.loaders] == [
        [str(tmp_path / "before")],
        "theme",
        [str(tmp_path / "after")],
    ]


def test_numbering_is_replaced_and_given_back():
    now = TocTreeCollector.assign_section_numbers
    try:
        sphinx_private.replace_numbering(lambda collector, env: ["all"])
        assert TocTreeCollector().assign_section_numbers(None) == ["all"]
    finally:
        sphinx_private.replace_numbering(now)


def test_catalogues_in_force_are_those_that_sphinx_asks():
    from sphinx.locale import get_translator

    before = get_translator("no-such-domain")
    assert ("general", "no-such-domain") not in sphinx_private.catalogues_in_force()
    sphinx_private.catalogues_in_force()["general", "no-such-domain"] = mine = type(before)()
    try:
        assert get_translator("no-such-domain") is mine
    finally:
        del sphinx_private.catalogues_in_force()["general", "no-such-domain"]
