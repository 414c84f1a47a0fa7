"""What is wrong with a data directory is said in one sentence before anything is scanned; exit 1, no traceback."""

from __future__ import annotations

import os
import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from station.config import load
from station.errors import BadInput, StoreTrouble
from station.store.data_lock import DataLock
from tests.builders import NOON
from tests.faults.bench_process import BenchProcess, larets
from tests.faults.sitting_down import SatDown

PAGE = 4096


def start(data: Path) -> str:
    """Try to open the bench, and return the code of what keeps it from opening."""
    with pytest.raises((StoreTrouble, BadInput)) as told:
        SatDown(data)
    return told.value.code


def test_a_file_that_is_no_database_is_named_and_left_as_it_is(data: Path) -> None:
    (data / "larets.db").write_bytes(b"this is no database " * 500)
    assert start(data) == "store_damaged"
    assert (data / "larets.db").read_bytes().startswith(b"this is no")


def test_a_database_with_a_hole_in_it_is_named(data: Path) -> None:
    with (data / "larets.db").open("r+b") as file:
        file.seek(PAGE)
        file.write(os.urandom(9 * PAGE))
    assert start(data) == "store_damaged"


@pytest.mark.parametrize("tables", ["", "CREATE TABLE somebody (name TEXT)"])
def test_an_empty_database_beside_a_kept_journal_is_no_new_shop(data: Path, tables: str) -> None:
    for file in data.glob("larets.db*"):
        file.unlink()
    (data / "larets.db").touch()
    with closing(sqlite3.connect(data / "larets.db")) as connection:
        connection.executescript(tables)
    assert start(data) == "store_damaged"


def test_a_database_of_a_later_program_is_left_alone(data: Path) -> None:
    with closing(sqlite3.connect(data / "larets.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    assert start(data) == "store_too_new"


def test_a_cut_key_of_the_journal_is_named(data: Path) -> None:
    (data / "journal.key").write_text("00ff\n", encoding="ascii")
    assert start(data) == "store_damaged"


@pytest.mark.parametrize(
    ("file", "content", "word"),
    [
        ("journal.key", "ab" * 32, "altered"),
        ("journal.key", None, "altered"),
        ("journal.*office.head", None, "head_missing"),
        ("journal.*office.head", "garbage", "head_missing"),
        ("journal.*office.head", f"99999 {'ab' * 32}", "cut"),
    ],
)
def test_what_was_done_to_the_journals_key_or_head_shows(data: Path, file: str, content: str | None, word: str) -> None:
    path = next(data.glob(file))
    if content is None:
        path.unlink()
    else:
        path.write_text(content, encoding="ascii")
    bench = SatDown(data)
    try:
        assert [str(finding.fault) for finding in bench.bench.station.verify_journal()] == [word]
    finally:
        bench.end()


def test_every_fault_of_the_settings_is_named_at_once(data: Path) -> None:
    (data / "station.toml").write_text(
        'demo = "yes"\nfoo = 3\ntime_zone = "Mars/X"\nlabel_dpi = "a"\nlanguage = "xx"\nlabel_form = "big"\n'
        "backup_hour = 25\nduplicate_ms = -1\n[sites.a]\nzzz = 1\npassport = 'never'\n[carriers.spsr]\npush = 1\n",
        encoding="utf-8",
    )
    with pytest.raises(BadInput) as told:
        load(data)
    named = {fault.partition(":")[0] for fault in told.value.facts["text"].split("; ")}
    assert named == {
        "demo", "foo", "time_zone", "label_dpi", "language", "label_form", "backup_hour", "duplicate_ms",
        "sites.a.zzz", "sites.a.passport", "carriers.spsr.push",
    }  # fmt: skip


@pytest.mark.parametrize("content", [b"demo = = ", b"\xff\xfe"])
def test_settings_that_cannot_be_read_are_named(data: Path, content: bytes) -> None:
    (data / "station.toml").write_bytes(content)
    with pytest.raises(BadInput) as told:
        load(data)
    assert told.value.code == "settings_unreadable"


def test_a_name_of_the_bench_that_a_power_cut_left_empty_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "bench.name").write_text("", encoding="ascii")
    name = load(tmp_path).bench
    assert name.startswith("bench-")
    assert load(tmp_path).bench == name


def test_a_data_directory_that_cannot_be_written_or_made_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="ascii")
    for place in (Path("/proc/larets"), tmp_path / "file" / "data"):
        for words in (["bench", "--headless"], ["order", "list"]):
            said = larets(place, *words)
            assert said.code == 1
            assert said.out == ""
            assert said.error.startswith("larets: ")
            assert len(said.error.splitlines()) == 1


def test_a_damaged_database_is_said_on_standard_error_in_one_sentence(data: Path) -> None:
    (data / "larets.db").write_bytes(b"this is no database " * 500)
    bench = BenchProcess(data)
    bench.start()
    code, error = bench.wait_for_end()
    bench.end()
    assert code == 1
    assert error.startswith("larets: ")
    assert error.endswith("[store_damaged]\n")
    assert len(error.splitlines()) == 1


def test_a_second_program_is_told_who_has_the_data(data: Path) -> None:
    with DataLock(data, now=NOON):
        said = larets(data, "bench", "--headless")
        assert said.code == 1
        assert str(os.getpid()) in said.error
        assert socket.gethostname() in said.error
        assert "[data_in_use]" in said.error
        assert start(data) == "data_in_use"
