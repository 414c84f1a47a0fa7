"""Orders as rows of a list, read without building them."""

from __future__ import annotations

from sqlalchemy import Select, exists, false, func, or_, select

from station.domain.order import PASSPORT_OPEN_STATES, LineKind
from station.domain.workflow.phases import Phase
from station.ports import OrderRow
from station.store.sitting import Sitting
from station.store.tables.orders import holds, order_lines, orders, passport_checks

_HELD = exists().where(holds.c.order_id == orders.c.id, holds.c.released_at.is_(None))
_CLEAR = exists().where(
    passport_checks.c.id == orders.c.passport_id, passport_checks.c.state.in_(sorted(PASSPORT_OPEN_STATES))
)
_UNITS = (
    select(func.coalesce(func.sum(order_lines.c.quantity), 0))
    .where(order_lines.c.order_id == orders.c.id, ~order_lines.c.cancelled, order_lines.c.kind == LineKind.GOODS)
    .scalar_subquery()
)
_ROWS = select(
    orders.c.number,
    orders.c.status,
    orders.c.phase,
    orders.c.site,
    orders.c.carrier,
    orders.c.consignee,
    orders.c.ship_by_at,
    or_(_HELD, ~_CLEAR).label("held"),
    _UNITS.label("units"),
    orders.c.bench,
    orders.c.closed_elsewhere,
    orders.c.channel_status,
).order_by(orders.c.ship_by_at.is_(None), orders.c.ship_by_at, orders.c.id)


class SqlOrderLists:
    """The lists of orders."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting

    def rows(
        self, *, status: str | None = None, phase: str | None = None, limit: int | None = None
    ) -> tuple[OrderRow, ...]:
        """Return rows, the earliest deadline first; those without one come last."""
        wanted = _filtered(status, phase).limit(limit)
        return tuple(
            OrderRow(
                number=row.number,
                status=row.status,
                phase=str(row.phase),
                site=row.site,
                carrier=row.carrier,
                consignee_city=row.consignee.address.city if row.consignee else "",
                ship_by=row.ship_by_at,
                units=int(row.units),
                held=bool(row.held),
                bench=row.bench,
                closed_elsewhere=row.closed_elsewhere,
                channel_status=row.channel_status,
            )
            for row in self._sitting.read(wanted)
        )


def _filtered(status: str | None, phase: str | None) -> Select[*tuple[object, ...]]:
    wanted: Select[*tuple[object, ...]] = _ROWS
    if status is not None:
        wanted = wanted.where(orders.c.status == status)
    if phase is not None:
        # A phase that there is not has no orders.
        wanted = wanted.where(orders.c.phase == Phase(phase) if phase in set(Phase) else false())
    return wanted
