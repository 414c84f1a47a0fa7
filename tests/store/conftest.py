"""A store on either database, with the workflow that the orders of these tests have.

The schema is made once: it takes longer than most tests. Each test gets a copy of the file, or emptied tables.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from station.store.engine import Store, open_store
from station.store.tables.everything import metadata
from tests.store.builders import Raw, a_workflow

WORKFLOW = ("workflow_statuses", "workflow_transitions")


def make(url: str, keys: Path) -> None:
    store = open_store(url, keys=keys)
    with store.unit_of_work() as uow:
        uow.workflows.save(a_workflow())
        uow.commit()
    store.close()


@contextmanager
def a_database(server: str) -> Iterator[str]:
    """Make a database for as long as it is needed; answers its SQLAlchemy URL."""
    name = f"test_{uuid.uuid4().hex}"
    url = make_url(server)
    with admin_of(server) as admin:
        admin.execute(f"CREATE DATABASE {name} STRATEGY FILE_COPY".encode())
        try:
            yield url.set(database=name).render_as_string(hide_password=False)
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@contextmanager
def admin_of(url: str) -> Iterator[psycopg.Connection]:
    name = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(name, autocommit=True) as admin:
        yield admin


@pytest.fixture(scope="session")
def made_postgres(postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with a_database(postgres_server) as url:
        make(url, tmp_path_factory.mktemp("keys"))
        with admin_of(url) as admin:
            admin.execute("CREATE SCHEMA made")
            for table in WORKFLOW:
                admin.execute(f"CREATE TABLE made.{table} AS TABLE {table}".encode())
        yield url


def wipe(url: str) -> None:
    """Empty every table, past its triggers: a database of its own for each test would take longer than the test."""
    with admin_of(url) as admin:
        admin.execute("SET lock_timeout = '5s'")
        admin.execute("SET session_replication_role = replica")
        for table in reversed(metadata.sorted_tables):
            admin.execute(f"DELETE FROM {table.name}".encode())
        for name in WORKFLOW:
            admin.execute(f"INSERT INTO {name} SELECT * FROM made.{name}".encode())


@pytest.fixture(scope="session")
def made_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    make(f"sqlite:///{folder / 'larets.db'}", folder)
    return folder / "larets.db"


@pytest.fixture
def postgres_url(made_postgres: str) -> str:
    wipe(made_postgres)
    return made_postgres


@pytest.fixture
def sqlite_url(made_sqlite: Path, tmp_path: Path) -> str:
    shutil.copyfile(made_sqlite, tmp_path / "larets.db")
    return f"sqlite:///{tmp_path / 'larets.db'}"


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the URL of a database in which nothing is yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        with a_database(request.getfixturevalue("postgres_server")) as url:
            yield url


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    return tmp_path / "keys"


@pytest.fixture
def store(database_url: str, keys: Path) -> Iterator[Store]:
    opened = open_store(database_url, keys=keys)
    yield opened
    opened.close()


@pytest.fixture
def second(store: Store, database_url: str, keys: Path) -> Iterator[Store]:
    """Another program on the same database."""
    opened = open_store(database_url, keys=keys)
    yield opened
    opened.close()


@pytest.fixture
def raw(store: Store, database_url: str) -> Raw:
    return Raw(database_url)


@pytest.fixture
def sqlite_store(sqlite_url: str, keys: Path) -> Iterator[Store]:
    opened = open_store(sqlite_url, keys=keys)
    yield opened
    opened.close()


@pytest.fixture
def postgres_store(postgres_url: str, keys: Path) -> Iterator[Store]:
    opened = open_store(postgres_url, keys=keys)
    yield opened
    opened.close()
