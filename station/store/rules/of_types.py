"""SQLite keeps a value of any type in any column: a phase as bytes, a weight as a word. Here each has to be its own.

`CAST('SHIPPED' AS BLOB)` is not equal to 'SHIPPED', so every other rule would look past it. PostgreSQL needs none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Boolean, Column, Integer, MetaData, Table

from station.store.rules.law import On, Rule

TYPED: tuple[str, ...] = (
    "orders", "order_lines", "parcels", "bindings", "verified_units", "parcel_labels", "holds", "passport_checks",
    "shipments", "workflow_statuses", "manifests", "manifest_rows", "number_ranges", "journal",
)  # fmt: skip


def type_rules(metadata: MetaData) -> Iterator[Rule]:
    """Return the rule `wrong_type` for what goes into each of these tables."""
    for name in TYPED:
        wrong = _wrong(metadata.tables[name])
        yield Rule("wrong_type", name, On.INSERT, wrong)
        yield Rule("wrong_type", name, On.UPDATE, wrong)


def _wrong(table: Table) -> str:
    # A key that the database is still to give is asked for by the database itself.
    return " OR ".join(_wrong_column(column) for column in table.columns if column.name != "id")


def _wrong_column(column: Column[Any]) -> str:
    own = "integer" if isinstance(column.type, Integer | Boolean) else "text"
    wrong = f"typeof(NEW.{column.name}) <> '{own}'"
    if column.nullable:
        wrong = f"typeof(NEW.{column.name}) NOT IN ('{own}', 'null')"
    return f"{wrong} OR NEW.{column.name} NOT IN (0, 1)" if isinstance(column.type, Boolean) else wrong
