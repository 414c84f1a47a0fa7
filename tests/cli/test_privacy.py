"""What lies in a data directory is for its owner's eyes alone."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from carriers.gateway.keys import KeyFile
from carriers.gateway.ledger import Ledger
from station.store.backup import backup
from station.store.engine import open_store
from tests.fakes import ManualClock
from ui.cli import main


@pytest.fixture(autouse=True)
def generous_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.skipif(sys.platform == "win32", reason="there the folder of the user is closed to others")
def test_nobody_else_reads_what_the_program_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "data"
    assert main(["--data", str(data), "order", "list"]) == 0
    KeyFile(data / "gateway.keys").issue("bench-1")
    Ledger(f"sqlite:///{data / 'gateway.db'}", ManualClock()).close()
    store = open_store(f"sqlite:///{data / 'larets.db'}", keys=data)
    backup(store, data / "copy.db")
    store.close()

    modes = {file.name: oct(stat.S_IMODE(file.stat().st_mode)) for file in data.iterdir() if file.is_file()}
    assert {"larets.db", "journal.key", "gateway.keys", "gateway.db", "copy.db"} <= modes.keys()
    assert {name: mode for name, mode in modes.items() if mode != "0o600"} == {}
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    capsys.readouterr()


@pytest.mark.parametrize("url", ["foo://x", "nonsense", "mysql://x/y", "postgresql://:bad:port/x"])
def test_another_kind_of_database_is_refused_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], url: str
) -> None:
    monkeypatch.setenv("LARETS_DATABASE_URL", url)
    assert main(["--data", str(tmp_path), "order", "list"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("larets: ")
    assert "[database_url]" in said
