from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from carriers.adapter import Exchange
from carriers.client import GatewayClient
from carriers.gateway import build_inprocess, serve
from carriers.gateway.keys import GivenKeys, KeyFile
from carriers.gateway.ledger import EntryState, Ledger
from carriers.gateway.server import Bind
from carriers.sandbox import Fault, SandboxSpsr
from carriers.settings import CarrierSettings, GatewaySettings, read_carriers
from station.errors import BadInput, CarrierDown, CarrierRefused, OutcomeUnknown, StoreTrouble
from station.ports import Carriers
from tests.carriers.builders import BOOKING, ManualClock, a_booking, another, settings_for
from tests.carriers.conftest import Listening

ROOT = Path(__file__).parents[2]
LIGHT = "import carriers.client, carriers.gateway, sys; print({'zeep', 'requests', 'sqlalchemy'} & set(sys.modules))"


@pytest.fixture
def carriers(sandbox: SandboxSpsr, ledger_url: str) -> Iterator[Carriers]:
    client = build_inprocess(CarrierSettings(spsr=settings_for(sandbox)), ledger_url)
    yield client
    client.close()


def test_the_soap_stack_is_not_loaded_before_it_is_needed() -> None:
    done = subprocess.run([sys.executable, "-c", LIGHT], capture_output=True, text=True, check=True, cwd=ROOT)

    assert done.stdout.strip() == "set()"


def test_a_hanging_carrier_is_unknown_and_then_found_exactly_once(carriers: Carriers, sandbox: SandboxSpsr) -> None:
    sandbox.fail(Fault.ACCEPT_THEN_HANG)

    with pytest.raises(OutcomeUnknown):
        carriers.register(BOOKING)

    found = carriers.find("spsr", BOOKING.reference)
    assert found is not None
    assert carriers.register(BOOKING) == found
    assert sandbox.count(BOOKING.reference) == 1


def test_a_refused_booking_can_be_mended_and_sent_again(carriers: Carriers, sandbox: SandboxSpsr) -> None:
    sandbox.fail(Fault.REFUSE_CODE, code=1041)
    with pytest.raises(CarrierRefused):
        carriers.register(BOOKING)

    assert carriers.register(a_booking(comment="второй подъезд")).waybill
    assert sandbox.count(BOOKING.reference) == 1


def test_a_carrier_that_is_not_set_up_is_named(ledger_url: str) -> None:
    client = build_inprocess(CarrierSettings(), ledger_url)

    with pytest.raises(CarrierRefused, match="spsr"):
        client.register(BOOKING)

    client.close()


def test_a_restarted_program_answers_the_same_shipment(sandbox: SandboxSpsr, ledger_url: str) -> None:
    client = build_inprocess(CarrierSettings(spsr=settings_for(sandbox)), ledger_url)
    first = client.register(BOOKING)
    client.close()

    assert client.register(BOOKING) == first
    client.close()
    assert sandbox.calls["WAXmlConverter"] == 1


def test_cancelled_is_found_no_more(carriers: Carriers) -> None:
    carriers.register(BOOKING)
    carriers.cancel("spsr", BOOKING.reference)

    assert carriers.find("spsr", BOOKING.reference) is None
    with pytest.raises(CarrierRefused, match="reference_void"):
        carriers.register(BOOKING)


