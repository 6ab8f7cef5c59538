"""The command that measures; what it measures takes minutes and is not run here."""

import pytest

from bench import __main__ as command


@pytest.fixture
def two_parts(monkeypatch):
    def broken():
        raise RuntimeError("no Chromium")

    monkeypatch.setattr(command, "parts", lambda: {"first": lambda: ["seconds 1.0"], "second": broken})


def test_every_part_is_found():
    assert "builds" in command.parts()


def test_one_part_alone(two_parts, capsys):
    assert command.main(["first"]) == 0
    out = capsys.readouterr().out
    assert "== first\nseconds 1.0\n" in out
    assert "second\n" not in out


def test_a_part_that_fails_is_reported_and_the_others_run(two_parts, capsys):
    assert command.main(["second", "first"]) == 1
    out = capsys.readouterr().out
    assert "not measured: RuntimeError: no Chromium" in out
    assert "seconds 1.0" in out


def test_an_unknown_part_names_the_known_ones(two_parts, capsys):
    with pytest.raises(SystemExit):
        command.main(["third"])
    assert "first" in capsys.readouterr().err
