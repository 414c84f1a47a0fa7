from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from carriers.settings import Shipper, SpsrSettings
from carriers.spsr.mapping import centimetres, delivery_time, invoice, kilograms, roubles
from carriers.spsr.messages import CREATE, Element, request
from station.domain.consignee import Address, Consignee
from station.domain.numbers import spsr_parcel_number
from station.domain.shipment import BookedItem, BookedParcel, Booking
from station.errors import CarrierRefused
from tests.carriers.builders import BOOKING, a_booking, shared_contracts

SHOP = Shipper(company="Магазин", city="Москва", address="ул. Складская, 1", postcode="101000", phone="+70000000001")
SETTINGS = SpsrSettings(url="http://127.0.0.1:9/", login="demo", icn="7600000000", shipper=SHOP)
NS = {"x": CREATE.namespace}
SID = "0" * 40


def on_the_wire(booking: Booking) -> etree._Element:
    return etree.fromstring(request(CREATE, Element("Login", (("SID", SID),)), invoice(booking, SETTINGS).converter))


def attribute(booking: Booking, element: str, name: str) -> str | None:
    found = on_the_wire(booking).find(f".//x:{element}", NS)
    assert found is not None
    return found.get(name)


def with_address(**changes: str) -> Consignee:
    return Consignee("Небылицын Фома", address=Address(**{"city": "Москва", "text": "ул. Выдуманная, 7", **changes}))


REFUSALS = [
    ("name", a_booking(consignee=Consignee(address=Address(city="Москва", text="ул. Выдуманная, 7")))),
    ("city", a_booking(consignee=with_address(city=" "))),
    ("address", a_booking(consignee=with_address(text=""))),
    ("address", a_booking(consignee=with_address(text="у" * 101))),
    ("service", a_booking(service="Zebra")),
    ("window", a_booking(window="NIGHT")),
    ("reference", a_booking(reference="9" * 51)),
    ("parcel", a_booking(parcels=())),
    ("weightGrams", a_booking(parcels=(BookedParcel("", 0),))),
    ("number", a_booking(parcels=(BookedParcel("200000000018", 100),))),
    ("number", a_booking(parcels=(BookedParcel("4600000000017", 100),))),
    ("declaredKopecks", a_booking(jewellery=False, declared_kopecks=50_000_000)),
]


@pytest.mark.parametrize(("field", "booking"), REFUSALS)
def test_what_spsr_would_not_take_is_refused_here_and_the_field_is_named(field: str, booking: Booking) -> None:
    with pytest.raises(CarrierRefused) as refusal:
        invoice(booking, SETTINGS)

    assert refusal.value.facts["field"] == field
    assert refusal.value.facts["text"]


def test_what_only_describes_is_cut_and_the_answer_says_so() -> None:
    booking = a_booking(
        consignee=Consignee("И" * 61, address=Address(city="Москва", text="ул. Выдуманная, 7", postcode="10100")),
        comment="к" * 101,
        items=(BookedItem("н" * 256, "A", 1, 100),),
    )

    assert len(invoice(booking, SETTINGS).notes) == 4
    assert attribute(booking, "Receiver", "ContactName") == "И" * 60
    assert attribute(booking, "Receiver", "Comment") == "к" * 100
    assert attribute(booking, "Receiver", "PostCode") is None
    assert attribute(booking, "SubPiece", "Description") == "н" * 255


def test_jewellery_is_insured_and_called_so() -> None:
    assert attribute(BOOKING, "Invoice", "InsuranceType") == "INS"
    assert attribute(BOOKING, "Piece", "Description") == "18"
    assert attribute(BOOKING, "GeneralInfo", "TotalInsurance") == "12345.50"
    assert attribute(BOOKING, "GeneralInfo", "TotalDeclared") == "0.00"


def test_other_goods_have_a_declared_value() -> None:
    clothes = a_booking(jewellery=False, declared_kopecks=49_999_999)

    assert attribute(clothes, "Invoice", "InsuranceType") == "VAL"
    assert attribute(clothes, "Invoice", "InsuranceSum") == "499999.99"
    assert attribute(clothes, "Piece", "Description") == "16"


def test_money_at_the_door_is_split_in_goods_and_delivery() -> None:
    booking = a_booking(due_goods_kopecks=250_000, due_delivery_kopecks=29_905)

    assert attribute(booking, "Invoice", "CODGoodsSum") == "2500.00"
    assert attribute(booking, "Invoice", "CODDeliverySum") == "299.05"
    assert attribute(booking, "AdditionalServices", "COD") == "1"
    assert attribute(booking, "GeneralInfo", "TotalCOD") == "2799.05"
    assert attribute(BOOKING, "AdditionalServices", "COD") == "0"


def test_weights_go_in_kilograms_and_sizes_in_centimetres() -> None:
    assert [attribute(BOOKING, "Piece", name) for name in ("Weight", "Length", "Width", "Depth")] == [
        *("0.350", "12.0", "9.0", "4.5")
    ]


def test_date_and_window_go_as_agreed() -> None:
    booking = a_booking(deliver_on=date(2026, 3, 8), window="PM2")

    assert attribute(booking, "Invoice", "DeliveryDate") == "20260308"
    assert attribute(booking, "Invoice", "DeliveryTime") == "PM2"


def test_characters_that_xml_cannot_carry_are_left_out() -> None:
    assert attribute(a_booking(comment="до\x00мо\x1fфон"), "Receiver", "Comment") == "домофон"


@given(st.integers(min_value=0, max_value=10**12))
def test_no_kopeck_gram_or_millimetre_is_lost_on_the_way(number: int) -> None:
    assert Decimal(roubles(number)) * 100 == number
    assert Decimal(kilograms(number)) * 1000 == number
    assert Decimal(centimetres(number)) * 10 == number


@pytest.fixture(scope="session")
def spsr_schema() -> etree.XMLSchema:
    folder = shared_contracts()
    if folder is None:
        pytest.skip("SPSR's own XSDs are not here: they are not ours to ship (LARETS_SHARED names their folder)")
    return etree.XMLSchema(etree.parse(Path(folder) / "XmlConverter_13.xsd"))


VARIANTS = {
    "a ring": BOOKING,
    "carrier numbers it": a_booking(parcels=(BookedParcel("", 100),)),
    "several parcels": a_booking(parcels=tuple(BookedParcel(spsr_parcel_number(n), 100 + n) for n in range(5))),
    "no contents": a_booking(items=()),
    "cash on delivery": a_booking(
        due_goods_kopecks=1, due_delivery_kopecks=99, deliver_on=date(2026, 3, 8), window="AM"
    ),
    "all that is cut": a_booking(
        consignee=Consignee("И" * 300, "+7", "e" * 300, Address("KZ", "1", "р" * 300, "г" * 300, "у" * 100), "к" * 300),
        items=(BookedItem("н" * 999, "а" * 999, 3, 1), BookedItem("", "", 1, 0)),
        order="9" * 999,
    ),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_what_goes_to_spsr_keeps_its_own_xsd(variant: str, spsr_schema: etree.XMLSchema) -> None:
    spsr_schema.assertValid(on_the_wire(VARIANTS[variant]))


@pytest.mark.parametrize(
    ("window", "code"),
    [
        ("", "WD"),
        ("AM1", "AM1"),
        ("10:00-14:00", "AM"),
        ("14:00-18:00", "PM"),
        ("10:00-18:00", "WD"),
        ("09:30-13:30", "AM"),
        ("18:00-22:00", "WD"),
    ],
)
def test_hours_become_the_half_day_they_lie_in(window: str, code: str) -> None:
    assert delivery_time(window) == code
