"""Writes the schema of today beside a revision that is not released yet: python -m station.store.migrations.freeze."""

from __future__ import annotations

from pathlib import Path

from station.store.ddl import frozen, statements

if __name__ == "__main__":
    for dialect in ("sqlite", "postgresql"):
        file = Path(__file__).parent / "versions" / f"r0001_{dialect}.sql"
        file.write_text(frozen(statements(dialect)), encoding="utf-8")
