"""A clock that jumps, back and forth, while people pack: nothing hangs on the wall clock that a jump could spoil."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from station.store.backup import backup_age
from station.sync.carrier_relay import CarrierRelay
from tests.fakes import FakeCarriers, ManualClock
from tests.faults.bench_process import badge_of
from tests.faults.sitting_down import SatDown, until

DAY = timedelta(days=1)
ORDER, JUMPER, SHOES, BLOUSE = "20402", "4690000000702", "4690000000825", "4690000000313"
SHIRT_ORDER, SHIRT = "20425", "2800000000028"


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime.now(UTC))


@pytest.fixture
def sat(data: Path, clock: ManualClock) -> Iterator[SatDown]:
    bench = SatDown(data, clock=clock)
    bench.scan(badge_of(data, "packer"))
    yield bench
    bench.end()


@pytest.mark.parametrize("jump", [DAY, -DAY, -400 * DAY])
def test_a_jump_in_the_middle_of_an_order_disturbs_nobody(sat: SatDown, clock: ManualClock, jump: timedelta) -> None:
    assert sat.scans(ORDER, JUMPER) == ["order_opened", "unit_verified"]
    clock.pass_by(seconds=jump.total_seconds())
    assert sat.scans(SHOES, BLOUSE) == ["unit_verified", "order_packed"]
    until(sat.is_label(ORDER, "printed"))
    assert sat.scan(sat.label_of(ORDER)[0]).code == "order_shipped"
    assert sat.bench.station.verify_journal() == ()
    seqs = sat.books.ask(
        "SELECT seq FROM journal WHERE kind = 'scan' AND bench = ? ORDER BY id", sat.bench.station.settings.bench
    )
    assert seqs == sorted(seqs)


def test_undo_takes_back_the_last_scan_though_the_clock_was_set_back_before_it(
    sat: SatDown, clock: ManualClock
) -> None:
    sat.scans(ORDER, JUMPER)
    clock.pass_by(hours=-5)
    assert sat.scan(SHOES).code == "unit_verified"
    undone = sat.scan("LARETSUNDO")
    assert undone.code == "undone_unit"
    assert sat.books.texts("SELECT code FROM verified_units WHERE ended_at IS NULL") == [JUMPER]


def test_two_reads_are_told_apart_by_a_clock_that_never_jumps(sat: SatDown, clock: ManualClock) -> None:
    sat.scans(ORDER, JUMPER)
    clock.pass_by(seconds=-1)  # to the very moment of the scan before
    assert sat.scan(JUMPER).code == "one_too_many"


def test_what_waits_for_a_carrier_is_sent_at_once_after_the_clock_was_set_back(
    sat: SatDown, clock: ManualClock
) -> None:
    sat.bench.background.stop()
    sat.scans(SHIRT_ORDER, SHIRT)
    sat.bench.station.print_relay(sat.bench.printer).print_waiting()
    clock.pass_by(days=1)
    assert sat.scan(sat.label_of(SHIRT_ORDER)[0]).code == "order_shipped"
    station, carriers = sat.bench.station, FakeCarriers()
    carriers.faults.append("down")
    relay = CarrierRelay(
        station.unit_of_work, carriers, clock, station.settings, "office", station.store.lease("carriers")
    )
    assert relay.relay_once() == 0

    clock.pass_by(days=-1)

    assert relay.relay_once() == 1
    assert [one.order for one in carriers.bookings] == [SHIRT_ORDER]


def test_nothing_is_sent_before_its_time_while_the_clock_goes_as_it_should(sat: SatDown, clock: ManualClock) -> None:
    sat.bench.background.stop()
    sat.scans(SHIRT_ORDER, SHIRT)
    sat.bench.station.print_relay(sat.bench.printer).print_waiting()
    sat.scan(sat.label_of(SHIRT_ORDER)[0])
    station, carriers = sat.bench.station, FakeCarriers()
    carriers.faults.append("down")
    relay = CarrierRelay(
        station.unit_of_work, carriers, clock, station.settings, "office", station.store.lease("carriers")
    )
    assert (relay.relay_once(), relay.relay_once()) == (0, 0)
    clock.pass_by(seconds=3)
    assert relay.relay_once() == 1


@pytest.mark.parametrize(
    ("away", "operator"), [(60, "anna"), (-60, "anna"), (3600, None), (-3600, None), (-86400, None)]
)
def test_a_restart_keeps_the_operator_for_minutes_and_not_for_a_day_whichever_way_the_clock_went(
    data: Path, away: int, operator: str | None
) -> None:
    clock = ManualClock(datetime.now(UTC))
    before = SatDown(data, clock=clock)
    before.scan(badge_of(data, "packer"))
    before.end()
    clock.pass_by(seconds=away)
    after = SatDown(data, clock=clock)
    after.end()
    assert after.books.operator() == operator


def test_a_badge_that_was_shut_is_not_shut_for_a_day_when_the_clock_is_set_back(
    sat: SatDown, clock: ManualClock
) -> None:
    sat.scans(SHIRT_ORDER, SHIRT)
    for _ in range(5):
        sat.scan("LARETSREPRINT")
        sat.bench.presenter.pin_entered("0000")
    assert sat.said().code == "pin_locked"
    clock.pass_by(days=-1)
    sat.scans("LARETSOK", "LARETSREPRINT")
    sat.bench.presenter.pin_entered("1122")
    assert sat.said().code == "pin_locked"
    clock.pass_by(minutes=6)
    sat.scan("LARETSOK")
    assert sat.with_pin("LARETSREPRINT").code == "label_reprinted"


def test_a_backup_from_the_future_does_not_pass_for_that_of_today(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    for name, age in (("larets-1.db", timedelta(hours=50)), ("larets-2.db", -400 * DAY)):
        file = tmp_path / name
        file.touch()
        os.utime(file, times=((now - age).timestamp(),) * 2)
    found = backup_age(tmp_path, now)
    assert found is not None
    assert abs(found - timedelta(hours=50)) < timedelta(seconds=1)
