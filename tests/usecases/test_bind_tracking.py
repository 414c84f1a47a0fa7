from __future__ import annotations

from dataclasses import replace

import pytest

from station.domain.numbers import spsr_parcel_number
from station.domain.parcel import LabelState, Parcel
from station.domain.workflow.phases import Phase
from station.scan.commands import Verb
from station.usecases.decide import reopen_order
from station.usecases.outcome import Tone
from tests.builders import BAG, POST, an_incoming, an_incoming_line
from tests.usecases.world import SHIRT_M, SOCKS, BenchDriver, World

BAGS = [spsr_parcel_number(counter) for counter in range(5_000_000, 5_000_005)]
EMS = "RR123456785TR"
POSTAL = "10944022440321"


def label_of(world: World, number: str = "501") -> str:
    label = world.order(number).live_parcels[0].label
    assert label is not None
    return label.number


def parcel_of(world: World, number: str = "501") -> Parcel:
    return world.order(number).live_parcels[0]


@pytest.fixture
def bags(world: World) -> BenchDriver:
    """A bench with orders 501 and 502 waiting, both in bags with printed numbers."""
    world.take_in(an_incoming("501", delivery=BAG), an_incoming("502", delivery=BAG))
    return world.bench()


# -- our own labels, from an allotted range ----------------------------------------------------------------------------


def test_a_number_before_the_units_is_refused(bench: BenchDriver) -> None:
    bench.scans("501", BAGS[0])
    bench.hears("units_missing", tone=Tone.ATTENTION)
    bench.scans(SHIRT_M, BAGS[0])
    bench.hears("weight_needed", tone=Tone.ATTENTION)


def test_only_the_very_label_binds(bench: BenchDriver, world: World) -> None:
    bench.pack()
    bench.scan(BAGS[0])
    assert bench.facts["expected"] == label_of(world)
    bench.stops("not_this_label")
    bench.scan("СОВСЕМ-НЕ-НОМЕР")
    bench.stops("not_this_label")
    assert world.order().phase is Phase.PACKED


def test_the_label_of_another_order_is_refused_naming_it(bench: BenchDriver, world: World) -> None:
    world.take_in(an_incoming("502"))
    other = world.bench("bench-2", who="bor")
    other.pack("502")
    bench.pack("501")
    bench.scan(label_of(world, "502"))
    assert bench.facts["order"] == "502"
    bench.stops("not_this_label")


def test_the_scan_of_the_label_binds_and_the_order_ships_by_itself(either: World) -> None:
    either.take_in()
    bench = either.bench()
    bench.pack()
    bench.scan(label_of(either))
    bench.hears("order_shipped", tone=Tone.OK)
    order = either.order()
    binding = parcel_of(either).binding
    assert order.phase is Phase.SHIPPED
    assert binding is not None
    assert (binding.bound_by, binding.number) == ("Пакова", label_of(either))
    assert bench.desk.view.order is None
    assert order.bench is None


def test_shipping_leaves_one_booking_and_the_news_in_the_outbox(bench: BenchDriver, world: World) -> None:
    bench.ship()
    (row,) = world.outbox("carrier.register")
    assert (row.key, row.order, row.state) == ("501/1", "501", "waiting")
    news = world.outbox("channel.order")
    assert [one.payload["phase"] for one in news] == ["PACKED", "SHIPPED"]
    assert news[-1].payload["packer"] == "Пакова"
    assert news[-1].payload["parcels"] == [
        {"parcel": 1, "carrier": "spsr", "tracking": label_of(world), "weight_g": 320}
    ]
    assert news[-1].payload["lines"] == [
        {"line": "1", "offer": "shirt", "quantity": 1, "verified": 1, "cancelled": False}
    ]


def test_every_step_stands_in_the_journal(bench: BenchDriver, world: World) -> None:
    bench.ship()
    assert [line.code for line in world.story() if line.kind == "scan"] == [
        "order_opened", "all_units_verified", "order_packed", "order_shipped",
    ]  # fmt: skip
    moves = [line.payload["after"] for line in world.story() if line.kind == "status"]
    assert moves == ["packed", "shipped"]
    assert world.store.verify_journal() == ()


