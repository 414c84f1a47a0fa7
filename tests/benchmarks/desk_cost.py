"""What a scan costs by itself, wherever it is measured: processor time, and statements to the database."""

from __future__ import annotations

import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import event

from devices.registry import open_scale
from station import app, config
from station.ports import RawScan
from station.usecases.desk import Desk
from tests.benchmarks import packing
from tests.benchmarks.big_shop import Shop

LOOP = 200_000


@dataclass(frozen=True)
class Cost:
    """The cost of one kind of scan: medians over many."""

    count: int
    cpu_ms: float
    statements: float


def costs(shop: Shop, *, scans: int) -> Mapping[str, Cost]:
    """Pack orders at a desk without devices or background; return the cost of a scan by the code of its outcome."""
    measured: dict[str, list[tuple[float, int]]] = defaultdict(list)
    with _desk(shop) as (desk, statements):
        for code in (packing.log_in(), *packing.scans(shop, scans)):
            desk._reads.clear()  # noqa: SLF001 - no scanner is that quick: nothing here is a second read
            before, begun = statements(), time.thread_time_ns()
            answer = desk.scanned(RawScan("x", code.encode(), time.monotonic_ns()))
            took_ms = (time.thread_time_ns() - begun) / 1e6
            measured[str(answer.outcome.code)].append((took_ms, statements() - before))
    return {
        code: Cost(len(rows), statistics.median(row[0] for row in rows), statistics.median(row[1] for row in rows))
        for code, rows in sorted(measured.items())
    }


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
def _desk(shop: Shop) -> Iterator[tuple[Desk, Callable[[], int]]]:
    settings = config.load(shop.data)
    station = app.build(shop.data, settings, app.database_url(shop.data, None), scale=open_scale("sim:"))
    sent = [0]

    def count(*_: object) -> None:
        sent[0] += 1

    event.listen(station.store.engine, "before_cursor_execute", count)
    try:
        yield station.desk(), lambda: sent[0]
    finally:
        station.close()
