"""Backups that were read through before they got their name, and the way back from one."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import URL

from station.domain.codes import Code
from station.errors import StoreTrouble
from station.ports import JournalHead
from station.store.connections import sqlite_file
from station.store.data_lock import DataLock, disk_trouble
from station.store.engine import DATABASE_FILE, Store
from station.store.faults import translated
from station.store.journal_heads import HeadFiles
from station.store.schema import HEAD

PATTERN: Final = "larets-*"
"""What the names of backups begin with: larets-20261122T030000Z.db"""

NIGHTLY: Final = "larets-%Y%m%dT%H%M%SZ.db"
KEPT_FOR: Final = timedelta(days=14)

_DUMP_S: Final = 3600
_CLOCKS_DIFFER: Final = timedelta(minutes=2)  # that of a server which keeps the backups, and ours
_HEADS = "SELECT bench, MAX(seq), mac FROM journal GROUP BY bench"  # SQLite: mac is that of the row with MAX(seq)


def backup(store: Store, path: Path) -> None:
    """Write a backup while the store is in use. `path` is either whole afterwards, or not there, or as it was.

    SQLite is copied as a database; PostgreSQL is dumped by pg_dump, in its custom format.
    Raises StoreTrouble(backup_damaged), StoreTrouble(backup_impossible) without pg_dump, or what the disk says.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        source = sqlite_file(store.engine.url)
        if source is not None:
            _copy(source, fresh)
        else:
            _dump(store.engine.url, fresh)
        _settle(fresh, path)
    except sqlite3.Error as error:
        raise (translated(error) or StoreTrouble(Code.BACKUP_IMPOSSIBLE, detail=str(error))) from error
    except OSError as error:
        raise StoreTrouble(Code.BACKUP_IMPOSSIBLE, detail=error.strerror or "") from error
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def restore(path: Path, data_dir: Path, *, now: datetime) -> Path | None:
    """Put a backup in the place of the database of a data directory; return where the old one is kept.

    The backup is read through first, and whoever has the directory open is named (data_in_use). The heads of the
    journal are set to those of the backup: what was written after it is in the old file only.
    Raises StoreTrouble(backup_damaged).
    """
    with DataLock(data_dir, now=now):
        fresh = data_dir / f".{DATABASE_FILE}.restored"
        try:
            shutil.copyfile(path, fresh)
            heads = _read_through(fresh)
            suffix = f".before-{now:%Y%m%dT%H%M%SZ}"
            old = _put_aside(data_dir / DATABASE_FILE, suffix)
            _settle(fresh, data_dir / DATABASE_FILE)
        except OSError as error:
            raise StoreTrouble(Code.BACKUP_IMPOSSIBLE, detail=error.strerror or "") from error
        finally:
            fresh.unlink(missing_ok=True)
        files = HeadFiles(data_dir)
        files.put_aside(suffix)
        for head in heads:
            files.write(head)
        files.close()
    return old


def backup_age(folder: Path, now: datetime) -> timedelta | None:
    """Return how old the newest backup of a folder is; None when there is none.

    One from the future says nothing: it was made before the clock was set back.
    """
    times = (datetime.fromtimestamp(file.stat().st_mtime, tz=now.tzinfo) for file in _backups(folder))
    return min((now - time for time in times if time <= now + _CLOCKS_DIFFER), default=None)


def _backups(folder: Path) -> tuple[Path, ...]:
    return tuple(file for file in folder.glob(PATTERN) if file.is_file())


def prune(folder: Path, now: datetime) -> tuple[str, ...]:
    """Delete the nightly backups that are no longer kept; return their names. Those of the last 14 days stay.

    Of what is older the first of each month stays. A file with a name of somebody's own is nobody's to delete.
    Raises StoreTrouble.
    """
    nightly = sorted((made_at, file) for file in folder.glob(PATTERN) if (made_at := _made_at(file)) is not None)
    months: set[str] = set()
    gone: list[str] = []
    for made_at, file in nightly:
        month = f"{made_at:%Y-%m}"
        if month in months and now - made_at > KEPT_FOR:
            try:
                file.unlink(missing_ok=True)
            except OSError as error:
                raise disk_trouble(error) from error
            gone.append(file.name)
        months.add(month)
    return tuple(gone)


def _made_at(file: Path) -> datetime | None:
    with suppress(ValueError):
        return datetime.strptime(file.name, NIGHTLY).replace(tzinfo=UTC)
    return None


def _copy(source: Path, fresh: Path) -> None:
    with closing(sqlite3.connect(source)) as origin, closing(sqlite3.connect(fresh)) as copy:
        origin.backup(copy)  # in one step: it reads one moment of the database, and holds up no writer
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
    _read_through(fresh)


def _read_through(file: Path) -> tuple[JournalHead, ...]:
    """Check that this is a whole database of ours, not of a later program; return the heads of its journal."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as copy:
            answer = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
            version = copy.execute("SELECT version_num FROM alembic_version").fetchone()
            heads = tuple(JournalHead(*row) for row in copy.execute(_HEADS))
    except sqlite3.Error as error:
        raise StoreTrouble(Code.BACKUP_DAMAGED, detail=str(error)) from error
    if answer != "ok" or version is None:
        raise StoreTrouble(Code.BACKUP_DAMAGED, detail=str(answer))
    if version[0] > HEAD:
        raise StoreTrouble(Code.STORE_TOO_NEW, version=version[0], ours=HEAD)
    return heads


def _dump(url: URL, fresh: Path) -> None:
    tool = shutil.which("pg_dump")
    if tool is None:
        raise StoreTrouble(Code.BACKUP_IMPOSSIBLE, detail="pg_dump is not installed")
    given = {"PGHOST": url.host, "PGPORT": url.port, "PGUSER": url.username, "PGPASSWORD": url.password}
    environment = {**os.environ, **{name: str(value) for name, value in given.items() if value is not None}}
    command = [tool, "--format=custom", "--no-password", f"--file={fresh}", f"--dbname={url.database or 'postgres'}"]
    try:
        subprocess.run(command, env=environment, check=True, capture_output=True, timeout=_DUMP_S)  # noqa: S603 - ours
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise StoreTrouble(Code.BACKUP_IMPOSSIBLE, detail="pg_dump failed") from error


def _put_aside(file: Path, ending: str) -> Path | None:
    if not file.exists():
        return None
    with suppress(sqlite3.Error), closing(sqlite3.connect(file)) as last:  # it may be damaged: why one restores
        last.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # so that the file is whole without its log
    old = file.with_name(file.name + ending)
    for tail in ("", "-wal", "-shm"):
        part = file.with_name(file.name + tail)
        if part.exists():
            part.replace(old.with_name(old.name + tail))
    return old


def _settle(fresh: Path, path: Path) -> None:
    """Give a file its name, so that a power cut leaves the one or the other."""
    with fresh.open("rb+") as file:
        os.fsync(file.fileno())
    fresh.replace(path)
    if sys.platform != "win32":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
