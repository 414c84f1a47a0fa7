from __future__ import annotations

import pytest

from station.domain.incoming import ChannelPlace
from station.domain.manifest import ManifestState
from station.domain.order import PassportState
from station.domain.shipment import ShipmentState
from station.domain.workflow.phases import Phase
from station.errors import Refused
from station.scan.commands import Verb
from station.scan.known import Known
from station.usecases.decide import cancel_order, decide_passport, hold_by_hand, reopen_order
from station.usecases.hold_order import release
from station.usecases.manifests import close_manifest, open_manifest, put_in_cage, take_out_of_cage
from station.usecases.outcome import Tone
from tests.builders import BAG, OWN, an_incoming, an_incoming_line
from tests.usecases.test_bind_tracking import BAGS
from tests.usecases.world import BADGES, RING_A, SHIRT_M, SOCKS, BenchDriver, World

FIRST, SECOND, THIRD = BAGS[:3]


@pytest.fixture
def cage(either: World) -> BenchDriver:
    """A bench at the cage with the manifest of SPSR open; 501 and 502 are shipped in the bags FIRST and SECOND."""
    return at_the_cage(either)


def at_the_cage(world: World) -> BenchDriver:
    world.take_in(an_incoming("501", delivery=BAG), an_incoming("502", delivery=BAG))
    bench = world.bench()
    for number, bag in (("501", FIRST), ("502", SECOND)):
        bench.pack(number)
        bench.scan(bag)
        bench.hears("order_shipped")
    bench.give(Verb.MANIFEST, "spsr")
    bench.hears("manifest_opened", tone=Tone.OK)
    return bench


def close(bench: BenchDriver) -> None:
    bench.give(Verb.CLOSE_MANIFEST)
    bench.hears("scan_again")
    bench.give(Verb.CLOSE_MANIFEST)


def close_without_the_absent(bench: BenchDriver) -> None:
    """Close by the word of a shift lead, while a bound parcel is not in the cage."""
    bench.authorised(Verb.CLOSE_MANIFEST, by="lead")


# -- what is refused at the cage ---------------------------------------------------------------------------------


def test_a_manifest_is_not_opened_over_an_open_order(bench: BenchDriver) -> None:
    bench.scan("501")
    bench.give(Verb.MANIFEST, "spsr")
    bench.stops("other_order_open")


def test_who_may_not_hand_over_opens_no_manifest(world: World) -> None:
    with pytest.raises(Refused, match="not_allowed"), world.office("off") as work:
        open_manifest(work, "spsr")


def test_without_a_manifest_nothing_is_closed(world: World) -> None:
    bench = world.bench()
    close(bench)
    bench.hears("manifest_none", tone=Tone.ATTENTION)


def test_an_empty_manifest_is_not_closed(cage: BenchDriver) -> None:
    close(cage)
    cage.hears("manifest_empty", tone=Tone.ATTENTION)


def test_what_is_no_parcel_is_refused(cage: BenchDriver) -> None:
    cage.scan(SHIRT_M)
    cage.stops("unknown_code")
    cage.scan(THIRD)
    cage.stops("unknown_code")
    cage.scan("60000000")
    cage.stops("misread")


def test_a_parcel_of_another_carrier_is_refused(cage: BenchDriver, either: World) -> None:
    either.take_in(an_incoming("503", delivery=OWN))
    other = either.bench("bench-2", who="bor")
    other.ship("503")
    cage.scan(either.order("503").live_parcels[0].tracking or "")
    assert (cage.facts["expected"], cage.facts["got"]) == ("spsr", "own_courier")
    cage.stops("other_carrier")


def test_a_label_that_was_never_bound_is_refused(cage: BenchDriver, either: World) -> None:
    either.take_in(an_incoming("503"))
    other = either.bench("bench-2", who="bor")
    other.pack("503")
    label = either.order("503").live_parcels[0].label
    assert label is not None
    cage.scan(label.number)
    assert (cage.facts["order"], cage.facts["parcel"]) == ("503", "1")
    cage.stops("not_bound")


def test_a_parcel_whose_order_is_not_shipped_is_refused(world: World) -> None:
    world.take_in(an_incoming("501", an_incoming_line("1"), an_incoming_line("2", "socks"), delivery=BAG))
    bench = world.bench(scale=True)
    world.scale.grams = 300
    bench.scans("501", SHIRT_M)
    bench.give(Verb.NEW_PARCEL)
    bench.scans(SOCKS, FIRST)
    bench.hears("tracking_bound")
    bench.give(Verb.CANCEL_VIEW)
    bench.give(Verb.CANCEL_VIEW)
    bench.give(Verb.MANIFEST, "spsr")
    bench.scan(FIRST)
    bench.hears("not_shipped", "not_shipped", "tracking_missing", "shipment_missing")
    bench.stops("not_shipped")


