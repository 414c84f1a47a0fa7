from __future__ import annotations

import pytest

from carriers.spsr.answers import AlreadyThere, created, is_being_processed, is_delivered, known
from carriers.spsr.codes import Act
from carriers.spsr.faults import SaidNo
from carriers.spsr.messages import masked, reply
from carriers.wire.xml import BadXml
from station.errors import CarrierRefused, OutcomeUnknown
from tests.carriers.builders import BOOKING

MISDECLARED = '<?xml version="1.0" encoding="windows-1251"?>'


def an_answer(inside: str, rc: str = "0") -> bytes:
    return f'{MISDECLARED}<root xmlns="http://spsr.ru/webapi/any/1.0"><Result RC="{rc}"/>{inside}</root>'.encode()


@pytest.mark.parametrize(
    "body", [b"", b"<html/>", b"<root/>", b'<root><Result RC="?"/></root>', an_answer("")[:-3], b"\xff\xfe\x00<"]
)
def test_what_is_no_answer_of_webapi_is_not_understood(body: bytes) -> None:
    with pytest.raises(BadXml):
        reply(body)


@pytest.mark.parametrize("element", ["error", "Error"])
def test_a_refusal_keeps_the_carriers_own_russian_sentence(element: str) -> None:
    with pytest.raises(SaidNo) as no:
        reply(an_answer(f'<{element} ErrorNumber="1041" ErrorMessageRU="Город не найден: Выдуманск"/>', rc="1041"))

    assert no.value.text == "Город не найден: Выдуманск"
    assert no.value.code.act is Act.ORDER


def test_utf8_that_calls_itself_windows_1251_is_read_as_utf8() -> None:
    found = known(
        reply(an_answer(f'<Invoice ShipmentNumber="7" ShipRefNum="{BOOKING.reference}" CurState="Доставлено"/>')),
        BOOKING.reference,
    )

    assert found is not None
    assert found.state == "Доставлено"


def test_true_windows_1251_is_read_too() -> None:
    text = f'{MISDECLARED}<root><Result RC="0"/><Invoice ShipmentNumber="7" CurState="Обработка"/></root>'

    found = known(reply(text.encode("windows-1251")), BOOKING.reference)

    assert found is not None
    assert is_being_processed(found.state)


def test_not_delivered_is_not_taken_for_delivered() -> None:
    assert not is_delivered("Не доставлено")
    assert is_delivered("Доставлено")


def test_a_rejected_invoice_names_its_first_code_and_all_sentences() -> None:
    rejected = (
        f'<Invoice Status="Rejected" GCNumber="{BOOKING.reference}">'
        '<Message MessageCode="EMP" Text="Пустое поле" MessageInfo="City"/>'
        '<Message MessageCode="DAT" Text="Дата прошла"/></Invoice>'
    )

    with pytest.raises(CarrierRefused) as refusal:
        created(reply(an_answer(rejected)), BOOKING, ())

    assert refusal.value.facts["carrier_code"] == "EMP"
    assert refusal.value.facts["text"] == "Пустое поле City Дата прошла"


def test_a_duplicate_is_told_apart_from_a_refusal() -> None:
    rejected = '<Invoice Status="Rejected"><Message MessageCode="DUP" Text="Повтор"/></Invoice>'

    with pytest.raises(AlreadyThere):
        created(reply(an_answer(rejected)), BOOKING, ())


@pytest.mark.parametrize(
    "inside", ["", '<Invoice Status="Created"/>', '<Invoice Status="Created" GCNumber="other" InvoiceNumber="1"/>']
)
def test_an_answer_without_our_waybill_is_unknown(inside: str) -> None:
    with pytest.raises(OutcomeUnknown):
        created(reply(an_answer(inside)), BOOKING, ())


def test_other_numbers_than_ours_are_remarked_upon() -> None:
    answer = f'<Invoice Status="Created" GCNumber="{BOOKING.reference}" InvoiceNumber="5" Barcodes="200000000017"/>'

    registered = created(reply(an_answer(answer)), BOOKING, ("старое",))

    assert registered.tracking == (BOOKING.parcels[0].number,)
    assert "200000000017" in registered.notes[1]


def test_passwords_and_sessions_are_masked_however_they_are_quoted() -> None:
    assert masked(b"""<Login Login="a" Pass='p&quot;w' SID = "s"/>""") == """<Login Login="a" Pass="***" SID="***"/>"""
