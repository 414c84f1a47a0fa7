"""The gateway as a stack that is not zeep sees it: raw XML over a socket."""

from __future__ import annotations

import http.client
import time
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from lxml import etree

from carriers.sandbox import Fault, SandboxSpsr
from tests.carriers.conftest import Listening
from tests.carriers.envelopes import NS, a_shipment, cancel, envelope, get, post, register

FAST_S = 0.5  # the promise is 0.1 s; the rest is for a busy machine


def bombs() -> dict[str, bytes]:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return {
        "a document type": b"<!DOCTYPE a><a/>",
        "a billion laughs": f'<!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]><a>&l9;</a>'.encode(),
        "laughs in an attribute": f'<!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]><a b="&l9;"/>'.encode(),
        "a file of the machine": b'<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/hostname">]><a>&f;</a>',
        "utf-16": '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'.encode("utf-16"),
        "a hundred thousand levels": b"<a>" * 100_000,
        "six megabytes": b"<a>" + b"x" * (6 * 1024 * 1024) + b"</a>",
        "nothing": b"",
        "noise": bytes(range(256)),
        "half an envelope": envelope(register(a_shipment("R-1")))[:-40],
    }


@pytest.mark.parametrize("bomb", bombs())
def test_bombs_and_rubbish_are_refused_with_a_fault_at_once(bomb: str, listening: Listening) -> None:
    body = bombs()[bomb]
    started = time.perf_counter()

    heard = post(listening.url, body)

    assert time.perf_counter() - started < FAST_S
    assert (heard.status, heard.fault) == (500, "BadRequest")
    assert "localhost" not in heard.text("faultstring")


@pytest.mark.parametrize(
    "body",
    [
        register(),
        register(a_shipment("with space inside")),
        register(a_shipment("R" * 51)),
        register(a_shipment("R-1", grams="heavy")),
        register(a_shipment("R-1", grams=-1)),
        register(a_shipment("R-1"), a_shipment("R-1")),
        register(*[a_shipment(f"R-{number}") for number in range(101)]),
        register(a_shipment("R-1")).replace("urn:larets:gateway:1", "urn:larets:gateway:2"),
        register(a_shipment("R-1", carrier="pigeons")),
        "<Unheard xmlns='urn:larets:gateway:1'/>",
        get("R-1") + get("R-2"),
        "",
    ],
)
def test_what_does_not_keep_the_contract_is_a_bad_request_and_nothing_is_sent(
    body: str, listening: Listening, sandbox: SandboxSpsr
) -> None:
    heard = post(listening.url, envelope(body))

    assert (heard.status, heard.fault) == (500, "BadRequest")
    assert heard.text("l:text")
    assert sandbox.invoices == ()


def test_the_unknown_carrier_is_named(listening: Listening) -> None:
    heard = post(listening.url, envelope(get("R-1", carrier="pigeons")))

    assert heard.text("l:code") == "carrier_not_served"
    assert "pigeons" in heard.text("l:text")


@pytest.mark.parametrize("credentials", [{"key": "wrong"}, {"bench": "bench-2"}, {"bench": "", "key": ""}])
def test_without_the_benchs_key_nothing_is_done(
    credentials: dict[str, str], listening: Listening, sandbox: SandboxSpsr
) -> None:
    heard = post(listening.url, envelope(register(a_shipment("R-1")), **credentials))

    assert heard.fault == "NotAllowed"
    assert sandbox.invoices == ()


def test_a_soap_12_envelope_is_a_version_mismatch(listening: Listening) -> None:
    newer = envelope(get("R-1")).replace(NS["s"].encode(), b"http://www.w3.org/2003/05/soap-envelope")

    assert post(listening.url, newer).text("faultcode") == "soap:VersionMismatch"


def test_a_header_that_must_be_understood_and_is_not_is_a_fault(listening: Listening) -> None:
    strange = '<x:Deal xmlns:x="urn:x" S:mustUnderstand="1"/>'

    assert post(listening.url, envelope(get("R-1"), header=strange)).text("faultcode") == "soap:MustUnderstand"


