from __future__ import annotations

from datetime import timedelta

import pytest

from station.scan.barcode import badge_code
from station.scan.commands import Verb
from station.usecases.outcome import Tone
from tests.builders import an_incoming, an_incoming_line
from tests.usecases.world import BADGES, SHIRT_M, SOCKS, BenchDriver, World


def test_a_badge_that_nobody_has_is_refused(world: World) -> None:
    bench = world.bench(who=None)
    bench.scan(badge_code(999))
    bench.stops("unknown_badge")
    assert bench.desk.view.operator == ""


def test_the_badge_of_who_has_left_is_refused(world: World) -> None:
    bench = world.bench(who=None)
    bench.scan(BADGES["gone"])
    bench.stops("unknown_badge")


def test_who_may_not_work_at_a_bench_is_refused(world: World) -> None:
    bench = world.bench(who=None)
    bench.scan(BADGES["clerk"])
    bench.stops("not_allowed")


@pytest.mark.parametrize("code", ["501", SHIRT_M, "LARETSUNDO", "LZT001"])
def test_nothing_is_done_before_somebody_logged_in(world: World, code: str) -> None:
    world.take_in()
    bench = world.bench(who=None)
    bench.scan(code)
    bench.hears("log_in_first", tone=Tone.ATTENTION)
    assert bench.desk.view.order is None


def test_a_badge_logs_in_and_the_name_is_visible(world: World) -> None:
    bench = world.bench(who=None)
    bench.scan(BADGES["pak"])
    bench.hears("logged_in", tone=Tone.OK)
    assert (bench.desk.view.operator, bench.desk.view.role) == ("Пакова", "packer")
    bench.scan(BADGES["pak"])
    bench.hears("already_logged_in", tone=Tone.ATTENTION)


def test_another_badge_changes_the_operator_without_losing_the_open_parcel(bench: BenchDriver, world: World) -> None:
    world.take_in(an_incoming("502", an_incoming_line("1"), an_incoming_line("2", "socks")))
    bench.scans("502", SHIRT_M, BADGES["bor"])
    bench.hears("operator_changed")
    bench.scans(SOCKS)
    bench.hears("all_units_verified")
    units = [unit for parcel in world.order("502").live_parcels for unit in parcel.live_units]
    assert [unit.by for unit in units] == ["Пакова", "Борисов"]


def test_logging_off_lists_what_was_scanned_but_lies_in_no_closed_parcel(bench: BenchDriver) -> None:
    bench.scans("501", SHIRT_M)
    bench.give(Verb.LOG_OFF)
    bench.hears("logged_off_open_units", tone=Tone.ATTENTION)
    assert (bench.facts["count"], bench.facts["units"]) == ("1", "Товар shirt")
    assert bench.desk.view.operator == ""
    bench.give(Verb.LOG_OFF)
    bench.hears("log_in_first")


def test_logging_off_with_all_in_closed_parcels_is_quiet(bench: BenchDriver) -> None:
    bench.pack()
    bench.give(Verb.LOG_OFF)
    bench.hears("logged_off", tone=Tone.OK)
    bench.scan(BADGES["bor"])
    bench.give(Verb.LOG_OFF)
    bench.hears("logged_off")
    assert bench.heard.outcome.order == "501"


def test_a_short_blink_keeps_the_operator_and_a_long_one_does_not(bench: BenchDriver, world: World) -> None:
    bench.scans("501", SHIRT_M)
    world.restart()
    assert world.bench(who=None).desk.view.operator == "Пакова"
    world.clock.at += timedelta(seconds=world.settings.operator_grace_s + 1)
    world.restart()
    again = world.bench(who=None)
    assert again.desk.view.operator == ""
    assert again.desk.view.order is not None
    assert again.desk.view.order.units_verified == 1


def test_no_badge_can_be_read_back_from_the_journal(world: World) -> None:
    bench = world.bench()
    bench.scan(badge_code(999))
    with world.store.reading() as uow:
        heads = uow.journal.head("bench-1")
        raws = [line.payload["raw"] for line in uow.journal.story("")]
    assert heads.count == 2
    assert len(raws) == 2
    assert all(raw.startswith("badge:17:") for raw in raws)


def test_the_journal_signs_each_scan_with_who_stood_there(bench: BenchDriver, world: World) -> None:
    bench.scans("501", SHIRT_M, BADGES["bor"])
    bench.give(Verb.LOG_OFF)
    assert [line.operator for line in world.story() if line.kind == "scan"] == ["pak", "pak", "bor", "bor"]
