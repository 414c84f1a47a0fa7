"""A store on either database, with the workflow that the orders of these tests have.

Every test gets a database of its own, copied from one that was made once: the schema takes longer than most tests.
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
from tests.store.builders import Raw, a_workflow


def make(url: str, keys: Path) -> None:
    store = open_store(url, keys=keys)
    with store.unit_of_work() as uow:
        uow.workflows.save(a_workflow())
        uow.commit()
    store.close()


@contextmanager
def a_database(server: str, template: str = "template1") -> Iterator[str]:
    """Make a database for as long as it is needed; answers its SQLAlchemy URL."""
    name = f"test_{uuid.uuid4().hex}"
    url = make_url(server)
    with psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False)) as admin:
        admin.autocommit = True
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY".encode())
        try:
            yield url.set(database=name).render_as_string(hide_password=False)
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture(scope="session")
def made_postgres(postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with a_database(postgres_server) as url:
        make(url, tmp_path_factory.mktemp("keys"))
        yield str(make_url(url).database)


@pytest.fixture(scope="session")
def made_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    make(f"sqlite:///{folder / 'larets.db'}", folder)
    return folder / "larets.db"


@pytest.fixture
def postgres_url(postgres_server: str, made_postgres: str) -> Iterator[str]:
    with a_database(postgres_server, made_postgres) as url:
        yield url


@pytest.fixture
def sqlite_url(made_sqlite: Path, tmp_path: Path) -> str:
    shutil.copyfile(made_sqlite, tmp_path / "larets.db")
    return f"sqlite:///{tmp_path / 'larets.db'}"


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the URL of a database in which nothing is yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty' / 'larets.db'}"
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
