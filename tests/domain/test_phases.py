from __future__ import annotations

from itertools import product

import pytest

from station.domain.workflow.phases import OUT, Phase, lawful

P = Phase
INSIDE = {P.NEW, P.APPROVAL, P.APPROVED, P.AVAILABLE, P.ASSEMBLY, P.PACKED, P.TAKEN_APART, P.CANCELLED}
BEYOND = {P.IN_DELIVERY, P.AT_PICKUP, P.DELIVERED, P.RETURNING, P.RETURNED}
BACK = {P.ASSEMBLY, P.CANCELLED, P.TAKEN_APART}

# Written by hand, not made from the rules: where an order may go from each phase, staying apart.
ONWARD = {
    P.NEW: INSIDE,
    P.APPROVAL: INSIDE,
    P.APPROVED: INSIDE,
    P.AVAILABLE: INSIDE,
    P.ASSEMBLY: INSIDE,
    P.PACKED: INSIDE | {P.SHIPPED},
    P.SHIPPED: BEYOND | BACK,
    P.IN_DELIVERY: BEYOND,
    P.AT_PICKUP: BEYOND,
    P.DELIVERED: BEYOND,
    P.RETURNING: BEYOND,
    P.RETURNED: BEYOND | {P.TAKEN_APART},
    P.TAKEN_APART: {P.APPROVED, P.CANCELLED},
    P.CANCELLED: {P.APPROVED, P.TAKEN_APART},
}


@pytest.mark.parametrize(("before", "after"), list(product(Phase, Phase)))
@pytest.mark.parametrize("handed_over", [False, True])
def test_every_pair_of_phases_is_as_the_table_says(before: Phase, after: Phase, *, handed_over: bool) -> None:
    allowed = ONWARD[before] | {before}
    if handed_over and before is P.SHIPPED:
        allowed -= BACK
    assert lawful(before, after, handed_over=handed_over) is (after in allowed)


def test_the_only_door_into_out_is_from_packed_to_shipped() -> None:
    doors = {
        (before, after)
        for before, after, handed in product(set(Phase) - OUT, OUT, (False, True))
        if lawful(before, after, handed_over=handed)
    }
    assert doors == {(P.PACKED, P.SHIPPED)}


def test_nothing_that_is_out_comes_back_to_shipped() -> None:
    assert not [before for before in BEYOND if lawful(before, P.SHIPPED, handed_over=False)]
