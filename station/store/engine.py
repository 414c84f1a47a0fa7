"""The store of one database: opened once, gives units of work."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from station.ports import Lease
from station.store.connections import WRITING, make_engine, sqlite_file
from station.store.journal_audit import Finding, audit, elsewhere
from station.store.journal_chain import ChainKey, load_key
from station.store.journal_heads import HeadFiles
from station.store.lease import lease_on
from station.store.schema import bring_up, refuse_empty
from station.store.sitting import Sitting
from station.store.unit_of_work import SqlUnitOfWork

DATABASE_FILE: Final = "larets.db"


class Store:
    """An open database. Safe for many threads; each unit of work belongs to the thread that asked for it."""

    def __init__(self, engine: Engine, key: ChainKey, heads: HeadFiles) -> None:
        self.engine = engine
        self._key = key
        self._heads = heads
        # SQLite has one writer at a time: those of this process queue here instead of asking again and again.
        self._turn = threading.Lock() if engine.dialect.name == "sqlite" else None
        self._warm = threading.local()
        self._sittings: list[Sitting] = []
        self._leases: dict[str, Lease] = {}

    def unit_of_work(self) -> SqlUnitOfWork:
        """Return a unit of work for the calling thread that may write."""
        return self._single_use(writing=True)

    def reading(self) -> SqlUnitOfWork:
        """Return a unit of work that only reads: it waits for nobody, and what it changes is refused or lost."""
        return self._single_use(writing=False)

    def bench_unit_of_work(self) -> SqlUnitOfWork:
        """Return a writing unit of work that may still know what this thread's last one read."""
        sitting: Sitting | None = getattr(self._warm, "sitting", None)
        if sitting is None:
            sitting = self._warm.sitting = Sitting(self.engine, self._turn, writing=True)
            self._sittings.append(sitting)
        return SqlUnitOfWork(sitting, self._key, self._heads, after=_nothing)

    @contextmanager
    def sitting(self) -> Iterator[Sitting]:
        """Give a writing session for work on rows alone; rolled back unless it commits."""
        sitting = Sitting(self.engine, self._turn, writing=True)
        sitting.begin()
        try:
            yield sitting
        finally:
            try:
                sitting.end()
            finally:
                sitting.close()

    def lease(self, name: str) -> Lease:
        """Return the lease of this name; what this store holds it gives back when it is closed."""
        return self._leases.setdefault(name, lease_on(self.engine, name))

    def verify_journal(self, own: Collection[str] = ()) -> tuple[Finding, ...]:
        """Return what is wrong with the journal; see `station.store.journal_audit`."""
        with self.engine.connect() as connection:
            return audit(connection, self._key, self._heads, own)

    def chains_elsewhere(self) -> tuple[str, ...]:
        """Return the benches whose chains are kept, and so judged, on other machines."""
        with self.engine.connect() as connection:
            return elsewhere(connection, self._heads)

    def checkpoint(self) -> None:
        """Bring the write-ahead log into the file (SQLite). Several disk syncs: for the pauses between scans."""
        if self._turn is None:
            return
        with self.engine.connect().execution_options(**{WRITING: False}) as connection:
            raw = connection.connection.driver_connection
            if raw is not None:
                raw.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def close(self) -> None:
        """Close every connection. Units of work must be over."""
        for lease in self._leases.values():
            lease.release()
        for sitting in self._sittings:
            sitting.close()
        self._sittings.clear()
        self._warm = threading.local()
        self.engine.dispose()
        self._heads.close()

    def _single_use(self, *, writing: bool) -> SqlUnitOfWork:
        sitting = Sitting(self.engine, self._turn, writing=writing)
        return SqlUnitOfWork(sitting, self._key, self._heads, after=sitting.close)


def open_store(url: str, *, keys: Path, heads: Path | None = None) -> Store:
    """Open a database, bringing its schema up when it is behind.

    `keys` is the folder of `journal.key`; `heads` that of the journal's head files, beside an SQLite file by default
    and in `keys` for another database. Raises StoreTrouble, and BadInput for a url of another kind of database.
    """
    file = sqlite_file(url)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
    engine = make_engine(url)
    try:
        if file is not None and file.exists() and HeadFiles(heads or file.parent).benches():
            refuse_empty(engine, file)
        bring_up(engine)
        key = load_key(keys)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, key, HeadFiles(heads or (file.parent if file else keys)))


def _nothing() -> None:
    """End a unit of work whose session stays open."""
