from __future__ import annotations

import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from tests.usecases.conftest import furnished_folder
from tests.usecases.world import World

__all__ = ["furnished_folder"]


@pytest.fixture
def fresh_postgres(postgres_server: str, tmp_path: Path) -> Iterator[Callable[[], tuple[str, Path]]]:
    """Return a maker of furnished databases: each is a copy of one that is furnished first, and goes when it ends."""
    server = make_url(postgres_server)
    names: list[str] = []

    def a_name() -> str:
        names.append(f"test_{uuid.uuid4().hex}")
        return names[-1]

    def url_of(name: str) -> str:
        return server.set(database=name).render_as_string(hide_password=False)

    plain = server.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as admin:
        template, keys = a_name(), tmp_path / "keys"
        keys.mkdir()
        admin.execute(f"CREATE DATABASE {template} STRATEGY FILE_COPY".encode())
        world = World(url_of(template), keys)
        world.furnish()
        world.store.close()

        def make() -> tuple[str, Path]:
            for old in names[1:]:
                admin.execute(f"DROP DATABASE {old} WITH (FORCE)".encode())
            del names[1:]
            fresh, folder = a_name(), Path(tempfile.mkdtemp(dir=tmp_path))
            shutil.copytree(keys, folder, dirs_exist_ok=True)
            admin.execute(f"CREATE DATABASE {fresh} TEMPLATE {template} STRATEGY FILE_COPY".encode())
            return url_of(fresh), folder

        yield make
        for name in reversed(names):
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
