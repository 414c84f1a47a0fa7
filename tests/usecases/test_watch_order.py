from __future__ import annotations

from collections.abc import Callable

import pytest

from station.domain.incoming import ChannelPlace
from station.scan.commands import Verb
from station.usecases.decide import cancel_order, hold_by_hand
from station.usecases.hold_order import release
from station.usecases.outcome import Tone
from tests.builders import an_incoming, an_incoming_line
from tests.usecases.world import SHIRT_M, SOCKS, BenchDriver, World


@pytest.fixture
def packing(either: World) -> BenchDriver:
    """A bench with an order open, of which one of two units is verified."""
    either.take_in(an_incoming("501", an_incoming_line("1"), an_incoming_line("2", "socks")))
    bench = either.bench()
    bench.scans("501", SHIRT_M)
    return bench


def by_the_channel(world: World) -> None:
    lines = (an_incoming_line("1"), an_incoming_line("2", "socks"))
    world.take_in(an_incoming("501", *lines, status=ChannelPlace.CANCELLED, channel_status="cancel"))


def by_a_person(world: World) -> None:
    with world.office() as work:
        cancel_order(work, "501")


@pytest.mark.parametrize("cancelled", [by_the_channel, by_a_person])
def test_a_cancellation_stops_the_bench_without_a_scan_and_once(
    packing: BenchDriver, either: World, cancelled: Callable[[World], None]
) -> None:
    assert packing.desk.watch() is None
    cancelled(either)
    stopped = packing.desk.watch()
    assert stopped is not None
    assert (stopped.tone, stopped.code, stopped.facts["order"]) == (Tone.STOP, "order_cancelled", "501")
    assert packing.desk.view.lock == "order_cancelled"
    assert packing.desk.watch() is None
    packing.scan(SOCKS)
    packing.hears("not_counted")
    packing.give(Verb.CONFIRM)
    packing.hears("acknowledged")
    assert packing.desk.watch() is None
    assert [line.code for line in either.story() if line.kind == "decision"] == ["stopped"]


def test_a_hold_that_was_released_and_stands_again_stops_again(packing: BenchDriver, either: World) -> None:
    for _ in range(2):
        with either.office("man") as work:
            hold_by_hand(work, "501", "спросить")
        stopped = packing.desk.watch()
        assert stopped is not None
        assert stopped.code == "order_held"
        packing.give(Verb.CONFIRM)
        with either.office("man") as work:
            release(work, "501")
        assert packing.desk.watch() is None


def test_what_a_scan_was_told_already_is_not_told_again(packing: BenchDriver, either: World) -> None:
    by_the_channel(either)
    packing.scan(SOCKS)
    packing.stops("order_cancelled")
    assert packing.desk.watch() is None


def test_a_bench_that_nobody_works_at_is_stopped_when_somebody_does(packing: BenchDriver, either: World) -> None:
    packing.give(Verb.LOG_OFF)
    by_the_channel(either)
    assert packing.desk.watch() is None