def test_each_shipment_of_a_call_is_answered_on_its_own(listening: Listening, sandbox: SandboxSpsr) -> None:
    sandbox.fail(Fault.REFUSE_CODE, code=1041)
    sandbox.fail(Fault.ACCEPT_THEN_500)

    heard = post(listening.url, envelope(register(*[a_shipment(f"R-{number}") for number in range(1, 4)])))

    assert heard.status == 200
    assert heard.texts("l:answer/l:outcome") == ["refused", "unknown", "registered"]
    assert heard.texts("l:answer/l:reference") == ["R-1", "R-2", "R-3"]
    assert heard.texts("l:problem/l:text")[0] == "СПСР не нашёл город получателя."
    assert [sandbox.count(f"R-{number}") for number in (1, 2, 3)] == [0, 1, 1]


def test_a_replayed_request_buys_nothing_twice(listening: Listening, sandbox: SandboxSpsr) -> None:
    request = envelope(register(a_shipment("R-1")))

    first, second = post(listening.url, request), post(listening.url, request)

    assert first.text("l:waybill") == second.text("l:waybill") == sandbox.invoices[0].number
    assert first.text("l:tracking") == second.text("l:tracking") == sandbox.invoices[0].pieces[0]
    assert sandbox.count("R-1") == 1


def test_a_shipment_is_got_cancelled_and_void(listening: Listening) -> None:
    assert post(listening.url, envelope(get("R-1"))).text("l:state") == "none"
    post(listening.url, envelope(register(a_shipment("R-1"))))
    assert post(listening.url, envelope(get("R-1"))).text("l:shipment/l:waybill") == "100000001"

    assert post(listening.url, envelope(cancel("R-1"))).text("l:result") == "given_up"

    assert post(listening.url, envelope(get("R-1"))).text("l:state") == "void"
    assert post(listening.url, envelope(register(a_shipment("R-1")))).text("l:outcome") == "refused"


def test_the_carriers_are_listed(listening: Listening) -> None:
    heard = post(listening.url, envelope('<ListCarriers xmlns="urn:larets:gateway:1"/>'))

    assert heard.texts("l:carrier/l:code") == ["spsr"]
    assert heard.text("l:cancels") == "false"


def fetch(url: str, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def test_the_contract_is_served_with_the_address_by_which_it_was_asked_for(listening: Listening) -> None:
    status, wsdl = fetch(listening.url, "/?wsdl")
    tree = etree.fromstring(wsdl)
    address = tree.find(".//{http://schemas.xmlsoap.org/wsdl/soap/}address")
    imported = tree.find(".//{http://www.w3.org/2001/XMLSchema}import")

    assert status == 200
    assert address is not None
    assert address.get("location") == listening.url
    assert imported is not None
    assert imported.get("schemaLocation") == f"{listening.url}?xsd"
    etree.XMLSchema(etree.fromstring(fetch(listening.url, "/?xsd")[1]))


def test_other_pages_are_not_there(listening: Listening) -> None:
    assert fetch(listening.url, "/")[0] == 404


def test_a_body_that_announces_a_gigabyte_is_cut_off_with_a_fault(listening: Listening) -> None:
    connection = http.client.HTTPConnection(urlsplit(listening.url).netloc, timeout=10)
    connection.putrequest("POST", "/")
    connection.putheader("Content-Length", str(1024**3))
    connection.endheaders()

    response = connection.getresponse()

    assert response.status == 500
    assert b"<g:code>too_large</g:code>" in response.read()
    connection.close()


def test_what_is_no_http_is_refused_by_the_server_itself(listening: Listening) -> None:
    connection = http.client.HTTPConnection(urlsplit(listening.url).netloc, timeout=10)
    connection.putrequest("POST", "/")
    connection.putheader("Transfer-Encoding", "unheard-of")
    connection.endheaders()

    assert connection.getresponse().status in {400, 501}
    connection.close()


def test_other_methods_are_not_allowed(listening: Listening) -> None:
    connection = http.client.HTTPConnection(urlsplit(listening.url).netloc, timeout=10)
    connection.request("DELETE", "/")

    assert connection.getresponse().status == 405
    connection.close()


@pytest.mark.expects_warnings("ledger_trouble")
def test_a_question_without_the_ledger_is_a_typed_fault(listening: Listening, ledger_url: str) -> None:
    engine = sa.create_engine(ledger_url)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE shipments"))
    engine.dispose()

    heard = post(listening.url, envelope(get("R-1")))

    assert heard.fault == "UnknownOutcome"
    assert heard.text("l:code") == "ledger_trouble"
