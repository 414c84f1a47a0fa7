"""A store that is locked, read-only, full, damaged or away is told as such, and works again afterwards."""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url

from station.domain.codes import Code
from station.errors import StoreTrouble
from station.store.data_lock import DataLock
from station.store.engine import Store, open_store
from tests.store.builders import NOW, an_order, database_file, keep


def trouble_of(store: Store, *, number: str = "1") -> StoreTrouble:
    with pytest.raises(StoreTrouble) as told, store.bench_unit_of_work() as uow:
        uow.orders.add(an_order(number))
        uow.commit()
    return told.value


def works(store: Store) -> bool:
    with store.bench_unit_of_work() as uow:
        uow.benches.get("bench-1").seen_at = NOW
        uow.commit()
    return True


def test_a_database_that_another_program_locks(sqlite_store: Store, sqlite_url: str) -> None:
    with closing(sqlite3.connect(database_file(sqlite_url), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        assert trouble_of(sqlite_store).code is Code.STORE_LOCKED

    assert works(sqlite_store)


def test_a_row_that_another_program_locks(store: Store, database_url: str, keys: Path) -> None:
    other = open_store(database_url, keys=keys)
    with other.unit_of_work() as uow:
        uow.benches.get("bench-1")

        with pytest.raises(StoreTrouble) as told, store.bench_unit_of_work() as mine:
            mine.benches.get("bench-1")
    other.close()

    assert told.value.code is Code.STORE_LOCKED
    assert works(store)


def test_a_thread_that_holds_the_store_too_long(sqlite_store: Store) -> None:
    told: list[StoreTrouble] = []

    def other() -> None:
        told.append(trouble_of(sqlite_store))

    with sqlite_store.unit_of_work():
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()

    assert told[0].code is Code.STORE_LOCKED
    assert works(sqlite_store)


def test_a_full_disk(sqlite_store: Store) -> None:
    with sqlite_store.bench_unit_of_work() as uow:  # the page limit belongs to the connection, so to the warm one
        pages = uow._sitting.connection.exec_driver_sql("PRAGMA page_count").scalar_one()  # noqa: SLF001
        uow._sitting.connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")  # noqa: SLF001
    with pytest.raises(StoreTrouble) as told:
        for n in range(200):
            with sqlite_store.bench_unit_of_work() as uow:
                uow.orders.add(an_order(str(n)))
                uow.commit()

    assert told.value.code is Code.STORE_FULL
    assert works(sqlite_store)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root writes everywhere; see the next test")
def test_a_file_that_may_only_be_read(sqlite_store: Store, sqlite_url: str, keys: Path) -> None:
    sqlite_store.close()
    database_file(sqlite_url).chmod(0o444)
    with pytest.raises(StoreTrouble) as told:
        works(open_store(sqlite_url, keys=keys))

    assert told.value.code is Code.STORE_READ_ONLY


def test_a_database_that_may_only_be_read(store: Store) -> None:
    """As on a read-only file system: told by the database itself, whoever runs the test."""
    with pytest.raises(StoreTrouble) as told, store.bench_unit_of_work() as uow:
        on_sqlite = store.engine.dialect.name == "sqlite"
        uow._sitting.connection.exec_driver_sql(  # noqa: SLF001
            "PRAGMA query_only=ON" if on_sqlite else "SET TRANSACTION READ ONLY"
        )
        uow.orders.add(an_order())
        uow.commit()

    assert told.value.code is Code.STORE_READ_ONLY
    assert works(store)


def test_a_file_that_is_no_database(tmp_path: Path, keys: Path) -> None:
    (tmp_path / "larets.db").write_bytes(b"Once upon a time there was a database. " * 200)

    with pytest.raises(StoreTrouble) as told:
        open_store(f"sqlite:///{tmp_path / 'larets.db'}", keys=keys)

    assert told.value.code is Code.STORE_DAMAGED


def test_a_damaged_page(sqlite_store: Store, sqlite_url: str) -> None:
    keep(sqlite_store, *(an_order(str(n)) for n in range(50)))
    sqlite_store.checkpoint()
    sqlite_store.close()
    file = database_file(sqlite_url)
    size = file.stat().st_size
    with file.open("r+b") as pages:
        pages.seek(4096)
        pages.write(b"\xff" * (size - 4096))

    with pytest.raises(StoreTrouble) as told:
        works(sqlite_store)

    assert told.value.code is Code.STORE_DAMAGED
    sqlite_store.close()


def test_a_folder_in_the_place_of_the_file(tmp_path: Path, keys: Path) -> None:
    (tmp_path / "larets.db").mkdir()

    with pytest.raises(StoreTrouble) as told:
        open_store(f"sqlite:///{tmp_path / 'larets.db'}", keys=keys)

    assert told.value.code is Code.STORE_UNREACHABLE


def test_a_server_that_is_not_there(keys: Path) -> None:
    with pytest.raises(StoreTrouble) as told:
        open_store("postgresql+psycopg://nobody@127.0.0.1:1/larets", keys=keys)

    assert told.value.code is Code.STORE_UNREACHABLE


def test_a_database_that_the_server_does_not_have(postgres_url: str, keys: Path) -> None:
    with pytest.raises(StoreTrouble) as told:
        open_store(make_url(postgres_url).set(database="not_there").render_as_string(hide_password=False), keys=keys)

    assert told.value.code is Code.STORE_UNREACHABLE


def test_a_connection_that_the_server_ends(postgres_url: str, keys: Path) -> None:
    store = open_store(postgres_url, keys=keys)
    works(store)
    with store.engine.connect() as admin:
        admin.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND datname = current_database()"
        )

    with pytest.raises(StoreTrouble) as told:
        works(store)

    assert told.value.code is Code.STORE_UNREACHABLE
    assert works(store)
    store.close()


def test_no_error_tells_who_the_consignee_is(sqlite_store: Store) -> None:
    with sqlite_store.bench_unit_of_work() as uow:
        uow._sitting.connection.exec_driver_sql("PRAGMA query_only=ON")  # noqa: SLF001
    told = trouble_of(sqlite_store)

    assert "Выдумова" not in repr(told) + repr(told.__cause__) + str(told.facts)


# -- one window for each data directory ----------------------------------------------------------------------------


def test_the_second_window_is_told_who_holds_the_data(tmp_path: Path) -> None:
    with DataLock(tmp_path, now=NOW), pytest.raises(StoreTrouble) as told:
        DataLock(tmp_path, now=NOW).take()

    assert told.value.code is Code.DATA_IN_USE
    assert told.value.facts["pid"] == str(os.getpid())
    assert told.value.facts["since"] == "2026-11-20T09:30:15.123456Z"


def test_a_lock_given_back_is_free(tmp_path: Path) -> None:
    for _ in range(2):
        with DataLock(tmp_path / "new", now=NOW):
            pass
