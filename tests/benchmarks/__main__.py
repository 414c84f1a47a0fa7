"""Measure what the packer waits for: `python -m tests.benchmarks [--small]`. Needs Linux; takes about four minutes."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog

from tests.benchmarks.bare_commit import bare_commits_ms
from tests.benchmarks.big_shop import BIG, SMALL, Shop, Size, shop_in
from tests.benchmarks.desk_cost import costs, reference_ms
from tests.benchmarks.figures import Line, Spread, number_line, spread_lines, table
from tests.benchmarks.headless import run_headless
from tests.benchmarks.window import run_window

COMMITS = 300
SLOW_DISK_MS = 2.0
P50_MS, P99_MS, START_S, MEMORY_MB, PRINTER_MS = 6.0, 16.0, 2.0, 300.0, 100.0


@contextmanager
def _fresh(size: Size) -> Iterator[Shop]:
    folder = Path(tempfile.mkdtemp(prefix="larets-benchmark-"))
    try:
        yield shop_in(folder / "data", size)
    finally:
        shutil.rmtree(folder)


def _against_the_disk(what: str, spread: Spread, floor: Spread) -> tuple[Line, ...]:
    """Where the disk alone takes more than 2 ms, the ratio is judged (what the budget allows over such a disk)."""
    ratio, allowed = spread.p99 / floor.p99, P99_MS / SLOW_DISK_MS
    judged = floor.p99 > SLOW_DISK_MS
    row = Line(
        f"{what}, p99 against that of a bare commit",
        f"{ratio:.1f} times",
        f"<= {allowed:g} times" if judged else "",
        ratio <= allowed if judged else None,
    )
    return (*spread_lines(what, spread, p50=P50_MS, p99=P99_MS), row)


def _headless(size: Size, scans: int) -> Iterator[Line]:
    with _fresh(size) as shop:
        before = bare_commits_ms(shop.data, COMMITS // 2)
        run = run_headless(shop, scans=scans, labels=30)
        floor = Spread.of([*before, *bare_commits_ms(shop.data, COMMITS // 2)])
    yield from spread_lines("bare durable commit", floor)
    yield number_line("headless: start to first accepted scan", run.start_s, "s", budget=START_S)
    yield from _against_the_disk("headless: last byte to JSON line", Spread.of(run.shift.to_line_ms), floor)
    lost = len(run.shift.sent) - len(run.shift.heard)
    yield Line(
        f"{len(run.shift.sent)} scans at 20 a second",
        "none lost, merged or reordered" if run.shift.in_order else f"not in order, {lost} lost",
        "none",
        run.shift.in_order,
    )
    yield from spread_lines(
        "scan that asks for a label to first byte at the printer", Spread.of(run.to_printer_ms), p99=PRINTER_MS
    )
    yield number_line("headless: memory after it", run.memory_mb, "MB", budget=MEMORY_MB)


def _window(size: Size, scans: int) -> Iterator[Line]:
    with _fresh(size) as shop:
        before = bare_commits_ms(shop.data, COMMITS // 2)
        run = run_window(shop, scans=scans)
        floor = Spread.of([*before, *bare_commits_ms(shop.data, COMMITS // 2)])
    yield from spread_lines("bare durable commit", floor)
    yield number_line("window: start to first accepted scan painted", run.start_s, "s", budget=START_S)
    yield from _against_the_disk(
        "window: last byte to verdict painted, sound called", Spread.of(run.to_painted_ms), floor
    )
    yield number_line("window: memory after it", run.memory_mb, "MB", budget=MEMORY_MB)


def _costs(size: Size, scans: int) -> Iterator[Line]:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    yield number_line("a fixed loop of plain Python: this machine just now", reference_ms(), "ms")
    with _fresh(size) as shop:
        for code, cost in costs(shop, scans=scans).items():
            yield Line(f"{code}: processor time, statements", f"{cost.cpu_ms:.1f} ms, {cost.statements:g}")


def _load() -> float:
    """Return how many processes wanted a core in the last minute (Linux)."""
    return float(Path("/proc/loadavg").read_text(encoding="ascii").split()[0])


def main() -> int:
    """Run everything and print the table; 1 when a budget was missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--small", action="store_true", help="20,000 barcodes and a few scans: to see that it runs")
    small = parser.parse_args().small
    size, scans = (SMALL, 160) if small else (BIG, 1200)
    begun, load = time.monotonic(), _load()
    lines = [*_costs(size, min(scans, 400)), *_headless(size, scans), *_window(size, scans)]
    shop = f"{size.barcodes:,} barcodes, {size.orders:,} orders"
    machine = f"{os.cpu_count()} cores, load {load:.1f} before and {_load():.1f} after"
    sys.stdout.write(f"{shop}; {machine}; {time.monotonic() - begun:.0f} s\n\n{table(lines)}\n")
    return 1 if any(line.kept is False for line in lines) else 0


if __name__ == "__main__":
    sys.exit(main())
