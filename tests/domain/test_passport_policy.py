from __future__ import annotations

from datetime import timedelta

import pytest

from station.domain.order import LineKind, PassportCheck, PassportState
from station.domain.passport_policy import apply_policy, has_jewellery
from tests.builders import NOON, a_line, an_offer, an_order

LATER = NOON + timedelta(hours=1)
WANTED = [
    ("jewellery", True, PassportState.REQUIRED),
    ("jewellery", False, PassportState.NOT_REQUIRED),
    ("always", True, PassportState.REQUIRED),
    ("always", False, PassportState.REQUIRED),
    ("off", True, PassportState.NOT_REQUIRED),
    ("off", False, PassportState.NOT_REQUIRED),
]


@pytest.mark.parametrize(("policy", "jewellery", "state"), WANTED)
def test_the_policy_writes_its_answer_with_its_reason(policy: str, state: PassportState, *, jewellery: bool) -> None:
    order = an_order(passport=None)
    assert apply_policy(order, jewellery=jewellery, policy=policy, at=NOON)
    assert order.passport is not None
    assert order.passport.state is state
    assert policy in order.passport.why


@pytest.mark.parametrize("state", [PassportState.CLEAR, PassportState.RED, PassportState.RELEASED])
def test_a_persons_verdict_is_not_touched(state: PassportState) -> None:
    order = an_order(passport=PassportCheck(state, "officer", "Строгов", NOON))
    assert not apply_policy(order, jewellery=True, policy="always", at=LATER)
    assert order.passport == PassportCheck(state, "officer", "Строгов", NOON)


def test_what_was_not_required_becomes_required_when_jewellery_appears() -> None:
    order = an_order(passport=None)
    apply_policy(order, jewellery=False, policy="jewellery", at=NOON)
    assert not apply_policy(order, jewellery=False, policy="jewellery", at=LATER)
    assert apply_policy(order, jewellery=True, policy="jewellery", at=LATER)
    assert order.passport is not None
    assert (order.passport.state, order.passport.decided_at) == (PassportState.REQUIRED, LATER)


def test_goods_that_the_catalogue_does_not_know_are_what_the_shop_sells() -> None:
    order = an_order(a_line(offer="unknown"))
    assert has_jewellery(order, {}, jewellery_shop=True)
    assert not has_jewellery(order, {}, jewellery_shop=False)


def test_what_is_not_scanned_is_no_jewellery() -> None:
    ring = {"ring-17": an_offer(jewellery=True)}
    assert has_jewellery(an_order(), ring, jewellery_shop=False)
    assert not has_jewellery(an_order(a_line(cancelled=True)), ring, jewellery_shop=True)
    assert not has_jewellery(an_order(a_line(kind=LineKind.SERVICE)), ring, jewellery_shop=True)
