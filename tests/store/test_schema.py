"""The way from an empty database to the schema of the program, and no way from a later one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

import station.store.migrations
from station.domain.codes import Code
from station.errors import StoreTrouble
from station.store import ddl
from station.store.connections import make_engine
from station.store.engine import open_store
from station.store.schema import HEAD, upgrade
from station.store.tables.everything import metadata
from tests.store.builders import Raw

MIGRATIONS = Path(station.store.migrations.__file__).parent


def test_a_database_from_the_future_is_refused(empty_url: str, tmp_path: Path) -> None:
    open_store(empty_url, keys=tmp_path).close()
    Raw(empty_url).run("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(StoreTrouble) as told:
        open_store(empty_url, keys=tmp_path)

    assert told.value.code is Code.STORE_TOO_NEW
    assert Raw(empty_url).value("SELECT version_num FROM alembic_version") == "9999"


def test_the_upgrade_of_an_empty_database_is_the_tables_and_the_rules(empty_url: str, tmp_path: Path) -> None:
    open_store(empty_url, keys=tmp_path).close()

    with_migrations = describe(empty_url)
    raw = Raw(empty_url)
    forget_all(raw)
    for statement in ddl.statements("sqlite" if raw.dialect == "sqlite" else "postgresql"):
        raw.run(statement)

    assert describe(empty_url) == with_migrations


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based index")
def test_alembic_finds_nothing_to_do(empty_url: str) -> None:
    upgrade(empty_url)
    engine: Engine = make_engine(empty_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        left = [one for one in compare_metadata(context, metadata) if "alembic_version" not in str(one)]
    engine.dispose()

    assert left == []


def test_an_upgrade_says_from_where_it_came_and_does_nothing_twice(empty_url: str) -> None:
    assert upgrade(empty_url) == ""
    assert upgrade(empty_url) == HEAD


def test_the_newest_step_is_the_one_that_the_program_asks_for() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == HEAD


def test_a_step_that_fails_leaves_nothing_behind(empty_url: str) -> None:
    raw = Raw(empty_url)
    raw.run("CREATE TABLE outbox (id INTEGER)")

    with pytest.raises(Exception, match="outbox"):
        upgrade(empty_url)

    assert set(tables_of(raw)) - {"alembic_version"} == {"outbox"}


def tables_of(raw: Raw) -> list[str]:
    sql = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        if raw.dialect == "sqlite"
        else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    )
    return [row[0] for row in raw.run(sql)]


def describe(url: str) -> list[tuple[Any, ...]]:
    """Every table, index and trigger, as the database itself tells it."""
    raw = Raw(url)
    if raw.dialect == "sqlite":
        rows = raw.run(
            "SELECT type, name, tbl_name, sql FROM sqlite_master "
            "WHERE name NOT LIKE '%alembic_version%' ORDER BY type, name"
        )
        return [(*row[:3], " ".join((row[3] or "").split())) for row in rows]
    return [
        *raw.run(
            "SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns "
            "WHERE table_schema = 'public' AND table_name <> 'alembic_version' ORDER BY 1, 2"
        ),
        *raw.run(
            "SELECT indexname, indexdef FROM pg_indexes "
            "WHERE schemaname = 'public' AND tablename <> 'alembic_version' ORDER BY 1"
        ),
        *raw.run(
            "SELECT tgname, pg_get_triggerdef(t.oid), prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = tgfoid "
            "WHERE NOT tgisinternal ORDER BY 1"
        ),
        *raw.run("SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conname LIKE 'fk%' ORDER BY 1"),
    ]


def forget_all(raw: Raw) -> None:
    if raw.dialect != "sqlite":
        raw.run("DROP SCHEMA public CASCADE")
        raw.run("CREATE SCHEMA public")
        return
    for table in tables_of(raw):
        raw.run(f"DROP TABLE {table}")
