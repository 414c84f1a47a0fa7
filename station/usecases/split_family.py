"""The children of a split order follow what its channel changes: the channel knows only the whole."""

from __future__ import annotations

from collections.abc import Sequence

from station.domain.order import Order
from station.usecases.work import Work


def children_of(work: Work, order: Order) -> tuple[Order, ...]:
    """Return the orders that were split off an order."""
    return tuple(one for one in work.uow.orders.family(order.number) if one.number != order.number)


def share(order: Order, children: Sequence[Order]) -> None:
    """Give the children what the parent has just got from the channel, and share the sums out.

    What is to be collected is never asked for twice: the children keep theirs as far as the whole still holds it,
    the parent has the rest.
    """
    for child in children:
        child.consignee, child.deliver_on, child.window = order.consignee, order.deliver_on, order.window
        child.channel_status = order.channel_status
        child.due_goods_kopecks = min(child.due_goods_kopecks, order.due_goods_kopecks)
        order.due_goods_kopecks -= child.due_goods_kopecks
        order.total_kopecks = max(0, order.total_kopecks - child.total_kopecks)
