from __future__ import annotations

from datetime import timedelta

import pytest

from station.domain.parcel import LabelState
from station.domain.workflow.phases import Phase
from station.errors import Refused
from station.scan.commands import Verb
from station.usecases.authorise import PIN_LOCK, PIN_TRIES
from station.usecases.decide import hold_by_hand
from station.usecases.outcome import Tone
from station.usecases.short_order import split_order
from tests.builders import an_incoming, an_incoming_line
from tests.usecases.world import BADGES, SHIRT_M, SOCKS, TRAY, WRONG_PIN, BenchDriver, World


@pytest.fixture
def two(world: World) -> BenchDriver:
    """A bench with an order of a shirt and socks open, the shirt scanned."""
    world.take_in(an_incoming("501", an_incoming_line("1"), an_incoming_line("2", "socks")))
    driver = world.bench()
    driver.scans("501", SHIRT_M)
    return driver


def reasons_in_the_journal(world: World, kind: str) -> list[tuple[str, str, str]]:
    return [(line.code, line.operator, line.payload.get("why", "")) for line in world.story() if line.kind == kind]


# -- the same scan again ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", [Verb.SHORT, Verb.SPLIT, Verb.VOID, Verb.CLOSE_MANIFEST])
def test_what_destroys_asks_for_the_same_scan_again(two: BenchDriver, verb: Verb) -> None:
    two.give(verb)
    two.hears("scan_again", tone=Tone.ATTENTION)
    assert two.facts["verb"] == verb.value


def test_another_scan_answers_no(two: BenchDriver, world: World) -> None:
    two.give(Verb.SHORT)
    two.scan(SOCKS)
    two.hears("all_units_verified")
    two.give(Verb.SHORT)
    two.hears("scan_again")


def test_a_refused_scan_answers_no_as_well(two: BenchDriver) -> None:
    two.give(Verb.SHORT)
    two.scan(SHIRT_M)
    two.stops("one_too_many")
    two.give(Verb.SHORT)
    two.hears("scan_again")


def test_a_confirmation_is_not_the_same_scan(two: BenchDriver) -> None:
    two.give(Verb.SHORT)
    two.give(Verb.CONFIRM)
    two.hears("nothing_to_confirm")
    assert two.desk.view.pending is None


def test_the_same_scan_in_a_blink_is_one_scan(two: BenchDriver) -> None:
    two.give(Verb.SHORT)
    two.scan("LARETSSHORT", after_ms=100)
    two.hears("duplicate_read")


def test_the_question_can_be_taken_away_on_the_screen(two: BenchDriver) -> None:
    two.give(Verb.SHORT)
    assert two.desk.drop_question().pending is None
    two.give(Verb.SHORT)
    two.hears("scan_again")


# -- badge and PIN ------------------------------------------------------------------------------------------------


def test_a_packer_alone_may_not_call_an_order_short(two: BenchDriver, world: World) -> None:
    two.give(Verb.SHORT)
    two.give(Verb.SHORT)
    two.hears("badge_needed", tone=Tone.ATTENTION)
    two.scan(BADGES["bor"])
    two.stops("not_allowed")
    assert not world.order().open_holds


def test_a_badge_that_nobody_has_is_not_allowed(two: BenchDriver) -> None:
    two.give(Verb.SHORT)
    two.give(Verb.SHORT)
    two.scan(BADGES["pak"][:3] + "0000000000000" + "0")
    two.stops("not_allowed")
    two.scan(BADGES["lead"])
    two.hears("pin_needed")


def test_the_lead_calls_it_short_and_the_packer_stays(two: BenchDriver, world: World) -> None:
    two.give(Verb.SHORT)
    two.give(Verb.SHORT)
    two.scan(BADGES["lead"])
    two.hears("pin_needed", tone=Tone.ATTENTION)
    assert two.facts["who"] == "Главнов"
    two.pin()
    two.hears("short", tone=Tone.OK)
    assert (two.facts["count"], two.facts["units"]) == ("1", "Товар socks x1")
    (held,) = world.order().open_holds
    assert (held.reason, held.by, held.note) == ("short", "Главнов", "Товар socks x1")
    assert two.desk.view.operator == "Пакова"
    assert two.desk.view.order is None
    two.scan("501")
    two.stops("order_held")


def test_a_lead_at_the_bench_is_asked_for_the_pin_alone(two: BenchDriver) -> None:
    two.scan(BADGES["lead"])
    two.give(Verb.SHORT)
    two.give(Verb.SHORT)
    two.hears("pin_needed")
    two.pin()
    two.hears("short")


def test_nothing_is_short_when_all_is_there(two: BenchDriver) -> None:
    two.scan(SOCKS)
    two.authorised(Verb.SHORT, "lead")
    two.hears("nothing_short", tone=Tone.ATTENTION)
    assert two.desk.view.pending is None


