"""The sandbox must be as strict as the carrier: what it lets through, the carrier must let through too."""

from __future__ import annotations

import http.client
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from lxml import etree

from carriers.sandbox import SandboxSpsr
from carriers.sandbox.spsr_office import Account, No, Office
from carriers.sandbox.spsr_rules import CONVERTER, broken_rules
from carriers.settings import SpsrSettings
from carriers.spsr.mapping import invoice
from carriers.spsr.messages import CREATE, INVOICE_INFO, LOG_IN, Element, Procedure, request
from tests.carriers.builders import BOOKING, another, shared_contracts

SETTINGS = SpsrSettings(url="http://127.0.0.1:9/", login="demo", icn="7600000000")
X = f"{{{CREATE.namespace}}}"


def a_document() -> etree._Element:
    login = Element("Login", (("SID", "0" * 40),))
    return etree.fromstring(request(CREATE, login, invoice(BOOKING, SETTINGS).converter))


def at(root: etree._Element, name: str) -> etree._Element:
    found = root.find(f".//{X}{name}")
    assert found is not None
    return found


def drop(name: str, attribute: str) -> Callable[[etree._Element], None]:
    def dropped(root: etree._Element) -> None:
        etree.strip_attributes(at(root, name), attribute)

    return dropped


def put(name: str, attribute: str, value: str) -> Callable[[etree._Element], None]:
    return lambda root: at(root, name).set(attribute, value)


def add(parent: str, name: str) -> Callable[[etree._Element], None]:
    return lambda root: at(root, parent).append(etree.Element(name))


BREAKS: dict[str, Callable[[etree._Element], None]] = {
    "no contract number": drop("GeneralInfo", "ContractNumber"),
    "a contract number of nine digits": put("GeneralInfo", "ContractNumber", "760000000"),
    "no action": drop("Invoice", "Action"),
    "an unheard-of action": put("Invoice", "Action", "X"),
    "no number of pieces": drop("Invoice", "PiecesCount"),
    "no kind of insurance": drop("Invoice", "InsuranceType"),
    "an unheard-of service": put("Invoice", "ProductCode", "ZebOn"),
    "an unheard-of window": put("Invoice", "DeliveryTime", "NIGHT"),
    "a long reference": put("Invoice", "ShipRefNum", "9" * 51),
    "a sum with a comma": put("Invoice", "InsuranceSum", "12,50"),
    "an attribute of nobody": put("Invoice", "Colour", "red"),
    "no town": drop("Receiver", "City"),
    "a long address": put("Receiver", "Address", "у" * 101),
    "a postcode of five digits": put("Receiver", "PostCode", "10100"),
    "a barcode of eleven digits": put("Piece", "PieceID", "20000000001"),
    "a barcode that begins otherwise": put("Piece", "PieceID", "300000000017"),
    "goods of kind 25": put("Piece", "Description", "25"),
    "no price of a thing": drop("SubPiece", "Cost"),
    "none of a thing": put("SubPiece", "Quantity", "0"),
    "a flag of 2": put("AdditionalServices", "COD", "2"),
    "an element of nobody": add("Invoice", f"{X}Gift"),
    "an element of another namespace": add("Pieces", "{urn:other}Piece"),
    "a second receiver": add("Invoice", f"{X}Receiver"),
}


@pytest.mark.parametrize("way", BREAKS)
def test_the_sandbox_refuses_what_breaks_the_format(way: str) -> None:
    root = a_document()
    BREAKS[way](root)

    assert broken_rules(at(root, "XmlConverter"), CONVERTER)


@pytest.mark.parametrize("way", [*BREAKS, ""])
def test_the_carriers_own_xsd_is_of_the_same_mind(way: str) -> None:
    folder = shared_contracts()
    if folder is None:
        pytest.skip("SPSR's own XSDs are not here: they are not ours to ship (LARETS_SHARED names their folder)")
    schema = etree.XMLSchema(etree.parse(folder / "XmlConverter_13.xsd"))
    root = a_document()
    if way:
        BREAKS[way](root)

    assert schema.validate(root) == (not broken_rules(at(root, "XmlConverter"), CONVERTER))


def logged_in(office: Office) -> str:
    who = (("Login", office.account.login), ("Pass", office.account.password), ("UserAgent", "test"))
    answer = office.answer(etree.fromstring(request(LOG_IN, Element("Login", who))))
    found = answer.find("Login")
    assert found is not None
    return found.get("SID", "")


def refusal(office: Office, procedure: Procedure, *elements: Element) -> int:
    with pytest.raises(No) as no:
        office.answer(etree.fromstring(request(procedure, *elements)))
    return no.value.code


def test_the_counter_knows_its_result_codes() -> None:
    office = Office(Account(), session_s=60)
    sid = logged_in(office)
    login = Element("Login", (("SID", sid),))
    asks = Element("Login", (("SID", sid), ("Login", "demo"), ("ICN", "7600000000")))
    converter = invoice(BOOKING, SETTINGS).converter
    wrong = (("Login", "demo"), ("Pass", "wrong"), ("UserAgent", "test"))

    assert refusal(office, LOG_IN, Element("Login", wrong)) == 1004
    assert refusal(office, CREATE, Element("Login", (("SID", "0" * 40),)), converter) == 1006
    assert refusal(office, CREATE, login, Element("XmlConverter")) == 5
    assert refusal(office, Procedure("WACreateOrder", "1.0", "x/1.0"), login) == 6
    assert refusal(office, Procedure("WAXmlConverter", "1.2", "xmlconverter/1.2"), login, converter) == 2
    assert refusal(office, Procedure("WAXmlConverter", "1.3", "xmlconverter/1.4"), login, converter) == 5
    assert refusal(office, INVOICE_INFO, asks, Element("InvoiceInfo", (("GCInvoiceNumber", "nobody"),))) == 1059

    office.answer(etree.fromstring(request(CREATE, login, converter)))
    assert refusal(office, CREATE, login, converter) == 1051
    assert len(office.invoices) == 1


def test_a_session_ends_by_itself() -> None:
    now = [0.0]
    office = Office(Account(), session_s=60, monotonic=lambda: now[0])
    login = Element("Login", (("SID", logged_in(office)),))
    now[0] = 61.0

    assert refusal(office, CREATE, login, invoice(another(1), SETTINGS).converter) == 1006


@pytest.mark.parametrize(
    ("path", "content_type", "status"),
    [("/elsewhere", "application/xml", 404), ("/waExec/WAExec", "text/plain", 415)],
)
def test_only_xml_at_the_one_address_is_listened_to(
    path: str, content_type: str, status: int, sandbox: SandboxSpsr
) -> None:
    connection = http.client.HTTPConnection(urlsplit(sandbox.url).netloc, timeout=5)
    connection.request("POST", path, b"<root/>", {"Content-Type": content_type})

    assert connection.getresponse().status == status
    connection.close()


def test_answers_say_windows_1251_and_are_utf8(sandbox: SandboxSpsr) -> None:
    connection = http.client.HTTPConnection(urlsplit(sandbox.url).netloc, timeout=5)
    connection.request("POST", urlsplit(sandbox.url).path, b"not xml", {"Content-Type": "application/xml"})
    body = connection.getresponse().read()
    connection.close()

    assert b'encoding="windows-1251"' in body
    assert "Ошибка разбора" in body.decode("utf-8")