def test_a_void_label_is_refused(cage: BenchDriver, either: World) -> None:
    with either.office() as work:
        reopen_order(work, "501")
    cage.scan(FIRST)
    cage.stops("number_void")


def test_a_parcel_is_put_in_once(cage: BenchDriver) -> None:
    cage.scan(FIRST)
    cage.hears("in_cage", tone=Tone.OK)
    assert (cage.facts["place"], cage.facts["parcel"], cage.facts["grams"]) == ("1", "1", "320")
    cage.scan(FIRST)
    cage.hears("in_cage_already", tone=Tone.ATTENTION)
    assert cage.facts["place"] == "1"


def test_a_parcel_on_another_manifest_is_refused(world: World) -> None:
    cage = at_the_cage(world)
    cage.scan(FIRST)
    close_without_the_absent(cage)
    cage.hears("manifest_closed")
    first = cage.facts["manifest"]
    cage.give(Verb.MANIFEST, "spsr")
    cage.scan(FIRST)
    assert cage.facts["manifest"] == first
    cage.stops("other_manifest")


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (ShipmentState.REFUSED, "shipment_refused"),
        (ShipmentState.UNKNOWN, "shipment_unknown"),
    ],
)
def test_a_booking_in_trouble_keeps_its_parcel_here(world: World, state: ShipmentState, code: str) -> None:
    cage = at_the_cage(world)
    cage.scan(SECOND)
    with world.store.unit_of_work() as uow:
        for number in ("501", "502"):
            shipment = uow.orders.get(number).shipment
            assert shipment is not None
            shipment.state = state
        uow.commit()
    cage.scan(FIRST)
    cage.stops(code)
    close(cage)
    cage.hears("cage_alarm", "cage_alarm", code)


# -- what happens while a parcel lies in the cage ----------------------------------------------------------------


def test_a_parcel_held_meanwhile_raises_an_alarm_that_names_its_place(cage: BenchDriver, either: World) -> None:
    cage.scans(FIRST, SECOND)
    with either.office("man") as work:
        hold_by_hand(work, "502", "спросить")
    cage.desk.look()
    assert [(tile.order, tile.troubled) for tile in cage.desk.view.tiles] == [("501", False), ("502", True)]
    close(cage)
    cage.hears("cage_alarm", "cage_alarm", "order_held", tone=Tone.STOP)
    facts = cage.facts
    assert (facts["order"], facts["place"], facts["tracking"], facts["why"]) == ("502", "2", SECOND, "order_held")
    assert either.order("501").phase is Phase.SHIPPED
    cage.give(Verb.CONFIRM)
    with either.office("man") as work:
        release(work, "502")
    close(cage)
    cage.hears("manifest_closed", tone=Tone.OK)


def test_a_parcel_cancelled_meanwhile_raises_an_alarm(cage: BenchDriver, either: World) -> None:
    cage.scans(FIRST, SECOND)
    with either.office() as work:
        cancel_order(work, "501")
    close(cage)
    cage.hears("cage_alarm")
    assert cage.facts["why"] == "order_cancelled"
    assert either.order("502").phase is Phase.SHIPPED


def test_a_cancellation_by_the_channel_is_asked_at_the_cage_again(world: World) -> None:
    cage = at_the_cage(world)
    order = an_incoming("501", delivery=BAG, status=ChannelPlace.CANCELLED, channel_status="cancel")
    world.take_in(order)
    cage.scan(FIRST)
    cage.stops("order_held")


@pytest.mark.parametrize("verdict", [PassportState.RED, PassportState.AMBER])
def test_a_verdict_that_turned_red_keeps_the_parcel_here(world: World, verdict: PassportState) -> None:
    world.take_in(an_incoming("501", an_incoming_line(offer="ring"), delivery=BAG, site="jeweller"))
    with world.office("off") as work:
        decide_passport(work, "501", PassportState.CLEAR)
    bench = world.bench()
    bench.pack("501", RING_A, grams=30)
    bench.scan(FIRST)
    bench.hears("order_shipped")
    with world.office("off") as work:
        decide_passport(work, "501", verdict)
    bench.give(Verb.MANIFEST, "spsr")
    bench.scan(FIRST)
    bench.stops("order_held")


def test_without_a_manifest_nothing_is_taken_out(world: World) -> None:
    bench = world.bench()
    bench.give(Verb.OUT_OF_CAGE)
    bench.hears("manifest_none", tone=Tone.ATTENTION)


