from __future__ import annotations

from collections.abc import Callable

import pytest

from station.domain.consignee import Consignee
from station.domain.incoming import ChannelPlace
from station.domain.order import PassportState
from station.domain.shipment import ShipmentState
from station.domain.workflow.phases import Phase
from station.errors import Refused
from station.scan.commands import Verb
from station.usecases.change_workflow import change_workflow
from station.usecases.decide import (
    agree_again,
    cancel_order,
    decide_passport,
    hold_by_hand,
    reopen_order,
    set_verdict,
)
from station.usecases.hold_order import release
from station.usecases.work import Work
from tests.builders import BAG, SHOP, an_incoming, an_incoming_line, with_status
from tests.usecases.test_bind_tracking import BAGS
from tests.usecases.test_import_orders import changed
from tests.usecases.world import RING_A, SHIRT_M, BenchDriver, World

Doing = Callable[[Work], object]
FORBIDDEN: list[tuple[str, Doing]] = [
    ("clerk", lambda work: hold_by_hand(work, "501", "")),
    ("pak", lambda work: release(work, "501")),
    ("lead", lambda work: decide_passport(work, "501", PassportState.CLEAR)),
    ("pak", lambda work: cancel_order(work, "501")),
    ("pak", lambda work: agree_again(work, "501")),
    ("man", lambda work: reopen_order(work, "501")),
    ("lead", lambda work: change_workflow(work, SHOP)),
]


@pytest.mark.parametrize(("who", "do"), FORBIDDEN)
def test_who_may_not_is_refused_in_the_use_case(world: World, who: str, do: Doing) -> None:
    world.take_in()
    with pytest.raises(Refused, match="not_allowed"), world.office(who) as work:
        do(work)


def test_without_a_person_nothing_is_decided(world: World) -> None:
    world.take_in()
    with pytest.raises(Refused, match="log_in_first"), world.store.unit_of_work() as uow:
        hold_by_hand(Work(uow, uow.benches.get("office"), world.clock.now(), "", world.settings), "501", "")


def test_an_order_that_is_not_there_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="order_unknown"), world.office() as work:
        hold_by_hand(work, "999", "")


# -- holds -------------------------------------------------------------------------------------------------------


def test_a_hold_is_there_once_and_goes_with_time_and_person(world: World) -> None:
    world.take_in()
    for _ in range(2):
        with world.office("man") as work:
            hold_by_hand(work, "501", "спросить")
    (hold,) = world.order().holds
    assert (hold.by, hold.note, hold.open) == ("Менеджерова", "спросить", True)
    with world.office("lead") as work:
        assert release(work, "501", "by_hand") == 1
    (hold,) = world.order().holds
    assert (hold.released_by, hold.open) == ("Главнов", False)
    with pytest.raises(Refused, match="nothing_held"), world.office() as work:
        release(work, "501")
    with world.office("man") as work:
        hold_by_hand(work, "501", "ещё раз")
    assert len(world.order().holds) == 2


def test_of_two_holds_one_may_be_released(world: World) -> None:
    world.take_in(an_incoming("501", an_incoming_line(offer="handmade"), site="relaxed"))
    with world.office("man") as work:
        hold_by_hand(work, "501", "спросить")
    with world.office() as work:
        release(work, "501", "by_hand")
    assert [hold.reason for hold in world.order().open_holds] == ["line_without_barcode"]


# -- passport ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", sorted(set(PassportState) - {PassportState.CLEAR, "amber", "red"}))
def test_what_is_no_verdict_cannot_be_decided(world: World, state: PassportState) -> None:
    world.take_in()
    with pytest.raises(Refused, match="not_allowed"), world.office("off") as work:
        decide_passport(work, "501", state)


def test_a_verdict_is_signed_and_journalled(world: World) -> None:
    world.take_in()
    with world.office("off") as work:
        decide_passport(work, "501", PassportState.RED)
    passport = world.order().passport
    assert passport is not None
    assert (passport.state, passport.decided_by) == (PassportState.RED, "Строгов")
    assert ("passport", "red") in [(line.kind, line.code) for line in world.story()]