def test_threads_that_push_at_once_get_one_shipment_each(carriers: Carriers, sandbox: SandboxSpsr) -> None:
    threads = [threading.Thread(target=carriers.register, args=(another(number),)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(each.reference for each in sandbox.invoices) == [f"R-{number}" for number in range(8)]


def test_our_client_and_our_gateway_talk_over_a_socket_too(listening: Listening, sandbox: SandboxSpsr) -> None:
    stranger = GatewayClient(GatewaySettings(listening.url, "bench-1", "wrong"))
    with pytest.raises(CarrierDown, match="gateway_not_allowed"):
        stranger.register(BOOKING)

    client = GatewayClient(GatewaySettings(listening.url, "bench-1", "the-key"))
    assert client.register(BOOKING).waybill == sandbox.invoices[0].number
    assert [each.code for each in client.carriers()] == ["spsr"]


def test_the_ledger_of_a_listening_gateway_holds_every_exchange(listening: Listening, sandbox: SandboxSpsr) -> None:
    GatewayClient(GatewaySettings(listening.url, "bench-1", "the-key")).register(BOOKING)

    kept = listening.gateway.ledger.exchanges(BOOKING.reference)

    assert [each.procedure for each in kept] == ["WAXmlConverter"]
    assert sandbox.account.password not in kept[0].asked + kept[0].answered


def test_a_ledger_that_cannot_be_opened_is_trouble_and_not_a_bug(tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble):
        Ledger(f"sqlite:///{tmp_path / 'missing' / 'gateway.db'}", ManualClock())


def test_two_rows_for_one_reference_are_refused_by_the_database_itself(ledger_url: str) -> None:
    ledger = Ledger(ledger_url, ManualClock())
    ledger.claim(BOOKING, content="", bench="bench-1")
    engine = sa.create_engine(ledger_url)
    copy = sa.text(
        "INSERT INTO shipments (carrier, reference, state, attempt, bench, content, waybill, tracking, notes, problem,"
        " claimed_at, registered_at) SELECT carrier, reference, state, attempt, bench, content, waybill, tracking,"
        " notes, problem, claimed_at, registered_at FROM shipments"
    )

    with engine.connect() as connection, pytest.raises(sa.exc.IntegrityError, match="UNIQUE"):
        connection.execute(copy)

    engine.dispose()
    ledger.close()


def test_exchanges_come_back_as_they_were_kept(ledger_url: str) -> None:
    ledger = Ledger(ledger_url, ManualClock())
    exchange = Exchange("spsr", "WALogin", "R-1", "RC 0", "<a/>", "<b/>", 12, datetime(2026, 3, 4, tzinfo=UTC))
    ledger.keep(exchange)

    assert ledger.exchanges("R-1") == (exchange,)
    ledger.close()


def test_old_exchanges_are_forgotten_at_start_and_daily(ledger_url: str) -> None:
    clock = ManualClock()
    ledger = Ledger(ledger_url, clock)

    def keep(reference: str) -> None:
        ledger.keep(Exchange("spsr", "WALogin", reference, "RC 0", "<a/>", "<b/>", 12, clock.now()))

    def kept() -> list[str]:
        return [reference for reference in ("old", "new", "newest") if ledger.exchanges(reference)]

    keep("old")
    clock.forward(timedelta(days=89))
    keep("new")
    ledger.serve(keep_for=timedelta(days=90))
    assert kept() == ["old", "new"]
    clock.forward(timedelta(days=2))
    keep("newest")
    assert kept() == ["new", "newest"]
    clock.forward(timedelta(days=90))
    ledger.close()
    ledger = Ledger(ledger_url, clock)
    ledger.serve(keep_for=timedelta(days=90))
    assert kept() == ["newest"]
    ledger.close()


def test_a_second_gateway_takes_no_live_call_for_a_dead_one(ledger_url: str) -> None:
    first, second, third = (Ledger(ledger_url, ManualClock()) for _ in range(3))
    first.serve(keep_for=timedelta(days=90))
    second.serve(keep_for=timedelta(days=90))
    second.claim(BOOKING, content="", bench="bench-1")
    first.close()

    third.serve(keep_for=timedelta(days=90))

    left = third.entry(BOOKING.carrier, BOOKING.reference)
    assert left is not None
    assert left.state is EntryState.SENDING
    second.close()
    third.close()
    alone = Ledger(ledger_url, ManualClock())
    alone.serve(keep_for=timedelta(days=90))
    left = alone.entry(BOOKING.carrier, BOOKING.reference)
    assert left is not None
    assert left.state is EntryState.UNKNOWN
    alone.close()


def test_a_revoked_key_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "gateway.keys"
    keys = KeyFile(path)
    assert not keys.allow("bench-1", "")
    key, other = keys.issue("bench-1"), keys.issue("bench 2")
    assert keys.allow("bench-1", key)
    assert keys.allow("bench 2", other)
    assert key not in path.read_text(encoding="utf-8")

    path.write_text("", encoding="utf-8")

    assert not keys.allow("bench-1", key)


def test_a_new_key_replaces_the_old_one(tmp_path: Path) -> None:
    keys = KeyFile(tmp_path / "gateway.keys")
    old = keys.issue("bench-1")
    new = keys.issue("bench-1")

    assert (keys.allow("bench-1", old), keys.allow("bench-1", new)) == (False, True)
    assert not GivenKeys({"bench-1": "k"}).allow("bench-2", "k")


@pytest.mark.parametrize(
    "content",
    [
        "[spsr",
        "spsr = 1",
        "[spsr]\nurl = 'http://x/'",
        "[spsr]\nurl='u'\nlogin='l'\nicn='1'\npassword='p'",
        "[spsr]\nx=1",
        "keep_exchanges_days = 0",
        "keep_exchanges_days = 'long'",
    ],
)
def test_a_file_of_carriers_with_a_fault_is_refused_and_the_place_named(content: str, tmp_path: Path) -> None:
    path = tmp_path / "carriers.toml"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(BadInput) as bad:
        read_carriers(path, {})

    assert bad.value.facts["place"]


def test_a_file_of_carriers_is_read_and_the_password_comes_from_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "carriers.toml"
    path.write_text(
        "[spsr]\nurl='http://127.0.0.1:1/'\nlogin='demo'\nicn='7600000000'\nservice='PelSt'\n"
        "[spsr.shipper]\ncity='Москва'\naddress='ул. Складская, 1'\n[spsr.timeouts]\nread_s=5.0\n",
        encoding="utf-8",
    )

    spsr = read_carriers(path, {"LARETS_SPSR_PASSWORD": "s3cret"}).spsr

    assert spsr is not None
    assert (spsr.service, spsr.shipper.city, spsr.timeouts.read_s, spsr.password) == ("PelSt", "Москва", 5.0, "s3cret")
    assert "s3cret" not in repr(spsr)
    path.write_text("", encoding="utf-8")
    assert read_carriers(path, {}) == CarrierSettings()
    path.write_text("keep_exchanges_days = 30", encoding="utf-8")
    assert read_carriers(path, {}).keep_exchanges_days == 30


@pytest.mark.parametrize(
    ("text", "bind"),
    [("127.0.0.1:9", Bind("127.0.0.1", 9)), (":9", Bind("127.0.0.1", 9)), ("0.0.0.0", Bind("0.0.0.0"))],  # noqa: S104 - only read
)
def test_an_address_to_listen_at_is_read(text: str, bind: Bind) -> None:
    assert Bind.of(text) == bind


def test_a_gateway_served_for_the_first_time_says_one_key_once(tmp_path: Path) -> None:
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    taken.listen()
    said: list[str] = []

    def serve_at_a_taken_address() -> None:
        serve(
            f"127.0.0.1:{taken.getsockname()[1]}",
            CarrierSettings(),
            ledger_url=f"sqlite:///{tmp_path / 'g.db'}",
            keys=tmp_path / "gateway.keys",
            say=said.append,
        )

    for _ in range(2):
        with pytest.raises(OSError):  # noqa: PT011 - the words are the system's
            serve_at_a_taken_address()

    assert [line.split()[0] for line in said] == ["bench", "key"]
    assert KeyFile(tmp_path / "gateway.keys").allow("bench-1", said[1].split()[1])
    taken.close()


def test_settings_show_no_secret() -> None:
    gateway = GatewaySettings("http://x/", "bench-1", "s3cret")

    assert "s3cret" not in repr(replace(gateway, bench="bench-2")) + json.dumps(str(gateway))
