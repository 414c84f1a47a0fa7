"""The power goes at any moment of the way of a scan: 20 moments, 200 with LARETS_LONG=1."""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from carriers.gateway.building import WallClock, open_gateway, sandbox_settings
from carriers.gateway.keys import GivenKeys
from carriers.gateway.server import Bind, GatewayServer
from carriers.sandbox import SandboxSpsr, start_spsr
from carriers.settings import CarrierSettings
from station.config import load
from tests.faults.bench_process import BenchProcess, Heard, add_settings, larets
from tests.faults.books import Books, printed
from tests.faults.packer import Packer

KILLS = 20
ROUNDS = 10 if os.environ.get("LARETS_LONG") else 1
SEED = 20_260_304
KEY = "the-key"
UNTIL_SENT_S = 30.0


@dataclass(frozen=True)
class Central:
    """A carrier's gateway that outlives the bench."""

    url: str
    sandbox: SandboxSpsr


@pytest.fixture
def central(tmp_path: Path, data: Path) -> Iterator[Central]:
    with start_spsr(first_number=1) as sandbox:
        settings = CarrierSettings(spsr=sandbox_settings(sandbox))
        opened = open_gateway(
            settings, f"sqlite:///{tmp_path / 'g.db'}", GivenKeys({load(data).bench: KEY}), WallClock()
        )
        server = GatewayServer(opened.app, Bind("127.0.0.1", 0))
        server.start()
        yield Central(server.url, sandbox)
        server.stop()
        opened.ledger.close()


@dataclass
class Witness:
    """Remembers what the bench has answered, and holds the books against it after each power cut."""

    books: Books
    heard: list[Heard] = field(default_factory=list)

    def compare(self) -> None:
        self._every_answer_stands_once()
        self._every_effect_has_its_answer_and_stands_once()
        assert self.books.whole()

    def _every_answer_stands_once(self) -> None:
        stands = Counter(self.books.texts("SELECT scan_id FROM journal WHERE kind = 'scan'"))
        assert [one for one in self.heard if stands[one.scan_id] != 1] == []
        assert [scan_id for scan_id, count in stands.items() if count != 1] == []
        for one in self.heard:
            if one.intent == "verify_unit" and one.tone == "ok":
                assert self.books.count("verified_units WHERE scan_id = ?", one.scan_id) == 1, one
            if one.intent == "bind_tracking" and one.tone == "ok":
                assert self.books.count("bindings WHERE scan_id = ?", one.scan_id) == 1, one
            if one.code == "order_shipped":
                assert self.books.phase(str(one.order)) == "SHIPPED", one

    def _every_effect_has_its_answer_and_stands_once(self) -> None:
        for table in ("verified_units", "bindings"):
            of_no_scan = f"{table} WHERE scan_id NOT IN (SELECT scan_id FROM journal WHERE kind = 'scan')"
            assert self.books.count(of_no_scan) == 0
        too_many = (
            "order_lines l WHERE l.quantity < (SELECT COUNT(*) FROM verified_units v JOIN parcels p"
            " ON p.id = v.parcel_id WHERE p.order_id = l.order_id AND v.line_key = l.line_key AND v.ended_at IS NULL)"
        )
        assert self.books.count(too_many) == 0
        shipped = self.books.texts("SELECT number FROM orders WHERE phase = 'SHIPPED'")
        for order in shipped:
            assert self.books.count("outbox WHERE topic = 'carrier.register' AND order_number = ?", order) == 1
            told = "outbox WHERE topic = 'channel.order' AND order_number = ? AND json_extract(payload, '$.phase') = ?"
            assert self.books.count(told, order, "SHIPPED") >= 1
            moved = "journal WHERE kind = 'status' AND order_number = ? AND json_extract(payload, '$.phase') = ?"
            assert self.books.count(moved, order, "SHIPPED") == 1


def a_moment(dice: random.Random) -> float:
    """Return seconds after a scan: mostly on its way, sometimes while the label prints or the carrier is called."""
    return dice.choice((dice.uniform(0, 0.004), dice.uniform(0.002, 0.02), dice.uniform(0.02, 0.25)))


def pass_by(seconds: float) -> None:
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        pass


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", range(SEED, SEED + ROUNDS))
def test_nothing_answered_is_lost_and_nothing_is_done_twice_wherever_the_power_goes(
    seed: int, data: Path, central: Central, benches: Callable[[BenchProcess], BenchProcess]
) -> None:
    dice = random.Random(seed)
    add_settings(data, f'gateway_url = "{central.url}"')
    bench = benches(BenchProcess(data, {"LARETS_PIN": "3344", "LARETS_GATEWAY_KEY": KEY}))
    books = Books(data)
    packer, witness = Packer(data, books), Witness(books)
    bench.start()
    for _ in range(KILLS):
        work_in_peace(bench, packer, witness, scans=dice.randint(0, 2))
        bench.send(packer.next_code())
        pass_by(a_moment(dice))
        witness.heard += bench.kill()
        after_a_cut(bench, books, witness)

    while books.open_order() is not None:
        work_in_peace(bench, packer, witness, scans=1)
    wait_until_sent(books)

    witness.compare()
    shipped = [one for one in packer.orders if books.phase(one) == "SHIPPED"]
    assert shipped
    assert {order: central.sandbox.count(f"{order}/1") for order in shipped} == dict.fromkeys(shipped, 1)
    assert bench.stop() == 0
    assert larets(data, "audit", "verify").code == 0


def work_in_peace(bench: BenchProcess, packer: Packer, witness: Witness, *, scans: int) -> None:
    for _ in range(scans):
        heard = bench.scan(packer.next_code())
        witness.heard.append(heard)
        if heard.code == "badge_needed":
            witness.heard.append(bench.scan(packer.lead))


def after_a_cut(bench: BenchProcess, books: Books, witness: Witness) -> None:
    """Hold the books against what was heard, start again, and see that the bench stands where it stood."""
    witness.compare()
    before = books.open_order(), books.operator(), books.lock()
    half_sent = books.labels("sending")
    pictures = {name: printed(books.data, name) for name in half_sent.values()}
    bench.start()
    heard = bench.scan("LARETSNONE")  # no such command: answered, and nothing else
    witness.heard.append(heard)
    assert heard.code in {"unknown_command", "not_counted", "log_in_first"}
    assert (books.open_order(), books.operator(), books.lock()) == before
    assert heard.order == before[0]
    assert set(half_sent) <= set(books.labels("unknown"))
    assert {name: printed(books.data, name) for name in half_sent.values()} == pictures


def wait_until_sent(books: Books) -> None:
    until = time.monotonic() + UNTIL_SENT_S
    while books.count("outbox WHERE topic = 'carrier.register' AND state <> 'done'"):
        assert time.monotonic() < until, books.ask("SELECT * FROM outbox WHERE topic = 'carrier.register'")
        time.sleep(0.05)
