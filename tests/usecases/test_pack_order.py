from __future__ import annotations

import pytest

from station.domain.incoming import DeliveryChoice
from station.domain.parcel import ParcelState
from station.domain.shipment import Numbering
from station.domain.workflow.phases import Phase
from station.scan.commands import Verb
from station.usecases.outcome import Tone
from tests.builders import BAG, OWN, an_incoming, an_incoming_line
from tests.usecases.world import SHIRT_M, SOCKS, BenchDriver, World


@pytest.fixture
def two(world: World) -> BenchDriver:
    """A bench with an order of a shirt and socks open."""
    world.take_in(an_incoming("501", an_incoming_line("1"), an_incoming_line("2", "socks")))
    driver = world.bench()
    driver.scan("501")
    return driver


@pytest.fixture
def on_scale(world: World) -> BenchDriver:
    """The same, with a scale."""
    world.take_in(an_incoming("501", an_incoming_line("1"), an_incoming_line("2", "socks")))
    driver = world.bench(scale=True)
    driver.scan("501")
    return driver


def test_nothing_is_weighed_while_units_are_missing(two: BenchDriver) -> None:
    two.scan(SHIRT_M)
    two.weigh(300)
    two.hears("units_missing", tone=Tone.ATTENTION)


def test_an_empty_parcel_is_not_weighed(two: BenchDriver) -> None:
    two.give(Verb.NEW_PARCEL)
    two.hears("parcel_empty", tone=Tone.ATTENTION)
    two.scans(SHIRT_M, SOCKS)
    two.weigh(400)
    two.weigh(400)
    two.hears("parcel_empty")


@pytest.mark.parametrize("grams", [0, 31_501, 10**20])
def test_an_impossible_weight_is_refused(two: BenchDriver, grams: int) -> None:
    two.scans(SHIRT_M, SOCKS)
    two.weigh(grams)
    two.stops("weight_impossible")


def test_without_an_order_there_is_nothing_to_weigh(world: World) -> None:
    bench = world.bench()
    bench.weigh(100)
    bench.hears("open_an_order_first", tone=Tone.ATTENTION)


def test_a_typed_weight_packs_the_order_and_asks_for_its_label(two: BenchDriver, world: World) -> None:
    two.scans(SHIRT_M, SOCKS)
    two.weigh(390)
    two.hears("order_packed", "tracking_missing", tone=Tone.OK)
    order = world.order()
    (parcel,) = order.live_parcels
    assert (order.phase, parcel.state, parcel.weight_g) == (Phase.PACKED, ParcelState.CLOSED, 390)
    assert parcel.label is not None
    assert parcel.label.number.startswith("20")


def test_without_a_reading_the_weight_is_asked_for(on_scale: BenchDriver, world: World) -> None:
    on_scale.scans(SHIRT_M, SOCKS)
    on_scale.hears("all_units_verified")
    on_scale.give(Verb.WEIGH)
    on_scale.hears("weight_needed", tone=Tone.ATTENTION)
    world.scale.grams, world.scale.stable = 400, False
    on_scale.give(Verb.WEIGH)
    on_scale.hears("weight_unstable", tone=Tone.ATTENTION)
    world.scale.stable = True
    on_scale.give(Verb.WEIGH)
    on_scale.hears("order_packed")


def test_with_a_scale_the_last_unit_packs_the_order(on_scale: BenchDriver, world: World) -> None:
    world.scale.follows = True
    on_scale.scans(SHIRT_M, SOCKS)
    on_scale.hears("order_packed")
    assert world.order().live_parcels[0].weight_g == 300 + 50 + 20  # two units and the carrier's bag


@pytest.mark.parametrize(("grams", "stable"), [(0, True), (-5, True), (300, False)])
def test_a_reading_that_means_nothing_is_not_taken(
    on_scale: BenchDriver, world: World, grams: int, *, stable: bool
) -> None:
    world.scale.grams, world.scale.stable = grams, stable
    on_scale.scans(SHIRT_M, SOCKS)
    on_scale.hears("all_units_verified")


def test_a_scale_that_shows_too_much_does_not_lose_the_unit(on_scale: BenchDriver, world: World) -> None:
    world.scale.grams = 90_000
    on_scale.scans(SHIRT_M, SOCKS)
    on_scale.hears("all_units_verified")
    on_scale.give(Verb.WEIGH)
    on_scale.stops("weight_impossible")


