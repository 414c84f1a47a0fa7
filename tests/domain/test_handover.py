from __future__ import annotations

import pytest

from station.domain.codes import Code
from station.domain.handover import what_keeps_from_the_cage
from station.domain.manifest import Manifest
from station.domain.order import Order, PassportCheck, PassportState
from station.domain.parcel import Parcel
from station.domain.shipment import ShipmentState
from station.domain.workflow.phases import Phase
from tests.builders import NOON, a_hold, a_line, a_packed_order, a_parcel, a_shipped_order, a_verified


def reasons(order: Order, parcel: Parcel | None = None, carrier: str = "spsr") -> list[str]:
    manifest = Manifest("2311-01", carrier, "bench-1", NOON, "Пакова")
    return [reason.code for reason in what_keeps_from_the_cage(order, parcel or order.parcels[0], manifest)]


STATES = {
    ShipmentState.PENDING: [],
    ShipmentState.REGISTERED: [],
    ShipmentState.BY_HAND: [],
    ShipmentState.REGISTERING: [],  # a call of seconds: the manifest waits for it, not the scan
    ShipmentState.UNKNOWN: [Code.SHIPMENT_UNKNOWN],
    ShipmentState.REFUSED: [Code.SHIPMENT_REFUSED],
    ShipmentState.VOID: [Code.SHIPMENT_MISSING],  # a void booking stands for nothing
}


@pytest.mark.parametrize("state", ShipmentState)
def test_the_booking_is_asked_for_again(state: ShipmentState) -> None:
    assert reasons(a_shipped_order(state)) == STATES[state]


def test_an_order_without_a_booking_does_not_leave() -> None:
    assert reasons(a_shipped_order(shipments=[])) == [Code.SHIPMENT_MISSING]


def test_a_parcel_of_another_carrier_is_refused() -> None:
    assert reasons(a_shipped_order(), carrier="russian_post") == [Code.OTHER_CARRIER]


@pytest.mark.parametrize("phase", sorted(set(Phase) - {Phase.SHIPPED}))
def test_only_a_shipped_order_leaves(phase: Phase) -> None:
    code = Code.ORDER_CANCELLED if phase is Phase.CANCELLED else Code.NOT_SHIPPED
    assert reasons(a_shipped_order(phase=phase)) == [code]


def test_a_parcel_that_was_unbound_is_refused() -> None:
    order = a_shipped_order()
    order.parcels[0].bindings[0].ended_at = NOON
    assert reasons(order) == [Code.NOT_BOUND, Code.TRACKING_MISSING]


def test_a_parcel_whose_sister_is_unbound_is_refused() -> None:
    order = a_shipped_order()
    order.parcels.append(a_parcel(a_verified(a_line()), position=2))
    assert reasons(order) == [Code.TRACKING_MISSING]


@pytest.mark.parametrize("state", [PassportState.RED, PassportState.STALE])
def test_a_verdict_that_turned_keeps_the_parcel_here(state: PassportState) -> None:
    order = a_shipped_order(passport=PassportCheck(state, "officer", "Строгов", NOON))
    assert reasons(order) == [Code.PASSPORT_NOT_CLEAR]


def test_a_held_parcel_stays_and_all_reasons_are_told_at_once() -> None:
    assert reasons(a_shipped_order(holds=[a_hold()])) == [Code.ORDER_HELD]
    worst = a_packed_order(status="packed", passport=None, holds=[a_hold()])
    assert reasons(worst, carrier="own_courier") == [
        Code.OTHER_CARRIER, Code.NOT_SHIPPED, Code.NOT_BOUND, Code.TRACKING_MISSING, Code.SHIPMENT_MISSING,
        Code.PASSPORT_NOT_CLEAR, Code.ORDER_HELD,
    ]  # fmt: skip
