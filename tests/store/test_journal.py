"""The chain of the journal, and everything that somebody might do to it."""

from __future__ import annotations

import errno
import stat
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from station.errors import StoreTrouble
from station.store.engine import Store, open_store
from station.store.journal_audit import Fault, Finding
from station.store.journal_chain import KEY_FILE, load_key
from station.store.journal_heads import HeadFiles
from tests.store.builders import Raw, a_journal_line
from tests.store.test_unit_of_work import race


def write(store: Store, count: int, bench: str = "bench-1") -> None:
    for n in range(count):
        with store.bench_unit_of_work() as uow:
            uow.journal.append(a_journal_line(bench, n))
            uow.commit()


@contextmanager
def past_the_triggers(raw: Raw) -> Iterator[Any]:
    """As somebody who may do anything in the database."""
    with raw.open() as connection:
        if raw.dialect == "sqlite":
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                connection.execute(f"DROP TRIGGER {name}")
            connection.execute("DROP INDEX journal_place_taken")
        else:
            connection.execute("SET session_replication_role = replica")
        yield connection
        if raw.dialect != "sqlite":
            connection.execute("RESET session_replication_role")


def test_a_journal_that_nobody_touched_is_whole(store: Store) -> None:
    write(store, 5)
    write(store, 3, "bench/№2")

    assert store.verify_journal() == ()


def test_an_empty_journal_is_whole(store: Store) -> None:
    assert store.verify_journal() == ()


def test_a_line_that_was_not_committed_leaves_no_trace(store: Store) -> None:
    write(store, 2)
    with store.bench_unit_of_work() as uow:
        uow.journal.append(a_journal_line())
        assert uow.journal.head("bench-1").count == 3

    with store.bench_unit_of_work() as uow:
        assert uow.journal.head("bench-1").count == 2
    write(store, 1)
    assert store.verify_journal() == ()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("code", "'other'"), ("operator", "'vera'"), ("order_number", "'1'"), ("payload", "'{}'"), ("parcel", "7"),
        ("written_at", "'2026-11-20T09:30:16.000000Z'"), ("kind", "'x'"), ("tone", "'x'"), ("intent", "'x'"),
        ("scan_id", "'x'"), ("mac", "'x'"),
    ],
)  # fmt: skip
def test_the_first_altered_line_is_named(store: Store, raw: Raw, column: str, value: str) -> None:
    write(store, 6)
    with past_the_triggers(raw) as connection:
        connection.execute(f"UPDATE journal SET {column} = {value} WHERE seq IN (3, 5)")

    assert store.verify_journal() == (Finding("bench-1", Fault.ALTERED, 3),)


def test_a_line_taken_away_is_named(store: Store, raw: Raw) -> None:
    write(store, 6)
    with past_the_triggers(raw) as connection:
        connection.execute("DELETE FROM journal WHERE seq = 3")

    assert store.verify_journal() == (Finding("bench-1", Fault.MISSING, 4),)


def test_a_line_taken_away_is_named_though_the_others_are_numbered_anew(store: Store, raw: Raw) -> None:
    write(store, 6)
    with past_the_triggers(raw) as connection:
        connection.execute("DELETE FROM journal WHERE seq = 3")
        for n in (4, 5, 6):
            connection.execute(f"UPDATE journal SET seq = {n - 1} WHERE seq = {n}")

    assert store.verify_journal()[0] == Finding("bench-1", Fault.MISSING, 3)


def test_the_first_line_taken_away_is_named(store: Store, raw: Raw) -> None:
    write(store, 3)
    with past_the_triggers(raw) as connection:
        connection.execute("DELETE FROM journal WHERE seq = 1")

    assert store.verify_journal() == (Finding("bench-1", Fault.MISSING, 2),)


COPIED = (
    "INSERT INTO journal (bench, seq, written_at, kind, code, tone, intent, operator, order_number, parcel, scan_id,"
    " payload, previous_mac, mac) SELECT bench, {seq}, written_at, kind, 'made up', tone, intent, operator,"
    " order_number, parcel, scan_id, payload, {previous}, {mac} FROM journal WHERE seq = {like}"
)


def test_an_inserted_line_is_named(store: Store, raw: Raw) -> None:
    write(store, 5)
    with past_the_triggers(raw) as connection:
        for n in (5, 4):
            connection.execute(f"UPDATE journal SET seq = {n + 1} WHERE seq = {n}")
        before = raw_mac(connection, 3)
        connection.execute(COPIED.format(seq=4, previous=f"'{before}'", mac="'0123'", like=3))

    assert store.verify_journal()[0] == Finding("bench-1", Fault.INSERTED, 4)


def raw_mac(connection: Any, seq: int) -> str:  # noqa: ANN401 - a connection of either driver
    return str(connection.execute(f"SELECT mac FROM journal WHERE seq = {seq}").fetchone()[0])


def test_a_line_added_at_the_end_without_the_key_is_named(store: Store, raw: Raw) -> None:
    write(store, 3)
    with past_the_triggers(raw) as connection:
        connection.execute(COPIED.format(seq=4, previous=f"'{raw_mac(connection, 3)}'", mac="'0123'", like=3))

    assert store.verify_journal() == (Finding("bench-1", Fault.ALTERED, 4),)


def test_a_cut_tail_is_named(store: Store, raw: Raw) -> None:
    write(store, 6)
    with past_the_triggers(raw) as connection:
        connection.execute("DELETE FROM journal WHERE seq > 4")

    assert store.verify_journal() == (Finding("bench-1", Fault.CUT, 5),)


def test_a_whole_chain_cut_away_is_named(store: Store, raw: Raw) -> None:
    write(store, 2)
    with past_the_triggers(raw) as connection:
        connection.execute("DELETE FROM journal")

    assert store.verify_journal() == (Finding("bench-1", Fault.CUT, 1),)


