"""The gateway to the carriers is down while people pack: a lamp says it; all goes once, in order, when it is back."""

from __future__ import annotations

import os
import queue
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from carriers.gateway.building import WallClock, open_gateway, sandbox_settings
from carriers.gateway.keys import GivenKeys
from carriers.gateway.server import Bind, GatewayServer
from carriers.sandbox import Fault, SandboxSpsr, start_spsr
from carriers.settings import CarrierSettings
from station.config import load
from tests.faults.bench_process import ROOT, add_settings, badge_of
from tests.faults.sitting_down import SatDown, until

KEY = "the-key"
ORDERS = {"20425": "2800000000028", "20426": "4690000000405"}
CAPTION = "СПСР"
PATIENCE_S = 30.0


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        number: int = free.getsockname()[1]
        return number


@pytest.fixture
def sat(data: Path, port: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[SatDown]:
    """A bench whose gateway is a port at which nobody listens."""
    monkeypatch.setenv("LARETS_GATEWAY_KEY", KEY)
    add_settings(data, f'gateway_url = "http://127.0.0.1:{port}/"', 'bench = "bench-1"')
    text = (data / "station.toml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("bench =") or "bench-1" in line]
    (data / "station.toml").write_text("\n".join(lines), encoding="utf-8")
    bench = SatDown(data)
    bench.scan(badge_of(data, "packer"))
    yield bench
    bench.end()


def ship(sat: SatDown, order: str) -> None:
    assert sat.scans(order, ORDERS[order]) == ["order_opened", "order_packed"]
    until(sat.is_label(order, "printed"))
    assert sat.scan(sat.label_of(order)[0]).code == "order_shipped"


def state_of(sat: SatDown, order: str) -> object:
    return sat.books.one(
        "SELECT s.state FROM shipments s JOIN orders o ON o.id = s.order_id WHERE o.number = ? AND s.state <> 'void'",
        order,
    )


def all_sent(sat: SatDown) -> bool:
    return not sat.books.count("outbox WHERE topic = 'carrier.register' AND state <> 'done'")


@contextmanager
def central(sandbox: SandboxSpsr, data: Path, port: int) -> Iterator[None]:
    """Serve the gateway at the port, in this process."""
    settings = CarrierSettings(spsr=sandbox_settings(sandbox))
    url = f"sqlite:///{data.parent / 'gateway.db'}"
    opened = open_gateway(settings, url, GivenKeys({load(data).bench: KEY}), WallClock())
    server = GatewayServer(opened.app, Bind("127.0.0.1", port))
    server.start()
    try:
        yield
    finally:
        server.stop()
        opened.ledger.close()


def test_with_the_gateway_down_orders_ship_and_go_out_once_and_in_order_when_it_is_back(
    sat: SatDown, data: Path, port: int
) -> None:
    for order in ORDERS:
        ship(sat, order)
    until(lambda: (lamp := sat.lamp(CAPTION)) is not None and lamp.condition == "attention")
    assert not all_sent(sat)

    with start_spsr(first_number=1) as sandbox, central(sandbox, data, port):
        until(lambda: all_sent(sat))
        assert [one.reference for one in sandbox.invoices] == [f"{order}/1" for order in ORDERS]
        until(lambda: sat.lamp(CAPTION) is None)

    assert [state_of(sat, order) for order in ORDERS] == ["registered"] * len(ORDERS)


@pytest.mark.parametrize("fault", [Fault.ACCEPT_THEN_500, Fault.SESSION_LOST])
def test_whatever_the_carrier_does_one_shipment_is_made(sat: SatDown, data: Path, port: int, fault: Fault) -> None:
    with start_spsr(first_number=1, hang_s=2) as sandbox, central(sandbox, data, port):
        sandbox.fail(fault)
        order = next(iter(ORDERS))
        ship(sat, order)
        until(lambda: all_sent(sat))
        assert sandbox.count(f"{order}/1") == 1
    assert state_of(sat, order) == "registered"


def test_a_parcel_that_the_carrier_refused_is_kept_from_the_cage_and_a_lamp_says_it(
    sat: SatDown, data: Path, port: int
) -> None:
    with start_spsr(first_number=1) as sandbox, central(sandbox, data, port):
        sandbox.fail(Fault.REFUSE_CODE, code=1041)
        order = next(iter(ORDERS))
        ship(sat, order)
        until(lambda: state_of(sat, order) == "refused")
        until(lambda: (lamp := sat.lamp(CAPTION)) is not None and lamp.condition == "stop")
        sat.scan("LARETSMSPSR")
        refused = sat.scan(sat.label_of(order)[0])
        assert (refused.tone, refused.code) == ("stop", "shipment_refused")
        assert sat.books.phase(order) == "SHIPPED"


def test_a_manifest_does_not_close_over_a_parcel_of_which_nobody_knows_whether_the_carrier_has_it(
    sat: SatDown, data: Path
) -> None:
    order = next(iter(ORDERS))
    ship(sat, order)
    assert sat.scans("LARETSMSPSR", sat.label_of(order)[0]) == ["manifest_opened", "in_cage"]
    sat.bench.background.stop()
    with closing(sqlite3.connect(data / "larets.db")) as connection:
        connection.execute("UPDATE shipments SET state = 'unknown'")
        connection.commit()

    told = sat.scans("LARETSCLOSE", "LARETSCLOSE")

    assert told == ["scan_again", "cage_alarm"]
    assert "shipment_unknown" in [reason.code for reason in sat.said().reasons]
    assert sat.books.phase(order) == "SHIPPED"


def test_the_served_sandbox_takes_what_has_waited_for_it(sat: SatDown, data: Path, port: int) -> None:
    order = next(iter(ORDERS))
    ship(sat, order)
    lines: queue.Queue[str] = queue.Queue()
    command = [sys.executable, "-m", "ui.cli", "--data", str(data.parent / "gw"), "gateway", "serve", "--sandbox"]
    with subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{port}"],
        cwd=ROOT,
        env={**os.environ, "LARETS_GATEWAY_KEY": KEY},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        reader = threading.Thread(target=_read, args=(process, lines))
        reader.start()
        try:
            while not lines.get(timeout=PATIENCE_S).startswith("contract"):
                pass
            until(lambda: all_sent(sat))
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE_S)
            reader.join()
    assert state_of(sat, order) == "registered"


def _read(process: subprocess.Popen[str], lines: queue.Queue[str]) -> None:
    for line in process.stdout or ():
        lines.put(line)