def test_a_pin_that_nobody_asked_for_does_nothing(two: BenchDriver) -> None:
    two.pin()
    two.hears("nothing_to_confirm", tone=Tone.ATTENTION)


def test_a_wrong_pin_is_counted_and_asked_again(two: BenchDriver, world: World) -> None:
    two.scan(BADGES["lead"])
    two.give(Verb.SHORT)
    two.give(Verb.SHORT)
    two.pin(WRONG_PIN)
    two.hears("pin_wrong", tone=Tone.ATTENTION)
    assert two.desk.view.pending is not None
    assert [line.payload["tried"] for line in world.story() if line.code == "pin_wrong"] == ["lead"]
    two.pin()
    two.hears("short")
    with world.store.reading() as uow:
        assert uow.operators.get("lead").pin_failures == 0


def test_five_wrong_pins_shut_the_badge_for_five_minutes(either: World) -> None:
    either.take_in(an_incoming("501", an_incoming_line("1"), an_incoming_line("2", "socks")))
    bench = either.bench(who="lead")
    bench.scans("501", SHIRT_M)
    bench.give(Verb.SHORT)
    bench.give(Verb.SHORT)
    for _ in range(PIN_TRIES - 1):
        bench.pin(WRONG_PIN)
        bench.hears("pin_wrong")
    bench.pin(WRONG_PIN)
    bench.stops("pin_locked")
    assert bench.desk.view.pending is None
    bench.authorised(Verb.SHORT, "lead")
    bench.stops("pin_locked")
    either.clock.at += PIN_LOCK + timedelta(seconds=1)
    bench.authorised(Verb.SHORT, "lead")
    bench.hears("short")


def test_another_badge_while_a_pin_is_asked_for_changes_the_operator(two: BenchDriver) -> None:
    two.scan(BADGES["lead"])
    two.give(Verb.SHORT)
    two.give(Verb.SHORT)
    two.scan(BADGES["bor"])
    two.hears("operator_changed")
    assert two.desk.view.pending is None


def test_the_pin_is_written_down_nowhere(two: BenchDriver, world: World) -> None:
    two.authorised(Verb.SHORT, "lead")
    assert "1234" not in repr(world.story())


# -- reprint and void ---------------------------------------------------------------------------------------------


def test_without_a_label_there_is_nothing_to_print_again(two: BenchDriver) -> None:
    two.authorised(Verb.REPRINT, "lead", "damaged", twice=False)
    two.hears("nothing_to_reprint", tone=Tone.ATTENTION)
    two.authorised(Verb.VOID, "lead")
    two.hears("nothing_to_reprint")


def test_a_reprint_asks_for_the_pin_and_is_journalled_with_its_reason(bench: BenchDriver, world: World) -> None:
    bench.pack()
    relay = world.print_relay()
    relay.print_waiting()
    bench.give(Verb.REPRINT, "lost")
    bench.hears("pin_needed")
    bench.pin()
    bench.hears("label_reprinted", tone=Tone.OK)
    assert relay.print_waiting() == 1
    first, copy = world.printer.jobs
    assert (first.png, first.pdf) == (copy.png, copy.pdf)
    assert (first.copy_number, copy.copy_number) == (0, 1)
    assert ("reprint", "pak", "lost") in reasons_in_the_journal(world, "print")


def test_of_a_bound_order_the_last_label_is_printed_again(world: World) -> None:
    world.take_in(an_incoming("501", an_incoming_line("1"), an_incoming_line("2", "socks")))
    bench = world.bench(scale=True)
    world.scale.grams = 300
    bench.scans("501", SHIRT_M)
    bench.give(Verb.NEW_PARCEL)
    bench.scan(SOCKS)
    first = world.order().live_parcels[0].label
    assert first is not None
    bench.scan(first.number)
    bench.authorised(Verb.REPRINT, "pak", "damaged", twice=False)
    assert [p.label.copies for p in world.order().live_parcels if p.label] == [0, 1]


def test_a_void_label_is_refused_for_ever_and_a_new_one_comes(bench: BenchDriver, world: World) -> None:
    bench.pack()
    old = world.order().live_parcels[0].label
    assert old is not None
    bench.authorised(Verb.VOID, "lead")
    bench.hears("label_voided", tone=Tone.OK)
    new = world.order().live_parcels[0].label
    assert new is not None
    assert new.number != old.number
    bench.scan(old.number)
    bench.stops("number_void")
    bench.scan(new.number)
    bench.hears("order_shipped")
    assert [label.state for label in world.order().live_parcels[0].labels] == [LabelState.VOID, LabelState.PRINTED]


