from __future__ import annotations

from dataclasses import replace

import pytest

from station.domain.consignee import Consignee
from station.domain.incoming import ChannelPlace, IncomingOrder, hash_of
from station.domain.order import PassportState
from station.domain.people import Operator, Role
from station.domain.shipment import Numbering
from station.domain.workflow.phases import OUT, Phase
from station.scan.commands import Verb
from station.usecases.decide import agree_again, cancel_order, decide_passport, reopen_order
from station.usecases.hold_order import release
from station.usecases.import_orders import Imported, import_order
from tests.builders import BAG, POST, SHOP, an_incoming, an_incoming_line
from tests.usecases.world import SHIRT_M, SOCKS, BenchDriver, World


def changed(order: IncomingOrder, **odd: object) -> IncomingOrder:
    """The same order, as its channel has it later."""
    later = replace(order, **odd)  # type: ignore[arg-type]  # a test names the fields
    return replace(later, payload_hash=hash_of(later))


def codes(imported: Imported) -> list[str]:
    return [remark.code for remark in imported.remarks]


def holds(world: World, number: str = "501") -> list[str]:
    return [hold.reason for hold in world.order(number).open_holds]


# -- new orders --------------------------------------------------------------------------------------------------------


def test_an_order_whose_number_is_taken_by_another_channel_is_skipped_and_the_rest_come_in(world: World) -> None:
    foreign = an_incoming("501", channel="shop", channel_id="other")
    results = world.take_in(an_incoming("501"), foreign, an_incoming("502"))
    assert [one.result for one in results] == ["new", "skipped", "new"]
    assert codes(results[1]) == ["number_in_use"]


def test_a_shop_without_a_status_for_it_skips_the_order(world: World) -> None:
    with world.store.unit_of_work() as uow:
        statuses = tuple(status for status in SHOP.statuses if status.code != "approval")
        moves = frozenset(pair for pair in SHOP.transitions if "approval" not in pair)
        uow.workflows.save(replace(SHOP, statuses=statuses, transitions=moves))
        uow.commit()
    (result,) = world.take_in(an_incoming(status=ChannelPlace.APPROVAL))
    assert (result.result, codes(result)) == ("skipped", ["status_unknown"])


PHASES = [
    (ChannelPlace.NEW, Phase.NEW),
    (ChannelPlace.APPROVAL, Phase.APPROVAL),
    (ChannelPlace.APPROVED, Phase.APPROVED),
    (ChannelPlace.AVAILABLE, Phase.AVAILABLE),
    (ChannelPlace.ASSEMBLY, Phase.ASSEMBLY),
    (ChannelPlace.CANCELLED, Phase.CANCELLED),
    (ChannelPlace.ELSEWHERE, Phase.NEW),
]


@pytest.mark.parametrize(("place", "phase"), PHASES)
def test_an_import_never_sets_a_phase_beyond_assembly_but_cancelled(
    world: World, place: ChannelPlace, phase: Phase
) -> None:
    world.take_in(an_incoming(status=place, channel_status="слово канала"))
    order = world.order()
    assert (order.phase, order.channel_status) == (phase, "слово канала")
    assert order.closed_elsewhere is (place is ChannelPlace.ELSEWHERE)


def test_the_same_order_again_changes_nothing(world: World) -> None:
    world.take_in()
    before = (world.order().version, len(world.story()))
    (again,) = world.take_in()
    assert again.result == "unchanged"
    assert (world.order().version, len(world.story())) == before


def test_goods_without_a_barcode_get_one_of_ours_that_is_scanned(world: World) -> None:
    world.take_in(an_incoming("501", an_incoming_line(offer="handmade")))
    (code,) = world.order().lines[0].barcodes
    assert code.startswith("28")
    bench = world.bench()
    bench.scans("501", code)
    bench.hears("all_units_verified")


def test_jewellery_without_a_barcode_holds_the_order(world: World) -> None:
    world.take_in(an_incoming("501", an_incoming_line(offer="handmade"), site="relaxed"))
    assert holds(world) == ["line_without_barcode"]


