"""What a scan costs by itself, wherever it is measured: processor time, and statements to the database."""

from __future__ import annotations

import sqlite3
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event

from devices.registry import open_scale
from station import app, config
from station.ports import RawScan
from station.usecases.desk import Desk
from tests.benchmarks import packing
from tests.benchmarks.big_shop import Shop

LOOP = 200_000
Facts = Any  # what the driver takes: a row, or rows


@dataclass(frozen=True)
class Sent:
    """A statement as the driver got it."""

    sql: str
    facts: Facts


@dataclass(frozen=True)
class Cost:
    """The cost of one kind of scan: medians over many."""

    count: int
    cpu_ms: float
    statements: float


def costs(shop: Shop, *, scans: int) -> Mapping[str, Cost]:
    """Pack orders at a desk without devices or background; return the cost of a scan by the code of its outcome."""
    measured: dict[str, list[tuple[float, int]]] = defaultdict(list)
    with _desk(shop) as (desk, sent):
        for code in (packing.log_in(), *packing.scans(shop, scans)):
            desk._reads.clear()  # noqa: SLF001 - no scanner is that quick: nothing here is a second read
            before, begun = len(sent), time.thread_time_ns()
            answer = desk.scanned(RawScan("x", code.encode(), time.monotonic_ns()))
            took_ms = (time.thread_time_ns() - begun) / 1e6
            measured[str(answer.outcome.code)].append((took_ms, len(sent) - before))
    return {
        code: Cost(len(rows), statistics.median(row[0] for row in rows), statistics.median(row[1] for row in rows))
        for code, rows in sorted(measured.items())
    }


def looked_through(shop: Shop, *, scans: int) -> tuple[str, ...]:
    """Return what the database looks through from end to end, or sorts whole, in the course of these scans."""
    with _desk(shop) as (desk, sent):
        for code in (packing.log_in(), *packing.scans(shop, scans)):
            desk._reads.clear()  # noqa: SLF001 - as above
            desk.scanned(RawScan("x", code.encode(), time.monotonic_ns()))
    asked = {one.sql: one.facts for one in sent if one.sql.split()[0] in {"SELECT", "UPDATE", "DELETE"}}
    found = set()
    with closing(sqlite3.connect(shop.data / app.DATABASE)) as plain:
        for sql, facts in asked.items():
            for *_, step in plain.execute(f"EXPLAIN QUERY PLAN {sql}", facts):
                if str(step).startswith("SCAN"):
                    found.add(str(step))
                if str(step).startswith("USE TEMP B-TREE") and "FROM orders" in sql:
                    found.add(f"{step}: {sql}")
    return tuple(sorted(found))


def reference_ms() -> float:
    """Return the processor time of a fixed piece of plain Python: how quick this machine is, just now."""
    took = []
    for _ in range(9):
        begun = time.thread_time_ns()
        total = 0
        for number in range(LOOP):
            total += number
        took.append((time.thread_time_ns() - begun) / 1e6)
    return statistics.median(took)


@contextmanager
def _desk(shop: Shop) -> Iterator[tuple[Desk, list[Sent]]]:
    settings = config.load(shop.data)
    station = app.build(shop.data, settings, app.database_url(shop.data, None), scale=open_scale("sim:"))
    sent: list[Sent] = []

    def note(_connection: object, _cursor: object, sql: str, facts: Facts, _context: object, many: bool) -> None:  # noqa: FBT001 - SQLAlchemy's
        sent.append(Sent(sql, facts[0] if many else facts))

    event.listen(station.store.engine, "before_cursor_execute", note)
    try:
        yield station.desk(), sent
    finally:
        station.close()
