"""What a packer scans: orders one after the other, a wrong unit in each, and the label that was printed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from station.domain.numbers import spsr_parcel_number
from tests.benchmarks.big_shop import BADGE, FIRST_COUNTER, Shop, WaitingOrder

OK_CODE = "LARETSOK"
LINES = 4  # of the orders that are packed here


def log_in() -> str:
    """Return the badge of the one packer."""
    return BADGE


def orders_of_four(shop: Shop) -> tuple[WaitingOrder, ...]:
    """Return the waiting orders of four units each."""
    return tuple(order for order in shop.to_pack if len(order.barcodes) == LINES)


def packing(order: WaitingOrder, wrong: str) -> tuple[str, ...]:
    """Return the scans of one order, without the tracking number: order, unit, a wrong one, and the other units."""
    first, *others = order.barcodes
    return (order.number, first, wrong, OK_CODE, *others)


def tracking_number(label: int) -> str:
    """Return the number of the label that is asked for as the n-th, counted from 0."""
    return spsr_parcel_number(FIRST_COUNTER + label)


def a_shift(shop: Shop) -> Iterator[str]:
    """Return scans without end but that of the orders: each order is opened, packed with one mistake, and bound."""
    wrong = iter(shop.foreign_barcodes)
    for label, order in enumerate(orders_of_four(shop)):
        yield from packing(order, next(wrong))
        yield tracking_number(label)


def scans(shop: Shop, count: int) -> tuple[str, ...]:
    """Return the first scans of a shift."""
    return tuple(islice(a_shift(shop), count))
