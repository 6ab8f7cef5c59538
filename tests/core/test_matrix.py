"""``make matrix``: what it takes from the locks, and what it says of a Python that is not there."""

from __future__ import annotations

import matrix


def test_every_lock_but_sphinx_is_a_constraint():
    """Without hashes, with the conditions of a line."""
    locked = (
        "# a comment\nsphinx==9.0.4 \\\n    --hash=sha256:a\n    # via x\n"
        "colorama==0.4.6 ; sys_platform == 'win32' \\\n    --hash=sha256:b\n"
        "sphinx-design==0.7.0 \\\n    --hash=sha256:c\n"
    )
    assert matrix.without_sphinx(locked) == "colorama==0.4.6 ; sys_platform == 'win32'\nsphinx-design==0.7.0\n"


def test_a_python_that_is_not_here_is_named(capsys, monkeypatch):
    """It fails the run only when it was asked for."""
    monkeypatch.setattr(matrix, "interpreter", lambda version: None)
    assert matrix.main([]) == 0
    assert "== Sphinx 9.1, Python 3.14: not run, none here" in capsys.readouterr().out
    assert matrix.main(["9.1:3.14"]) == 1


def test_what_fails_is_shown(capsys, monkeypatch, tmp_path):
    """The words of the program that failed, and the run fails."""
    monkeypatch.setattr(matrix, "interpreter", lambda version: "python")
    monkeypatch.setattr(matrix, "uv", lambda: "uv")
    monkeypatch.setattr(matrix, "environment", lambda sphinx, python: tmp_path / "bin" / "python")

    def fail(*command, **_environment):
        raise matrix.Failed("WARNING: what Sphinx said")

    monkeypatch.setattr(matrix, "run", fail)
    assert matrix.main(["9.0:3.11"]) == 1
    assert "WARNING: what Sphinx said" in capsys.readouterr().out
