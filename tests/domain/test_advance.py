from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from station.domain.codes import Code
from station.domain.workflow.advance import StatusChanged, advance, advance_to_phase
from station.domain.workflow.phases import OUT, Phase
from station.domain.workflow.statuses import Workflow
from station.errors import Refused
from tests.builders import (
    SHOP,
    a_hold,
    a_packed_order,
    a_shipped_order,
    an_order,
    with_status,
)

EVERYTHING_OPEN = replace(
    SHOP, transitions=frozenset((a.code, b.code) for a, b in product(SHOP.statuses, SHOP.statuses))
)


def reasons_of(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def test_a_status_that_the_shop_does_not_have_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        advance(an_order(), "posted", SHOP)
    assert reasons_of(refused) == [Code.STATUS_UNKNOWN]


def test_an_order_that_the_channel_closed_never_moves() -> None:
    order = an_order(phase=Phase.NEW, closed_elsewhere=True, channel_status="delivered")
    with pytest.raises(Refused) as refused:
        advance(order, "approved", SHOP)
    assert reasons_of(refused) == [Code.CLOSED_ELSEWHERE]


def test_a_move_that_the_matrix_does_not_allow_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        advance(an_order(phase=Phase.PACKED), "available", SHOP)
    assert reasons_of(refused) == [Code.TRANSITION_SHUT]


@pytest.mark.parametrize(("before", "to"), list(product(set(Phase) - OUT - {Phase.PACKED}, OUT)))
def test_no_matrix_opens_another_door_to_out(before: Phase, to: Phase) -> None:
    order = a_packed_order(bound="200000000017", phase=before, status=before.value.lower(), handed_over=True)
    with pytest.raises(Refused) as refused:
        advance(order, to.value.lower(), EVERYTHING_OPEN)
    assert reasons_of(refused) == [Code.TRANSITION_SHUT]
    assert order.phase is before


def test_a_move_that_is_shut_still_says_what_else_is_missing() -> None:
    with pytest.raises(Refused) as refused:
        advance(an_order(holds=[a_hold()]), "shipped", SHOP)
    assert reasons_of(refused) == [Code.TRANSITION_SHUT, Code.UNITS_MISSING, Code.NO_PARCELS, Code.ORDER_HELD]


def test_a_refused_order_stays_where_it_was() -> None:
    order = a_packed_order()
    with pytest.raises(Refused) as refused:
        advance(order, "shipped", SHOP)
    assert reasons_of(refused) == [Code.TRACKING_MISSING]
    assert (order.status, order.phase) == ("packed", Phase.PACKED)


def test_an_order_with_nothing_missing_ships() -> None:
    order = a_packed_order(bound="200000000017")
    order.status = "packed"
    change = advance(order, "shipped", SHOP)
    assert change == StatusChanged("10482", "packed", "shipped", Phase.PACKED, Phase.SHIPPED)
    assert (order.status, order.phase) == ("shipped", Phase.SHIPPED)


def test_what_was_handed_over_does_not_come_back_to_the_bench() -> None:
    order = a_shipped_order(handed_over=True)
    with pytest.raises(Refused) as refused:
        advance(order, "assembly", SHOP)
    assert reasons_of(refused) == [Code.TRANSITION_SHUT]
    order.handed_over = False
    assert advance(order, "assembly", SHOP).phase_after is Phase.ASSEMBLY


def test_another_status_of_the_same_phase_asks_no_gate() -> None:
    tariff = with_status("tariff", Phase.PACKED, after="packed", before="shipped")
    order = a_packed_order(status="packed", holds=[a_hold()])
    assert advance(order, "tariff", tariff).after == "tariff"


def test_a_phase_that_cannot_be_reached_says_so_after_what_is_cheaper_to_mend() -> None:
    with pytest.raises(Refused) as refused:
        advance_to_phase(an_order(), Phase.SHIPPED, SHOP)
    assert reasons_of(refused) == [Code.UNITS_MISSING, Code.NO_PARCELS, Code.TRANSITION_SHUT]


def test_a_phase_is_reached_by_its_first_open_status() -> None:
    tariff = with_status("tariff", Phase.PACKED, after="assembly", before="shipped")
    only_tariff = replace(tariff, transitions=tariff.transitions - {("assembly", "packed")})
    order = a_packed_order(phase=Phase.ASSEMBLY, status="assembly")
    assert advance_to_phase(order, Phase.PACKED, only_tariff).after == "tariff"


def test_a_workflow_knows_its_statuses_and_entries() -> None:
    bare = Workflow("bare", ())
    assert (bare.find("new"), bare.entry(Phase.NEW), bare.reachable("new", Phase.NEW)) == (None, None, None)
    entry = SHOP.entry(Phase.SHIPPED)
    assert entry is not None
    assert [entry.name("ru"), entry.name("fr")] == ["Отгружен", "shipped"]
