from __future__ import annotations

from dataclasses import replace

import pytest

from station.domain.incoming import IncomingOrder
from station.scan.commands import Verb
from station.usecases.decide import hold_by_hand
from station.usecases.outcome import Tone
from tests.builders import an_incoming, an_incoming_line
from tests.usecases.world import (
    BADGES,
    CROSS,
    EARRINGS,
    EARRINGS_B,
    RING_18,
    RING_A,
    RING_B,
    SHIRT_L,
    SHIRT_M,
    SOCKS,
    UIN_B,
    UIN_LEFT,
    UIN_RIGHT,
    UIN_STRANGE,
    BenchDriver,
    World,
)


def of_jewels(number: str, *offers: str, **odd: object) -> IncomingOrder:
    """An order of jewellery in a shop that asks for no passport."""
    lines = [an_incoming_line(str(position), offer) for position, offer in enumerate(offers, start=1)]
    return an_incoming(number, *lines, site="relaxed", **odd)  # type: ignore[arg-type]  # a test names the fields


@pytest.fixture
def jeweller(world: World) -> BenchDriver:
    """A bench with order 601: a ring and earrings that need a UIN."""
    world.take_in(of_jewels("601", "ring", "earrings"))
    driver = world.bench()
    driver.scan("601")
    return driver


def verified(world: World, number: str) -> list[tuple[str, str | None, str | None]]:
    return [(u.offer, u.unit, u.uin) for parcel in world.order(number).live_parcels for u in parcel.live_units]


def test_a_thing_of_another_order_is_refused(bench: BenchDriver) -> None:
    bench.scans("501", SOCKS)
    assert (bench.facts["name"], bench.facts["place"]) == ("Носки", "В-3")
    bench.stops("other_order_unit")


def test_a_sister_is_refused_by_what_differs(bench: BenchDriver) -> None:
    bench.scans("501", SHIRT_L)
    assert (bench.facts["expected"], bench.facts["got"], bench.facts["by"]) == ("M", "L", "size")
    assert bench.heard.outcome.line == "1"
    bench.stops("sister_unit")


def test_one_too_many_is_refused(bench: BenchDriver) -> None:
    bench.scans("501", SHIRT_M, SHIRT_M)
    bench.stops("one_too_many")


def test_a_cancelled_line_is_not_packed(world: World) -> None:
    world.take_in(an_incoming("501", an_incoming_line("1"), an_incoming_line("2", "socks", cancelled=True)))
    bench = world.bench()
    bench.scans("501", SOCKS)
    bench.stops("line_cancelled")


def test_a_misread_is_no_unknown_code(bench: BenchDriver) -> None:
    bench.scans("501", SHIRT_M[:-1] + str((int(SHIRT_M[-1]) + 1) % 10))
    bench.stops("misread")


def test_a_unit_from_another_store_is_refused(world: World) -> None:
    world.take_in(of_jewels("601", "ring", shipment_store="Арбат"))
    bench = world.bench()
    bench.scans("601", RING_A)
    assert (bench.facts["expected"], bench.facts["got"]) == ("Арбат", "Тверская")
    bench.stops("other_store")


def test_a_unit_in_a_live_parcel_is_refused_with_which_when_and_who(either: World) -> None:
    either.take_in(of_jewels("601", "ring"), of_jewels("602", "ring"))
    first, second = either.bench(), either.bench("bench-2", who="bor")
    first.scans("601", RING_A)
    at = either.clock.now().isoformat()
    second.scans("602", RING_A)
    facts = second.facts
    assert (facts["order"], facts["parcel"], facts["who"], facts["at"]) == ("601", "1", "Пакова", at)
    second.stops("unit_in_parcel")
    second.scan(RING_B)
    second.hears("all_units_verified")


def test_a_unit_set_aside_is_expected_exactly(world: World) -> None:
    world.take_in(of_jewels("601", "ring"), of_jewels("602", "ring"))
    with world.store.unit_of_work() as uow:
        uow.catalogue.reserve(RING_B, "601")
        uow.commit()
    bench = world.bench()
    bench.scans("601", RING_A)
    assert (bench.facts["expected"], bench.facts["got"]) == (RING_B, RING_A)
    bench.stops("other_unit_reserved")
    bench.scan(RING_B)
    bench.hears("all_units_verified")
    bench.give(Verb.UNDO)
    bench.give(Verb.CANCEL_VIEW)
    bench.scans("602", RING_B)
    assert bench.facts["order"] == "601"
    bench.stops("other_order_unit")


def test_a_sister_unit_of_another_size_is_refused(jeweller: BenchDriver) -> None:
    jeweller.scan(RING_18)
    jeweller.stops("sister_unit")


# -- UINs --------------------------------------------------------------------------------------------------------------


