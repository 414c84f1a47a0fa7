from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from carriers.contract import BINDING, WSDL, XSD, FaultKind, Outcome, State
from carriers.contract.answers import Answer, Found, GatewayFault, Problem
from carriers.contract.check import Schema, message_in
from carriers.contract.faults import fault_envelope, fault_in
from carriers.contract.reading import answer_of, booking_of, found_of
from carriers.contract.writing import answer_message, booking_message, found_message
from carriers.wire.soap import document
from station.domain.consignee import Address, Consignee
from station.domain.shipment import BookedItem, BookedParcel, Registered
from tests.carriers.builders import BOOKING, ManualClock, a_booking, another

XS = "{http://www.w3.org/2001/XMLSchema}"
OPERATIONS = document(WSDL).bindings[BINDING]
SCHEMA = Schema()


def test_every_element_of_the_contract_says_what_it_is() -> None:
    undocumented = [
        each.get("name")
        for each in etree.parse(XSD).iter(f"{XS}element", f"{XS}complexType", f"{XS}simpleType")
        if each.get("name")
        and each.find(f"{XS}annotation") is None
        and not re.search(r"^(Register|Get|Cancel|List)[A-Za-z]+$", each.get("name") or "")
    ]

    assert undocumented == []


def test_every_operation_says_what_it_does_and_may_answer_not_allowed_and_bad_request() -> None:
    wsdl = "{http://schemas.xmlsoap.org/wsdl/}"
    operations = list(etree.parse(WSDL).iterfind(f"{wsdl}portType/{wsdl}operation"))

    assert [each.get("name") for each in operations] == [
        *("RegisterShipments", "GetShipment", "CancelShipment", "ListCarriers")
    ]
    for operation in operations:
        faults = {each.get("name") for each in operation.iterfind(f"{wsdl}fault")}
        assert operation.findtext(f"{wsdl}documentation")
        assert {"NotAllowed", "BadRequest"} <= faults <= {kind.value for kind in FaultKind}


text = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40)
bookings = st.builds(
    a_booking,
    reference=st.from_regex(r"[A-Za-z0-9-]{1,50}", fullmatch=True),
    order=text,
    consignee=st.builds(
        Consignee, name=text, phone=text, address=st.builds(Address, city=text, text=text), comment=text
    ),
    parcels=st.lists(
        st.builds(BookedParcel, number=text, weight_g=st.integers(0, 10_000), length_mm=st.integers(0, 2000)),
        min_size=1,
        max_size=4,
    ).map(tuple),
    items=st.lists(
        st.builds(BookedItem, name=text, article=text, quantity=st.integers(1, 9), price_kopecks=st.integers(0, 10**9)),
        max_size=4,
    ).map(tuple),
    declared_kopecks=st.integers(0, 10**12),
    due_goods_kopecks=st.integers(0, 10**9),
    jewellery=st.booleans(),
    deliver_on=st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    comment=st.just("") | text,
)


@given(bookings)
def test_a_booking_comes_out_of_the_contract_as_it_went_in(booking: object) -> None:
    operation = OPERATIONS.get("RegisterShipments")
    wanted = [booking, another(1)]
    envelope = operation.input.serialize(shipment=[booking_message(each) for each in wanted]).content  # type: ignore[arg-type]  # built above
    sent = etree.fromstring(etree.tostring(envelope))
    message = message_in(sent)

    assert message is not None
    assert SCHEMA.complaint(message) == ""
    assert [booking_of(each) for each in operation.input.deserialize(sent)] == wanted


def test_answers_come_out_as_they_went_in() -> None:
    registered = Registered(BOOKING.reference, "W-1", ("a", "b"), ManualClock().now(), ("Замечание.",))
    answers = [
        Answer("spsr", BOOKING.reference, Outcome.REGISTERED, registered),
        Answer("spsr", "R-2", Outcome.REFUSED, problem=Problem("1041", "Нет.", "city")),
    ]
    operation = OPERATIONS.get("RegisterShipments")

    envelope = operation.output.serialize(answer=[answer_message(each) for each in answers]).content

    message = message_in(envelope)
    assert message is not None
    assert SCHEMA.complaint(message) == ""
    assert [answer_of(each) for each in operation.output.deserialize(envelope)] == answers
    found = Found(State.REGISTERED, replace(registered, notes=()))
    envelope = OPERATIONS.get("GetShipment").output.serialize(**found_message(found, "spsr")).content
    assert found_of(OPERATIONS.get("GetShipment").output.deserialize(envelope)) == found


def test_every_typed_fault_keeps_the_contract_and_is_read_back() -> None:
    for kind in FaultKind:
        problem = Problem("1041", "т" * 3000, "city")
        envelope = etree.fromstring(fault_envelope(GatewayFault(kind, problem)))
        detail = envelope.find(".//detail")
        read = fault_in(envelope)

        assert detail is not None
        assert SCHEMA.complaint(detail[0]) == ""
        assert read is not None
        assert (read.kind, read.problem) == (kind, replace(problem, text="т" * 2000))


def test_a_complaint_names_the_place_and_not_the_value() -> None:
    for body in ("<reference>Тайная улица 1</reference>", f"<reference>{'Тайна' * 20}</reference>"):
        message = etree.fromstring(
            f'<GetShipment xmlns="urn:larets:gateway:1"><carrier>spsr</carrier>{body}</GetShipment>'
        )

        complaint = SCHEMA.complaint(message)

        assert "reference" in complaint
        assert "Тай" not in complaint
