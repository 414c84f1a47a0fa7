"""What seldom happens, and must be right when it does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from station.domain.consignee import Consignee
from station.domain.incoming import ChannelPlace, hash_of
from station.domain.workflow.phases import Phase
from station.domain.workflow.statuses import Workflow
from station.errors import Refused
from station.scan.commands import Verb
from station.usecases.decide import cancel_order, hold_by_hand
from station.usecases.give_up import give_up
from station.usecases.labels import void_labels
from station.usecases.log_in import log_off
from station.usecases.short_order import split_order
from station.usecases.take_in import INTERNAL
from station.usecases.work import Work
from tests.builders import SHOP, an_incoming, an_incoming_line
from tests.usecases.test_import_orders import changed, codes, holds
from tests.usecases.world import SHIRT_M, SOCKS, BenchDriver, World


def test_a_second_cancellation_of_the_channel_changes_nothing(world: World) -> None:
    order = an_incoming(status=ChannelPlace.CANCELLED)
    world.take_in(order)
    (result,) = world.take_in(changed(order, channel_status="cancel-twice"))
    assert codes(result) == ["order_cancelled"]
    assert (world.order().phase, holds(world)) == (Phase.CANCELLED, [])


def test_another_word_of_the_channel_for_the_same_phase_moves_nothing(world: World) -> None:
    order = an_incoming(status=ChannelPlace.NEW)
    world.take_in(order)
    (result,) = world.take_in(changed(order, channel_status="still new"))
    assert (result.result, codes(result)) == ("changed", [])
    assert world.order().channel_status == "still new"


def test_a_change_reaches_a_label_of_an_order_that_is_open_again(world: World) -> None:
    order = an_incoming("501", an_incoming_line("1"), an_incoming_line("2", "socks"))
    world.take_in(order)
    bench = world.bench(scale=True)
    world.scale.grams = 300
    bench.scans("501", SHIRT_M)
    bench.give(Verb.NEW_PARCEL)
    bench.scan(SOCKS)
    bench.give(Verb.UNDO)
    first = world.order().live_parcels[0].label
    assert first is not None
    world.take_in(changed(order, consignee=Consignee("Вымыслова Анна", "+70000000001")))
    assert holds(world) == ["changed_after_label"]
    assert world.order().live_parcels[0].label is None


def test_void_asks_no_label_for_the_parcel_that_is_open_again(world: World) -> None:
    world.take_in(an_incoming("501", an_incoming_line("1"), an_incoming_line("2", "socks", quantity=2)))
    bench = world.bench(scale=True)
    world.scale.grams = 300
    bench.scans("501", SHIRT_M)
    bench.give(Verb.NEW_PARCEL)
    bench.scan(SOCKS)
    bench.scan(SOCKS)
    bench.give(Verb.UNDO)
    bench.authorised(Verb.VOID, "lead")
    bench.hears("label_voided")
    assert [parcel.label is not None for parcel in world.order().live_parcels] == [True, False]


def test_cancelling_settles_its_own_hold_and_leaves_the_others(world: World) -> None:
    world.take_in()
    world.take_in(changed(an_incoming(), status=ChannelPlace.CANCELLED, channel_status="cancel"))
    with world.office("man") as work:
        hold_by_hand(work, "501", "спросить")
    with world.office() as work:
        cancel_order(work, "501")
    assert holds(world) == ["by_hand"]


def test_what_is_out_is_neither_given_up_nor_void_nor_split(bench: BenchDriver, world: World) -> None:
    bench.ship()
    with world.office() as work:
        order = work.uow.orders.get("501")
        with pytest.raises(AssertionError):
            give_up(work, order, "cancelled")
        with pytest.raises(Refused, match="order_shipped_already"):
            void_labels(work, order, "bench")
        with pytest.raises(Refused, match="nothing_to_split"):
            split_order(work, "501")


def test_a_shop_without_a_status_for_the_rest_splits_nothing(world: World) -> None:
    world.take_in(an_incoming("501", an_incoming_line("1"), an_incoming_line("2", "socks")))
    bench = world.bench()
    bench.scans("501", SHIRT_M)
    kept = tuple(status for status in SHOP.statuses if status.phase is not Phase.APPROVED)
    moves = frozenset(pair for pair in SHOP.transitions if "approved" not in pair)
    with world.store.unit_of_work() as uow:
        uow.workflows.save(Workflow("default", kept, moves))
        uow.commit()
    bench.authorised(Verb.SPLIT, "lead")
    bench.stops("status_unknown")


def test_with_no_barcode_of_ours_left_the_order_is_skipped_and_named(world: World) -> None:
    with world.store.unit_of_work() as uow:
        order = an_incoming("501", an_incoming_line(offer="handmade"))
        first, _ = uow.numbers.left(INTERNAL)
        assert first > 0
    engine = world.store.engine
    with engine.begin() as connection:
        connection.exec_driver_sql(
            f"UPDATE number_ranges SET next_counter = last_counter + 1 WHERE carrier = '{INTERNAL}'"
        )
    (result,) = world.take_in(order)
    assert (result.result, codes(result)) == ("skipped", ["numbers_exhausted"])


def test_an_order_of_no_channel_has_nobody_to_tell(world: World) -> None:
    order = an_incoming(channel="", channel_id="")
    world.take_in(replace(order, payload_hash=hash_of(order)))
    world.bench().ship()
    assert world.outbox("channel.order") == []


def test_nobody_logs_off_nobody(world: World) -> None:
    with world.store.unit_of_work() as uow, pytest.raises(Refused, match="log_in_first"):
        log_off(Work(uow, uow.benches.get("bench-1"), world.clock.now(), "", world.settings))


def test_a_command_of_the_screen_is_the_barcode_of_its_verb(bench: BenchDriver) -> None:
    bench.scan("501")
    assert bench.desk.command(Verb.CANCEL_VIEW).outcome.code == "view_closed"


def test_what_was_moved_back_by_the_matrix_alone_ships_again_by_its_booking(bench: BenchDriver, world: World) -> None:
    bench.ship()
    with world.office() as work:
        work.move_to_status(work.uow.orders.get("501"), "assembly")
    world.settings = replace(world.settings, auto_ship=False)
    again = world.bench()
    again.scan("501")
    again.give(Verb.CONFIRM)
    again.hears("order_shipped")
    assert [shipment.reference for shipment in world.order().shipments] == ["501/1"]
    assert len(world.outbox("carrier.register")) == 1