def test_the_bound_label_of_a_half_bound_order_is_bound_already(world: World) -> None:
    world.take_in(an_incoming("501", an_incoming_line("1"), an_incoming_line("2", "socks")))
    bench = world.bench(scale=True)
    world.scale.grams = 300
    bench.scans("501", SHIRT_M)
    bench.give(Verb.NEW_PARCEL)
    bench.scans(SOCKS)
    first, second = [p.label for p in world.order().live_parcels]
    assert first is not None
    assert second is not None
    bench.scan(second.number)
    bench.hears("tracking_bound", "tracking_missing", tone=Tone.OK)
    assert (bench.facts["parcel"], bench.facts["parcels"]) == ("2", "2")
    bench.scan(second.number)
    bench.hears("already_bound", tone=Tone.ATTENTION)
    bench.scan(first.number)
    bench.hears("order_shipped")


def test_the_scan_of_a_label_proves_that_it_was_printed(bench: BenchDriver, world: World) -> None:
    bench.ship()
    label = parcel_of(world).label
    assert label is not None
    assert label.state is LabelState.PRINTED
    assert label.printed_at is not None


# -- numbers printed on bags -------------------------------------------------------------------------------------------


def test_the_bag_binds(bags: BenchDriver, world: World) -> None:
    bags.pack("501")
    bags.scan(BAGS[0])
    bags.hears("order_shipped")
    assert parcel_of(world).tracking == BAGS[0]


def test_a_bag_on_a_live_parcel_is_refused_naming_the_first(either: World) -> None:
    either.take_in(an_incoming("501", delivery=BAG), an_incoming("502", delivery=BAG))
    bench = either.bench()
    bench.pack("501")
    bench.scan(BAGS[0])
    bench.pack("502")
    bench.scan(BAGS[0])
    assert (bench.facts["order"], bench.facts["parcel"]) == ("501", "1")
    bench.stops("number_taken")
    bench.scan(BAGS[1])
    bench.hears("order_shipped")


def test_a_bag_misread_is_told(bags: BenchDriver) -> None:
    bags.pack("501")
    bags.scan(BAGS[0][:-1] + str((int(BAGS[0][-1]) + 1) % 10))
    assert bags.heard.outcome.code in {"number_misread", "number_shape"}
    assert bags.heard.outcome.tone is Tone.STOP


def test_a_number_of_another_carrier_is_refused(bags: BenchDriver) -> None:
    bags.pack("501")
    for foreign in (EMS, POSTAL):
        bags.scan(foreign)
        bags.stops("number_shape")


@pytest.mark.parametrize("number", [EMS, POSTAL])
def test_the_post_takes_its_own_two_forms(world: World, number: str) -> None:
    world.take_in(an_incoming("501", delivery=POST))
    bench = world.bench()
    bench.pack()
    bench.scan(BAGS[0])
    bench.stops("number_shape")
    bench.scan(number)
    bench.hears("order_shipped")
    assert world.outbox("carrier.register") == []  # booked by hand at the post


def test_goods_never_bind(bags: BenchDriver) -> None:
    bags.pack("501")
    bags.scan(SHIRT_M)
    bags.stops("one_too_many")
    bags.scan(SOCKS)
    bags.stops("other_order_unit")


def test_a_void_bag_is_refused_for_ever(bags: BenchDriver, world: World) -> None:
    bags.pack("501")
    bags.scan(BAGS[0])
    with world.office() as work:
        reopen_order(work, "501")
    bags.scan("501")
    bags.hears("order_resumed")
    bags.scan(BAGS[0])
    bags.stops("number_void")
    bags.give(Verb.CANCEL_VIEW)
    bags.give(Verb.CANCEL_VIEW)
    bags.pack("502")
    bags.scan(BAGS[0])
    bags.stops("number_void")


# -- shipping that does not go by itself -------------------------------------------------------------------------------


def test_where_shipping_waits_for_a_word_the_confirmation_is_that_word(world: World) -> None:
    world.settings = replace(world.settings, auto_ship=False)
    world.take_in()
    bench = world.bench()
    bench.pack()
    bench.give(Verb.CONFIRM)
    bench.hears("nothing_to_confirm")
    bench.bind_labels()
    bench.hears("tracking_bound", tone=Tone.OK)
    assert world.order().phase is Phase.PACKED
    bench.give(Verb.CONFIRM)
    bench.hears("order_shipped", tone=Tone.OK)