def test_where_a_uin_is_needed_a_second_scan_asks_for_it(jeweller: BenchDriver, world: World) -> None:
    jeweller.scan(EARRINGS)
    jeweller.hears("uin_needed", tone=Tone.ATTENTION)
    assert verified(world, "601") == []
    jeweller.scan(UIN_RIGHT)
    jeweller.hears("unit_verified", tone=Tone.OK)
    assert verified(world, "601") == [("earrings", EARRINGS, UIN_RIGHT)]


@pytest.mark.parametrize("wrong", [RING_A, SHIRT_M, EARRINGS])
def test_anything_but_a_uin_is_refused_and_the_question_stays(jeweller: BenchDriver, wrong: str) -> None:
    jeweller.scans(EARRINGS, wrong)
    jeweller.stops("not_a_uin")
    jeweller.scan(UIN_LEFT)
    jeweller.hears("unit_verified")


def test_the_uin_of_another_piece_is_refused(jeweller: BenchDriver) -> None:
    jeweller.scans(EARRINGS, UIN_B)
    jeweller.stops("other_uin")
    jeweller.scan(UIN_LEFT)
    jeweller.hears("unit_verified")


def test_a_uin_that_the_catalogue_does_not_know_is_taken_as_it_is(jeweller: BenchDriver, world: World) -> None:
    jeweller.scans(EARRINGS, UIN_STRANGE)
    jeweller.hears("unit_verified")
    assert verified(world, "601") == [("earrings", EARRINGS, UIN_STRANGE)]


def test_a_piece_scanned_by_its_uin_needs_no_second_scan(jeweller: BenchDriver, world: World) -> None:
    jeweller.scan(UIN_LEFT)
    jeweller.hears("unit_verified")
    assert verified(world, "601") == [("earrings", EARRINGS, UIN_LEFT)]


def test_the_other_uin_of_a_piece_in_a_parcel_is_the_same_piece(either: World) -> None:
    either.take_in(of_jewels("601", "earrings"), of_jewels("602", "earrings"))
    first, second = either.bench(), either.bench("bench-2", who="bor")
    first.scans("601", UIN_LEFT)
    second.scans("602", UIN_RIGHT)
    second.stops("unit_in_parcel")
    second.scan(EARRINGS)
    second.stops("unit_in_parcel")


def test_a_uin_that_lies_in_a_parcel_is_refused_for_a_second_piece(world: World) -> None:
    world.take_in(of_jewels("601", "earrings"), of_jewels("602", "earrings"))
    first, second = world.bench(), world.bench("bench-2", who="bor")
    first.scans("601", EARRINGS, UIN_STRANGE)
    second.scans("602", EARRINGS_B, UIN_STRANGE)
    assert second.facts["order"] == "601"
    second.stops("unit_in_parcel")


def test_undo_takes_back_the_piece_that_waits_for_its_uin_and_nothing_else(jeweller: BenchDriver, world: World) -> None:
    jeweller.scans(RING_A, EARRINGS)
    jeweller.give(Verb.UNDO)
    jeweller.hears("undone_unit")
    assert jeweller.facts["name"] == "Товар earrings"
    assert jeweller.desk.view.pending is None
    assert verified(world, "601") == [("ring", RING_A, None)]


def test_a_hold_stops_the_second_scan_too(jeweller: BenchDriver, world: World) -> None:
    jeweller.scan(EARRINGS)
    with world.office("man") as work:
        hold_by_hand(work, "601", "спросить")
    jeweller.scan(UIN_LEFT)
    jeweller.stops("order_held")


def test_a_line_taken_away_before_its_uin_came_is_full(world: World) -> None:
    order = of_jewels("601", "ring", "earrings")
    world.take_in(order)
    bench = world.bench()
    bench.scans("601", EARRINGS)
    gone = replace(order.lines[1], cancelled=True)
    world.take_in(replace(order, lines=(order.lines[0], gone), payload_hash="changed"))
    bench.scan(UIN_LEFT)
    bench.stops("one_too_many")


def test_another_operator_goes_on_with_the_question(jeweller: BenchDriver, world: World) -> None:
    jeweller.scans(EARRINGS, BADGES["bor"])
    jeweller.hears("operator_changed")
    assert jeweller.desk.view.pending is not None
    jeweller.scan(UIN_LEFT)
    jeweller.hears("unit_verified")
    (unit,) = world.order("601").live_parcels[0].live_units
    assert (unit.uin, unit.by) == (UIN_LEFT, "Борисов")


def test_where_all_units_are_alike_the_uin_makes_each_a_thing_of_its_own(world: World) -> None:
    world.take_in(of_jewels("601", "cross"), of_jewels("602", "cross"))
    first, second = world.bench(), world.bench("bench-2", who="bor")
    first.scans("601", CROSS, UIN_STRANGE)
    assert verified(world, "601") == [("cross", UIN_STRANGE, UIN_STRANGE)]
    second.scans("602", CROSS, UIN_STRANGE)
    second.stops("unit_in_parcel")
