"""Ship: the order leaves the bench, and its booking goes into the outbox in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping

from station.domain.codes import Code
from station.domain.order import Order
from station.domain.parcel import Shipment
from station.domain.shipment import ShipmentState
from station.domain.workflow.phases import Phase
from station.usecases.outcome import Outcome, Tone
from station.usecases.work import Work

REGISTER = "carrier.register"
CANCEL = "carrier.cancel"


def ship_order(work: Work, order: Order, parcel: int | None, facts: Mapping[str, str]) -> Outcome:
    """Move an order to SHIPPED and book it. Raises Refused with everything that is missing."""
    work.uow.flush()  # bindings first: the database asks for them before it lets the order out
    shipment = _book(work, order)
    work.move(order, Phase.SHIPPED, shipment=shipment.reference)
    order.bench = None
    if work.bench.order == order.number:
        work.bench.order = None
    return Outcome(
        Tone.OK, Code.ORDER_SHIPPED, facts={**facts, "order": order.number}, order=order.number, parcel=parcel
    )


def _book(work: Work, order: Order) -> Shipment:
    """Make the one live booking of an order; a carrier without a wire is booked by its clerk."""
    if order.shipment is not None:
        return order.shipment
    push = work.settings.carrier(order.carrier).push
    shipment = Shipment(
        carrier=order.carrier,
        service=order.service,
        reference=f"{order.number}/{len(order.shipments) + 1}",
        state=ShipmentState.PENDING if push else ShipmentState.BY_HAND,
        created_at=work.at,
    )
    order.shipments.append(shipment)
    if push:
        payload = {"reference": shipment.reference, "carrier": order.carrier, "order": order.number}
        work.uow.outbox.put(REGISTER, shipment.reference, order.number, payload, at=work.at)
    return shipment
