"""How long this machine's disk takes to make one small transaction last: the floor under every scan."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

ROWS = 6  # a verified unit, a journal line, a bench and their indexes: so many pages are touched
PAUSE_S = 0.01


def bare_commits_ms(folder: Path, count: int) -> list[float]:
    """Commit durably, as the store does: the same file system, WAL, `synchronous=FULL`. Milliseconds of each commit."""
    file = folder / "bare-commit.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as plain:
        plain.execute("PRAGMA journal_mode=WAL")
        plain.execute("PRAGMA synchronous=FULL")
        for row in range(ROWS):
            plain.execute(f"CREATE TABLE IF NOT EXISTS t{row} (a TEXT)")
        return [_commit_ms(plain) for _ in range(count)]


def _commit_ms(plain: sqlite3.Connection) -> float:
    time.sleep(PAUSE_S)  # a packer pauses too: a disk that is written to without a pause answers differently
    plain.execute("BEGIN IMMEDIATE")
    for row in range(ROWS):
        plain.execute(f"INSERT INTO t{row} VALUES (?)", ("x" * 200,))
    begun = time.perf_counter_ns()
    plain.execute("COMMIT")
    return (time.perf_counter_ns() - begun) / 1e6
