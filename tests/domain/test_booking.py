from __future__ import annotations

from dataclasses import replace

from station.domain.booking import booking_of
from station.domain.order import LineKind
from tests.builders import CONSIGNEE, a_line, a_shipped_order, an_offer


def test_what_the_customer_said_reaches_the_carrier_once() -> None:
    order = a_shipped_order(consignee=replace(CONSIGNEE, comment="домофон не работает"))
    booking = booking_of(order, order.shipments[0], {})
    assert (booking.consignee.comment, booking.comment) == ("домофон не работает", "")


def test_the_declared_value_is_that_of_the_goods_that_travel() -> None:
    order = a_shipped_order()
    order.lines += [a_line("2", kind=LineKind.SERVICE), a_line("3", cancelled=True), a_line("4", quantity=3)]
    assert booking_of(order, order.shipments[0], {}).declared_kopecks == order.declared_kopecks == 400_00


def test_weights_are_rounded_half_up() -> None:
    order = a_shipped_order()
    offers = {"ring-17": an_offer(weight_mg=2_500)}
    assert [item.weight_g for item in booking_of(order, order.shipments[0], offers).items] == [3]
