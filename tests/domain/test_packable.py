from __future__ import annotations

import pytest

from station.domain.codes import Code
from station.domain.holds import CHANNEL_CANCELLED
from station.domain.order import PassportCheck, PassportState
from station.domain.workflow.packable import refuse_to_pack
from station.domain.workflow.phases import OUT, Phase
from station.errors import Refused
from tests.builders import NOON, a_hold, an_order

RED = PassportCheck(PassportState.RED, "officer", "Строгов", NOON)
WHY_NOT = [
    ({"closed_elsewhere": True}, Code.CLOSED_ELSEWHERE),
    ({"phase": Phase.CANCELLED}, Code.ORDER_CANCELLED),
    ({"holds": [a_hold(CHANNEL_CANCELLED)]}, Code.ORDER_CANCELLED),
    *[({"phase": phase}, Code.ORDER_SHIPPED_ALREADY) for phase in sorted(OUT)],
    ({"holds": [a_hold("fraud")]}, Code.ORDER_HELD),
    ({"passport": RED}, Code.ORDER_HELD),
    ({"passport": None}, Code.ORDER_HELD),
    *[({"phase": phase}, Code.ORDER_NOT_READY) for phase in (Phase.NEW, Phase.APPROVAL, Phase.APPROVED)],
    ({"phase": Phase.TAKEN_APART}, Code.ORDER_NOT_READY),
]


@pytest.mark.parametrize(("odd", "code"), WHY_NOT)
def test_an_order_that_nobody_may_pack_is_refused(odd: dict[str, object], code: Code) -> None:
    with pytest.raises(Refused) as refused:
        refuse_to_pack(an_order(**odd))  # type: ignore[arg-type]  # named by the parameters
    assert [reason.code for reason in refused.value.reasons] == [code]


def test_the_packer_learns_that_an_order_is_held_and_not_why() -> None:
    with pytest.raises(Refused) as refused:
        refuse_to_pack(an_order(holds=[a_hold("fraud")], passport=RED))
    assert dict(refused.value.reasons[0].facts) == {"order": "10482"}


@pytest.mark.parametrize("phase", [Phase.AVAILABLE, Phase.ASSEMBLY, Phase.PACKED])
def test_an_order_at_the_bench_may_be_packed(phase: Phase) -> None:
    refuse_to_pack(an_order(phase=phase, holds=[a_hold(released=True)]))