def test_no_two_lines_get_the_same_barcode(world: World) -> None:
    world.take_in(an_incoming("501", *(an_incoming_line(str(n), f"handmade-{n}") for n in range(2))))
    assert len({line.barcodes for line in world.order().lines}) == 2


def test_what_is_collected_at_the_door_is_told_goods_from_delivery(world: World) -> None:
    world.take_in(an_incoming(due_kopecks=1800_00, delivery_kopecks=300_00, total_kopecks=1800_00))
    order = world.order()
    assert (order.due_goods_kopecks, order.due_delivery_kopecks) == (1500_00, 300_00)


# -- changed orders ----------------------------------------------------------------------------------------------------


def test_before_our_span_the_channel_moves_the_order(world: World) -> None:
    order = an_incoming(status=ChannelPlace.NEW)
    world.take_in(order)
    world.take_in(changed(order, status=ChannelPlace.APPROVED, channel_status="agreed"))
    assert world.order().phase is Phase.APPROVED
    world.take_in(changed(order, status=ChannelPlace.CANCELLED, channel_status="cancel"))
    assert world.order().phase is Phase.CANCELLED


def test_a_move_that_the_shop_does_not_allow_is_shown_to_a_person(world: World) -> None:
    order = an_incoming(status=ChannelPlace.CANCELLED)
    world.take_in(order)
    (result,) = world.take_in(changed(order, status=ChannelPlace.ASSEMBLY, channel_status="assembling"))
    assert codes(result) == ["channel_asks", "transition_shut"]
    assert world.order().phase is Phase.CANCELLED


def test_a_cancelled_order_that_its_channel_agrees_again_is_asked_everything_anew(world: World) -> None:
    order = an_incoming("501", an_incoming_line(offer="ring"), site="jeweller", status=ChannelPlace.APPROVED)
    world.take_in(order)
    with world.office("off") as work:
        decide_passport(work, "501", PassportState.CLEAR)
    world.take_in(changed(order, status=ChannelPlace.CANCELLED, channel_status="cancel"))
    world.take_in(changed(order, status=ChannelPlace.APPROVED, channel_status="agreed"))
    passport = world.order().passport
    assert passport is not None
    assert passport.state is PassportState.REQUIRED


def test_an_order_shipped_without_us_before_our_span_is_to_read_only(world: World) -> None:
    order = an_incoming(status=ChannelPlace.APPROVED)
    world.take_in(order)
    (result,) = world.take_in(changed(order, status=ChannelPlace.ELSEWHERE, channel_status="delivered"))
    assert codes(result) == ["closed_elsewhere"]
    assert world.order().closed_elsewhere
    (result,) = world.take_in(changed(order, status=ChannelPlace.CANCELLED, channel_status="cancel"))
    assert world.order().phase is Phase.APPROVED


def test_inside_our_span_the_channels_word_is_a_request(world: World) -> None:
    order = an_incoming()
    world.take_in(order)
    (result,) = world.take_in(changed(order, status=ChannelPlace.ELSEWHERE, channel_status="sent"))
    assert codes(result) == ["channel_asks"]
    assert (world.order().phase, world.order().channel_status) == (Phase.ASSEMBLY, "sent")


def test_a_cancellation_while_the_order_is_open_stops_the_bench_at_once(either: World) -> None:
    order = an_incoming()
    either.take_in(order)
    bench = either.bench()
    bench.scan("501")
    (result,) = either.take_in(changed(order, status=ChannelPlace.CANCELLED, channel_status="cancel"))
    assert codes(result) == ["order_cancelled"]
    assert holds(either) == ["channel_cancelled"]
    bench.scan(SHIRT_M)
    bench.stops("order_cancelled")
    (again,) = either.take_in(changed(order, status=ChannelPlace.CANCELLED, channel_status="cancel-2"))
    assert holds(either) == ["channel_cancelled"]
    assert again.result == "changed"


def test_what_the_bench_has_not_verified_is_changed(bench: BenchDriver, world: World) -> None:
    bench.scan("501")
    lines = an_incoming_line("1", "socks"), an_incoming_line("2")
    world.take_in(changed(an_incoming(), lines=lines))
    bench.scans(SOCKS, SHIRT_M)
    bench.hears("all_units_verified")
    world.take_in(changed(an_incoming(), lines=(lines[0], replace(lines[1], quantity=2))))
    bench.scan(SHIRT_M)
    bench.hears("all_units_verified")