def test_what_does_not_lie_in_the_cage_is_not_taken_out(cage: BenchDriver) -> None:
    cage.scan(FIRST)
    cage.give(Verb.OUT_OF_CAGE)
    cage.hears("parcel_to_take_out", tone=Tone.ATTENTION)
    cage.scan(SECOND)
    cage.stops("not_in_cage")
    cage.scan(SECOND)
    cage.hears("in_cage")


def test_a_misread_code_takes_nothing_out(cage: BenchDriver) -> None:
    cage.scan(FIRST)
    cage.give(Verb.OUT_OF_CAGE)
    cage.scan("60000000")
    cage.stops("misread")
    assert [tile.order for tile in cage.desk.view.tiles] == ["501"]


def test_a_closed_manifest_gives_nothing_back(world: World) -> None:
    cage = at_the_cage(world)
    cage.scans(FIRST, SECOND)
    close(cage)
    number = cage.facts["manifest"]
    with pytest.raises(Refused, match="manifest_shut"), world.office() as work:
        take_out_of_cage(work, FIRST, number=number)


def test_a_cancelled_parcel_comes_out_and_the_manifest_closes(cage: BenchDriver, either: World) -> None:
    cage.scans(FIRST, SECOND)
    with either.office() as work:
        cancel_order(work, "501")
    close(cage)
    cage.stops("cage_alarm")
    cage.give(Verb.OUT_OF_CAGE)
    cage.scan(FIRST)
    cage.hears("taken_out", tone=Tone.OK)
    assert (cage.heard.outcome.order, cage.facts["place"]) == ("501", "1")
    close(cage)
    cage.hears("manifest_closed", tone=Tone.OK)
    assert cage.facts["count"] == "1"
    with either.store.reading() as uow:
        (manifest,) = uow.manifests.list_all()
    assert [(row.place, row.live, row.removed_by) for row in manifest.rows] == [(1, False, "Пакова"), (2, True, None)]
    assert either.order("501").handed_over is False


def test_what_was_taken_out_may_go_in_again_at_a_place_of_its_own(cage: BenchDriver, either: World) -> None:
    cage.scans(FIRST, SECOND)
    cage.give(Verb.OUT_OF_CAGE)
    cage.scan(FIRST)
    assert [tile.order for tile in cage.desk.view.tiles] == ["502"]
    assert [number.order for number in cage.desk.view.outside] == ["501"]
    cage.scan(FIRST)
    cage.hears("in_cage", tone=Tone.OK)
    assert cage.facts["place"] == "3"


def test_what_was_taken_out_is_reopened(cage: BenchDriver, either: World) -> None:
    cage.scan(FIRST)
    with either.office() as work:
        take_out_of_cage(work, FIRST, number=cage.facts["manifest"])
    with either.office() as work:
        reopen_order(work, "501")
    assert either.order("501").phase is Phase.ASSEMBLY


def test_a_booking_under_way_does_not_stop_the_scan_but_the_manifest_waits_for_it(world: World) -> None:
    cage = at_the_cage(world)
    cage.scan(SECOND)
    for state in (ShipmentState.REGISTERING, ShipmentState.REGISTERED):
        with world.store.unit_of_work() as uow:
            shipment = uow.orders.get("501").shipment
            assert shipment is not None
            shipment.state = state
            uow.commit()
        if state is ShipmentState.REGISTERING:
            cage.scan(FIRST)
            cage.hears("in_cage", tone=Tone.OK)
            assert not any(tile.troubled for tile in cage.desk.view.tiles)
            close(cage)
            cage.hears("shipment_registering", "shipment_registering", tone=Tone.ATTENTION)
    close(cage)
    cage.hears("manifest_closed")


def test_what_lies_in_the_cage_is_not_reopened(cage: BenchDriver, either: World) -> None:
    cage.scan(FIRST)
    with pytest.raises(Refused, match="other_manifest"), either.office() as work:
        reopen_order(work, "501")


# -- handing over ------------------------------------------------------------------------------------------------


def test_closing_hands_everything_over(cage: BenchDriver, either: World) -> None:
    cage.scans(FIRST, SECOND)
    assert cage.desk.view.outside == ()
    close(cage)
    cage.hears("manifest_closed", tone=Tone.OK)
    assert (cage.facts["count"], cage.facts["carrier"]) == ("2", "spsr")
    for number in ("501", "502"):
        order = either.order(number)
        assert (order.phase, order.handed_over) == (Phase.IN_DELIVERY, True)
    with either.store.reading() as uow:
        (manifest,) = uow.manifests.list_all()
    assert (manifest.state, manifest.closed_by) == (ManifestState.CLOSED, "Пакова")
    assert manifest.journal_count > 0
    assert manifest.journal_head
    assert cage.desk.view.manifest is None
    assert either.store.verify_journal() == ()


