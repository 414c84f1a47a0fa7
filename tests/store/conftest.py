"""A store on either database, with the workflow that the orders of these tests have."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.store.engine import Store, open_store
from tests.store.builders import Raw, a_workflow


def with_workflow(store: Store) -> Store:
    with store.unit_of_work() as uow:
        uow.workflows.save(a_workflow())
        uow.commit()
    return store


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    return tmp_path / "keys"


@pytest.fixture
def store(database_url: str, keys: Path) -> Iterator[Store]:
    opened = with_workflow(open_store(database_url, keys=keys))
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
    opened = with_workflow(open_store(sqlite_url, keys=keys))
    yield opened
    opened.close()
