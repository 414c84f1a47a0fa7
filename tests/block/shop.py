"""A shop in which anything may happen: two programs on one database, everybody doing what comes to mind."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import product

from sqlalchemy import text

from station.domain.incoming import IncomingOrder, hash_of
from station.domain.order import PassportState
from station.domain.workflow.phases import Phase
from station.domain.workflow.statuses import Status, Workflow
from station.errors import Refused, StoreTrouble
from station.scan.commands import COMMANDS, Verb
from station.store.connections import WRITING
from station.usecases.change_workflow import change_workflow
from station.usecases.decide import agree_again, cancel_order, decide_passport, hold_by_hand, reopen_order
from station.usecases.hold_order import release
from station.usecases.manifests import close_manifest
from station.usecases.short_order import split_order
from station.usecases.work import Work
from tests.builders import BAG, OWN, POST, SHOP, SPSR, an_incoming, an_incoming_line
from tests.usecases.test_bind_tracking import BAGS, EMS
from tests.usecases.world import BADGES, CROSS, RING_A, RING_B, SHIRT_M, SOCKS, TRAY, UIN_STRANGE, BenchDriver, World

NUMBERS = ("501", "502", "503")
FAMILY = (*NUMBERS, "501-2", "502-2", "503-2")
DELIVERIES = (SPSR, BAG, OWN, POST, replace(SPSR, carrier=""))
GOODS = ("shirt", "socks", "ring", "cross")
UNITS = {"shirt": (SHIRT_M,), "socks": (SOCKS,), "ring": (RING_A, RING_B), "cross": (CROSS, UIN_STRANGE)}
CODES = (
    *FAMILY, SHIRT_M, SOCKS, RING_A, RING_B, CROSS, UIN_STRANGE, TRAY, *BAGS[:3], EMS, *BADGES.values(),
    *(command.code for command in COMMANDS), "LARETSW300",
)  # fmt: skip
EVERYTHING_OPEN = replace(
    SHOP, transitions=frozenset((a.code, b.code) for a, b in product(SHOP.statuses, SHOP.statuses))
)
PHASES = tuple(Phase)
# Each writes where nobody should: some are refused, and none may break the block.
BY_HAND = (
    "UPDATE orders SET phase = 'SHIPPED', status = 'shipped' WHERE number = :number",
    "UPDATE orders SET phase = 'DELIVERED', status = 'delivered' WHERE number = :number AND phase <> 'SHIPPED'",
    "UPDATE orders SET phase = 'PACKED', status = 'packed' WHERE number = :number",
    "UPDATE orders SET phase = 'ASSEMBLY', status = 'assembly', handed_over = :no WHERE number = :number",
    "UPDATE parcels SET state = 'void' WHERE order_id = (SELECT id FROM orders WHERE number = :number)",
    "UPDATE parcels SET state = 'closed', weight_g = 5 WHERE order_id = (SELECT id FROM orders WHERE number = :number)",
    "UPDATE bindings SET ended_at = NULL, ended_why = NULL",
    "UPDATE bindings SET parcel_id = (SELECT MAX(id) FROM parcels)",
    "UPDATE verified_units SET ended_at = NULL",
    "UPDATE order_lines SET quantity = 0 WHERE order_id = (SELECT id FROM orders WHERE number = :number)",
    "DELETE FROM bindings",
    "DELETE FROM holds",
    "DELETE FROM journal",
    "UPDATE journal SET code = 'fine'",
    "UPDATE workflow_statuses SET phase = 'SHIPPED' WHERE code IN ('packed', 'assembly', 'new')",
    "UPDATE manifests SET state = 'open'",
)


@dataclass
class Shop:
    """Two programs, each with a bench of its own; `world` is the first."""

    world: World
    other: World
    benches: tuple[str, str] = ("bench-1", "bench-2")
    desks: list[BenchDriver] = field(init=False)

    def __post_init__(self) -> None:
        self.other.clock = self.world.clock
        self.desks = [self.world.bench(self.benches[0]), self.other.bench(self.benches[1], who="bor", scale=True)]
        self.other.scale.follows = True

    def close(self) -> None:
        self.world.store.close()
        self.other.store.close()

    # -- what comes from outside ---------------------------------------------------------------------------------

    def import_order(self, number: str, status: str, goods: Sequence[str], **odd: object) -> None:
        """The channel says something of an order."""
        lines = tuple(an_incoming_line(str(n), offer) for n, offer in enumerate(goods, start=1))
        made = an_incoming(number, *lines, site=str(odd.pop("site", "relaxed")))
        made = replace(made, **odd, channel_status=status, status=made.status.__class__(status))  # type: ignore[arg-type]
        self._import(replace(made, payload_hash=hash_of(made)))

    def _import(self, order: IncomingOrder) -> None:
        self.world.take_in(order)

    # -- what is done at the benches -----------------------------------------------------------------------------

    def scan(self, bench: int, code: str, *, after_ms: int = 1000) -> None:
        """Somebody scans something."""
        self.desks[bench].scan(code, after_ms=after_ms)

    def pin(self, bench: int, pin: str) -> None:
        """Somebody types a PIN."""
        self.desks[bench].pin(pin)

    def confirm(self, bench: int) -> None:
        """Somebody takes the error away."""
        self.desks[bench].give(Verb.CONFIRM)

    def pack(self, bench: int, number: str) -> None:
        """Somebody works as they should: open, scan what is wanted, weigh, bind."""
        desk = self.desks[bench]
        self._clear_the_bench(desk)
        desk.scan(number)
        order = desk.desk.view.order
        lines = [(line.offer, order.missing(line)) for line in order.lines] if order else []
        for offer, missing in lines:
            for code in UNITS.get(offer, ()) * missing:
                desk.scan(code)
                desk.give(Verb.CONFIRM)
        desk.weigh(300)
        self.bind_labels(bench)

    def _clear_the_bench(self, desk: BenchDriver) -> None:
        desk.give(Verb.CONFIRM)
        desk.scan(BADGES["pak"])
        desk.give(Verb.CANCEL_VIEW)
        desk.give(Verb.CANCEL_VIEW)
        desk.give(Verb.CONFIRM)

    def bind_labels(self, bench: int) -> None:
        """Scan the labels and bags that the open order waits for."""
        desk = self.desks[bench]
        order = desk.desk.look().order
        labels = [parcel.label.number if parcel.label else "" for parcel in order.live_parcels] if order else []
        for label in labels:
            for code in [label] if label else [*BAGS, EMS]:
                if desk.desk.view.order is not None:
                    desk.scan(code)
                    desk.give(Verb.CONFIRM)

    def label_of(self, bench: int, number: str) -> None:
        """Scan any label of an order, void ones among them."""
        with self.world.store.reading() as uow:
            order = uow.orders.find(number)
            labels = [label.number for parcel in order.parcels for label in parcel.labels] if order else []
        for label in labels:
            self.scan(bench, label)
            self.confirm(bench)

    def hand_over(self, bench: int, carrier: str) -> None:
        """Fill a manifest with all that waits, and close it."""
        desk = self.desks[bench]
        self._clear_the_bench(desk)
        desk.give(Verb.MANIFEST, carrier)
        for number in desk.desk.look().outside:
            desk.scan(number.number)
            desk.give(Verb.CONFIRM)
        desk.give(Verb.CLOSE_MANIFEST)
        desk.give(Verb.CLOSE_MANIFEST)

    def book(self, faults: Sequence[str]) -> None:
        """The relay makes its round; the carrier is in this mood."""
        self.world.carriers.faults.clear()
        self.world.carriers.faults.extend(faults)
        self.world.clock.pass_by(minutes=10)
        self.world.carrier_relay().relay_once()
        for place in self.benches:
            self.other.print_relay(place).print_waiting()

    # -- what is decided in the office ---------------------------------------------------------------------------

    @contextmanager
    def _refusable(self) -> Iterator[None]:
        with contextlib.suppress(Refused, StoreTrouble):
            yield

    def decide(self, what: str, number: str, *, other: bool = False) -> None:
        """Somebody decides something of an order."""
        shop = self.other if other else self.world
        who = "off" if what in {state.value for state in PassportState} else "lead"
        with self._refusable(), shop.office(who) as work:
            _decide(work, what, number)

    def move(self, number: str, status: str) -> None:
        """Somebody moves an order straight to a status."""
        with self._refusable(), self.other.office("lead") as work:
            work.move_to_status(work.uow.orders.get(number), status)

    def edit_workflow(self, how: str, status: str, phase: Phase) -> None:
        """The head of the shop changes the workflow, checked or not."""
        with self._refusable(), self.world.office("head") as work:
            workflow = _edited(work.uow.workflows.get("default"), how, status, phase)
            if how.endswith("raw"):
                work.uow.workflows.save(workflow)
            else:
                change_workflow(work, workflow)

    def by_hand(self, statement: str, number: str) -> None:
        """Somebody writes SQL."""
        with contextlib.suppress(Refused, StoreTrouble), self.world.store.engine.connect() as plain:
            connection = plain.execution_options(**{WRITING: True})
            with contextlib.suppress(Exception), connection.begin():
                connection.execute(text(statement), {"number": number, "no": False})


def _decide(work: Work, what: str, number: str) -> None:
    match what:
        case "hold":
            hold_by_hand(work, number, "спросить")
        case "release":
            release(work, number)
        case "cancel":
            cancel_order(work, number)
        case "agree":
            agree_again(work, number)
        case "reopen":
            reopen_order(work, number)
        case "split":
            split_order(work, number)
        case "close":
            for manifest in work.uow.manifests.list_all()[:1]:
                close_manifest(work, manifest.number)
        case _:
            decide_passport(work, number, PassportState(what))


def _edited(workflow: Workflow, how: str, code: str, phase: Phase) -> Workflow:
    match how.removesuffix(" raw"):
        case "open everything":
            return EVERYTHING_OPEN
        case "as shipped":
            return SHOP
        case "another phase":
            changed = tuple(replace(s, phase=phase) if s.code == code else s for s in workflow.statuses)
            return replace(workflow, statuses=changed)
        case "drop":
            return replace(workflow, statuses=tuple(s for s in workflow.statuses if s.code != code))
        case _:
            fresh = Status(f"x-{phase.value.lower()}", phase, position=90)
            if workflow.find(fresh.code):
                return workflow
            around = {(code, fresh.code), (fresh.code, code)}
            return replace(workflow, statuses=(*workflow.statuses, fresh), transitions=workflow.transitions | around)
