"""Tracking numbers from ranges that the carriers allotted."""

from __future__ import annotations

from sqlalchemy import bindparam, func, insert, select, update

from station.store.sitting import Sitting
from station.store.tables.handover import number_ranges

_NEXT = (
    select(number_ranges.c.id, number_ranges.c.next_counter)
    .where(
        number_ranges.c.carrier == bindparam("carrier"),
        number_ranges.c.next_counter <= number_ranges.c.last_counter,
    )
    .order_by(number_ranges.c.id)
    .limit(1)
    .with_for_update()
)
_TAKE = (
    update(number_ranges)
    .where(number_ranges.c.id == bindparam("range_id"))
    .values(next_counter=number_ranges.c.next_counter + 1)
)
_LEFT = select(
    func.coalesce(func.sum(number_ranges.c.last_counter - number_ranges.c.next_counter + 1), 0),
    func.coalesce(func.sum(number_ranges.c.last_counter - number_ranges.c.first_counter + 1), 0),
).where(number_ranges.c.carrier == bindparam("carrier"))


class SqlNumbers:
    """The ranges; a counter taken is written in the transaction that uses it."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting

    def allot(self, carrier: str) -> int | None:
        """Return the next counter of a carrier's range, or None when none is left."""
        found = self._sitting.read(_NEXT, {"carrier": carrier}).one_or_none()
        if found is None:
            # On PostgreSQL a range that another session emptied while we waited for it leaves no row: look again.
            found = self._sitting.read(_NEXT, {"carrier": carrier}).one_or_none()
        if found is None:
            return None
        self._sitting.write(_TAKE, {"range_id": found.id})
        return int(found.next_counter)

    def left(self, carrier: str) -> tuple[int, int]:
        """Return how many numbers are left, and how many the ranges hold."""
        left, all_of_them = self._sitting.read(_LEFT, {"carrier": carrier}).one()
        return int(left), int(all_of_them)

    def add_range(self, carrier: str, first: int, last: int) -> None:
        """Add an allotted range of counters, both ends included. Raises Refused(number_taken) for an overlap."""
        if not 0 <= first <= last:
            raise ValueError("a range goes upwards")
        self._sitting.write(
            insert(number_ranges),
            {"carrier": carrier, "first_counter": first, "last_counter": last, "next_counter": first},
        )
