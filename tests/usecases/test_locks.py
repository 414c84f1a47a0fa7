from __future__ import annotations

import pytest

from station.scan.commands import Verb
from station.usecases.outcome import Tone
from tests.builders import BAG, an_incoming, an_incoming_line
from tests.usecases.world import BADGES, EARRINGS, SHIRT_L, SHIRT_M, SOCKS, BenchDriver, World


def test_under_an_error_nothing_is_counted_until_it_was_acknowledged(bench: BenchDriver, world: World) -> None:
    bench.scans("501", SHIRT_L)
    bench.hears("sister_unit", tone=Tone.STOP)
    for code in (SHIRT_M, "501", "LARETSUNDO", BADGES["bor"], "вздор"):
        bench.scan(code)
        bench.hears("not_counted", tone=Tone.ATTENTION)
        assert bench.facts["lock"] == "sister_unit"
    assert world.order().units_verified == 0
    assert bench.desk.view.operator == "Пакова"
    bench.give(Verb.CONFIRM)
    bench.hears("acknowledged")
    bench.scan(SHIRT_M)
    bench.hears("all_units_verified")


def test_what_was_not_counted_stands_in_the_journal(bench: BenchDriver, world: World) -> None:
    bench.scans("501", SHIRT_L)
    bench.scan(SHIRT_M)
    told = [(line.code, line.payload["raw"]) for line in world.story() if line.kind == "scan"]
    assert told[1:] == [("sister_unit", SHIRT_L), ("not_counted", SHIRT_M)]


def test_an_error_outlives_a_restart(bench: BenchDriver, world: World) -> None:
    bench.scans("501", SHIRT_L)
    world.restart()
    again = world.bench(who=None)
    assert again.desk.view.lock == "sister_unit"
    again.scan(SHIRT_M)
    again.hears("not_counted")


def test_with_nothing_to_acknowledge_a_confirmation_says_so(bench: BenchDriver) -> None:
    bench.give(Verb.CONFIRM)
    bench.hears("nothing_to_confirm", tone=Tone.ATTENTION)
    assert bench.desk.view.lock is None


# -- two reads in a blink ----------------------------------------------------------------------------------------------


@pytest.fixture
def of_two(world: World) -> BenchDriver:
    """A bench with an order of two shirts open."""
    world.take_in(an_incoming("501", an_incoming_line(quantity=2)))
    driver = world.bench()
    driver.scan("501")
    return driver


def test_the_same_code_within_300_ms_is_one_read(of_two: BenchDriver, world: World) -> None:
    of_two.scan(SHIRT_M)
    of_two.scan(SHIRT_M, after_ms=299)
    of_two.hears("duplicate_read", tone=Tone.ATTENTION)
    assert of_two.heard.outcome.order == "501"
    assert world.order().units_verified == 1
    codes = [line.code for line in world.story() if line.kind == "scan"]
    assert codes == ["order_opened", "unit_verified", "duplicate_read"]


def test_after_300_ms_it_is_a_second_unit(of_two: BenchDriver) -> None:
    of_two.scan(SHIRT_M)
    of_two.scan(SHIRT_M, after_ms=300)
    of_two.hears("all_units_verified")


def test_the_trigger_held_down_is_one_read_however_long(of_two: BenchDriver, world: World) -> None:
    of_two.scan(SHIRT_M)
    for _ in range(5):
        of_two.scan(SHIRT_M, after_ms=200)
        of_two.hears("duplicate_read")
    assert world.order().units_verified == 1


def test_two_devices_are_two_reads(of_two: BenchDriver) -> None:
    of_two.scan(SHIRT_M, device="left")
    of_two.scan(SHIRT_M, device="right", after_ms=10)
    of_two.hears("all_units_verified")


def test_another_code_between_does_not_hide_a_second_read(of_two: BenchDriver) -> None:
    of_two.scan(SHIRT_M)
    of_two.scan(SOCKS, after_ms=50)
    of_two.hears("other_order_unit")
    of_two.scan(SHIRT_M, after_ms=50)
    of_two.hears("duplicate_read")


def test_many_codes_at_once_are_told_apart(of_two: BenchDriver) -> None:
    for number in range(300):
        of_two.scan(f"НЕТ-{number}", after_ms=0)
        assert of_two.heard.outcome.code in {"unknown_code", "not_counted"}


def test_buttons_of_the_screen_are_never_a_second_read(of_two: BenchDriver) -> None:
    first = of_two.desk.typed(SHIRT_M)
    second = of_two.desk.typed(SHIRT_M)
    assert (first.outcome.code, second.outcome.code) == ("unit_verified", "all_units_verified")


# -- bad input ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("raw", [b"", b"\x00\x01\x02", b"A" * 4096])
def test_garbage_is_told_and_locks_nothing(bench: BenchDriver, raw: bytes) -> None:
    bench.scan(raw)
    bench.hears("garbage", tone=Tone.ATTENTION)
    assert bench.desk.view.lock is None


def test_a_command_that_is_none_is_told(bench: BenchDriver) -> None:
    bench.scan("LARETSBOO")
    bench.hears("unknown_command", tone=Tone.ATTENTION)


DAMAGED_BADGE = "LZB0000000000001Z"
PASSPORT = "P<RUSVYMYSLOVA<<ANNA<<<<<<<<<<<<<<<<<<<<<<<<"


@pytest.mark.parametrize("secret", [DAMAGED_BADGE, PASSPORT])
@pytest.mark.parametrize("where", ["idle", "order", "uin", "number", "bag", "cage"])
def test_a_secret_is_shown_nowhere_whatever_the_bench_waits_for(world: World, secret: str, where: str) -> None:
    world.take_in(
        an_incoming("501"), an_incoming("502", delivery=BAG),
        an_incoming("601", an_incoming_line(offer="earrings"), site="relaxed"),
    )  # fmt: skip
    bench = world.bench()
    match where:
        case "order":
            bench.scan("501")
        case "uin":
            bench.scans("601", EARRINGS)
        case "number":
            bench.pack("501")
        case "bag":
            bench.pack("502")
        case "cage":
            bench.give(Verb.MANIFEST, "spsr")
        case _:
            assert bench.desk.view.order is None
    answer = bench.scan(secret)
    assert answer.outcome.code in {"misread", "identity_document"}
    assert answer.outcome.tone is Tone.STOP
    assert secret not in repr((answer.outcome, answer.raw))
    with world.store.reading() as uow:
        order = bench.desk.view.order.number if bench.desk.view.order else ""
        assert all(secret not in repr(line) for line in uow.journal.story(order))
