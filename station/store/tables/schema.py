"""The one collection of tables, and how unique rules are written down.

A unique index is named by the rule that it keeps (`number_taken`): PostgreSQL names it in its error, and on SQLite
a trigger made from the same words says it before `INSERT OR REPLACE` can push the first row out.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, text

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

WHERE = "where"  # in Index.info: the condition, with {row} before each of its columns


def identity() -> Column[int]:
    """Return the key that the database gives to a row."""
    return Column("id", Integer, primary_key=True)


def belongs_to(table: str, column: str) -> Column[Any]:
    """Return the reference of a row to the row that it is part of."""
    return Column(column, Integer, ForeignKey(f"{table}.id"), nullable=False, index=True)


def unique(rule: str, *columns: str, where: str = "") -> Index:
    """Return the unique index that keeps `rule` among the rows for which `where` holds."""
    condition = text(where.format(row="")) if where else None
    return Index(rule, *columns, unique=True, sqlite_where=condition, postgresql_where=condition, info={WHERE: where})
