"""A real shop's data directory with its first administrator, and the command line on it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from ui.cli import main

PIN = "4711"


@dataclass
class CommandLine:
    """Commands on one data directory; what the last one said is kept."""

    data: Path
    capsys: pytest.CaptureFixture[str]
    badge: str = ""
    err: str = ""

    def __call__(self, *words: str, by: str | None = None) -> object:
        """Run a command that must do its work, and return its JSON document."""
        code, out = self._run(words, by)
        assert code == 0, self.err
        return json.loads(out) if out else None

    def refused(self, *words: str, by: str | None = None) -> str:
        """Run a command that must fail, and return what it said."""
        code, _ = self._run(words, by)
        assert code == 1, words
        return self.err

    def _run(self, words: tuple[str, ...], by: str | None) -> tuple[int, str]:
        badge = self.badge if by is None else by
        code = main([*words, "--json", "--data", str(self.data), *(("--as", badge) if badge else ())])
        out, self.err = self.capsys.readouterr()
        return code, out


@pytest.fixture
def larets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """Return the command line on an empty data directory; PINs come from the environment."""
    monkeypatch.setenv("LARETS_PIN", PIN)
    monkeypatch.setenv("LARETS_NEW_PIN", PIN)
    monkeypatch.delenv("LARETS_DATABASE_URL", raising=False)
    return CommandLine(tmp_path / "data", capsys)


@pytest.fixture
def shop(larets: CommandLine) -> CommandLine:
    """Return the command line of a shop that has its administrator."""
    added = larets("people", "add", "gleb", "Глеб Присказкин", "administrator")
    assert isinstance(added, dict)
    larets.badge = added["badge"]
    return larets


AddPerson = Callable[[str, str], str]


@pytest.fixture
def add_person(shop: CommandLine) -> AddPerson:
    """Return how a person is added: code and role in, badge out."""

    def add(code: str, role: str) -> str:
        added = shop("people", "add", code, code.title(), role)
        assert isinstance(added, dict)
        return str(added["badge"])

    return add
