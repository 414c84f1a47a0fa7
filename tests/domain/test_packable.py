from __future__ import annotations

from collections.abc import Callable

import pytest

from station.domain.codes import Code
from station.domain.holds import CHANNEL_CANCELLED
from station.domain.order import PassportCheck, PassportState
from station.domain.workflow.packable import refuse_to_pack
from station.domain.workflow.phases import OUT, Phase
from station.errors import Refused
from tests.builders import NOON, a_hold, an_order


def red() -> PassportCheck:
    return PassportCheck(PassportState.RED, "officer", "Строгов", NOON)


# Facts that are made when they are used: entities made before the store maps their classes are none to it.
WHY_NOT: list[tuple[Callable[[], dict[str, object]], Code]] = [
    (lambda: {"closed_elsewhere": True}, Code.CLOSED_ELSEWHERE),
    (lambda: {"phase": Phase.CANCELLED}, Code.ORDER_CANCELLED),
    (lambda: {"holds": [a_hold(CHANNEL_CANCELLED)]}, Code.ORDER_CANCELLED),
    *[(lambda phase=phase: {"phase": phase}, Code.ORDER_SHIPPED_ALREADY) for phase in sorted(OUT)],
    (lambda: {"holds": [a_hold("fraud")]}, Code.ORDER_HELD),
    (lambda: {"passport": red()}, Code.ORDER_HELD),
    (lambda: {"passport": None}, Code.ORDER_HELD),
    *[
        (lambda phase=phase: {"phase": phase}, Code.ORDER_NOT_READY)
        for phase in (Phase.NEW, Phase.APPROVAL, Phase.APPROVED)
    ],
    (lambda: {"phase": Phase.TAKEN_APART}, Code.ORDER_NOT_READY),
]


@pytest.mark.parametrize(("odd", "code"), WHY_NOT)
def test_an_order_that_nobody_may_pack_is_refused(odd: Callable[[], dict[str, object]], code: Code) -> None:
    with pytest.raises(Refused) as refused:
        refuse_to_pack(an_order(**odd()))  # type: ignore[arg-type]  # named by the parameters
    assert [reason.code for reason in refused.value.reasons] == [code]


def test_the_packer_learns_that_an_order_is_held_and_not_why() -> None:
    with pytest.raises(Refused) as refused:
        refuse_to_pack(an_order(holds=[a_hold("fraud")], passport=red()))
    assert dict(refused.value.reasons[0].facts) == {"order": "10482"}


@pytest.mark.parametrize("phase", [Phase.AVAILABLE, Phase.ASSEMBLY, Phase.PACKED])
def test_an_order_at_the_bench_may_be_packed(phase: Phase) -> None:
    refuse_to_pack(an_order(phase=phase, holds=[a_hold(released=True)]))
