"""Hold an order, and release it: rows with reason, person and time."""

from __future__ import annotations

from station.domain.codes import Code
from station.domain.holds import CHANGED_AFTER_LABEL
from station.domain.order import Hold, Order
from station.domain.people import Right
from station.domain.workflow.phases import Phase
from station.errors import Reason, Refused
from station.usecases.work import Work


def hold(work: Work, order: Order, reason: str, note: str = "") -> None:
    """Add a hold, once for each reason that stands."""
    if any(one.reason == reason for one in order.open_holds):
        return
    order.holds.append(Hold(reason=reason, by=work.who or work.bench.name, since=work.at, note=note))
    work.tell("hold", "held", order, reason=reason)


def settle(work: Work, order: Order, reason: str) -> None:
    """End the holds of a reason that is no more: what it waited for has been done."""
    for one in order.open_holds:
        if one.reason == reason:
            one.released_by, one.released_at = work.who or work.bench.name, work.at
            work.tell("hold", "released", order, reason=reason)


def release(work: Work, number: str, reason: str | None = None) -> int:
    """Release the open holds of an order (all, or those of one reason). Raises Refused when there is none.

    What was changed after its label and is SHIPPED would go out with the old label: it is reopened, not released.
    """
    person = work.need(Right.RELEASE)
    order = work.uow.orders.get(number)
    mine = [one for one in order.open_holds if reason in (None, one.reason)]
    if not mine:
        raise Refused(Reason(Code.NOTHING_HELD, {"order": number}))
    if order.phase is Phase.SHIPPED and any(one.reason == CHANGED_AFTER_LABEL for one in mine):
        raise Refused(Reason(Code.REOPEN_FIRST, {"order": number}))
    for one in mine:
        one.released_by, one.released_at = person.name, work.at
        work.tell("hold", "released", order, reason=one.reason)
    return len(mine)