def test_a_line_that_the_channel_dropped_is_cancelled(bench: BenchDriver, world: World) -> None:
    lines = an_incoming_line("1"), an_incoming_line("2", "socks")
    world.take_in(changed(an_incoming(), lines=lines))
    world.take_in(changed(an_incoming(), lines=lines[:1], total_kopecks=1))
    bench.scans("501", SHIRT_M)
    bench.hears("all_units_verified")


LATER = [
    (an_incoming_line("1", "socks"),),
    (an_incoming_line("1", cancelled=True),),
    (an_incoming_line("2", "socks"),),
]


@pytest.mark.parametrize("lines", LATER)
def test_a_change_of_what_is_verified_holds_the_order_and_says_so(
    bench: BenchDriver, world: World, lines: tuple[object, ...]
) -> None:
    bench.scans("501", SHIRT_M)
    (result,) = world.take_in(changed(an_incoming(), lines=lines))
    assert "changed_after_verify" in codes(result)
    assert holds(world) == ["changed_after_verify"]
    bench.weigh(300)
    bench.stops("order_held")


def test_the_barcode_of_the_goods_that_were_changed_away_verifies_nothing(world: World) -> None:
    order = an_incoming("501", an_incoming_line("1", "handmade"))
    world.take_in(order)
    (old,) = world.order().lines[0].barcodes
    world.take_in(changed(order, lines=(an_incoming_line("1", "handmade-2"),)))
    (new,) = world.order().lines[0].barcodes
    assert new != old
    bench = world.bench()
    bench.scans("501", old)
    bench.stops("other_order_unit")
    bench.scan(new)
    bench.hears("all_units_verified")


OTHER_ADDRESS = Consignee("Вымыслова Анна", "+70000000001")


@pytest.mark.parametrize(
    "odd", [{"consignee": OTHER_ADDRESS}, {"due_kopecks": 100_00}, {"delivery": POST}, {"window_from": "10:00"}]
)
def test_a_change_after_the_label_holds_and_ends_label_and_booking(either: World, odd: dict[str, object]) -> None:
    either.take_in()
    bench = either.bench()
    bench.pack()
    old = either.order().live_parcels[0].label
    assert old is not None
    (result,) = either.take_in(changed(an_incoming(), **odd))
    assert "changed_after_label" in codes(result)
    order = either.order()
    assert (order.phase, holds(either)) == (Phase.ASSEMBLY, ["changed_after_label"])
    with either.office() as work:
        release(work, "501")
    bench.scan(old.number)
    bench.stops("number_void")
    if odd.get("delivery") is POST:
        bench.scan("RR123456785TR")
    else:
        bench.scan("501")
        bench.hears("order_already_open")
        bench.bind_labels()
    bench.hears("order_shipped")
    assert either.order().live_parcels[0].carrier == either.order().carrier


def test_a_change_after_shipping_holds_until_a_lead_takes_it_back(bench: BenchDriver, world: World) -> None:
    bench.ship()
    (result,) = world.take_in(changed(an_incoming(), consignee=OTHER_ADDRESS))
    assert codes(result) == ["changed_after_label"]
    assert (world.order().phase, holds(world)) == (Phase.SHIPPED, ["changed_after_label"])
    with world.office() as work:
        reopen_order(work, "501")
    bench.scan("501")
    bench.bind_labels()
    bench.hears("order_shipped")
    assert [s.state for s in world.order().shipments] == ["void", "pending"]


def test_lines_changed_after_shipping_are_taken_by_the_same_import_once_it_is_reopened(
    bench: BenchDriver, world: World
) -> None:
    bench.ship()
    fresh = changed(an_incoming(), lines=(an_incoming_line("1"), an_incoming_line("2", "socks")))
    (result,) = world.take_in(fresh)
    assert codes(result) == ["changed_after_verify"]
    assert (len(world.order().lines), holds(world)) == (1, ["changed_after_verify"])
    with world.office() as work:
        reopen_order(work, "501")
    assert holds(world) == ["changed_after_verify"]
    (again,) = world.take_in(fresh)
    assert again.result == "changed"
    order = world.order()
    assert ([line.offer for line in order.lines], holds(world)) == (["shirt", "socks"], [])
    assert world.take_in(fresh)[0].result == "unchanged"


