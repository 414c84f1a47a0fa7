"""The version of a database, and the way to the one that this program speaks."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, inspect, text

from station.domain.codes import Code
from station.errors import StoreTrouble
from station.store.connections import WRITING, make_engine

HEAD: Final = "0001"
_VERSION = text("SELECT version_num FROM alembic_version")
_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('larets schema', 0))")


def upgrade(url: str) -> str:
    """Bring a database to the version of this program; return the version it had ("" for an empty one).

    Raises StoreTrouble(store_too_new) for a database of a later program.
    """
    engine = make_engine(url)
    try:
        return bring_up(engine)
    finally:
        engine.dispose()


def bring_up(engine: Engine) -> str:
    """Do as `upgrade` on an engine that is there. Costs one SELECT when nothing is to be done."""
    with engine.connect() as connection:
        version = version_of(connection)
    if version == HEAD:
        return version
    with engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(_LOCK)
        version = version_of(connection)  # another program may have been quicker
        if version != HEAD:
            _climb(connection, version)
    return version


def refuse_empty(engine: Engine, file: Path) -> None:
    """Refuse a database in which nothing is, though journals were kept with it: that is a loss and no new shop.

    Raises StoreTrouble(store_damaged).
    """
    with engine.connect() as connection:
        if not version_of(connection):
            raise StoreTrouble(Code.STORE_DAMAGED, file=str(file), detail="nothing in it, though journals were kept")


def version_of(connection: Connection) -> str:
    """Return the version of the schema, "" when the database is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(_VERSION).scalar() or "")


def _climb(connection: Connection, version: str) -> None:
    # Alembic is heavy and seldom needed: the first scan is due within two seconds of the start.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    try:
        ScriptDirectory.from_config(config).get_revision(version or HEAD)
    except CommandError as error:
        raise StoreTrouble(Code.STORE_TOO_NEW, version=version, ours=HEAD) from error
    command.upgrade(config, "head")
