"""Connections as this program wants them: what each database must promise before anything is confirmed by a sound."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from station.errors import BadInput
from station.store.faults import translated

WRITING = "larets_writing"  # execution option: this transaction will write
BUSY_S = 2.0  # how long one waits for another's transaction before it is trouble
_CONNECT_S = 5
_DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgresql+psycopg": "postgresql+psycopg"}
_MMAP_BYTES = 128 * 1024 * 1024
_CACHE_KIB = 16 * 1024
# The checkpoint costs several disk syncs. `Store.checkpoint` makes it between scans; this is for when nobody does.
_CHECKPOINT_PAGES = 4000

_PRAGMAS = (
    f"PRAGMA busy_timeout={int(BUSY_S * 1000)}",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",  # REPLACE fires the triggers on DELETE
    "PRAGMA temp_store=MEMORY",
    f"PRAGMA cache_size=-{_CACHE_KIB}",
    f"PRAGMA mmap_size={_MMAP_BYTES}",
    f"PRAGMA wal_autocheckpoint={_CHECKPOINT_PAGES}",
)


def parsed_url(url: str | URL) -> URL:
    """Read the name of a database. Raises BadInput(database_url) where it names none that this program can use."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise BadInput("database_url") from None  # neither the url nor its error: they hold a password
    if parsed.drivername not in _DRIVERS:
        raise BadInput("database_url")
    return parsed.set(drivername=_DRIVERS[parsed.drivername])


def sqlite_file(url: str | URL) -> Path | None:
    """Return the file of an SQLite database; None for another database or one in memory."""
    parsed = parsed_url(url)
    known = parsed.get_backend_name() == "sqlite" and parsed.database not in {None, "", ":memory:"}
    return Path(parsed.database) if known and parsed.database else None


def make_engine(url: str) -> Engine:
    """Return an engine whose errors are those of `station.errors`. Connects to nothing yet. Raises BadInput."""
    parsed = parsed_url(url)
    on_sqlite = parsed.get_backend_name() == "sqlite"
    arguments: dict[str, Any] = (
        {"timeout": BUSY_S, "isolation_level": None, "check_same_thread": False}
        if on_sqlite
        else {
            "connect_timeout": _CONNECT_S,
            "options": f"-c lock_timeout={int(BUSY_S * 1000)} -c timezone=UTC",
            "application_name": "larets",
        }
    )
    # Parameters hold names and addresses of consignees: they stay out of every error.
    engine = create_engine(parsed, connect_args=arguments, hide_parameters=True, pool_pre_ping=not on_sqlite)
    event.listen(engine, "handle_error", _tell)
    if on_sqlite:
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def _tell(context: ExceptionContext) -> None:
    told = translated(context.original_exception)
    if told is not None:
        raise told from context.original_exception


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA journal_mode=WAL")


def _begin(connection: Connection) -> None:
    # Writers say so at once: a transaction that began by reading could not be made to write any more.
    writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