def test_an_old_label_is_held_on_though_the_channel_takes_the_other_carrier_back(
    bench: BenchDriver, world: World
) -> None:
    bench.ship()
    world.take_in(changed(an_incoming(), consignee=OTHER_ADDRESS, delivery=POST))
    world.take_in(changed(an_incoming(), consignee=OTHER_ADDRESS))
    assert (world.order().phase, holds(world)) == (Phase.SHIPPED, ["changed_after_label"])


def test_lines_that_the_channel_takes_back_hold_a_shipped_order_no_more(bench: BenchDriver, world: World) -> None:
    bench.ship()
    world.take_in(changed(an_incoming(), lines=(an_incoming_line("1", quantity=2),)))
    assert holds(world) == ["changed_after_verify"]
    world.take_in()
    assert holds(world) == []


def test_a_line_that_was_verified_already_is_taken_once_its_unit_is_out(bench: BenchDriver, world: World) -> None:
    bench.scans("501", SHIRT_M)
    other = changed(an_incoming(), lines=(an_incoming_line("1", "socks"),))
    assert codes(world.take_in(other)[0]) == ["changed_after_verify"]
    bench.give(Verb.UNDO)
    assert codes(world.take_in(other)[0]) == []
    assert ([line.offer for line in world.order().lines], holds(world)) == (["socks"], [])


def test_another_carrier_after_shipping_is_taken_by_the_same_import_once_it_is_reopened(
    bench: BenchDriver, world: World
) -> None:
    bench.ship()
    fresh = changed(an_incoming(), delivery=POST)
    world.take_in(fresh)
    with world.office() as work:
        reopen_order(work, "501")
    assert holds(world) == ["changed_after_label"]
    world.take_in(fresh)
    assert (world.order().carrier, world.order().live_parcels[0].carrier, holds(world)) == (
        "russian_post", "russian_post", [],
    )  # fmt: skip
    assert world.take_in(fresh)[0].result == "unchanged"


def test_another_carrier_after_shipping_holds_and_changes_no_carrier(either: World) -> None:
    either.take_in()
    either.bench().ship()
    (result,) = either.take_in(changed(an_incoming(), delivery=POST))
    assert codes(result) == ["changed_after_label"]
    assert (either.order().carrier, holds(either)) == ("spsr", ["changed_after_label"])


@pytest.mark.parametrize("number", ["LARETSUNDO", "lzt004", "4510 123456"])
def test_a_number_that_a_scan_would_not_find_is_skipped(world: World, number: str) -> None:
    (result,) = world.take_in(an_incoming(number))
    assert (result.result, codes(result)) == ("skipped", ["order_number_reserved"])


def test_a_payment_noted_after_the_handover_holds_nothing(bench: BenchDriver, world: World) -> None:
    bench.ship()
    bench.give(Verb.MANIFEST, "spsr")
    bench.scan(world.order().live_parcels[0].tracking or "")
    bench.give(Verb.CLOSE_MANIFEST)
    bench.give(Verb.CLOSE_MANIFEST)
    bench.hears("manifest_closed")
    world.take_in(changed(an_incoming(), total_kopecks=1, status=ChannelPlace.ELSEWHERE, channel_status="complete"))
    order = world.order()
    assert order.phase in OUT
    assert not order.open_holds


def test_another_carrier_before_the_label_reaches_the_parcel(bench: BenchDriver, world: World) -> None:
    bench.scans("501", SHIRT_M)
    world.take_in(changed(an_incoming(), delivery=POST))
    bench.weigh(300)
    bench.hears("order_packed")
    (parcel,) = world.order().live_parcels
    assert (parcel.carrier, parcel.numbering, parcel.label) == ("russian_post", Numbering.PREPRINTED, None)


def test_a_carrier_that_nobody_knows_does_not_wipe_out_the_one_it_is_packed_for(
    bench: BenchDriver, world: World
) -> None:
    bench.scans("501", SHIRT_M)
    world.take_in(changed(an_incoming(), delivery=replace(BAG, carrier="")))
    assert world.order().carrier == "spsr"


