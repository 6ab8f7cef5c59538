"""Files and folders that are replaced whole, and ZIP files that have the same bytes again."""

import io
import os
import re
import zipfile
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

import bookpress
from bookpress.core import build_time, files, zips


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path):
    path = tmp_path / "new/folder/page.html"
    files.write(path, "one\n")
    files.write(path, "é\n")
    assert path.read_bytes() == b"\xc3\xa9\n"
    assert os.listdir(path.parent) == ["page.html"]


def test_all_files_are_replaced_or_none(tmp_path):
    """The second cannot be written: its folder is a file."""
    one = tmp_path / "one"
    files.write(one, "old")
    (tmp_path / "no-folder").write_text("x")
    with pytest.raises(OSError, match="no-folder"):
        files.write_all({one: "new", tmp_path / "no-folder/two": "new"})
    assert one.read_text() == "old"
    assert sorted(os.listdir(tmp_path)) == ["no-folder", "one"]


def test_a_folder_is_replaced_whole(tmp_path):
    target = tmp_path / "parcel"
    for name in ("old", "new"):
        with files.new_folder(target) as folder:
            (folder / name).write_text(name)
    assert os.listdir(target) == ["new"]
    assert os.listdir(tmp_path) == ["parcel"]


def test_the_old_folder_stays_when_the_new_one_is_not_finished(tmp_path):
    target = tmp_path / "parcel"
    with files.new_folder(target) as folder:
        (folder / "old").write_text("old")
    with pytest.raises(ZeroDivisionError), files.new_folder(target) as folder:
        (folder / "half").write_text("half")
        raise ZeroDivisionError
    assert os.listdir(target) == ["old"]
    assert os.listdir(tmp_path) == ["parcel"]


def test_the_old_folder_comes_back_when_the_new_one_cannot_take_its_place(tmp_path, monkeypatch):
    target = tmp_path / "parcel"
    with files.new_folder(target) as folder:
        (folder / "old").write_text("old")
    rename = Path.rename

    def fail_for_the_new(self, to):
        if self.name == "new":
            raise PermissionError(f"{to} is in use")
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", fail_for_the_new)
    with pytest.raises(PermissionError), files.new_folder(target) as folder:
        (folder / "new").write_text("new")
    assert os.listdir(target) == ["old"]
    assert os.listdir(tmp_path) == ["parcel"]


def test_order_and_patterns_do_not_depend_on_the_system(tmp_path):
    for name in ("b.html", "B.html", "a/c.html", "a-b.html"):
        files.write(tmp_path / name, "")
    assert [name for name, _path in files.files_below(tmp_path)] == ["B.html", "a/c.html", "a-b.html", "b.html"]
    assert files.matches("_static/icon-180.png", ["_static/icon-*.png"])
    assert not files.matches("README.TXT", ["*.txt"])


def test_the_same_files_give_the_same_zip():
    content = [("mimetype", b"application/epub+zip"), ("a/b.txt", b"x" * 1000)]
    one = zips.packed(content, 1767225600, stored=frozenset({"mimetype"}))
    assert one == zips.packed(iter(content), 1767225600, stored=frozenset({"mimetype"}))
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert [entry.compress_type for entry in archive.infolist()] == [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 1, 1, 0, 0, 0)}
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o100644}
    with zipfile.ZipFile(io.BytesIO(zips.packed(content, 0))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {zips.FIRST_DAY}


def test_the_time_of_a_build_can_be_set(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "7")
    assert build_time.seconds() == build_time.seconds(9) == 7
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert build_time.seconds(9) == 9
    assert build_time.seconds() > 1_700_000_000


@pytest.mark.parametrize("system", [PurePosixPath, PureWindowsPath])
def test_order_is_the_same_on_every_system(system):
    """Capitals come first, and a folder's files before those of a folder whose name only begins like its own."""
    names = ["a/b.css", "B.css", "a-b/c.css", "a.css", "A/z.css"]
    ordered = [path.as_posix() for path in files.in_order(map(system, names))]
    assert ordered == ["A/z.css", "B.css", "a/b.css", "a-b/c.css", "a.css"]


def test_no_file_is_written_with_the_line_ends_of_the_system():
    """Windows would write others; so whoever writes text says which."""
    package = Path(bookpress.__file__).parent
    loose = re.compile(r"\.write_text\((?!.*newline=)|(?<!Image)\.open\(\"w\"|\bsorted\([\w.]+\.(?:r?glob|iterdir)\(")
    found = [path for path in package.rglob("*.py") if loose.search(re.sub(r"\(\n\s+", "(", path.read_text("utf-8")))]
    assert found == []
