from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.usecases.world import BenchDriver, World


@pytest.fixture(scope="session")
def furnished_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Furnish a shop on SQLite once: each test gets a copy."""
    folder = tmp_path_factory.mktemp("shop")
    world = World(f"sqlite:///{folder / 'larets.db'}", folder)
    world.furnish()
    world.store.close()
    return folder


@pytest.fixture
def world(furnished_folder: Path, tmp_path: Path) -> Iterator[World]:
    """A shop on SQLite."""
    folder = tmp_path / "shop"
    shutil.copytree(furnished_folder, folder)
    world = World(f"sqlite:///{folder / 'larets.db'}", folder)
    yield world
    world.store.close()


@pytest.fixture
def postgres_world(postgres_url: str, tmp_path: Path) -> Iterator[World]:
    """A shop on PostgreSQL."""
    world = World(postgres_url, tmp_path)
    world.furnish()
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
