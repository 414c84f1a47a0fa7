from __future__ import annotations

import pytest

from station.domain.parcel import ParcelState
from station.domain.workflow.phases import Phase
from station.scan.commands import Verb
from station.usecases.outcome import Tone
from tests.builders import BAG, an_incoming, an_incoming_line
from tests.usecases.test_bind_tracking import BAGS
from tests.usecases.world import SHIRT_M, SOCKS, BenchDriver, World


@pytest.fixture
def two(world: World) -> BenchDriver:
    """A bench with an order of a shirt and socks open, in bags with numbers of their own."""
    lines = an_incoming_line("1"), an_incoming_line("2", "socks")
    world.take_in(an_incoming("501", *lines, delivery=BAG))
    driver = world.bench()
    driver.scan("501")
    return driver


def test_with_nothing_to_take_back_undo_says_so(two: BenchDriver) -> None:
    two.give(Verb.UNDO)
    two.hears("nothing_to_undo", tone=Tone.ATTENTION)


def test_undo_takes_the_last_unit_out_again(two: BenchDriver, world: World) -> None:
    two.scan(SHIRT_M)
    two.give(Verb.UNDO)
    two.hears("undone_unit", tone=Tone.OK)
    order = world.order()
    assert (order.units_missing, order.live_parcels) == (2, ())
    (unit,) = order.parcels[0].units
    assert (unit.ended_by, unit.ended_why) == ("Пакова", "undo")
    two.scan(SHIRT_M)
    two.hears("unit_verified")


def test_undo_goes_back_step_by_step(two: BenchDriver, world: World) -> None:
    two.scans(SHIRT_M, SOCKS)
    two.give(Verb.UNDO)
    assert two.facts["name"] == "Товар socks"
    two.give(Verb.UNDO)
    assert two.facts["name"] == "Товар shirt"
    two.give(Verb.UNDO)
    two.hears("nothing_to_undo")
    assert world.order().units_verified == 0


def test_a_unit_taken_out_of_a_packed_order_opens_its_parcel_and_ends_its_label(world: World) -> None:
    world.take_in(an_incoming("501", an_incoming_line("1"), an_incoming_line("2", "socks")))
    bench = world.bench()
    bench.pack("501", SHIRT_M, SOCKS)
    old = world.order().live_parcels[0].label
    assert old is not None
    bench.give(Verb.UNDO)
    bench.hears("undone_unit")
    order = world.order()
    assert (order.phase, order.live_parcels[0].state) == (Phase.ASSEMBLY, ParcelState.OPEN)
    assert order.live_parcels[0].weight_g is None
    bench.scan(SOCKS)
    bench.weigh(400)
    bench.hears("order_packed")
    bench.scan(old.number)
    bench.stops("number_void")
    bench.bind_labels()
    bench.hears("order_shipped")


def test_undo_of_a_binding_leaves_the_bag_free_for_another_order(two: BenchDriver, world: World) -> None:
    world.take_in(an_incoming("502", delivery=BAG))
    two.scan(SHIRT_M)
    two.give(Verb.NEW_PARCEL)
    two.weigh(320)
    two.scan(SOCKS)
    two.weigh(70)
    two.scan(BAGS[0])
    two.hears("tracking_bound", "tracking_missing")
    two.give(Verb.UNDO)
    two.hears("undone_binding", tone=Tone.OK)
    assert two.facts["got"] == BAGS[0]
    order = world.order()
    assert order.phase is Phase.PACKED
    assert [binding.ended_why for binding in order.live_parcels[0].bindings] == ["undo"]
    two.give(Verb.CANCEL_VIEW)
    two.give(Verb.CANCEL_VIEW)
    two.pack("502")
    two.scan(BAGS[0])
    two.hears("order_shipped")


def test_what_is_shipped_is_not_undone(two: BenchDriver, world: World) -> None:
    two.scans(SHIRT_M, SOCKS)
    two.weigh(400)
    two.scan(BAGS[0])
    two.hears("order_shipped")
    two.give(Verb.UNDO)
    two.hears("open_an_order_first", tone=Tone.ATTENTION)
    assert world.order().phase is Phase.SHIPPED