def test_an_order_that_was_never_asked_gets_its_record(world: World) -> None:
    world.take_in()
    with world.store.unit_of_work() as uow:
        uow.orders.get("501").passport = None
        uow.commit()
    with world.office("off") as work:
        set_verdict(work, work.uow.orders.get("501"), PassportState.CLEAR, by="Строгов", why="officer")
    passport = world.order().passport
    assert passport is not None
    assert passport.clear


# -- cancel, agree again, reopen ---------------------------------------------------------------------------------


def test_a_cancelled_order_gives_everything_back(either: World) -> None:
    either.take_in(an_incoming("601", an_incoming_line(offer="ring"), site="relaxed"))
    either.take_in(an_incoming("602", an_incoming_line(offer="ring"), site="relaxed"))
    bench = either.bench()
    bench.ship("601", RING_A)
    with either.office() as work:
        cancel_order(work, "601")
    order = either.order("601")
    assert (order.phase, order.live_parcels) == (Phase.CANCELLED, ())
    assert [binding.ended_why for parcel in order.parcels for binding in parcel.bindings] == ["void"]
    assert [shipment.state for shipment in order.shipments] == [ShipmentState.VOID]
    bench.ship("602", RING_A)


def test_a_booking_that_was_never_sent_is_not_cancelled_at_the_carrier(bench: BenchDriver, world: World) -> None:
    bench.ship()
    with world.office() as work:
        cancel_order(work, "501")
    assert world.outbox("carrier.cancel") == []
    world.carrier_relay().relay_once()
    assert world.carriers.sent == []


def test_a_booking_that_the_carrier_has_is_cancelled_there(bench: BenchDriver, world: World) -> None:
    bench.ship()
    relay = world.carrier_relay()
    relay.relay_once()
    with world.office() as work:
        cancel_order(work, "501")
    relay.relay_once()
    assert world.carriers.cancelled == ["501/1"]


def test_what_a_cancellation_of_the_channel_held_is_settled_by_cancelling(bench: BenchDriver, world: World) -> None:
    bench.scan("501")
    order = an_incoming(status=ChannelPlace.CANCELLED, channel_status="cancel")
    world.take_in(order)
    with world.office() as work:
        cancel_order(work, "501")
    assert not world.order().open_holds


def test_a_parked_order_that_is_cancelled_frees_its_tray(bench: BenchDriver, world: World) -> None:
    bench.scans("501", SHIRT_M, "LZT001")
    with world.office() as work:
        cancel_order(work, "501")
    bench.scan("LZT001")
    bench.hears("tray_empty")


def test_an_order_is_taken_from_its_own_bench_only(bench: BenchDriver, world: World) -> None:
    bench.scan("501")
    with world.store.unit_of_work() as uow:
        uow.benches.get("bench-1").order = None
        uow.commit()
    with world.office() as work:
        cancel_order(work, "501")
    assert world.order().bench is None


def test_only_a_cancelled_order_is_agreed_again(world: World) -> None:
    world.take_in()
    with pytest.raises(Refused, match="transition_shut"), world.office() as work:
        agree_again(work, "501")


def test_an_order_agreed_again_is_asked_everything_anew(world: World) -> None:
    world.take_in(an_incoming("501", an_incoming_line(offer="ring"), site="jeweller"))
    with world.office("off") as work:
        decide_passport(work, "501", PassportState.CLEAR)
    bench = world.bench()
    bench.ship("501", RING_A)
    with world.office() as work:
        cancel_order(work, "501")
    with world.office() as work:
        agree_again(work, "501")
    order = world.order()
    assert (order.phase, order.units_verified) == (Phase.APPROVED, 0)
    assert order.passport is not None
    assert order.passport.state is PassportState.REQUIRED


