"""A small shop in the suite: what must hold on any machine, however busy. Figures: `python -m tests.benchmarks`."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.big_shop import SMALL, Size, shop_in
from tests.benchmarks.desk_cost import costs, looked_through
from tests.benchmarks.headless import run_headless

TINY = Size(barcodes=2_000, orders=200, to_pack=100)
ORDERS_OF_FOUR_SCANS = 8
MEMORY_MB = 300


def test_no_scan_looks_through_a_whole_table(tmp_path: Path) -> None:
    shop = shop_in(tmp_path / "data", SMALL)

    assert looked_through(shop, scans=2 * ORDERS_OF_FOUR_SCANS) == ("SCAN catalogue_generations",)  # one row a shop


def test_a_scan_asks_the_database_a_handful_of_times(tmp_path: Path) -> None:
    found = costs(shop_in(tmp_path / "data", TINY), scans=6 * ORDERS_OF_FOUR_SCANS)

    most = {"acknowledged": 5, "unit_verified": 7, "other_order_unit": 9, "order_opened": 15, "order_shipped": 16}
    assert {code: found[code].statements for code in most if found[code].statements > most[code]} == {}


def test_a_shop_ten_times_as_big_makes_a_scan_no_dearer(tmp_path: Path) -> None:
    tiny = costs(shop_in(tmp_path / "tiny", TINY), scans=10 * ORDERS_OF_FOUR_SCANS)
    small = costs(shop_in(tmp_path / "small", SMALL), scans=10 * ORDERS_OF_FOUR_SCANS)

    assert small["unit_verified"].cpu_ms < 3 * tiny["unit_verified"].cpu_ms
    assert small["order_shipped"].cpu_ms < 3 * tiny["order_shipped"].cpu_ms


def test_twenty_scans_a_second_are_all_answered_in_order_within_the_memory(tmp_path: Path) -> None:
    shop = shop_in(tmp_path / "data", TINY)
    run = run_headless(shop, scans=5 * ORDERS_OF_FOUR_SCANS, labels=1)

    assert run.shift.in_order
    assert run.shift.codes()["order_shipped"] == len(run.shift.sent) // ORDERS_OF_FOUR_SCANS
    assert run.memory_mb < MEMORY_MB
