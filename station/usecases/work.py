"""What every verb of the bench gets to work with, and the two things that every verb does: move and tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from station.config import Settings
from station.domain.bench import Bench
from station.domain.codes import Code
from station.domain.order import Order
from station.domain.people import Operator, Right
from station.domain.workflow.advance import StatusChanged, advance, advance_to_phase
from station.domain.workflow.phases import PROGRESS, Phase
from station.errors import Reason, Refused
from station.ports import JournalLine, Scale, UnitOfWork

UnitOfWorkMaker = Callable[[], UnitOfWork]


@dataclass(frozen=True)
class Work:
    """One verb at work: the open unit of work, the bench, the person, the moment."""

    uow: UnitOfWork
    bench: Bench
    at: datetime
    scan_id: str
    settings: Settings
    scale: Scale | None = None
    person: Operator | None = None

    @property
    def who(self) -> str:
        """The name that bindings, units and journal lines are signed with."""
        return self.person.name if self.person else ""

    def need(self, right: Right) -> Operator:
        """Return the person if they may. Raises Refused."""
        return allowed(self.person, right)

    def open_order(self) -> Order:
        """Return the order that is open on this bench. Raises Refused."""
        if self.bench.order is None:
            raise Refused(Reason(Code.OPEN_AN_ORDER_FIRST))
        return self.uow.orders.get(self.bench.order)

    def tell(self, kind: str, code: str, order: Order | None = None, **payload: str) -> None:
        """Add a line to the journal."""
        self.uow.journal.append(
            JournalLine(
                kind=kind,
                at=self.at,
                bench=self.bench.name,
                code=code,
                operator=self.person.code if self.person else "",
                order=order.number if order else "",
                scan_id=self.scan_id,
                payload=payload,
            )
        )

    def move(self, order: Order, phase: Phase, **why: str) -> StatusChanged:
        """Move an order to a phase by its shop's matrix, and tell journal and channel. Raises Refused."""
        change = self.move_untold(order, phase, **why)
        self.tell_channel(order)
        return change

    def move_untold(self, order: Order, phase: Phase, **why: str) -> StatusChanged:
        """Move an order, and tell the journal only: the channel is told when all is done that goes with it."""
        change = advance_to_phase(order, phase, self.uow.workflows.get(order.workflow))
        self._moved(order, change, why)
        return change

    def tell_channel(self, order: Order) -> None:
        """Tell the channel how the order stands now."""
        tell_channel(self.uow, order, self.at, packer=self.who)

    def move_to_status(self, order: Order, status: str, **why: str) -> StatusChanged:
        """Move an order to a named status of its shop. Raises Refused."""
        change = advance(order, status, self.uow.workflows.get(order.workflow))
        self._moved(order, change, why)
        self.tell_channel(order)
        return change

    def _moved(self, order: Order, change: StatusChanged, why: Mapping[str, str]) -> None:
        phases = {"phase_before": change.phase_before.value, "phase": change.phase_after.value}
        self.tell("status", "moved", order, before=change.before, after=change.after, **phases, **why)


def allowed(person: Operator | None, right: Right) -> Operator:
    """Return the person if they may. Raises Refused."""
    if person is None:
        raise Refused(Reason(Code.LOG_IN_FIRST))
    if not person.may(right):
        raise Refused(Reason(Code.NOT_ALLOWED, {"who": person.name, "right": right.value}))
    return person


def tell_channel(uow: UnitOfWork, order: Order, at: datetime, *, packer: str) -> None:
    """Leave an outbox row for the channel (docs/outbox.md): the least advanced of a split family speaks for all."""
    if not order.channel or not order.channel_id:
        return
    slowest = min(uow.orders.family(order.number), key=lambda one: PROGRESS.index(one.phase))
    payload: dict[str, object] = {
        "channel": order.channel,
        "channel_id": order.channel_id,
        "number": order.number,
        "status": slowest.status,
        "phase": slowest.phase.value,
        "packer": packer,
        "lines": [
            {
                "line": line.key,
                "offer": line.offer,
                "quantity": line.quantity,
                "verified": order.verified(line),
                "cancelled": line.cancelled,
            }
            for line in order.lines
        ],
        "parcels": [
            {
                "parcel": parcel.position,
                "carrier": parcel.carrier,
                "tracking": parcel.tracking,
                "weight_g": parcel.weight_g,
            }
            for parcel in order.live_parcels
        ],
        "waybill": order.shipment.waybill if order.shipment else "",
    }
    uow.outbox.put("channel.order", f"{order.number}:{order.status}:{at.isoformat()}", order.number, payload, at=at)
