"""Which orders nobody may pack now, and in the packer's words why."""

from __future__ import annotations

from station.domain.codes import Code
from station.domain.holds import CHANNEL_CANCELLED
from station.domain.order import Order
from station.domain.workflow.phases import OPENABLE, OUT, Phase
from station.errors import Reason, Refused


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