def test_a_cut_tail_is_not_healed_by_the_lines_that_follow(
    store: Store, raw: Raw, database_url: str, keys: Path
) -> None:
    write(store, 6)
    with past_the_triggers(raw) as connection:
        connection.execute("DELETE FROM journal WHERE seq > 4")
    write(store, 4)
    again = open_store(database_url, keys=keys)
    write(again, 4)
    again.close()

    assert Fault.CUT in {finding.fault for finding in store.verify_journal()}


def test_a_lost_head_file_is_named(sqlite_store: Store, tmp_path: Path) -> None:
    write(sqlite_store, 2)
    (tmp_path / "journal.bench-1.head").unlink()

    assert sqlite_store.verify_journal() == (Finding("bench-1", Fault.HEAD_MISSING, 2),)


def test_a_head_that_lags_behind_is_no_fault(sqlite_store: Store, tmp_path: Path) -> None:
    """The program was killed between the commit and the head."""
    write(sqlite_store, 2)
    head = (tmp_path / "journal.bench-1.head").read_bytes()
    write(sqlite_store, 2)
    (tmp_path / "journal.bench-1.head").write_bytes(head)

    assert sqlite_store.verify_journal() == ()


def test_a_program_killed_before_its_first_head_leaves_a_whole_journal(sqlite_store: Store, tmp_path: Path) -> None:
    with sqlite_store.bench_unit_of_work() as uow:
        uow.journal.append(a_journal_line())
        head = (tmp_path / "journal.bench-1.head").read_bytes()
        uow.commit()
    (tmp_path / "journal.bench-1.head").write_bytes(head)

    assert sqlite_store.verify_journal() == ()


def test_a_journal_that_goes_on_while_it_is_read_is_whole(store: Store) -> None:
    stop = threading.Event()

    def go_on() -> None:
        while not stop.is_set():
            write(store, 1, "busy")

    thread = threading.Thread(target=go_on)
    thread.start()
    findings = [store.verify_journal() for _ in range(20)]
    stop.set()
    thread.join()

    assert set(findings) == {()}


def test_two_programs_do_not_fork_a_chain(store: Store, second: Store) -> None:
    def write_some(one: Store, _: int) -> None:
        for n in range(10):
            with one.bench_unit_of_work() as uow:
                uow.journal.append(a_journal_line("shared", n))
                uow.commit()

    assert race([store, second], write_some) == [None, None]

    with store.reading() as uow:
        assert uow.journal.head("shared").count == 20
    assert store.verify_journal() == ()


def test_the_story_of_an_order_is_told_in_its_order(store: Store) -> None:
    with store.unit_of_work() as uow:
        uow.journal.append(a_journal_line(n=1))
        uow.journal.append(a_journal_line(n=2, order="other"))
        uow.journal.append(a_journal_line(n=3, parcel=2))
        assert [line.scan_id for line in uow.journal.story("10482")] == ["s1", "s3"]
        uow.commit()

    with store.reading() as uow:
        assert uow.journal.story("10482") == (a_journal_line(n=1), a_journal_line(n=3, parcel=2))
    assert store.verify_journal() == ()


def test_with_another_key_no_line_is_right(store: Store, database_url: str, tmp_path: Path) -> None:
    write(store, 2)
    other = open_store(database_url, keys=tmp_path / "other", heads=tmp_path / "heads")

    assert [finding.fault for finding in other.verify_journal(["bench-1"])] == [Fault.ALTERED, Fault.HEAD_MISSING]
    other.close()


def test_a_chain_of_another_machine_is_named_and_not_judged(
    postgres_store: Store, postgres_url: str, tmp_path: Path
) -> None:
    write(postgres_store, 2)
    other = open_store(postgres_url, keys=tmp_path / "other machine")
    write(other, 2, "bench-2")

    assert (other.verify_journal(["bench-2"]), other.chains_elsewhere()) == ((), ("bench-1",))
    assert (postgres_store.verify_journal(["bench-1"]), postgres_store.chains_elsewhere()) == ((), ("bench-2",))
    (tmp_path / "other machine" / "journal.bench-2.head").unlink()
    assert [finding.fault for finding in other.verify_journal(["bench-2"])] == [Fault.HEAD_MISSING]
    other.close()


def test_a_cut_key_is_trouble_and_not_a_new_key(tmp_path: Path) -> None:
    load_key(tmp_path)
    file = tmp_path / KEY_FILE
    file.write_text(file.read_text()[:20])

    with pytest.raises(StoreTrouble, match="store_damaged"):
        load_key(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such bits")
def test_only_its_owner_reads_the_key(tmp_path: Path) -> None:
    load_key(tmp_path)

    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == [KEY_FILE]


def test_a_head_that_cannot_be_read_is_named(sqlite_store: Store, tmp_path: Path) -> None:
    write(sqlite_store, 2)
    (tmp_path / "journal.bench-1.head").write_bytes(b"\0" * 128)

    assert HeadFiles(tmp_path).find("bench-1") is not None
    assert sqlite_store.verify_journal() == (Finding("bench-1", Fault.HEAD_MISSING, 2),)


@pytest.mark.expects_warnings("journal_head_not_written")
def test_a_head_that_the_disk_does_not_take_undoes_nothing(
    sqlite_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(sqlite_store, 1)

    def full(_files: HeadFiles, _head: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    with monkeypatch.context() as broken:
        broken.setattr(HeadFiles, "write", full)
        write(sqlite_store, 1)
    write(sqlite_store, 1)
    with sqlite_store.reading() as uow:
        assert uow.journal.head("bench-1").count == 3
    assert sqlite_store.verify_journal() == ()
