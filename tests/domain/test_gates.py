from __future__ import annotations

from dataclasses import replace

import pytest

from station.domain.codes import Code
from station.domain.order import LineKind, Order, PassportCheck, PassportState
from station.domain.parcel import ParcelState
from station.domain.workflow import gates
from station.domain.workflow.phases import OUT, Phase
from station.errors import Reason
from tests.builders import NOON, a_hold, a_line, a_packed_order, a_parcel, a_verified, an_order


def code_of(reason: Reason | None) -> str | None:
    return reason.code if reason else None


def test_an_order_without_live_parcels_is_refused() -> None:
    given_up = a_parcel(a_verified(a_line()), state=ParcelState.VOID)
    assert code_of(gates.has_parcels(an_order(parcels=[given_up]))) == Code.NO_PARCELS
    assert gates.has_parcels(a_packed_order()) is None


def test_units_that_are_missing_are_counted() -> None:
    order = an_order(a_line(quantity=3), parcels=[a_parcel(a_verified(a_line()))])
    assert gates.every_unit_verified(order) == Reason(Code.UNITS_MISSING, {"count": "2"})


def test_a_unit_too_many_is_refused() -> None:
    line = a_line()
    order = an_order(line, parcels=[a_parcel(a_verified(line), a_verified(line))])
    assert code_of(gates.every_unit_verified(order)) == Code.ONE_TOO_MANY


def test_a_unit_taken_out_again_counts_as_missing() -> None:
    line = a_line()
    order = an_order(line, parcels=[a_parcel(a_verified(line, ended_at=NOON))])
    assert code_of(gates.every_unit_verified(order)) == Code.UNITS_MISSING


@pytest.mark.parametrize("odd", [{"cancelled": True}, {"kind": LineKind.SERVICE}])
def test_cancelled_lines_and_services_ask_for_no_scan(odd: dict[str, object]) -> None:
    packed = a_packed_order()
    packed.lines.append(a_line("2", "wrapping", **odd))  # type: ignore[arg-type]  # named by the parameters
    assert gates.every_unit_verified(packed) is None


def test_an_empty_parcel_is_refused_where_there_are_goods() -> None:
    order = a_packed_order()
    order.parcels.append(a_parcel(position=2))
    assert gates.no_parcel_is_empty(order) == Reason(Code.PARCEL_EMPTY, {"parcel": "2"})


def test_a_parcel_of_papers_alone_may_go_where_there_are_no_goods() -> None:
    order = an_order(a_line(kind=LineKind.SERVICE), parcels=[a_parcel()])
    assert gates.no_parcel_is_empty(order) is None


@pytest.mark.parametrize("odd", [{"state": ParcelState.OPEN}, {"weight_g": None}, {"weight_g": 0}])
def test_a_parcel_that_is_open_or_without_weight_is_refused(odd: dict[str, object]) -> None:
    order = a_packed_order()
    order.parcels[0] = replace(order.parcels[0], **odd)  # type: ignore[arg-type]  # named by the parameters
    assert code_of(gates.every_parcel_weighed(order)) == Code.WEIGHT_NEEDED
    assert gates.every_parcel_weighed(a_packed_order()) is None


def test_one_parcel_of_two_without_its_number_is_refused_and_counted() -> None:
    order = a_packed_order(bound="200000000017")
    order.parcels.append(a_parcel(a_verified(a_line()), position=2))
    assert gates.every_parcel_tracked(order) == Reason(Code.TRACKING_MISSING, {"parcel": "2", "count": "1"})


def test_an_ended_binding_is_none() -> None:
    order = a_packed_order(bound="200000000017")
    assert gates.every_parcel_tracked(order) is None
    order.parcels[0].bindings[0].ended_at = NOON
    assert code_of(gates.every_parcel_tracked(order)) == Code.TRACKING_MISSING


def test_an_order_that_nobody_carries_is_refused() -> None:
    assert code_of(gates.carrier_known(an_order(carrier=""))) == Code.CARRIER_MISSING
    assert gates.carrier_known(an_order()) is None


PASSPORT = {
    PassportState.NOT_REQUIRED: True,
    PassportState.REQUIRED: False,
    PassportState.CLEAR: True,
    PassportState.AMBER: False,
    PassportState.RED: False,
    PassportState.RELEASED: True,
    PassportState.STALE: False,
}


def test_without_a_passport_verdict_the_gate_is_shut() -> None:
    assert code_of(gates.passport_clear(an_order(passport=None))) == Code.PASSPORT_NOT_CLEAR


@pytest.mark.parametrize("state", PassportState)
def test_the_passport_gate_stands_for_every_verdict(state: PassportState) -> None:
    order = an_order(passport=PassportCheck(state, "", "", NOON))
    assert (gates.passport_clear(order) is None) is PASSPORT[state]


def test_an_open_hold_is_refused_without_its_reason() -> None:
    order = an_order(holds=[a_hold("fraud"), a_hold(released=True)])
    assert gates.not_held(order) == Reason(Code.ORDER_HELD)
    assert gates.not_held(an_order(holds=[a_hold(released=True)])) is None


def worst_order() -> Order:
    """Everything is missing at once."""
    line, other = a_line(), a_line("2", "chain")
    full = a_parcel(a_verified(line), state=ParcelState.OPEN, weight_g=None)
    return an_order(
        line, other, phase=Phase.PACKED, carrier="", passport=None, holds=[a_hold()],
        parcels=[full, a_parcel(position=2)],
    )  # fmt: skip


def test_shipping_names_all_that_is_missing_at_once_the_cheapest_first() -> None:
    assert [reason.code for reason in gates.what_blocks(worst_order(), Phase.SHIPPED)] == [
        Code.UNITS_MISSING, Code.PARCEL_EMPTY, Code.WEIGHT_NEEDED, Code.TRACKING_MISSING, Code.CARRIER_MISSING,
        Code.PASSPORT_NOT_CLEAR, Code.ORDER_HELD,
    ]  # fmt: skip
    bare = an_order(phase=Phase.PACKED)
    assert [reason.code for reason in gates.what_blocks(bare, Phase.SHIPPED)] == [Code.UNITS_MISSING, Code.NO_PARCELS]


def test_packing_asks_neither_for_a_number_nor_for_a_passport() -> None:
    assert [reason.code for reason in gates.what_blocks(worst_order(), Phase.PACKED)] == [
        Code.UNITS_MISSING, Code.PARCEL_EMPTY, Code.WEIGHT_NEEDED, Code.ORDER_HELD,
    ]  # fmt: skip


@pytest.mark.parametrize("phase", sorted(OUT - {Phase.SHIPPED}))
def test_nobody_has_it_before_it_was_handed_over(phase: Phase) -> None:
    order = a_packed_order(phase=Phase.SHIPPED, status="shipped")
    assert [reason.code for reason in gates.what_blocks(order, phase)] == [Code.TRANSITION_SHUT]
    order.handed_over = True
    assert gates.what_blocks(order, phase) == ()


def test_phases_without_gates_ask_nothing() -> None:
    assert gates.what_blocks(worst_order(), Phase.CANCELLED) == ()
