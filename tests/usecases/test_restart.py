"""The program ends in the middle, at every step of an order, and goes on where it was."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import make_url

from station.domain.incoming import DeliveryChoice
from station.domain.shipment import Numbering
from station.domain.workflow.phases import Phase
from station.errors import StoreTrouble
from station.ports import UnitOfWork
from station.scan.commands import Verb
from station.usecases.outcome import Tone
from tests.builders import an_incoming, an_incoming_line
from tests.usecases.world import EARRINGS, SHIRT_M, SOCKS, UIN_LEFT, World

STEPS = ("501", SHIRT_M, SOCKS, "LARETSW400", "label")


@pytest.mark.parametrize("after", range(len(STEPS)))
def test_nothing_that_was_answered_is_lost(either: World, after: int) -> None:
    either.take_in(an_incoming("501", an_incoming_line("1"), an_incoming_line("2", "socks")))
    bench = either.bench()
    for position, step in enumerate(STEPS):
        if step == "label":
            bench.bind_labels()
        else:
            bench.scan(step)
        assert bench.heard.outcome.tone is Tone.OK
        if position == after:
            either.restart()
            bench = either.bench(who=None)
            assert bench.desk.view.operator == "Пакова"
    assert either.order().phase is Phase.SHIPPED
    assert len(either.outbox("carrier.register")) == 1
    assert either.store.verify_journal() == ()


def test_a_question_outlives_the_program(world: World) -> None:
    world.take_in(an_incoming("601", an_incoming_line("1", "earrings"), an_incoming_line("2", "ring"), site="relaxed"))
    bench = world.bench()
    bench.scans("601", EARRINGS)
    world.restart()
    bench = world.bench(who=None)
    assert bench.desk.view.pending is not None
    bench.scan(UIN_LEFT)
    bench.hears("unit_verified")
    bench.give(Verb.SHORT)
    world.restart()
    bench = world.bench(who=None)
    bench.give(Verb.SHORT)
    bench.hears("badge_needed")


def test_a_look_at_a_bench_waits_for_nobody_who_writes(world: World) -> None:
    world.take_in()
    bench = world.bench()
    bench.scan("501")
    with world.store.unit_of_work():
        assert bench.desk.look().order is not None
    assert world.bench("bench-new", who=None).desk.look().order is None


def test_a_broken_store_leaves_the_bench_as_it_was_seen(world: World) -> None:
    world.take_in()
    bench = world.bench()
    bench.give(Verb.SHORT)
    before = bench.desk.view

    def broken() -> UnitOfWork:
        raise StoreTrouble("store_unreachable")

    bench.desk.place = replace(bench.desk.place, units_of_work=broken, reading=broken)
    assert bench.desk.look() == before
    assert bench.desk.drop_question() == before


def test_a_locked_database_is_an_answer_and_the_scan_is_made_again(world: World, tmp_path: Path) -> None:
    world.take_in()
    bench = world.bench()
    bench.scan("501")
    before = bench.desk.view
    file = make_url(world.url).database
    assert file is not None
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    bench.scan(SHIRT_M)
    bench.hears("store_locked", tone=Tone.STOP)
    assert bench.desk.view == before
    bench.desk.typed(SHIRT_M)
    assert bench.desk.typed(SHIRT_M).outcome.code == "store_locked"
    other.execute("ROLLBACK")
    other.close()
    bench.scan(SHIRT_M, after_ms=10)
    bench.hears("all_units_verified")


def test_trouble_between_a_refusal_and_its_note_leaves_a_view_that_can_be_read(world: World) -> None:
    nowhere = DeliveryChoice("x", carrier="unheard-of", service="x", numbering=Numbering.ALLOTTED)
    world.take_in(an_incoming("501", delivery=nowhere))
    bench = world.bench()
    bench.scans("501", SHIRT_M)
    makers = iter([world.store.bench_unit_of_work])

    def flaky() -> UnitOfWork:
        try:
            return next(makers)()
        except StopIteration:
            raise StoreTrouble("store_locked") from None

    bench.desk.place = replace(bench.desk.place, units_of_work=flaky)
    bench.weigh(300)  # refused when half of it was sent, and the refusal cannot be written down
    bench.hears("store_locked", tone=Tone.STOP)
    order = bench.desk.view.order
    assert order is not None
    assert (order.number, [line.name for line in order.lines], order.units_missing) == ("501", ["Товар shirt"], 0)
