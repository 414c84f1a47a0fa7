"""The questions asked when an order enters a phase. Each is a pure question about facts already on the order.

They stand in the order in which a person mends them most cheaply; all reasons are gathered, not only the first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from station.domain.codes import Code
from station.domain.order import Order
from station.domain.parcel import ParcelState
from station.domain.workflow.phases import OUT, Phase
from station.errors import Reason

Gate = Callable[[Order], Reason | None]


def has_parcels(order: Order) -> Reason | None:
    """At least one parcel goes out."""
    return None if order.live_parcels else Reason(Code.NO_PARCELS)


def every_unit_verified(order: Order) -> Reason | None:
    """Every goods unit was scanned, no more and no fewer."""
    if order.units_missing:
        return Reason(Code.UNITS_MISSING, {"count": str(order.units_missing)})
    over = [line for line in order.lines if order.verified(line) > line.to_scan]
    if over:
        return Reason(Code.ONE_TOO_MANY, {"name": over[0].name})
    return None


def no_parcel_is_empty(order: Order) -> Reason | None:
    """A parcel without units is never labelled."""
    goods = any(line.to_scan for line in order.lines)
    empty = [p for p in order.live_parcels if not p.live_units]
    return Reason(Code.PARCEL_EMPTY, {"parcel": str(empty[0].position)}) if goods and empty else None


def every_parcel_weighed(order: Order) -> Reason | None:
    """Every parcel is closed, with its weight."""
    light = [p for p in order.live_parcels if p.state is not ParcelState.CLOSED or not p.weight_g]
    return Reason(Code.WEIGHT_NEEDED, {"parcel": str(light[0].position)}) if light else None


def every_parcel_tracked(order: Order) -> Reason | None:
    """Every parcel is bound by scan to its tracking barcode. This gate has no override."""
    bare = [p for p in order.live_parcels if p.binding is None]
    return Reason(Code.TRACKING_MISSING, {"parcel": str(bare[0].position), "count": str(len(bare))}) if bare else None


def carrier_known(order: Order) -> Reason | None:
    """Somebody carries it."""
    return None if order.carrier else Reason(Code.CARRIER_MISSING)


def passport_clear(order: Order) -> Reason | None:
    """The stored verdict of the passport policy is clear. No verdict means shut."""
    return None if order.passport and order.passport.clear else Reason(Code.PASSPORT_NOT_CLEAR)


def not_held(order: Order) -> Reason | None:
    """Nobody holds it."""
    return Reason(Code.ORDER_HELD) if order.open_holds else None


def handed_over(order: Order) -> Reason | None:
    """It was given away: its manifest is closed. What only left the bench is with nobody yet."""
    if order.handed_over:
        return None
    return Reason(Code.TRANSITION_SHUT, {"from": order.status, "to": Phase.IN_DELIVERY.value})


PACKED_GATES: tuple[Gate, ...] = (
    every_unit_verified, has_parcels, no_parcel_is_empty, every_parcel_weighed, not_held,
)  # fmt: skip
SHIPPED_GATES: tuple[Gate, ...] = (
    every_unit_verified, has_parcels, no_parcel_is_empty, every_parcel_weighed, every_parcel_tracked,
    carrier_known, passport_clear, not_held,
)  # fmt: skip

GATES: Mapping[Phase, tuple[Gate, ...]] = {
    Phase.PACKED: PACKED_GATES,
    Phase.SHIPPED: SHIPPED_GATES,
    **dict.fromkeys(sorted(OUT - {Phase.SHIPPED}), (handed_over,)),
}


def what_blocks(order: Order, phase: Phase) -> tuple[Reason, ...]:
    """Return every reason why the gates of `phase` are shut for this order."""
    return tuple(reason for gate in GATES.get(phase, ()) if (reason := gate(order)))
