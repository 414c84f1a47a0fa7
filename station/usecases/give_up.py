"""Give an order up: it leaves its bench, its labels and booking are void, its units are free for other orders."""

from __future__ import annotations

from station.domain.order import Order
from station.domain.parcel import ParcelState
from station.domain.workflow.phases import OUT
from station.usecases.labels import make_void
from station.usecases.work import Work


def give_up(work: Work, order: Order, why: str) -> None:
    """End everything that was packed for an order that is not OUT (any more). Rows stay, with time and person."""
    if order.phase in OUT:
        raise AssertionError(order.phase)
    _leave_bench(work, order)
    make_void(work, order, why)
    for parcel in order.live_parcels:
        for unit in parcel.live_units:
            unit.ended_at, unit.ended_by, unit.ended_why = work.at, work.who, why
        parcel.state = ParcelState.VOID


def _leave_bench(work: Work, order: Order) -> None:
    """Take the order off the bench that has it open; that bench is told at its next scan."""
    order.tray = None
    if order.bench is not None:
        bench = work.uow.benches.get(order.bench)
        if bench.order == order.number:
            bench.order, bench.pending = None, None
        order.bench = None
