"""Open an order on the bench by scanning its sheet."""

from __future__ import annotations

from station.domain.codes import Code
from station.domain.order import Order
from station.domain.people import Right
from station.domain.workflow.packable import refuse_to_pack
from station.domain.workflow.phases import OPENABLE, Phase
from station.errors import Reason, Refused
from station.usecases.outcome import Outcome, Tone
from station.usecases.pack_order import pack_again
from station.usecases.take_in import ask_policy
from station.usecases.work import Work


def open_order(work: Work, number: str) -> Outcome:
    """Open an order. Raises Refused when it is cancelled, held, shipped, not ready or open at another bench."""
    work.need(Right.PACK)
    if work.bench.order == number:
        return _look_again(work, number)
    if work.bench.order is not None:
        raise Refused(Reason(Code.OTHER_ORDER_OPEN, {"order": work.bench.order, "got": number}))
    order = work.uow.orders.get(number)
    refused = _refused_by_the_policy(work, order)
    if refused is not None:
        return refused
    refuse_to_pack(order)
    if order.bench is not None and order.bench != work.bench.name:
        raise Refused(Reason(Code.ORDER_OPEN_ELSEWHERE, {"order": number, "bench": order.bench}))
    resumed = order.units_verified > 0 or order.tray is not None
    facts = {"tray": order.tray or "", "count": str(order.units_missing)}
    order.bench, order.tray = work.bench.name, None
    work.bench.order = number
    if order.phase is Phase.AVAILABLE:
        work.move(order, Phase.ASSEMBLY)
    pack_again(work, order)
    code = Code.ORDER_RESUMED if resumed else Code.ORDER_OPENED
    return Outcome(Tone.OK, code, facts=facts, order=number)


def _refused_by_the_policy(work: Work, order: Order) -> Outcome | None:
    """Ask the passport policy anew: the catalogue may know more than it did. A new "required" is answered, not raised.

    A refusal that is raised rolls its transaction back, and the record with it: no officer would ever see the order.
    """
    if order.closed_elsewhere or order.phase not in OPENABLE:
        return None
    before = order.passport.clear if order.passport else None
    ask_policy(work, order)
    if order.passport is None or order.passport.clear or before is False:
        return None
    work.bench.lock = Code.ORDER_HELD
    reason = Reason(Code.ORDER_HELD, {"order": order.number})
    return Outcome(Tone.STOP, reason.code, reasons=(reason,), facts=reason.facts, order=work.bench.order)


def _look_again(work: Work, number: str) -> Outcome:
    """Answer the sheet of the order that is open: what changed meanwhile is told, and labels made void come anew."""
    order = work.open_order()
    refuse_to_pack(order)
    pack_again(work, order)
    return Outcome(Tone.ATTENTION, Code.ORDER_ALREADY_OPEN, order=number)
