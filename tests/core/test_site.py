"""What a website is, the order in which it is finished, and what rooms note on the way."""

from types import SimpleNamespace

import pytest

from bookpress.core import versions
from bookpress.core.kept import Kept
from bookpress.core.site import Context, Finish, LaterForms, Resolved, add_static, is_for_browser, is_site, notes


class Builder:
    def __init__(self, name: str) -> None:
        self.name = name


def app(name: str, folder=None):
    return SimpleNamespace(builder=Builder(name), doctreedir=folder)


@pytest.mark.parametrize(
    ("name", "site", "browser"),
    [("html", True, True), ("dirhtml", True, True), ("singlehtml", False, True), ("epub", False, False)],
)
def test_what_a_site_is(name, site, browser):
    assert (is_site(app(name)), is_for_browser(app(name))) == (site, browser)


def test_files_are_added_to_every_page():
    asked = []
    given = SimpleNamespace(
        config=SimpleNamespace(html_static_path=["a"]),
        add_css_file=asked.append,
        add_js_file=lambda name, loading_method: asked.append((name, loading_method)),
    )
    add_static(given, "b", styles=["x.css"], scripts=["y.js"])
    assert given.config.html_static_path == ["a", "b"]
    assert asked == ["x.css", ("y.js", "defer")]


def test_notes_are_of_one_build_and_one_kind():
    one, other = app("html"), app("html")
    notes(one, LaterForms).pages.append("page")
    assert notes(one, LaterForms).pages == ["page"]
    assert notes(other, LaterForms).pages == []


def test_each_step_comes_after_what_it_uses():
    """The service worker has a digest of all; the ZIP file the style; the style every form of a page."""
    order = [Finish.PAGES, Finish.FORMS, Finish.STYLE, Finish.TIDY, Finish.ICONS, Finish.DOWNLOADS, Finish.HEADERS]
    assert sorted(Finish) == [*order, Finish.OFFLINE]
    assert Resolved.READ < Resolved.BREAKS
    assert Context.THEME < Context.POLICY


def test_what_was_read_is_kept_for_the_same_code(tmp_path):
    kept = Kept.load(app("html", tmp_path), "cards", "1")
    kept.pages = {"one": [1], "gone": [2]}
    kept.save(["one"])
    assert Kept.load(app("html", tmp_path), "cards", "1").pages == {"one": [1]}
    assert Kept.load(app("html", tmp_path), "cards", "2").pages == {}
    assert Kept.load(app("dirhtml", tmp_path), "cards", "1").pages == {}


def test_a_version_changes_with_the_source(tmp_path):
    (tmp_path / "a.py").write_text("one")
    before = versions.of_package(tmp_path)
    assert versions.of_package(tmp_path) == before > 0
    (tmp_path / "a.py").write_text("two")
    assert versions.of_package(tmp_path) != before
