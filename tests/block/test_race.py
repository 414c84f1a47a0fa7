"""Two at the same moment: each in a thread of its own, each with a program of its own, on one database."""

from __future__ import annotations

import os
import random
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from station.domain.incoming import ChannelPlace
from station.domain.workflow.phases import Phase
from station.errors import StoreTrouble
from station.usecases.decide import cancel_order, hold_by_hand
from station.usecases.outcome import Tone
from tests.block.law import Law
from tests.block.shop import CODES, DELIVERIES, FAMILY, GOODS, NUMBERS, Shop
from tests.builders import BAG, SHOP, an_incoming, an_incoming_line
from tests.usecases.conftest import Copied
from tests.usecases.test_bind_tracking import BAGS
from tests.usecases.world import PIN, RING_A, SHIRT_M, BenchDriver, World

LONG = bool(os.environ.get("LARETS_LONG"))
STEPS = 400 if LONG else 40
pytestmark = pytest.mark.timeout(1200)


@pytest.fixture(params=["sqlite", "postgres"])
def two(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[World, World]]:
    """Two programs on one database."""
    if request.param == "sqlite":
        furnished: Path = request.getfixturevalue("furnished_folder")
        folder = tmp_path / "shop"
        shutil.copytree(furnished, folder)
        place: Copied = (f"sqlite:///{folder / 'larets.db'}", folder)
    else:
        copy: Callable[[], Copied] = request.getfixturevalue("copy_of_postgres")
        place = copy()
    worlds = World(*place), World(*place)
    yield worlds
    for world in worlds:
        world.store.close()


