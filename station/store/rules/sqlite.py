"""The rules as triggers of SQLite.

`INSERT OR REPLACE` and `UPDATE OR REPLACE` push out rows without firing delete triggers (unless recursive_triggers is
on, which another program will not have set), so each key and each unique index of a kept table is asked for in a
trigger before the row goes in. Foreign keys may be off as well: no rule leans on them.
"""

# ruff: noqa: S608 - SQL put together from our own names, before there is any user

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Index, MetaData

from station.store.rules.every import JOURNAL, KEPT, every_rule
from station.store.rules.law import On, Rule
from station.store.rules.of_types import type_rules
from station.store.tables.schema import WHERE


def triggers(metadata: MetaData) -> tuple[str, ...]:
    """Return the statements that make all triggers: one for each table and event."""
    rules = (*type_rules(metadata), *_same_key(), *every_rule(), *_same_unique(metadata))
    places = dict.fromkeys((rule.table, rule.on) for rule in rules)
    return tuple(
        _trigger(table, on, [rule for rule in rules if (rule.table, rule.on) == (table, on)]) for table, on in places
    )


def _trigger(table: str, on: On, rules: list[Rule]) -> str:
    cases = "\n".join(f"  WHEN {rule.when} THEN RAISE(ABORT, '{rule.name}')" for rule in rules)
    return (
        f"CREATE TRIGGER {table}_before_{on.lower()} BEFORE {on} ON {table} FOR EACH ROW BEGIN\n"
        f"  SELECT CASE\n{cases}\n  END;\nEND"
    )


def _same_key() -> Iterator[Rule]:
    for table in KEPT:
        same = "x.id = NEW.id OR x.number = NEW.number" if table == "orders" else "x.id = NEW.id"
        yield Rule("kept_for_ever", table, On.INSERT, f"EXISTS (SELECT 1 FROM {table} x WHERE {same})")
    place = "x.id = NEW.id OR (x.bench = NEW.bench AND x.seq = NEW.seq)"
    yield Rule("journal_append_only", JOURNAL, On.INSERT, f"EXISTS (SELECT 1 FROM {JOURNAL} x WHERE {place})")


def _same_unique(metadata: MetaData) -> Iterator[Rule]:
    for name in KEPT:
        for index in sorted(metadata.tables[name].indexes, key=lambda index: str(index.name)):
            if index.unique:
                yield from _unique(name, index)


def _unique(table: str, index: Index) -> Iterator[Rule]:
    where: str = index.info[WHERE]
    columns = [column.name for column in index.columns]
    same = " AND ".join(f"x.{column} = NEW.{column}" for column in columns)
    new = where.format(row="NEW.") or "1 = 1"
    other = where.format(row="x.") or "1 = 1"
    condition = f"{new} AND EXISTS (SELECT 1 FROM {table} x WHERE {same} AND {other}"
    yield Rule(str(index.name), table, On.INSERT, f"{condition})")
    yield Rule(str(index.name), table, On.UPDATE, f"{condition} AND x.id <> OLD.id)")
