from __future__ import annotations

from itertools import product

import pytest

from station.domain.people import NEEDS_PIN, RIGHTS, Operator, Right, Role

R = Right
BENCH = {R.PACK, R.HAND_OVER, R.REPRINT, R.HOLD}
LEAD = BENCH | {R.SHORT, R.SPLIT, R.RELEASE, R.VOID, R.REOPEN, R.CLOSE_INCOMPLETE, R.MOVE_STATUS}

# Written by hand: who may do what.
MAY = {
    Role.PACKER: BENCH,
    Role.SHIFT_LEAD: LEAD,
    Role.MANAGER: {R.HOLD, R.RELEASE, R.SPLIT, R.MOVE_STATUS, R.IMPORT},
    Role.DISPATCHER: {R.HAND_OVER, R.CLOSE_INCOMPLETE, R.HOLD},
    Role.COURIER: set(),
    Role.SELLER: set(),
    Role.OFFICER: {R.DECIDE_PASSPORT, R.HOLD},
    Role.HEAD: LEAD | {R.EDIT_WORKFLOW, R.IMPORT},
    Role.ADMINISTRATOR: {R.ADMINISTER, R.IMPORT, R.EDIT_WORKFLOW},
    Role.CLERK: set(),
    Role.OWNER: set(Right),
}


def a_person(role: Role, *, active: bool = True) -> Operator:
    return Operator("p1", "Пакова", role, "hash", active=active)


@pytest.mark.parametrize(("role", "right"), list(product(Role, Right)))
def test_each_role_may_do_what_the_table_says(role: Role, right: Right) -> None:
    assert a_person(role).may(right) is (right in MAY[role])


def test_who_has_left_may_do_nothing() -> None:
    assert not any(a_person(Role.OWNER, active=False).may(right) for right in Right)


def test_every_role_has_its_rights_written_down() -> None:
    assert set(RIGHTS) == set(Role)


@pytest.mark.parametrize("right", [R.RELEASE, R.SHORT, R.VOID, R.REPRINT, R.REOPEN, R.CLOSE_INCOMPLETE])
def test_what_may_do_harm_asks_for_badge_and_pin(right: Right) -> None:
    assert right in NEEDS_PIN


def test_a_badge_alone_packs_and_hands_over() -> None:
    assert not {R.PACK, R.HAND_OVER} & NEEDS_PIN


def test_a_persons_secrets_do_not_show_in_its_words() -> None:
    person = Operator("p1", "Пакова", Role.PACKER, "badge-hash", "pin-hash")
    assert "hash" not in repr(person)
