"""The database in trouble while people pack: what is not kept is not counted; the same scan works afterwards."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, event, make_url

from tests.faults.bench_process import BenchProcess, badge_of, larets
from tests.faults.books import Books
from tests.faults.sitting_down import SatDown
from ui.demo.facts import order_files
from ui.demo.load import load_demo

ORDER, JUMPER, SHOES, BLOUSE = "20402", "4690000000702", "4690000000825", "4690000000313"
LONG_S = 10.0 if os.environ.get("LARETS_LONG") else 4.5


@pytest.fixture
def sat(data: Path) -> Iterator[SatDown]:
    """A bench with a packer and an open order."""
    bench = SatDown(data)
    bench.scans(badge_of(data, "packer"), ORDER)
    yield bench
    bench.end()


@contextmanager
def held(data: Path) -> Iterator[None]:
    """Hold the database for writing, as another program does."""
    with closing(sqlite3.connect(data / "larets.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def pragma(engine: Engine, statement: str) -> Iterator[None]:
    """Give every new connection a pragma; a connection that was in trouble is given up, so the next has it no more."""

    def say(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(statement)

    engine.dispose()
    event.listen(engine, "connect", say)
    yield
    event.remove(engine, "connect", say)
    engine.dispose()


def test_a_second_of_waiting_is_only_a_slow_scan(bench: BenchProcess, data: Path) -> None:
    bench.scans(badge_of(data, "packer"), ORDER)
    with held(data):
        bench.send(JUMPER)
        assert bench.line(1.0) is None
    heard = bench.hear()
    assert heard.code == "unit_verified"
    assert heard.ms > 500


def test_a_long_wait_is_a_stop_that_counts_nothing_and_locks_nothing(bench: BenchProcess, data: Path) -> None:
    bench.scans(badge_of(data, "packer"), ORDER)
    began, told = time.monotonic(), []
    with held(data):
        while time.monotonic() < began + LONG_S:
            told.append(bench.scan(JUMPER))
    assert {(one.tone, one.code) for one in told} == {("stop", "store_locked")}
    assert Books(data).count("verified_units") == 0
    assert Books(data).lock() is None

    assert bench.scan(JUMPER).code == "unit_verified"

    journalled = Books(data).texts("SELECT scan_id FROM journal WHERE kind = 'scan'")
    assert not {one.scan_id for one in told} & set(journalled)
    assert larets(data, "audit", "verify").code == 0


def test_while_a_stop_stands_a_locked_database_does_not_take_it_away(sat: SatDown, data: Path) -> None:
    assert sat.scan("4600000000000").code == "misread"
    with held(data):
        assert sat.scan("LARETSOK").code == "store_locked"
    assert sat.scan(JUMPER).code == "not_counted"
    assert sat.scans("LARETSOK", JUMPER) == ["acknowledged", "unit_verified"]


@pytest.mark.parametrize(
    ("trouble", "code"), [("PRAGMA query_only = ON", "store_read_only"), ("PRAGMA max_page_count = 1", "store_full")]
)
def test_a_database_that_takes_nothing_counts_nothing_and_goes_on_when_it_does(
    sat: SatDown, trouble: str, code: str
) -> None:
    sat.bench.background.stop()
    engine = sat.bench.station.store.engine
    sat.bench.station.store.close()
    with pragma(engine, trouble):
        told = sat.scans(JUMPER, SHOES)
    assert code in told
    kept = sat.books.texts("SELECT code FROM verified_units WHERE ended_at IS NULL")
    assert len(kept) == told.count("unit_verified")
    sat.bench.station.store.close()
    for unit in (JUMPER, SHOES, BLOUSE):
        if unit not in kept:
            assert sat.scan(unit).code in {"unit_verified", "order_packed"}
    assert sat.bench.station.verify_journal() == ()


def test_an_order_cancelled_by_another_program_stops_the_bench_at_its_next_scan(
    bench: BenchProcess, data: Path, tmp_path: Path
) -> None:
    bench.scans(badge_of(data, "packer"), ORDER, JUMPER)
    told = larets(data, "import", "orders", str(cancelled(tmp_path)))
    assert told.code == 0, told.error

    heard = bench.scan(SHOES)

    assert (heard.tone, heard.code) == ("stop", "order_cancelled")
    assert heard.order == ORDER
    assert Books(data).count("verified_units WHERE ended_at IS NULL") == 1


def cancelled(folder: Path) -> Path:
    """Write what the CRM says of an order that was cancelled there."""
    told = [one for file in order_files(datetime.now(UTC).date()) for one in json.loads(file)["orders"]]
    order = next(one for one in told if one["number"] == ORDER)
    path = folder / "cancelled.json"
    path.write_text(json.dumps({"success": True, "orders": [order | {"status": "cancel-other"}]}), encoding="utf-8")
    return path


def test_short_commands_and_a_backup_stand_beside_a_scanning_bench(bench: BenchProcess, data: Path) -> None:
    bench.scans(badge_of(data, "packer"), ORDER)
    bench.send(JUMPER)
    assert larets(data, "order", "show", ORDER, "--json").code == 0
    bench.send(SHOES)
    copy = data / "copy.db"
    assert larets(data, "db", "backup", str(copy)).code == 0
    assert [one.code for one in bench.hear_many(2)] == ["unit_verified", "unit_verified"]
    with closing(sqlite3.connect(copy)) as backup:
        assert backup.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert backup.execute("SELECT COUNT(*) FROM journal WHERE kind = 'scan'").fetchone()[0] >= 3
    refused = larets(data, "db", "restore", str(copy))
    assert refused.code == 1
    assert "[data_in_use]" in refused.error


def test_a_postgresql_that_goes_and_comes_back_loses_and_doubles_nothing(postgres_url: str, tmp_path: Path) -> None:
    data = tmp_path / "data"
    load_demo(data, postgres_url, today=datetime.now(UTC).date())
    bench = SatDown(data, url=postgres_url)
    try:
        assert bench.scans(badge_of(data, "packer"), ORDER, JUMPER)[-1] == "unit_verified"
        with gone(postgres_url):
            assert bench.scan(SHOES).code == "store_unreachable"
        assert bench.scans(SHOES, BLOUSE) == ["unit_verified", "order_packed"]
        assert bench.bench.station.verify_journal() == ()
    finally:
        bench.end()


@contextmanager
def gone(url: str) -> Iterator[None]:
    """Let nobody in to a database, and throw out who is there, as a server does that is stopped."""
    server = make_url(url)
    name = server.database
    admin_url = server.set(drivername="postgresql", database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false'.encode())
        admin.execute(b"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
        yield
        admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true'.encode())
