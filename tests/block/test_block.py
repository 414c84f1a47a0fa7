"""Anything in any order, on both databases, by two programs at once: nothing is ever out that was not shipped."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from station.domain.incoming import ChannelPlace
from station.domain.workflow.phases import Phase
from tests.block.law import Law
from tests.block.shop import BY_HAND, CODES, DELIVERIES, FAMILY, GOODS, NUMBERS, Shop
from tests.builders import CONSIGNEE, SHOP
from tests.usecases.world import PIN, WRONG_PIN, World

LONG = 20 if os.environ.get("LARETS_LONG") else 1
STEPS = 25

BENCH = st.sampled_from([0, 1])
NUMBER = st.sampled_from(NUMBERS)
ANY_NUMBER = st.sampled_from(FAMILY)
STATUS = st.sampled_from([*(status.code for status in SHOP.statuses), *(f"x-{phase.value.lower()}" for phase in Phase)])
DECISIONS = [
    "hold", "release", "cancel", "agree", "reopen", "split", "close", "clear", "amber", "red",
]  # fmt: skip
EDITS = ["open everything", "as shipped", "another phase", "drop", "add"]


class AnythingInAnyOrder(RuleBasedStateMachine):
    """The rules are what people, channels, carriers and vandals do. `make_shop` is set for each database."""

    make_shop: Callable[[], Shop]

    @initialize()
    def open_shop(self) -> None:
        self.shop = type(self).make_shop()
        self.law = Law()
        for number in NUMBERS:
            self.shop.import_order(number, "assembly", ["shirt"], delivery=DELIVERIES[0])

    @rule(
        number=NUMBER,
        status=st.sampled_from([place.value for place in ChannelPlace]),
        goods=st.lists(st.sampled_from(GOODS), min_size=1, max_size=3),
        delivery=st.sampled_from(DELIVERIES),
        site=st.sampled_from(["shop", "jeweller", "relaxed"]),
        due=st.sampled_from([0, 1500_00]),
    )
    def channel_speaks(self, number: str, status: str, goods: list[str], delivery: object, site: str, due: int) -> None:
        self.shop.import_order(number, status, goods, delivery=delivery, site=site, due_kopecks=due)

    @rule(number=NUMBER, comment=st.sampled_from(["", "домофон 1"]))
    def address_changes(self, number: str, comment: str) -> None:
        consignee = CONSIGNEE.__class__(CONSIGNEE.name, CONSIGNEE.phone, comment=comment)
        self.shop.import_order(number, "assembly", ["shirt"], delivery=DELIVERIES[0], consignee=consignee)

    @rule(bench=BENCH, code=st.sampled_from(CODES), after_ms=st.sampled_from([10, 1000]))
    def scan_anything(self, bench: int, code: str, after_ms: int) -> None:
        self.shop.scan(bench, code, after_ms=after_ms)

    @rule(bench=BENCH, code=st.sampled_from(CODES))
    def scan_twice(self, bench: int, code: str) -> None:
        self.shop.scan(bench, code)
        self.shop.scan(bench, code)

    @rule(bench=BENCH, pin=st.sampled_from([PIN, WRONG_PIN]))
    def type_a_pin(self, bench: int, pin: str) -> None:
        self.shop.pin(bench, pin)

    @rule(bench=BENCH, number=ANY_NUMBER)
    def pack_as_it_should_be(self, bench: int, number: str) -> None:
        self.shop.pack(bench, number)

    @rule(bench=BENCH, number=ANY_NUMBER)
    def scan_labels_of_any_order(self, bench: int, number: str) -> None:
        self.shop.label_of(bench, number)

    @rule(bench=BENCH)
    def scan_labels_of_the_open_order(self, bench: int) -> None:
        self.shop.bind_labels(bench)

    @rule(bench=BENCH, carrier=st.sampled_from(["spsr", "own_courier", "russian_post"]))
    def hand_over(self, bench: int, carrier: str) -> None:
        self.shop.hand_over(bench, carrier)

    @rule(faults=st.lists(st.sampled_from(["ok", "down", "refused", "hangs", "lost"]), max_size=3))
    def relay(self, faults: list[str]) -> None:
        self.shop.book(faults)

    @rule(what=st.sampled_from(DECISIONS), number=ANY_NUMBER, other=st.booleans())
    def decide(self, what: str, number: str, *, other: bool) -> None:
        self.shop.decide(what, number, other=other)

    @rule(number=ANY_NUMBER, status=STATUS)
    def move_straight_to_a_status(self, number: str, status: str) -> None:
        self.shop.move(number, status)

    @rule(
        how=st.sampled_from([*EDITS, *(f"{edit} raw" for edit in EDITS)]), status=STATUS, phase=st.sampled_from(Phase)
    )
    def edit_the_workflow(self, how: str, status: str, phase: Phase) -> None:
        self.shop.edit_workflow(how, status, phase)

    @rule(statement=st.sampled_from(BY_HAND), number=ANY_NUMBER)
    def write_sql(self, statement: str, number: str) -> None:
        self.shop.by_hand(statement, number)

    @invariant()
    def block_holds(self) -> None:
        with self.shop.other.store.engine.connect() as connection:
            self.law.holds(connection)

    def teardown(self) -> None:
        if not hasattr(self, "shop"):
            return
        try:
            assert self.shop.world.store.verify_journal() == ()
        finally:
            self.shop.close()


def test_nothing_on_sqlite_gets_out_around_shipped(furnished_folder: Path) -> None:
    with tempfile.TemporaryDirectory() as place:

        class OnSqlite(AnythingInAnyOrder):
            @staticmethod
            def make_shop() -> Shop:
                folder = Path(tempfile.mkdtemp(dir=place))
                shutil.copytree(furnished_folder, folder, dirs_exist_ok=True)
                url = f"sqlite:///{folder / 'larets.db'}"
                return Shop(World(url, folder), World(url, folder))

        run_state_machine_as_test(OnSqlite, settings=_settings(25))


def test_nothing_on_postgres_gets_out_around_shipped(copy_of_postgres: Callable[[], tuple[str, Path]]) -> None:
    class OnPostgres(AnythingInAnyOrder):
        @staticmethod
        def make_shop() -> Shop:
            url, keys = copy_of_postgres()
            return Shop(World(url, keys), World(url, keys))

    run_state_machine_as_test(OnPostgres, settings=_settings(8))


def _settings(examples: int) -> settings:
    return settings(
        max_examples=examples * LONG, stateful_step_count=STEPS * (2 if LONG > 1 else 1), deadline=None,
        suppress_health_check=list(HealthCheck), print_blob=True,
    )  # fmt: skip


pytestmark = pytest.mark.timeout(120 * LONG)
