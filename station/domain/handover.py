"""The gates that are asked again when a parcel is scanned into the cage, and when its manifest closes."""

from __future__ import annotations

from collections.abc import Iterable

from station.domain.codes import Code
from station.domain.manifest import Manifest
from station.domain.order import Order
from station.domain.parcel import Parcel
from station.domain.shipment import ShipmentState
from station.domain.workflow.gates import every_parcel_tracked, not_held, passport_clear
from station.domain.workflow.phases import Phase
from station.errors import Reason

_SHIPMENT_REFUSALS = {
    ShipmentState.REFUSED: Code.SHIPMENT_REFUSED,
    ShipmentState.UNKNOWN: Code.SHIPMENT_UNKNOWN,
    ShipmentState.VOID: Code.SHIPMENT_VOID,
}
MAY_LIE_IN_THE_CAGE = frozenset(ShipmentState) - _SHIPMENT_REFUSALS.keys()
"""A call that is under way (REGISTERING) lasts seconds: the parcel may lie in the cage meanwhile, but not leave."""


def what_keeps_from_the_cage(order: Order, parcel: Parcel, manifest: Manifest) -> tuple[Reason, ...]:
    """Return every reason why this parcel must not leave with this manifest, the cheapest to mend first."""
    reasons: list[Reason | None] = [
        _carrier(parcel, manifest),
        _phase(order),
        _bound(parcel),
        every_parcel_tracked(order),
        _shipment(order),
        passport_clear(order),
        not_held(order),
    ]
    return tuple(reason for reason in reasons if reason)


def booking_under_way(order: Order) -> Reason | None:
    """A manifest does not close over a call to the carrier: its answer is here in a moment."""
    shipment = order.shipment
    if shipment is None or shipment.state is not ShipmentState.REGISTERING:
        return None
    return Reason(Code.SHIPMENT_REGISTERING, {"order": order.number})


def in_the_packers_words(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Return the reasons as a bench may hear them: an order is held, whatever for; each is said once."""
    said: list[Reason] = []
    for reason in reasons:
        hushed = Reason(Code.ORDER_HELD, reason.facts) if reason.code == Code.PASSPORT_NOT_CLEAR else reason
        if hushed not in said:
            said.append(hushed)
    return tuple(said)


def _carrier(parcel: Parcel, manifest: Manifest) -> Reason | None:
    if parcel.carrier == manifest.carrier:
        return None
    return Reason(Code.OTHER_CARRIER, {"expected": manifest.carrier, "got": parcel.carrier})


def _phase(order: Order) -> Reason | None:
    if order.phase is Phase.SHIPPED:
        return None
    code = Code.ORDER_CANCELLED if order.phase is Phase.CANCELLED else Code.NOT_SHIPPED
    return Reason(code, {"order": order.number, "status": order.status})


def _bound(parcel: Parcel) -> Reason | None:
    return None if parcel.binding else Reason(Code.NOT_BOUND, {"parcel": str(parcel.position)})


def _shipment(order: Order) -> Reason | None:
    shipment = order.shipment
    if shipment is None:
        return Reason(Code.SHIPMENT_MISSING, {"order": order.number})
    code = _SHIPMENT_REFUSALS.get(shipment.state)
    facts = {"order": order.number, "text": shipment.trouble_text, "carrier_code": shipment.trouble_code}
    return Reason(code, facts) if code else None
