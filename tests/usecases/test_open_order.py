from __future__ import annotations

import pytest

from station.domain.incoming import CatalogueOffer, ChannelPlace
from station.domain.order import PassportState
from station.domain.workflow.phases import Phase
from station.scan.commands import Verb
from station.store.catalogue_feed import replace_catalogue
from station.usecases.decide import cancel_order, decide_passport, hold_by_hand
from station.usecases.hold_order import release
from station.usecases.outcome import Tone
from tests.builders import an_incoming, an_incoming_line
from tests.usecases.world import CATALOGUE, RING_A, SHIRT_L, SHIRT_M, BenchDriver, World


def test_a_code_that_nobody_knows_is_refused(bench: BenchDriver) -> None:
    bench.scan("99999999")
    bench.hears("misread")
    bench.give(Verb.CONFIRM)
    bench.scan("нет такого")
    bench.stops("unknown_code")


def test_a_unit_without_an_order_asks_for_the_order_first(bench: BenchDriver) -> None:
    bench.scan(SHIRT_M)
    bench.hears("open_an_order_first", tone=Tone.ATTENTION)


@pytest.mark.parametrize("place", [ChannelPlace.NEW, ChannelPlace.APPROVAL, ChannelPlace.APPROVED])
def test_an_order_that_is_not_ready_is_refused(world: World, place: ChannelPlace) -> None:
    world.take_in(an_incoming(status=place))
    bench = world.bench()
    bench.scan("501")
    bench.stops("order_not_ready")


def test_a_cancelled_order_is_refused(world: World) -> None:
    world.take_in(an_incoming(status=ChannelPlace.CANCELLED))
    bench = world.bench()
    bench.scan("501")
    bench.stops("order_cancelled")


def test_an_order_that_the_channel_has_closed_is_to_read_only(world: World) -> None:
    world.take_in(an_incoming(status=ChannelPlace.ELSEWHERE, channel_status="delivered"))
    bench = world.bench()
    bench.scan("501")
    bench.stops("closed_elsewhere")


def test_an_order_that_nobody_carries_is_held_until_a_person_is_asked(world: World) -> None:
    world.take_in(an_incoming(delivery=an_incoming().delivery.__class__("teleport")))
    bench = world.bench()
    bench.scan("501")
    bench.stops("order_held")
    assert [hold.reason for hold in world.order().open_holds] == ["carrier_unknown"]


def test_jewellery_that_the_catalogue_learned_of_later_is_held_and_its_officer_sees_it(either: World) -> None:
    either.take_in(an_incoming("501", an_incoming_line(offer="tiara")))
    tiara = CatalogueOffer("tiara", "Т-1", "Т-1", "Тиара", "Тиара", (), jewellery=True)
    replace_catalogue(either.store, (*CATALOGUE, tiara), source="shop", at=either.clock.now())
    bench = either.bench()
    bench.scan("501")
    assert bench.desk.view.order is None
    bench.stops("order_held")
    order = either.order()
    assert order.passport is not None
    assert (order.passport.state, order.bench) == (PassportState.REQUIRED, None)
    with either.office("off") as work:
        decide_passport(work, "501", PassportState.CLEAR)
    bench.scan("501")
    bench.hears("order_opened")


def test_a_held_order_says_only_that_it_is_held(world: World) -> None:
    world.take_in()
    with world.office("man") as work:
        hold_by_hand(work, "501", "похоже на обман")
    bench = world.bench()
    bench.scan("501")
    assert dict(bench.facts) == {"order": "501"}
    bench.stops("order_held")
    with world.office("man") as work:
        release(work, "501")
    bench.scan("501")
    bench.hears("order_opened", tone=Tone.OK)


def test_jewellery_without_a_verdict_says_the_same_as_any_held_order(world: World) -> None:
    world.take_in(an_incoming("501", an_incoming_line(offer="ring"), site="jeweller"))
    bench = world.bench()
    bench.scan("501")
    assert dict(bench.facts) == {"order": "501"}
    bench.stops("order_held")
    with world.office("off") as work:
        decide_passport(work, "501", PassportState.CLEAR)
    bench.scans("501", RING_A)
    bench.hears("all_units_verified")


def test_jewellery_found_at_opening_stops_the_order(world: World) -> None:
    world.settings.sites["shop"]
    world.take_in(an_incoming("501", an_incoming_line(offer="unheard-of", barcodes=(SHIRT_L,)), site="shop"))
    with world.store.unit_of_work() as uow:
        uow.orders.get("501").site = "jeweller"
        uow.commit()
    bench = world.bench()
    bench.scan("501")
    bench.stops("order_held")
    assert bench.desk.view.order is None


def test_a_shipped_order_is_refused(bench: BenchDriver) -> None:
    bench.ship()
    bench.scan("501")
    bench.stops("order_shipped_already")


def test_an_order_open_at_another_bench_is_refused_naming_it(bench: BenchDriver, world: World) -> None:
    bench.scan("501")
    other = world.bench("bench-2", who="bor")
    other.scan("501")
    assert other.facts["bench"] == "bench-1"
    other.stops("order_open_elsewhere")


def test_one_bench_has_one_open_order(bench: BenchDriver, world: World) -> None:
    world.take_in(an_incoming("502"))
    bench.scans("501", "501")
    bench.hears("order_already_open", tone=Tone.ATTENTION)
    bench.scan("502")
    assert bench.facts["order"] == "501"
    bench.stops("other_order_open")


def test_an_order_whose_availability_is_confirmed_goes_into_assembly(world: World) -> None:
    world.take_in(an_incoming(status=ChannelPlace.AVAILABLE))
    bench = world.bench()
    bench.scan("501")
    bench.hears("order_opened", tone=Tone.OK)
    assert world.order().phase is Phase.ASSEMBLY
    assert bench.desk.view.order is not None
    assert [row.payload["status"] for row in world.outbox("channel.order")] == ["assembly"]


def test_an_order_cancelled_while_it_is_open_leaves_the_bench(bench: BenchDriver, world: World) -> None:
    bench.scans("501", SHIRT_M)
    with world.office() as work:
        cancel_order(work, "501")
    assert bench.desk.look().order is None
    bench.scan(SHIRT_M)
    bench.hears("open_an_order_first")
    assert world.order().live_parcels == ()


def test_an_order_held_while_it_is_open_stops_at_the_next_scan(bench: BenchDriver, world: World) -> None:
    bench.scan("501")
    with world.office("man") as work:
        hold_by_hand(work, "501", "спросить")
    bench.scan(SHIRT_M)
    bench.stops("order_held")
    bench.scan("501")
    bench.stops("order_held")


def test_a_closed_view_gives_the_order_to_any_bench(bench: BenchDriver, world: World) -> None:
    bench.scan("501")
    bench.give(Verb.CANCEL_VIEW)
    bench.hears("view_closed")
    other = world.bench("bench-2", who="bor")
    other.scan("501")
    other.hears("order_opened")
