"""Open an order on the bench by scanning its sheet."""

from __future__ import annotations

from station.domain.codes import Code
from station.domain.order import Order
from station.domain.people import Right
from station.domain.workflow.phases import OPENABLE, OUT, Phase
from station.errors import Reason, Refused
from station.usecases.hold_order import CHANNEL_CANCELLED
from station.usecases.outcome import Outcome, Tone
from station.usecases.work import Work


def open_order(work: Work, number: str) -> Outcome:
    """Open an order. Raises Refused when it is cancelled, held, shipped, not ready or open at another bench."""
    work.need(Right.PACK)
    if work.bench.order == number:
        return Outcome(Tone.ATTENTION, Code.ORDER_ALREADY_OPEN, order=number)
    if work.bench.order is not None:
        raise Refused(Reason(Code.OTHER_ORDER_OPEN, {"order": work.bench.order, "got": number}))
    order = work.uow.orders.get(number)
    refuse_to_pack(order)
    if order.bench is not None and order.bench != work.bench.name:
        raise Refused(Reason(Code.ORDER_OPEN_ELSEWHERE, {"order": number, "bench": order.bench}))
    resumed = order.units_verified > 0 or order.tray is not None
    facts = {"tray": order.tray or "", "count": str(order.units_missing)}
    order.bench, order.tray = work.bench.name, None
    work.bench.order = number
    if order.phase is Phase.AVAILABLE:
        work.move(order, Phase.ASSEMBLY)
    code = Code.ORDER_RESUMED if resumed else Code.ORDER_OPENED
    return Outcome(Tone.OK, code, facts=facts, order=number)


def refuse_to_pack(order: Order) -> None:
    """Refuse an order that nobody may pack now. The packer learns that it is held, and not why."""
    facts = {"order": order.number}
    cancelled = any(hold.reason == CHANNEL_CANCELLED for hold in order.open_holds)
    if order.closed_elsewhere:
        raise Refused(Reason(Code.CLOSED_ELSEWHERE, facts | {"status": order.channel_status}))
    if order.phase is Phase.CANCELLED or cancelled:
        raise Refused(Reason(Code.ORDER_CANCELLED, facts))
    if order.phase in OUT:
        raise Refused(Reason(Code.ORDER_SHIPPED_ALREADY, facts))
    if order.open_holds or order.passport is None or not order.passport.clear:
        raise Refused(Reason(Code.ORDER_HELD, facts))
    if order.phase not in OPENABLE:
        raise Refused(Reason(Code.ORDER_NOT_READY, facts | {"status": order.status}))
