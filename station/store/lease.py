"""Work that one program at a time may do, of all that share a database: whoever holds its lease is in charge."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, bindparam, func, literal, select

from station.errors import StoreTrouble
from station.ports import Lease
from station.store.connections import sqlite_file
from station.store.data_lock import disk_trouble, lock_at_once

_TRY: Final = select(func.pg_try_advisory_lock(func.hashtextextended(bindparam("name"), 0)))
_STILL_THERE: Final = select(literal(1))


class FileLease:
    """A file beside an SQLite database that the system locks. Ends with the process, however that ends."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._handle: int | None = None

    def hold(self) -> bool:
        """Take the lease, or keep it; False while another program has it. Raises StoreTrouble."""
        if self._handle is not None:
            return True
        try:
            handle = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise disk_trouble(error) from error
        try:
            lock_at_once(handle)
        except OSError:
            os.close(handle)
            return False
        self._handle = handle
        return True

    def release(self) -> None:
        """Give the lease back."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


class DatabaseLease:
    """An advisory lock of PostgreSQL, held by a connection of its own. Ends with the connection."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name
        self._connection: Connection | None = None

    def hold(self) -> bool:
        """Take the lease, or keep it; False while another program has it. Raises StoreTrouble."""
        try:
            if self._connection is not None:
                self._connection.execute(_STILL_THERE)  # the server may have gone, and the lock with it
                return True
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            if not connection.execute(_TRY, {"name": f"larets {self._name}"}).scalar():
                connection.close()
                return False
        except StoreTrouble:
            self.release()
            raise
        self._connection = connection
        return True

    def release(self) -> None:
        """Give the lease back."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()  # the pool must not keep the lock with the connection
            connection.close()


def lease_on(engine: Engine, name: str) -> Lease:
    """Return the lease of this name among the programs that share a database."""
    file = sqlite_file(engine.url)
    if file is None:
        return DatabaseLease(engine, name)
    return FileLease(file.with_name(f"{file.name}.{name}.lock"))
