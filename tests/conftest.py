"""What holds for every test: no quiet warnings, no thread left alive, no far network; and both databases to test on."""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
import uuid
from collections.abc import Iterator, MutableMapping
from pathlib import Path

import psycopg
import pytest
import structlog
from hypothesis import settings
from sqlalchemy import make_url

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Without a deadline: how long one example takes says more of the machine than of the program.
settings.register_profile("quick", deadline=None)
settings.register_profile("long", deadline=None, max_examples=2000)
settings.load_profile("long" if os.environ.get("LARETS_LONG") else "quick")

LOOPBACK = ("127.", "::1", "localhost")
THREAD_PATIENCE_S = 5.0
NO_POSTGRES = (
    "LARETS_TEST_POSTGRES_URL names no PostgreSQL server. "
    "Run `script/test`, or these tests alone by `script/with-postgres .venv/bin/python -m pytest tests/...`"
)


def _refuse_far_addresses(event: str, args: tuple[object, ...]) -> None:
    if event != "socket.connect" or not isinstance(args[1], tuple):
        return
    host = str(args[1][0])
    if not host.startswith(LOOPBACK):
        message = f"a test wanted to reach {host}: tests stay on this machine"
        raise PermissionError(message)


sys.addaudithook(_refuse_far_addresses)


class LogWatch(logging.Handler):
    """Collects warnings and worse from logging and from structlog alike."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        self.entries: list[MutableMapping[str, object]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname.lower()}: {record.name}: {record.getMessage()}")

    def process(self, _logger: object, method: str, entry: MutableMapping[str, object]) -> MutableMapping[str, object]:
        """As a processor of structlog: keep the entry; let nothing reach the terminal."""
        self.entries.append({**entry, "level": method})
        if method not in {"debug", "info"}:
            self.lines.append(f"{method}: {entry}")
        raise structlog.DropEvent


@pytest.fixture(autouse=True)
def log_watch(request: pytest.FixtureRequest) -> Iterator[LogWatch]:
    """Fail a test whose code logs a warning that the test did not announce by the mark `expects_warnings`."""
    watch = LogWatch()
    root = logging.getLogger()
    root.addHandler(watch)
    structlog.configure(processors=[watch.process], cache_logger_on_first_use=False)
    yield watch
    root.removeHandler(watch)
    structlog.reset_defaults()
    expected = [str(name) for mark in request.node.iter_markers("expects_warnings") for name in mark.args]
    unexpected = [line for line in watch.lines if not any(name in line for name in expected)]
    assert not unexpected, f"logged, and not expected: {unexpected}"
    missing = [name for name in expected if not any(name in line for line in watch.lines)]
    assert not missing, f"expected in the log, and not there: {missing}"


@pytest.fixture(autouse=True)
def no_thread_left_alive() -> Iterator[None]:
    """Fail a test that leaves a thread of its own behind."""
    before = set(threading.enumerate())
    yield
    patience = time.monotonic() + THREAD_PATIENCE_S
    # A dummy stands for a thread that Qt made and keeps in its pool: it is not ours to end.
    ours = [t for t in threading.enumerate() if t not in before and not isinstance(t, threading._DummyThread)]  # noqa: SLF001
    for thread in ours:
        thread.join(max(0.0, patience - time.monotonic()))
    left = [thread.name for thread in ours if thread.is_alive()]
    assert not left, f"threads left alive: {left}"


@pytest.fixture(scope="session")
def postgres_server() -> str:
    """Return the URL of a server on which databases may be made and dropped; fail, never skip, without one."""
    url = os.environ.get("LARETS_TEST_POSTGRES_URL", "")
    if not url:
        pytest.fail(NO_POSTGRES)
    return url


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """Make an empty database for one test and drop it after; answers its SQLAlchemy URL."""
    name = f"test_{uuid.uuid4().hex}"
    server = make_url(postgres_server)
    with psycopg.connect(server.set(drivername="postgresql").render_as_string(hide_password=False)) as admin:
        admin.autocommit = True
        admin.execute(f"CREATE DATABASE {name} STRATEGY FILE_COPY".encode())
        yield server.set(database=name).render_as_string(hide_password=False)
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Return the SQLAlchemy URL of a database file that is not there yet."""
    return f"sqlite:///{tmp_path / 'larets.db'}"


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Return the URL of an empty database: the test runs once on SQLite and once on PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url
