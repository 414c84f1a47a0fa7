from __future__ import annotations

from dataclasses import replace

import pytest

from station.domain.incoming import ChannelPlace
from station.domain.workflow.phases import Phase
from station.errors import Refused
from station.usecases.change_workflow import change_workflow
from station.usecases.move_order import move_order
from tests.builders import SHOP, an_incoming
from tests.usecases.world import World


@pytest.mark.parametrize("who", ["pak", "clerk"])
def test_who_has_no_right_to_move_an_order_is_refused(world: World, who: str) -> None:
    world.take_in(an_incoming(status=ChannelPlace.NEW))
    with pytest.raises(Refused, match="not_allowed"), world.office(who) as work:
        move_order(work, "501", "approval")


def test_a_status_with_roles_of_its_own_is_for_them(world: World) -> None:
    statuses = tuple(replace(one, roles=("head",)) if one.code == "approval" else one for one in SHOP.statuses)
    with world.office("head") as work:
        change_workflow(work, replace(SHOP, statuses=statuses))
    world.take_in(an_incoming(status=ChannelPlace.NEW))
    with pytest.raises(Refused, match="not_allowed"), world.office("man") as work:
        move_order(work, "501", "approval")
    with world.office("head") as work:
        move_order(work, "501", "approval")
    assert world.order().phase is Phase.APPROVAL


def test_a_status_that_is_not_there_is_refused(world: World) -> None:
    world.take_in()
    with pytest.raises(Refused, match="status_unknown"), world.office("man") as work:
        move_order(work, "501", "zz")


@pytest.mark.parametrize("status", ["shipped", "in_delivery", "cancelled", "taken_apart", "packed"])
def test_what_has_a_verb_or_gates_of_its_own_is_not_reached_by_hand(world: World, status: str) -> None:
    world.take_in()
    with pytest.raises(Refused), world.office("lead") as work:
        move_order(work, "501", status)
    assert world.order().phase is Phase.ASSEMBLY


def test_a_shipped_order_is_reopened_and_not_moved(world: World) -> None:
    world.take_in()
    world.bench().ship()
    with pytest.raises(Refused, match="transition_shut"), world.office("man") as work:
        move_order(work, "501", "assembly")


def test_what_the_matrix_allows_is_moved_and_told(world: World) -> None:
    world.take_in(an_incoming(status=ChannelPlace.NEW))
    with world.office("man") as work:
        move_order(work, "501", "approval")
    assert world.order().phase is Phase.APPROVAL
    assert [row.payload["phase"] for row in world.outbox("channel.order")] == ["APPROVAL"]
