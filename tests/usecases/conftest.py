from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from tests.usecases.world import BenchDriver, World

Copied = tuple[str, Path]
"""The URL of a database with a furnished shop, and the folder of its keys."""


@pytest.fixture(scope="session")
def furnished_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Furnish a shop on SQLite once: each test gets a copy."""
    folder = tmp_path_factory.mktemp("shop")
    world = World(f"sqlite:///{folder / 'larets.db'}", folder)
    world.furnish()
    world.store.close()
    return folder


@pytest.fixture(scope="session")
def copy_of_postgres(postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Copied]]:
    """Furnish a shop on PostgreSQL once; return a maker of copies, of which the latest is kept."""
    server = make_url(postgres_server)
    plain = server.set(drivername="postgresql").render_as_string(hide_password=False)
    template, keys = f"test_{uuid.uuid4().hex}", tmp_path_factory.mktemp("keys")

    def url_of(name: str) -> str:
        return server.set(database=name).render_as_string(hide_password=False)

    with psycopg.connect(plain, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {template} STRATEGY FILE_COPY".encode())
        world = World(url_of(template), keys)
        world.furnish()
        world.store.close()
        copies: list[str] = []

        def drop() -> None:
            while copies:
                admin.execute(f"DROP DATABASE {copies.pop()} WITH (FORCE)".encode())

        def copy() -> Copied:
            drop()
            copies.append(f"test_{uuid.uuid4().hex}")
            admin.execute(f"CREATE DATABASE {copies[0]} TEMPLATE {template} STRATEGY FILE_COPY".encode())
            folder = tmp_path_factory.mktemp("shop")
            shutil.copytree(keys, folder, dirs_exist_ok=True)
            return url_of(copies[0]), folder

        yield copy
        drop()
        admin.execute(f"DROP DATABASE {template} WITH (FORCE)".encode())


@pytest.fixture
def world(furnished_folder: Path, tmp_path: Path) -> Iterator[World]:
    """A shop on SQLite."""
    folder = tmp_path / "shop"
    shutil.copytree(furnished_folder, folder)
    world = World(f"sqlite:///{folder / 'larets.db'}", folder)
    yield world
    world.store.close()


@pytest.fixture
def postgres_world(copy_of_postgres: Callable[[], Copied]) -> Iterator[World]:
    """A shop on PostgreSQL."""
    world = World(*copy_of_postgres())
    yield world
    world.store.close()


@pytest.fixture(params=["world", "postgres_world"], ids=["sqlite", "postgres"])
def either(request: pytest.FixtureRequest) -> World:
    """A shop, once on SQLite and once on PostgreSQL."""
    shop: World = request.getfixturevalue(request.param)
    return shop


@pytest.fixture
def bench(world: World) -> BenchDriver:
    """A bench on SQLite with order 501 (one shirt, by SPSR) waiting, and a packer logged in."""
    world.take_in()
    return world.bench()
