from __future__ import annotations

import pytest

from station.domain.binding import ScannedNumber, parcel_for_number
from station.domain.codes import Code
from station.domain.numbers import spsr_parcel_number
from station.domain.order import Order
from station.domain.parcel import ParcelState
from station.domain.shipment import Numbering
from station.errors import Reason, Refused
from tests.builders import a_line, a_packed_order, a_parcel, a_verified, an_order

MINE = spsr_parcel_number(1)
BAG = spsr_parcel_number(900)
EMS = "RR123456785TR"
POSTAL = "10944022440321"


def refusal(order: Order, number: ScannedNumber) -> Reason:
    with pytest.raises(Refused) as refused:
        parcel_for_number(order, number)
    (reason,) = refused.value.reasons
    return reason


def a_bag_order(carrier: str = "spsr") -> Order:
    parcel = a_parcel(a_verified(a_line()), numbering=Numbering.PREPRINTED, carrier=carrier)
    return a_packed_order(parcels=[parcel], carrier=carrier)


def test_a_code_known_as_goods_never_binds() -> None:
    assert refusal(a_packed_order(), ScannedNumber(MINE, goods=True)).code == Code.NUMBER_OF_GOODS


def test_a_void_number_is_refused_for_ever() -> None:
    number = ScannedNumber(MINE, order="10482", parcel=1, void=True)
    assert refusal(a_packed_order(), number).code == Code.NUMBER_VOID
    assert refusal(a_bag_order(), number).code == Code.NUMBER_VOID


def test_a_number_on_another_live_parcel_is_refused_naming_the_first() -> None:
    reason = refusal(a_packed_order(), ScannedNumber(MINE, order="10400", parcel=2, bound=True))
    assert reason == Reason(Code.NUMBER_TAKEN, {"got": MINE, "order": "10400", "parcel": "2"})


def test_the_number_of_the_same_order_is_bound_already() -> None:
    reason = refusal(a_packed_order(), ScannedNumber(MINE, order="10482", parcel=1, bound=True))
    assert reason.code == Code.ALREADY_BOUND


def test_nothing_binds_while_units_are_missing() -> None:
    order = an_order(a_line(quantity=2), parcels=[a_parcel(a_verified(a_line()))])
    assert refusal(order, ScannedNumber(MINE)) == Reason(Code.UNITS_MISSING, {"count": "1"})


def test_nothing_binds_before_the_weight() -> None:
    line = a_line()
    order = an_order(line, parcels=[a_parcel(a_verified(line), state=ParcelState.OPEN)])
    assert refusal(order, ScannedNumber(MINE)).code == Code.WEIGHT_NEEDED


def test_nothing_binds_to_an_order_without_parcels() -> None:
    order = an_order(a_line(cancelled=True))
    assert refusal(order, ScannedNumber(MINE)).code == Code.WEIGHT_NEEDED


def test_another_number_for_a_bound_parcel_is_refused() -> None:
    order = a_packed_order(bound=MINE)
    assert refusal(order, ScannedNumber(BAG)).code == Code.ALREADY_BOUND


def test_only_the_very_label_binds_where_we_print_it() -> None:
    reason = refusal(a_packed_order(label=MINE), ScannedNumber(BAG))
    assert reason == Reason(Code.NOT_THIS_LABEL, {"got": BAG, "expected": MINE, "order": ""})
    assert parcel_for_number(a_packed_order(label=MINE), ScannedNumber(MINE, order="10482")).position == 1


def test_before_its_label_was_asked_for_nothing_binds_to_an_allotted_parcel() -> None:
    assert refusal(a_packed_order(label=""), ScannedNumber(BAG)).facts["expected"] == ""


def test_each_of_two_labels_binds_its_own_parcel() -> None:
    first, second = a_line("1"), a_line("2", "chain")
    order = an_order(
        first, second,
        parcels=[
            a_parcel(a_verified(first), label=spsr_parcel_number(1)),
            a_parcel(a_verified(second), position=2, label=spsr_parcel_number(2)),
        ],
    )  # fmt: skip
    assert parcel_for_number(order, ScannedNumber(spsr_parcel_number(2))).position == 2


def test_the_label_of_another_order_does_not_bind_a_bag() -> None:
    reason = refusal(a_bag_order(), ScannedNumber(BAG, order="10400", parcel=1))
    assert reason == Reason(Code.NOT_THIS_LABEL, {"got": BAG, "expected": "", "order": "10400"})


def test_a_misread_is_told_from_a_number_of_another_carrier() -> None:
    assert refusal(a_bag_order(), ScannedNumber("200000000018", misread=True)).code == Code.NUMBER_MISREAD
    assert refusal(a_bag_order(), ScannedNumber(EMS)).code == Code.NUMBER_SHAPE


SHAPES = [
    ("spsr", BAG, True),
    ("spsr", POSTAL, False),
    ("russian_post", EMS, True),
    ("russian_post", POSTAL, True),
    ("russian_post", BAG, False),
    ("nobody", BAG, False),
]


@pytest.mark.parametrize(("carrier", "number", "fits"), SHAPES)
def test_the_parcels_carrier_decides_which_numbers_may(carrier: str, number: str, *, fits: bool) -> None:
    order = a_bag_order(carrier)
    if fits:
        assert parcel_for_number(order, ScannedNumber(number)).carrier == carrier
    else:
        assert refusal(order, ScannedNumber(number)).code == Code.NUMBER_SHAPE