def test_more_goods_after_packing_open_the_order_again(bench: BenchDriver, world: World) -> None:
    bench.pack()
    lines = an_incoming_line("1"), an_incoming_line("2", "socks")
    world.take_in(changed(an_incoming(), lines=lines))
    assert world.order().phase is Phase.ASSEMBLY
    bench.scan(SOCKS)
    bench.weigh(70)
    bench.hears("order_packed")
    bench.bind_labels()
    bench.hears("order_shipped")
    assert len(world.order().live_parcels) == 2


def test_a_verdict_on_one_person_is_none_on_another(world: World) -> None:
    order = an_incoming("501", an_incoming_line(offer="ring"), site="jeweller")
    world.take_in(order)
    with world.office("off") as work:
        decide_passport(work, "501", PassportState.CLEAR)
    world.take_in(changed(order, consignee=Consignee("Небылицын Пётр", "+70000000002")))
    passport = world.order().passport
    assert passport is not None
    assert passport.state is PassportState.STALE
    bench = world.bench()
    bench.scan("501")
    bench.stops("order_held")


# -- split families ----------------------------------------------------------------------------------------------------


@pytest.fixture
def split(world: World) -> World:
    """Order 501, to be paid at the door, split: the shirt stays, the socks go on as 501-2."""
    lines = an_incoming_line("1"), an_incoming_line("2", "socks")
    world.take_in(an_incoming("501", *lines, total_kopecks=3000_00, due_kopecks=3000_00))
    bench = world.bench()
    bench.scans("501", SHIRT_M)
    bench.authorised(Verb.SPLIT, "lead")
    bench.hears("split")
    return world


def whole(**odd: object) -> IncomingOrder:
    """The whole order as its channel has it."""
    lines = an_incoming_line("1"), an_incoming_line("2", "socks")
    return changed(an_incoming("501", *lines, total_kopecks=3000_00, due_kopecks=3000_00), **odd)


def due(world: World) -> list[int]:
    return [world.order(number).due_goods_kopecks for number in ("501", "501-2")]


def test_what_is_collected_is_asked_for_once(split: World) -> None:
    assert due(split) == [1500_00, 1500_00]
    split.take_in(whole(channel_status="still assembling"))
    assert due(split) == [1500_00, 1500_00]
    assert [split.order(number).total_kopecks for number in ("501", "501-2")] == [1500_00, 1500_00]
    split.take_in(whole(due_kopecks=0))
    assert due(split) == [0, 0]


def test_a_cancellation_reaches_every_part(split: World) -> None:
    split.take_in(whole(status=ChannelPlace.CANCELLED, channel_status="cancel"))
    assert holds(split, "501") == ["channel_cancelled"]
    assert split.order("501-2").phase is Phase.CANCELLED


def test_another_address_reaches_every_part(split: World) -> None:
    split.take_in(whole(consignee=OTHER_ADDRESS))
    assert split.order("501-2").consignee == OTHER_ADDRESS


def test_the_lines_of_a_split_order_are_changed_by_a_person(split: World) -> None:
    (result,) = split.take_in(whole(lines=(an_incoming_line("1", quantity=5),)))
    assert codes(result) == ["channel_asks"]
    assert split.order("501").lines[0].quantity == 1


def test_agreeing_again_after_a_cancellation_starts_from_nothing(bench: BenchDriver, world: World) -> None:
    bench.pack()
    with world.office() as work:
        cancel_order(work, "501")
    with world.office() as work:
        agree_again(work, "501")
    order = world.order()
    assert (order.phase, order.live_parcels, order.units_missing) == (Phase.APPROVED, (), 1)


def test_who_may_not_import_brings_nothing_in(world: World) -> None:
    for person in (None, Operator("x", "Пакова", Role.PACKER, "")):
        answer = import_order(
            world.store.unit_of_work, world.settings, an_incoming("777"), world.clock.now(), "x", person
        )
        assert (answer.result, codes(answer)) == ("skipped", ["not_allowed" if person else "log_in_first"])
