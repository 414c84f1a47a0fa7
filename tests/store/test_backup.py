"""Backups, rehearsed: made while somebody writes, read through, and put back."""

from __future__ import annotations

import os
import shutil
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from station.domain.codes import Code
from station.errors import StoreTrouble
from station.store.backup import NIGHTLY, PATTERN, backup, backup_age, prune, restore
from station.store.data_lock import DataLock
from station.store.engine import DATABASE_FILE, Store, open_store
from tests.store.builders import NOW, Raw, a_journal_line, an_order, keep


@pytest.fixture
def data(tmp_path: Path, made_sqlite: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copyfile(made_sqlite, folder / DATABASE_FILE)
    return folder


@pytest.fixture
def url(data: Path) -> str:
    return f"sqlite:///{data / DATABASE_FILE}"


def write(store: Store, number: str) -> None:
    with store.unit_of_work() as uow:
        uow.orders.add(an_order(number))
        uow.journal.append(a_journal_line(order=number))
        uow.commit()


def test_a_damaged_backup_is_refused_and_the_old_database_stays(url: str, data: Path, keys: Path) -> None:
    store = open_store(url, keys=keys)
    write(store, "1")
    backup(store, data / "larets-1.db")
    store.close()
    with (data / "larets-1.db").open("r+b") as file:
        file.seek(5000)
        file.write(b"\xff" * 20000)

    with pytest.raises(StoreTrouble) as told:
        restore(data / "larets-1.db", data, now=NOW)

    assert told.value.code is Code.BACKUP_DAMAGED
    assert Raw(url).value("SELECT number FROM orders") == "1"
    assert not list(data.glob("*.before-*"))


@pytest.mark.parametrize("content", [b"", b"PK\3\4 something else"])
def test_what_is_no_backup_is_refused(data: Path, content: bytes) -> None:
    (data / "x").write_bytes(content)

    with pytest.raises(StoreTrouble, match="backup_damaged"):
        restore(data / "x", data, now=NOW)


def test_a_backup_of_a_later_program_is_refused(url: str, data: Path, keys: Path) -> None:
    store = open_store(url, keys=keys)
    backup(store, data / "larets-1.db")
    store.close()
    Raw(f"sqlite:///{data / 'larets-1.db'}").run("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(StoreTrouble, match="store_too_new"):
        restore(data / "larets-1.db", data, now=NOW)


def test_nothing_is_restored_under_an_open_window(url: str, data: Path, keys: Path) -> None:
    store = open_store(url, keys=keys)
    backup(store, data / "larets-1.db")
    store.close()

    with DataLock(data, now=NOW), pytest.raises(StoreTrouble, match="data_in_use"):
        restore(data / "larets-1.db", data, now=NOW)


def test_a_backup_that_is_not_there_is_said(data: Path) -> None:
    with pytest.raises(StoreTrouble, match="backup_impossible"):
        restore(data / "none", data, now=NOW)


def test_a_rehearsal_while_somebody_writes(url: str, data: Path, keys: Path, tmp_path: Path) -> None:
    store = open_store(url, keys=keys)
    keep(store, *(an_order(f"before-{n}") for n in range(20)))
    stop = threading.Event()
    begun = threading.Event()
    written: list[str] = []

    def writer() -> None:
        while not stop.is_set():
            number = f"during-{len(written)}"
            write(store, number)
            written.append(number)
            begun.set()

    thread = threading.Thread(target=writer)
    thread.start()
    begun.wait()
    backup(store, tmp_path / "elsewhere" / "larets-20261120.db")
    stop.set()
    thread.join()
    store.close()

    old = restore(tmp_path / "elsewhere" / "larets-20261120.db", data, now=NOW)

    again = open_store(url, keys=keys)
    with again.reading() as uow:
        numbers = [row.number for row in uow.order_lists.rows()]
    assert again.verify_journal() == ()
    write(again, "after")
    assert again.verify_journal() == ()
    again.close()
    assert [n for n in numbers if n.startswith("before")] == [f"before-{n}" for n in range(20)]
    during = [n for n in numbers if n.startswith("during")]
    assert during == written[: len(during)]
    assert old is not None
    assert Raw(f"sqlite:///{old}").value("SELECT COUNT(*) FROM orders") == 20 + len(written)


def test_a_new_machine_begins_with_a_backup(url: str, data: Path, keys: Path, tmp_path: Path) -> None:
    store = open_store(url, keys=keys)
    write(store, "1")
    backup(store, tmp_path / "larets-1.db")
    store.close()
    (tmp_path / "new").mkdir()

    assert restore(tmp_path / "larets-1.db", tmp_path / "new", now=NOW) is None

    fresh = open_store(f"sqlite:///{tmp_path / 'new' / DATABASE_FILE}", keys=keys)
    with fresh.reading() as uow:
        assert uow.orders.get("1").number == "1"
    assert fresh.verify_journal() == ()
    fresh.close()


def test_a_backup_that_fails_leaves_the_one_before(url: str, data: Path, keys: Path) -> None:
    store = open_store(url, keys=keys)
    (data / "taken").mkdir()
    (data / "taken" / "x").touch()

    with pytest.raises(StoreTrouble, match="backup_impossible"):
        backup(store, data / "taken")

    assert sorted(file.name for file in data.glob(".*")) == []
    store.close()


def test_postgresql_is_dumped_by_its_own_tool(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_dump"))
    if tools:
        monkeypatch.setenv("PATH", f"{tools[-1].parent}{os.pathsep}{os.environ['PATH']}")
    store = open_store(postgres_url, keys=tmp_path)

    backup(store, tmp_path / "larets-1.dump")

    assert (tmp_path / "larets-1.dump").read_bytes().startswith(b"PGDMP")
    store.close()


def test_without_that_tool_the_backup_is_refused(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    store = open_store(postgres_url, keys=tmp_path)

    with pytest.raises(StoreTrouble) as told:
        backup(store, tmp_path / "larets-1.dump")

    assert told.value.code is Code.BACKUP_IMPOSSIBLE
    store.close()


def test_the_age_of_the_newest_backup_is_told(tmp_path: Path) -> None:
    assert backup_age(tmp_path, NOW) is None
    for name, hours in (("larets-1.db", 30), ("larets-2.db", 6)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, ns=((NOW - timedelta(hours=hours)).timestamp().__int__() * 10**9,) * 2)

    age = backup_age(tmp_path, NOW)

    assert age is not None
    assert round(age / timedelta(hours=1)) == 6


def test_a_folder_that_cannot_be_made_is_trouble(sqlite_store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(StoreTrouble) as told:
        backup(sqlite_store, tmp_path / "file" / "larets-1.db")

    assert told.value.code is Code.BACKUP_IMPOSSIBLE


def test_old_backups_go_but_one_a_month_stays(tmp_path: Path) -> None:
    by_hand = tmp_path / "larets-before-the-move.db"
    by_hand.touch()
    now = NOW.replace(microsecond=0)
    for days in range(100):
        (tmp_path / (now - timedelta(days=days)).strftime(NIGHTLY)).touch()

    gone = prune(tmp_path, now)

    left = sorted(tmp_path.glob(PATTERN))
    ages = [days for days in range(100) if (tmp_path / (now - timedelta(days=days)).strftime(NIGHTLY)) in left]
    assert ages[:15] == list(range(15))
    months = {f"{now - timedelta(days=days):%Y-%m}" for days in range(100)}
    assert {f"{now - timedelta(days=days):%Y-%m}" for days in ages} == months
    assert len([age for age in ages if age > 14]) in {len(months) - 1, len(months)}
    assert by_hand in left
    assert len(gone) + len(left) == 101
    assert prune(tmp_path, now) == ()
