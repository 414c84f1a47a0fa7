"""Orders as whole things, each read by a few queries however much hangs on it."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from station.domain.codes import Code
from station.domain.order import Order
from station.errors import Reason, Refused
from station.store import mapping  # noqa: F401 - the classes must be mapped before statements name them
from station.store.sitting import Sitting
from station.store.tables.orders import orders

_BY_NUMBER = select(Order).where(orders.c.number == bindparam("number"))
_LOCK = select(orders.c.id).where(orders.c.number == bindparam("number")).with_for_update(key_share=True)
_BY_CHANNEL = (
    select(orders.c.number)
    .where(orders.c.channel == bindparam("channel"), orders.c.channel_id == bindparam("channel_id"))
    .order_by(orders.c.id)
    .limit(1)
)
_PARENT = select(orders.c.parent).where(orders.c.number == bindparam("number"))
_CHILDREN = select(orders.c.number).where(orders.c.parent == bindparam("number")).order_by(orders.c.id)


class SqlOrders:
    """The orders of one unit of work."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting

    def get(self, number: str) -> Order:
        """Return an order. Raises Refused(order_unknown)."""
        order = self.find(number)
        if order is None:
            raise Refused(Reason(Code.ORDER_UNKNOWN, {"order": number}))
        return order

    def find(self, number: str) -> Order | None:
        """Return an order or None. PostgreSQL keeps it locked against other writers until the end."""
        kept = self._sitting.orders.get(number)
        if kept is not None:
            return kept
        self._sitting.flush()
        if self._sitting.locks_rows:
            self._sitting.read(_LOCK, {"number": number})
        order = self._sitting.session.execute(_BY_NUMBER, {"number": number}).scalar_one_or_none()
        if order is not None:
            self._sitting.orders[number] = order
        return order

    def find_by_channel(self, channel: str, channel_id: str) -> Order | None:
        """Return the order that a channel knows by this id (the first of a split family)."""
        number = self._sitting.read(_BY_CHANNEL, {"channel": channel, "channel_id": channel_id}).scalar()
        return self.find(number) if number is not None else None

    def family(self, number: str) -> tuple[Order, ...]:
        """Return an order with all that was split off it or off its children, parent first."""
        root = number
        while (parent := self._sitting.read(_PARENT, {"number": root}).scalar()) is not None:
            root = parent
        numbers = [root]
        for one in numbers:  # grows as children are found
            numbers += self._sitting.read(_CHILDREN, {"number": one}).scalars()
        return tuple(order for one in numbers if (order := self.find(one)) is not None)

    def add(self, order: Order) -> None:
        """Add a new order."""
        self._sitting.session.add(order)
        self._sitting.orders[order.number] = order
