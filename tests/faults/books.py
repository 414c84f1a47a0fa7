"""What stands in the database file, by plain SQL as another program would look."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from station.config import load
from station.store.engine import open_store


@dataclass(frozen=True)
class Wanted:
    """What the open order still lacks: a barcode to scan for a missing unit, or a number to bind."""

    barcode: str = ""
    number: str = ""
    label_state: str = ""


@dataclass(frozen=True)
class Books:
    """The database of a data directory."""

    data: Path

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.data / "larets.db", timeout=10)) as connection:
            yield connection

    def ask(self, sql: str, *facts: object) -> list[tuple[object, ...]]:
        with self.reading() as connection:
            return connection.execute(sql, facts).fetchall()

    def one(self, sql: str, *facts: object) -> object:
        rows = self.ask(sql, *facts)
        return rows[0][0] if rows else None

    def texts(self, sql: str, *facts: object) -> list[str]:
        return [str(row[0]) for row in self.ask(sql, *facts)]

    def count(self, sql: str, *facts: object) -> int:
        found = self.one(f"SELECT COUNT(*) FROM {sql}", *facts)
        assert isinstance(found, int)
        return found

    def open_order(self) -> str | None:
        return self._of_bench("order_number")

    def operator(self) -> str | None:
        return self._of_bench("operator")

    def lock(self) -> str | None:
        return self._of_bench("lock_code")

    def _of_bench(self, column: str) -> str | None:
        found = self.one(f"SELECT {column} FROM benches WHERE name = ?", load(self.data).bench)
        return str(found) if found else None

    def phase(self, order: str) -> str:
        return str(self.one("SELECT phase FROM orders WHERE number = ?", order))

    def labels(self, state: str) -> dict[int, str]:
        """Return the labels in a state: id and the name of their file."""
        rows = self.ask(
            "SELECT l.id, o.number || '-' || p.position FROM parcel_labels l JOIN parcels p ON p.id = l.parcel_id"
            " JOIN orders o ON o.id = p.order_id WHERE l.state = ?",
            state,
        )
        return {int(str(row[0])): str(row[1]) for row in rows}

    def whole(self) -> bool:
        """Check the journal as `larets audit verify` does."""
        store = open_store(f"sqlite:///{self.data / 'larets.db'}", keys=self.data)
        try:
            return not store.verify_journal()
        finally:
            store.close()


def printed(data: Path, name: str) -> int:
    """Count the pictures of a label that came out of the printer, copies apart."""
    return len(list((data / "printed").glob(f"*-{name}.png")))