def test_several_parcels_each_with_its_weight_and_label(on_scale: BenchDriver, world: World) -> None:
    world.scale.grams = 320
    on_scale.scan(SHIRT_M)
    on_scale.give(Verb.NEW_PARCEL)
    on_scale.hears("parcel_weighed")
    world.scale.grams = 70
    on_scale.scan(SOCKS)
    on_scale.hears("order_packed")
    order = world.order()
    assert [(p.position, p.weight_g, len(p.live_units)) for p in order.live_parcels] == [(1, 320, 1), (2, 70, 1)]
    assert [label.parcel_of for p in order.live_parcels for label in p.labels] == [2, 2]


def test_a_parcel_more_after_an_undo_gives_the_others_new_labels_that_count_it(
    on_scale: BenchDriver, world: World
) -> None:
    world.take_in(an_incoming("502", *(an_incoming_line(str(n), "socks") for n in range(1, 4))))
    world.scale.grams = 70
    on_scale.give(Verb.CANCEL_VIEW)
    on_scale.scans("502", SOCKS)
    on_scale.give(Verb.NEW_PARCEL)
    on_scale.scans(SOCKS, SOCKS)
    on_scale.hears("order_packed")
    first = world.order("502").live_parcels[0].label
    assert first is not None
    on_scale.scan(first.number)
    on_scale.hears("tracking_bound")
    on_scale.give(Verb.UNDO)
    on_scale.give(Verb.UNDO)
    on_scale.hears("undone_unit")
    on_scale.give(Verb.NEW_PARCEL)
    on_scale.scan(SOCKS)
    on_scale.hears("order_packed")
    order = world.order("502")
    assert [p.label.parcel_of for p in order.live_parcels if p.label] == [3, 3, 3]
    assert [p.binding for p in order.live_parcels] == [None, None, None]
    on_scale.scan(first.number)
    on_scale.stops("number_void")
    on_scale.bind_labels()
    on_scale.hears("order_shipped")


def test_without_a_scale_a_new_parcel_takes_the_weight_that_is_typed_next(two: BenchDriver, world: World) -> None:
    two.scan(SHIRT_M)
    two.give(Verb.NEW_PARCEL)
    two.hears("weight_needed", tone=Tone.ATTENTION)
    two.weigh(320)
    two.hears("parcel_weighed", tone=Tone.OK)
    two.scan(SOCKS)
    two.weigh(70)
    two.hears("order_packed")
    assert [p.weight_g for p in world.order().live_parcels] == [320, 70]


def test_another_scan_takes_the_question_for_the_weight_away(two: BenchDriver) -> None:
    two.scan(SHIRT_M)
    two.give(Verb.NEW_PARCEL)
    two.give(Verb.UNDO)
    two.hears("undone_unit")
    two.scan(SHIRT_M)
    two.weigh(320)
    two.hears("units_missing")


def test_a_new_parcel_for_the_last_unit_packs(on_scale: BenchDriver, world: World) -> None:
    world.scale.grams = None
    on_scale.scans(SHIRT_M, SOCKS)
    world.scale.grams = 320
    on_scale.give(Verb.NEW_PARCEL)
    on_scale.hears("order_packed")


def test_a_used_up_range_stops_before_anything_is_half_done(world: World) -> None:
    delivery = DeliveryChoice("x", carrier="unheard-of", service="x", numbering=Numbering.ALLOTTED)
    world.take_in(an_incoming("501", delivery=delivery))
    bench = world.bench()
    bench.scans("501", SHIRT_M)
    bench.weigh(300)
    bench.stops("numbers_exhausted")
    assert world.order().phase is Phase.ASSEMBLY


def test_a_range_of_a_carrier_whose_numbers_we_cannot_make_is_never_printed(world: World) -> None:
    with world.office() as work:
        work.uow.numbers.add_range("russian_post", 1, 9)
    delivery = DeliveryChoice("x", carrier="russian_post", service="x", numbering=Numbering.ALLOTTED)
    world.take_in(an_incoming("501", delivery=delivery))
    bench = world.bench()
    bench.scans("501", SHIRT_M)
    bench.weigh(300)
    bench.stops("numbers_exhausted")


def test_our_own_couriers_get_numbers_of_ours(world: World) -> None:
    world.take_in(an_incoming("501", delivery=OWN))
    bench = world.bench()
    bench.pack()
    label = world.order().live_parcels[0].label
    assert label is not None
    assert label.number.startswith("LN")
    bench.scan(label.number)
    bench.hears("order_shipped")
    assert world.outbox("carrier.register") == []  # no wire to our own couriers


def test_a_bag_with_its_own_number_gets_no_label_of_ours(world: World) -> None:
    world.take_in(an_incoming("501", delivery=BAG))
    bench = world.bench()
    bench.pack()
    assert world.order().live_parcels[0].label is None
