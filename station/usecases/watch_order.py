"""Stop the bench when another program took its open order out of the packer's hands: no scan is waited for."""

from __future__ import annotations

from datetime import datetime

from station.domain.order import Order
from station.domain.workflow.packable import refuse_to_pack
from station.errors import Reason, Refused
from station.usecases.handle_scan import BenchAt, Handled, begin
from station.usecases.outcome import Outcome, Tone
from station.usecases.view import view_of


def why_not_packed(order: Order) -> Reason | None:
    """Return, in the packer's words, why nobody may go on packing an order; None when it may be packed."""
    try:
        refuse_to_pack(order)
    except Refused as refused:
        return refused.reasons[0]
    return None


def find_order(place: BenchAt, number: str) -> Order | None:
    """Look at an order that was taken off the bench."""
    with place.reading() as uow:
        return uow.orders.find(number)


def stop_bench(place: BenchAt, at: datetime, reason: Reason) -> Handled:
    """Lock the bench until a person has seen why. Raises StoreTrouble, or Refused when somebody else was quicker."""
    with place.units_of_work() as uow:
        work = begin(place, uow, at, "")
        work.bench.lock, work.bench.pending = reason.code, None
        order = uow.orders.find(reason.facts["order"])
        work.tell("decision", "stopped", order, why=reason.code)
        uow.flush()
        outcome = Outcome(Tone.STOP, reason.code, "nothing", (reason,), reason.facts, work.bench.order)
        handled = Handled(outcome, view_of(work))
        uow.commit()
        return handled
