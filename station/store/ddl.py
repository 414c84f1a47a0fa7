"""The whole schema as statements, from the tables and the rules. Migrations are frozen copies of what this says."""

from __future__ import annotations

from sqlalchemy import Dialect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from station.store.rules import postgres as postgres_rules
from station.store.rules import sqlite as sqlite_rules
from station.store.tables.everything import metadata

SEPARATOR = "\n--;\n"
"""Stands between two statements of a frozen file: a trigger has semicolons of its own."""


def statements(dialect: str) -> tuple[str, ...]:
    """Return every statement that makes an empty database ours. `dialect`: "sqlite" or "postgresql"."""
    speaks: Dialect = postgresql.dialect() if dialect == "postgresql" else sqlite.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves them untyped
    made: list[str] = []
    for table in metadata.sorted_tables:
        made.append(str(CreateTable(table).compile(dialect=speaks)).strip())
        made += [
            str(CreateIndex(index).compile(dialect=speaks)).strip()
            for index in sorted(table.indexes, key=lambda index: str(index.name))
        ]
    rules = postgres_rules.triggers() if dialect == "postgresql" else sqlite_rules.triggers(metadata)
    return (*made, *rules)


def frozen(statements: tuple[str, ...]) -> str:
    """Return the text of a frozen file."""
    lines = "\n".join(line.rstrip() for line in SEPARATOR.join(statements).splitlines())
    return lines.replace("\t", "  ") + "\n"


def thawed(text: str) -> tuple[str, ...]:
    """Return the statements of a frozen file."""
    return tuple(statement.strip() for statement in text.split(SEPARATOR))