def test_what_was_handed_over_neither_comes_back_nor_is_cancelled(world: World) -> None:
    cage = at_the_cage(world)
    cage.scan(FIRST)
    close_without_the_absent(cage)
    with pytest.raises(Refused, match="not_shipped"), world.office() as work:
        reopen_order(work, "501")
    with pytest.raises(Refused, match="transition_shut"), world.office() as work:
        cancel_order(work, "501")


def test_a_closed_manifest_is_closed_for_ever(world: World) -> None:
    cage = at_the_cage(world)
    cage.scan(FIRST)
    close_without_the_absent(cage)
    number = cage.facts["manifest"]
    with pytest.raises(Refused, match="manifest_shut"), world.office() as work:
        close_manifest(work, number)
    with pytest.raises(Refused, match="manifest_none"), world.office() as work:
        close_manifest(work, "нет такого")


def test_without_the_absent_a_manifest_closes_by_a_named_persons_badge_and_pin_only(world: World) -> None:
    cage = at_the_cage(world)
    cage.scan(FIRST)
    close(cage)
    cage.hears("badge_needed", tone=Tone.ATTENTION)
    cage.scan(BADGES["bor"])
    cage.stops("not_allowed")
    cage.give(Verb.CONFIRM)
    close(cage)
    cage.scan(BADGES["lead"])
    cage.pin()
    cage.hears("manifest_closed", tone=Tone.OK)
    assert world.order("502").phase is Phase.SHIPPED


def test_a_manifest_is_closed_from_the_office_too(world: World) -> None:
    cage = at_the_cage(world)
    cage.scan(FIRST)
    with world.office() as work:
        close_manifest(work, cage.facts["manifest"])
    assert world.order("501").phase is Phase.IN_DELIVERY
    cage.scan(SECOND)
    cage.stops("manifest_shut")


def test_half_an_order_does_not_leave(world: World) -> None:
    world.take_in(an_incoming("501", an_incoming_line("1"), an_incoming_line("2", "socks"), delivery=BAG))
    bench = world.bench(scale=True)
    world.scale.grams = 300
    bench.scans("501", SHIRT_M)
    bench.give(Verb.NEW_PARCEL)
    bench.scans(SOCKS, FIRST, SECOND)
    bench.hears("order_shipped")
    bench.give(Verb.MANIFEST, "spsr")
    bench.scan(SECOND)
    close(bench)
    bench.hears("parcel_missing", "parcel_missing")
    assert (bench.facts["order"], bench.facts["parcel"]) == ("501", "1")
    bench.give(Verb.CONFIRM)
    bench.scan(FIRST)
    close(bench)
    bench.hears("manifest_closed")


def test_two_benches_fill_one_manifest(world: World) -> None:
    cage = at_the_cage(world)
    cage.scan(FIRST)
    other = world.bench("bench-2", who="bor")
    other.give(Verb.MANIFEST, "spsr")
    assert other.facts["count"] == "1"
    other.scan(SECOND)
    other.hears("in_cage")
    assert other.facts["place"] == "2"


def test_the_cage_is_left_and_the_manifest_stays_open(world: World) -> None:
    cage = at_the_cage(world)
    cage.scan(FIRST)
    cage.give(Verb.CANCEL_VIEW)
    cage.hears("manifest_left", tone=Tone.OK)
    cage.give(Verb.MANIFEST, "spsr")
    assert cage.facts["count"] == "1"


def test_the_sheet_of_an_order_leaves_the_cage_for_the_bench(world: World) -> None:
    cage = at_the_cage(world)
    world.take_in(an_incoming("503"))
    cage.scan("503")
    cage.hears("order_opened")
    assert cage.desk.view.manifest is None


def test_another_badge_at_the_cage_signs_what_follows(world: World) -> None:
    cage = at_the_cage(world)
    cage.scans(FIRST, BADGES["bor"], SECOND)
    with world.store.reading() as uow:
        (manifest,) = uow.manifests.list_all()
    assert [row.by for row in manifest.rows] == ["Пакова", "Борисов"]


def test_without_a_manifest_nothing_is_put_in(world: World) -> None:
    with pytest.raises(Refused, match="manifest_none"), world.office() as work:
        put_in_cage(work, FIRST, Known())
