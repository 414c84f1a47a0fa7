"""The station's client against a server that is not ours: canned SOAP written by hand."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from lxml import etree

from carriers.client import GatewayClient
from carriers.settings import GatewaySettings, Timeouts
from station.errors import CarrierDown, CarrierRefused, CarrierTrouble, OutcomeUnknown
from tests.carriers.builders import BOOKING, a_booking
from tests.carriers.envelopes import NS

PROLOGUE = '<?xml version="1.0"?><env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/"><env:Body>'
EPILOGUE = "</env:Body></env:Envelope>"
REGISTERED = """
<n1:RegisterShipmentsResponse xmlns:n1="urn:larets:gateway:1"><n1:answer>
  <n1:carrier>spsr</n1:carrier><n1:reference>10482-1</n1:reference><n1:outcome>registered</n1:outcome>
  <n1:shipment><n1:carrier>spsr</n1:carrier><n1:reference>10482-1</n1:reference><n1:waybill>555</n1:waybill>
    <n1:tracking>200000000412</n1:tracking><n1:registeredAt>2026-03-04T12:30:00+03:00</n1:registeredAt>
    <n1:note>Хрупкое</n1:note></n1:shipment>
</n1:answer></n1:RegisterShipmentsResponse>
"""
NONE = '<GetShipmentResponse xmlns="urn:larets:gateway:1"><state>none</state></GetShipmentResponse>'
CANCELLED = '<CancelShipmentResponse xmlns="urn:larets:gateway:1"><result>cancelled</result></CancelShipmentResponse>'


def not_registered(outcome: str) -> str:
    return (
        '<RegisterShipmentsResponse xmlns="urn:larets:gateway:1"><answer><carrier>spsr</carrier>'
        f"<reference>10482-1</reference><outcome>{outcome}</outcome>"
        "<problem><code>1041</code><text>Нет такого города.</text><field>city</field></problem>"
        "</answer></RegisterShipmentsResponse>"
    )


def fault(kind: str) -> str:
    return (
        "<env:Fault><faultcode>env:Server</faultcode><faultstring>no</faultstring><detail>"
        f'<f:{kind} xmlns:f="urn:larets:gateway:1"><f:code>77</f:code><f:text>Нет.</f:text></f:{kind}>'
        "</detail></env:Fault>"
    )


@dataclass
class Foreign:
    """A server that answers every POST with the same bytes and keeps what it was sent."""

    status: int = 200
    body: bytes = b""
    cut: int = 0  # bytes left out at the end, though announced
    hang: threading.Event | None = None
    heard: list[etree._Element] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    port: int = 0

    def says(self, content: str, status: int = 200) -> None:
        self.status, self.body = status, (PROLOGUE + content + EPILOGUE).encode()

    def says_half(self, content: str) -> None:
        self.says(content)
        self.cut = 50


@pytest.fixture
def foreign() -> Iterator[Foreign]:
    told = Foreign()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
            pass

        def do_POST(self) -> None:
            told.heard.append(etree.fromstring(self.rfile.read(int(self.headers["Content-Length"]))))
            told.actions.append(self.headers["SOAPAction"])
            if told.hang:
                told.hang.wait(5)
                return
            self.send_response(told.status)
            self.send_header("Content-Type", "text/xml")
            self.send_header("Content-Length", str(len(told.body)))
            self.end_headers()
            self.wfile.write(told.body[: len(told.body) - told.cut])

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False
    told.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield told
    if told.hang:
        told.hang.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def client(foreign: Foreign) -> GatewayClient:
    patience = Timeouts(connect_s=2.0, read_s=0.4, total_s=1.0)
    return GatewayClient(GatewaySettings(f"http://127.0.0.1:{foreign.port}/soap", "bench-1", "s3cret-key", patience))


UNCLEAR: dict[str, Callable[[Foreign], None]] = {
    "a page of a proxy": lambda it: setattr(it, "body", b"<!DOCTYPE html><html/>"),
    "nothing": lambda it: setattr(it, "body", b""),
    "noise": lambda it: setattr(it, "body", bytes(range(256))),
    "500 without a typed fault": lambda it: it.says("<env:Fault><faultcode>env:Server</faultcode></env:Fault>", 500),
    "502 of a proxy": lambda it: setattr(it, "status", 502),
    "redirected": lambda it: setattr(it, "status", 302),
    "half an answer": lambda it: it.says_half(REGISTERED),
    "another operation's answer": lambda it: it.says(NONE),
    "about another shipment": lambda it: it.says(REGISTERED.replace("10482-1", "10483-1")),
    "an outcome that does not exist": lambda it: it.says(not_registered("perhaps")),
    "registered without a shipment": lambda it: it.says(not_registered("registered")),
    "more than 5 MB": lambda it: it.says(f"<!--{'x' * 6_000_000}-->"),
    "silence": lambda it: setattr(it, "hang", threading.Event()),
}


@pytest.mark.parametrize("way", UNCLEAR)
def test_no_clear_answer_is_an_unknown_outcome_and_asking_is_merely_down(
    way: str, foreign: Foreign, client: GatewayClient
) -> None:
    UNCLEAR[way](foreign)

    with pytest.raises(OutcomeUnknown) as unknown:
        client.register(BOOKING)

    assert "s3cret" not in str(unknown.value)
    assert len(foreign.heard) == 1


def test_a_question_without_an_answer_may_be_asked_again(foreign: Foreign, client: GatewayClient) -> None:
    foreign.status = 500

    with pytest.raises(CarrierDown):
        client.find("spsr", "10482-1")
    with pytest.raises(OutcomeUnknown):
        client.cancel("spsr", "10482-1")


def test_nobody_there_is_down() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        client = GatewayClient(GatewaySettings(f"http://127.0.0.1:{taken.getsockname()[1]}/", "bench-1", "k"))

        for call in (lambda: client.register(BOOKING), lambda: client.cancel("spsr", "x"), client.carriers):
            with pytest.raises(CarrierDown):
                call()


@pytest.mark.parametrize("url", ["http://nowhere.invalid/", "not a url", "gopher://127.0.0.1/"])
def test_an_address_that_leads_nowhere_is_down(url: str) -> None:
    with pytest.raises(CarrierDown):
        GatewayClient(GatewaySettings(url, "bench-1", "k")).register(BOOKING)


@pytest.mark.parametrize("status", [401, 404, 413])
def test_a_request_that_was_thrown_away_unread_is_down(status: int, foreign: Foreign, client: GatewayClient) -> None:
    foreign.status = status

    with pytest.raises(CarrierDown):
        client.register(BOOKING)


FAULTS = [
    ("RefusedByCarrier", CarrierRefused, "carrier_refused"),
    ("UnknownOutcome", OutcomeUnknown, "outcome_unknown"),
    ("CarrierDown", CarrierDown, "carrier_down"),
    ("NotAllowed", CarrierDown, "gateway_not_allowed"),
    ("BadRequest", CarrierRefused, "gateway_bad_request"),
]


@pytest.mark.parametrize(("kind", "error", "code"), FAULTS)
def test_every_typed_fault_has_its_error(
    kind: str, error: type[CarrierTrouble], code: str, foreign: Foreign, client: GatewayClient
) -> None:
    foreign.says(fault(kind), 500)

    for call in (lambda: client.register(BOOKING), lambda: client.cancel("spsr", "10482-1")):
        with pytest.raises(error) as raised:
            call()
        assert raised.value.code == code
        assert raised.value.facts["carrier_code"] == "77"
        assert raised.value.facts["text"] == "Нет."
    with pytest.raises(CarrierDown):
        client.find("spsr", "10482-1")


@pytest.mark.parametrize(
    ("outcome", "error"), [("refused", CarrierRefused), ("unknown", OutcomeUnknown), ("down", CarrierDown)]
)
def test_every_outcome_has_its_error(
    outcome: str, error: type[CarrierTrouble], foreign: Foreign, client: GatewayClient
) -> None:
    foreign.says(not_registered(outcome))

    with pytest.raises(error) as raised:
        client.register(BOOKING)

    assert raised.value.facts["field"] == "city"


def test_a_booking_that_the_contract_cannot_carry_is_refused_before_it_is_sent(
    foreign: Foreign, client: GatewayClient
) -> None:
    for booking in (a_booking(reference="a b"), a_booking(order=""), a_booking(parcels=())):
        with pytest.raises(CarrierRefused) as refusal:
            client.register(booking)
        assert refusal.value.code == "gateway_bad_request"
        assert "a b" not in str(refusal.value)
    assert foreign.heard == []


def test_a_shipment_registered_by_a_foreign_server_is_read_whole(foreign: Foreign, client: GatewayClient) -> None:
    foreign.says(REGISTERED)

    registered = client.register(BOOKING)

    assert (registered.waybill, registered.tracking) == ("555", ("200000000412",))
    assert registered.at is not None
    assert registered.at.isoformat() == "2026-03-04T09:30:00+00:00"
    assert registered.notes == ("Хрупкое",)


def test_none_is_none_and_a_cancelling_is_done(foreign: Foreign, client: GatewayClient) -> None:
    foreign.says(NONE)
    assert client.find("spsr", "10482-1") is None

    foreign.says(CANCELLED)
    client.cancel("spsr", "10482-1")


def test_what_is_sent_is_soap_11_with_the_benchs_key(foreign: Foreign, client: GatewayClient) -> None:
    foreign.says(REGISTERED)

    client.register(a_booking(comment="до\x00мофон"))

    sent = foreign.heard[0]
    assert sent.tag == f"{{{NS['s']}}}Envelope"
    assert foreign.actions == ['"urn:larets:gateway:1#RegisterShipments"']
    assert sent.findtext(".//l:shipment/l:comment", "", NS) == "домофон"
    assert sent.findtext(".//l:parcel/l:weightGrams", "", NS) == "350"
    assert "s3cret-key" in [each.text for each in sent.iter("*")]