def at_once(*doings: Callable[[], object]) -> list[BaseException]:
    """Do all at the same moment; return what was raised."""
    gate = threading.Barrier(len(doings))
    raised: list[BaseException] = []

    def do(doing: Callable[[], object]) -> None:
        gate.wait()
        try:
            doing()
        except BaseException as error:  # noqa: BLE001 - a thread's error is looked at by the test
            raised.append(error)

    threads = [threading.Thread(target=do, args=(doing,)) for doing in doings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def law_holds(world: World) -> Law:
    law = Law()
    with world.store.engine.connect() as connection:
        law.holds_at_rest(connection)
    assert world.store.verify_journal() == ()
    return law


def one_of_them(benches: Sequence[BenchDriver], code: str) -> None:
    tones = sorted(bench.heard.outcome.tone for bench in benches)
    assert tones == [Tone.OK, Tone.STOP]
    (stopped,) = [bench for bench in benches if bench.heard.outcome.tone is Tone.STOP]
    stopped.hears(code)


def benches_of(two: tuple[World, World]) -> tuple[BenchDriver, BenchDriver]:
    return two[0].bench("bench-1"), two[1].bench("bench-2", who="bor")


def test_of_two_benches_that_open_one_order_one_has_it(two: tuple[World, World]) -> None:
    two[0].take_in()
    first, second = benches_of(two)
    assert at_once(lambda: first.scan("501"), lambda: second.scan("501")) == []
    one_of_them((first, second), "order_open_elsewhere")


def test_one_bag_on_two_parcels_at_once_is_refused_to_one_of_them(two: tuple[World, World]) -> None:
    two[0].take_in(an_incoming("501", delivery=BAG), an_incoming("502", delivery=BAG))
    first, second = benches_of(two)
    first.pack("501")
    second.pack("502")
    assert at_once(lambda: first.scan(BAGS[0]), lambda: second.scan(BAGS[0])) == []
    one_of_them((first, second), "number_taken")
    assert law_holds(two[0]).shipped == 1


def test_one_unit_in_two_parcels_at_once_is_refused_to_one_of_them(two: tuple[World, World]) -> None:
    lines = an_incoming_line("1", "ring"), an_incoming_line("2", "socks")
    two[0].take_in(an_incoming("601", *lines, site="relaxed"), an_incoming("602", *lines, site="relaxed"))
    first, second = benches_of(two)
    first.scan("601")
    second.scan("602")
    assert at_once(lambda: first.scan(RING_A), lambda: second.scan(RING_A)) == []
    one_of_them((first, second), "unit_in_parcel")


def test_a_hold_at_the_moment_of_shipping_comes_before_or_after_it(two: tuple[World, World]) -> None:
    two[0].take_in(an_incoming("501", delivery=BAG))
    first, _ = benches_of(two)
    first.pack("501")

    def hold() -> None:
        with two[1].office("man") as work:
            hold_by_hand(work, "501", "спросить")

    assert at_once(lambda: first.scan(BAGS[0]), hold) == []
    assert first.heard.outcome.code in {"order_shipped", "order_held", "changed_meanwhile"}
    held_before = [line.code for line in two[0].story() if line.code in {"held", "order_shipped"}]
    assert (two[0].order().phase is Phase.SHIPPED) == ("order_shipped" in held_before)
    assert two[0].order().open_holds


def test_a_cancellation_at_the_moment_of_shipping_leaves_no_parcel_behind(two: tuple[World, World]) -> None:
    two[0].take_in(an_incoming("501", delivery=BAG))
    first, _ = benches_of(two)
    first.pack("501")

    def cancel() -> None:
        try:
            with two[1].office() as work:
                cancel_order(work, "501")
        except StoreTrouble:  # the bench and the office wait for each other: one is told to come again
            cancel()

    assert at_once(lambda: first.scan(BAGS[0]), cancel) == []
    order = two[0].order()
    assert (order.phase, order.live_parcels) == (Phase.CANCELLED, ())
    law_holds(two[0])


def test_a_change_by_the_channel_at_the_moment_of_the_last_scan(two: tuple[World, World]) -> None:
    two[0].take_in()
    first, _ = benches_of(two)
    first.scan("501")
    later = an_incoming("501", an_incoming_line("1", "socks"))
    assert at_once(lambda: first.scan(SHIRT_M), lambda: two[1].take_in(later)) == []
    order = two[0].order()
    assert order.units_verified == 0 or order.open_holds


class Walker:
    """Somebody who does what comes to mind, by dice that can be thrown again."""

    def __init__(self, shop: Shop, seed: int) -> None:
        self._shop = shop
        self._dice = random.Random(seed)

    def walk(self, steps: int) -> None:
        for _ in range(steps):
            try:
                self._step()
            except StoreTrouble as trouble:  # two at once, and one is told to come again
                assert trouble.code == "store_locked"  # noqa: PT017 - any other trouble is a fault

    def _step(self) -> None:
        dice, shop = self._dice, self._shop
        bench, number = dice.randrange(2), dice.choice(FAMILY)
        match dice.randrange(9):
            case 0:
                goods = [dice.choice(GOODS) for _ in range(dice.randrange(1, 3))]
                status = dice.choice([place.value for place in ChannelPlace])
                delivery = dice.choice(DELIVERIES)
                shop.import_order(dice.choice(NUMBERS), status, goods, delivery=delivery)
            case 1 | 2:
                shop.pack(bench, number)
            case 3:
                shop.scan(bench, dice.choice(CODES))
            case 4:
                shop.pin(bench, PIN)
            case 5:
                what = dice.choice(
                    ["hold", "release", "release", "cancel", "agree", "reopen", "split", "close", "clear"]
                )
                shop.decide(what, number)
            case 6:
                shop.move(number, dice.choice(SHOP.statuses).code)
            case 7:
                shop.hand_over(bench, "spsr")
            case _:
                shop.book([])


@pytest.mark.parametrize("seed", range(1, 11 if LONG else 2))
def test_two_programs_that_do_anything_at_once_keep_the_block(two: tuple[World, World], seed: int) -> None:
    two[0].take_in(*(an_incoming(number) for number in NUMBERS))
    shops = Shop(two[0], two[0], ("bench-1", "bench-2")), Shop(two[1], two[1], ("bench-3", "bench-4"))
    walkers = [Walker(shop, seed * 100 + position) for position, shop in enumerate(shops)]
    assert at_once(*(partial(walker.walk, STEPS) for walker in walkers)) == []
    law_holds(two[0])