# -- split --------------------------------------------------------------------------------------------------------


def test_nothing_is_split_when_all_or_nothing_is_there(two: BenchDriver) -> None:
    two.give(Verb.UNDO)
    two.authorised(Verb.SPLIT, "lead")
    two.hears("nothing_to_split", tone=Tone.ATTENTION)
    two.scans(SHIRT_M, SOCKS)
    two.authorised(Verb.SPLIT, "lead")
    two.hears("nothing_to_split")


def test_what_is_there_goes_and_the_rest_is_an_order_of_its_own(two: BenchDriver, world: World) -> None:
    two.authorised(Verb.SPLIT, "lead")
    two.hears("split", tone=Tone.OK)
    assert (two.facts["child"], two.facts["count"]) == ("501-2", "1")
    child = world.order("501-2")
    assert (child.parent, child.phase, [line.offer for line in child.lines]) == ("501", Phase.APPROVED, ["socks"])
    two.weigh(320)
    two.hears("order_packed")
    two.bind_labels()
    two.hears("order_shipped")
    news = world.outbox("channel.order")[-1].payload
    assert (news["number"], news["status"]) == ("501", "approved")  # the least advanced part speaks for all


def test_an_order_whose_parcels_are_all_weighed_is_packed_by_the_split(world: World) -> None:
    world.take_in(an_incoming("501", an_incoming_line("1"), an_incoming_line("2", "socks")))
    bench = world.bench(scale=True)
    world.scale.grams = 300
    bench.scans("501", SHIRT_M)
    bench.give(Verb.NEW_PARCEL)
    bench.authorised(Verb.SPLIT, "lead")
    bench.hears("split")
    assert world.order().phase is Phase.PACKED
    bench.bind_labels()
    bench.hears("order_shipped")


def test_a_second_split_counts_on(two: BenchDriver, world: World) -> None:
    two.authorised(Verb.SPLIT, "lead")
    with world.store.unit_of_work() as uow:
        uow.orders.get("501").lines[0].quantity = 2
        uow.commit()
    two.authorised(Verb.SPLIT, "lead")
    assert two.facts["child"] == "501-3"


def test_a_part_does_not_slip_out_of_a_hold(two: BenchDriver, world: World) -> None:
    with world.office() as work:
        hold_by_hand(work, "501", "похоже на обман")
    with pytest.raises(Refused, match="order_held"), world.office() as work:
        split_order(work, "501")


def test_a_short_order_may_be_split_by_the_manager(two: BenchDriver, world: World) -> None:
    two.authorised(Verb.SHORT, "lead")
    with world.office("man") as work:
        split_order(work, "501")
    assert world.order("501-2").lines[0].offer == "socks"
    assert world.order("501").phase is Phase.ASSEMBLY


# -- trays --------------------------------------------------------------------------------------------------------


def test_units_that_were_scanned_need_a_tray(two: BenchDriver, world: World) -> None:
    two.give(Verb.CANCEL_VIEW)
    two.hears("tray_needed", tone=Tone.ATTENTION)
    two.scan(TRAY)
    two.hears("order_parked", tone=Tone.OK)
    assert (world.order().tray, world.order().bench) == (TRAY, None)
    two.scan(TRAY)
    two.hears("order_resumed", tone=Tone.OK)
    assert two.facts["tray"] == TRAY
    assert world.order().tray is None


def test_a_tray_that_holds_another_order_is_refused(two: BenchDriver, world: World) -> None:
    world.take_in(an_incoming("502"))
    two.scan(TRAY)
    two.scans("502", SHIRT_M, TRAY)
    assert two.facts["order"] == "501"
    two.stops("tray_taken")


def test_an_empty_tray_opens_nothing(world: World) -> None:
    bench = world.bench()
    bench.scan(TRAY)
    bench.hears("tray_empty", tone=Tone.ATTENTION)


def test_the_same_command_again_goes_without_a_tray(two: BenchDriver, world: World) -> None:
    two.give(Verb.CANCEL_VIEW)
    two.give(Verb.CANCEL_VIEW)
    two.hears("view_closed")
    assert world.order().units_verified == 1
    two.scan("501")
    two.hears("order_resumed")


def test_a_unit_scanned_instead_of_a_tray_takes_the_question_away(two: BenchDriver) -> None:
    two.give(Verb.CANCEL_VIEW)
    two.scan(SOCKS)
    two.hears("all_units_verified")
    two.give(Verb.CANCEL_VIEW)
    two.hears("tray_needed")


def test_with_no_view_there_is_nothing_to_close(world: World) -> None:
    bench = world.bench()
    bench.give(Verb.CANCEL_VIEW)
    bench.hears("open_an_order_first", tone=Tone.ATTENTION)