def test_moved_straight_to_cancelled_it_is_asked_everything_anew_too(bench: BenchDriver, world: World) -> None:
    """Not by cancel_order, which gives the parcels up, but by the matrix."""
    bench.ship()
    with world.office() as work:
        work.move_to_status(work.uow.orders.get("501"), "cancelled")
    with world.office() as work:
        agree_again(work, "501")
    order = world.order()
    assert (order.units_verified, order.live_parcels) == (0, ())


def test_what_was_changed_after_its_label_is_not_released_while_shipped(bench: BenchDriver, world: World) -> None:
    bench.ship()
    world.take_in(changed(an_incoming(), consignee=Consignee("Вымыслова Анна", "+70000000001")))
    for reason in (None, "changed_after_label"):
        with pytest.raises(Refused, match="reopen_first"), world.office() as work:
            release(work, "501", reason)
    assert [hold.reason for hold in world.order().open_holds] == ["changed_after_label"]
    with world.office() as work:
        reopen_order(work, "501")
    assert not world.order().open_holds


def test_a_shipped_order_goes_back_to_assembly_and_its_numbers_end(bench: BenchDriver, world: World) -> None:
    with pytest.raises(Refused, match="not_shipped"), world.office() as work:
        reopen_order(work, "501")
    bench.ship()
    with world.office() as work:
        reopen_order(work, "501")
    order = world.order()
    (binding,) = order.live_parcels[0].bindings
    assert (order.phase, order.units_verified) == (Phase.ASSEMBLY, 1)
    assert (binding.ended_by, binding.ended_why, binding.ended_at) == ("Главнов", "void", world.clock.now())
    bench.scan("501")
    bench.hears("order_resumed")
    bench.bind_labels()
    bench.hears("order_shipped")
    assert [shipment.reference for shipment in world.order().shipments] == ["501/1", "501/2"]


def test_the_channel_hears_of_no_parcel_that_is_void(bench: BenchDriver, world: World) -> None:
    bench.ship()
    assert [one["tracking"] for one in parcels_told(world)] != [None]
    with world.office() as work:
        reopen_order(work, "501")
    assert [one["tracking"] for one in parcels_told(world)] == [None]
    bench.scan("501")
    bench.bind_labels()
    with world.office() as work:
        cancel_order(work, "501")
    assert parcels_told(world) == []


def parcels_told(world: World) -> list[dict[str, object]]:
    """What the newest row for the channel says of the parcels."""
    parcels = world.outbox("channel.order")[-1].payload["parcels"]
    assert isinstance(parcels, list)
    return parcels


# -- the workflow ------------------------------------------------------------------------------------------------


def test_a_status_in_which_orders_stand_neither_goes_nor_changes_its_phase(world: World) -> None:
    world.take_in()
    fresh = with_status("sewing", Phase.ASSEMBLY, after="assembly", before="packed")
    with world.office("head") as work:
        change_workflow(work, fresh)
    with world.office() as work:
        work.move_to_status(work.uow.orders.get("501"), "sewing")
    with pytest.raises(Refused) as refused, world.office("head") as work:
        change_workflow(work, SHOP)
    assert dict(refused.value.reasons[0].facts) == {"status": "sewing", "count": "1"}
    around = with_status("sewing", Phase.SHIPPED, after="assembly", before="packed")
    with pytest.raises(Refused) as refused, world.office("head") as work:
        change_workflow(work, around)
    assert refused.value.reasons[0].facts["phase"] == "SHIPPED"


def test_an_edited_workflow_is_used_at_once_and_journalled(world: World) -> None:
    world.take_in(an_incoming("501", delivery=BAG))
    with world.office("head") as work:
        change_workflow(work, with_status("tariff", Phase.PACKED, after="packed", before="shipped"))
    bench = world.bench()
    bench.pack()
    with world.office() as work:
        change = work.move_to_status(work.uow.orders.get("501"), "tariff")
    assert (change.before, change.after) == ("packed", "tariff")
    bench.scan(BAGS[0])
    bench.hears("order_shipped")
    assert bench.desk.view.operator == "Пакова"
    bench.give(Verb.LOG_OFF)
