"""What of an order is read, what is odd but comes in, and what must not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from station.domain.incoming import ChannelPlace
from station.domain.order import LineKind
from station.domain.shipment import Numbering
from station.sync.json_fields import UnreadableField
from station.sync.retailcrm import map_status, read_orders
from station.sync.retailcrm_order import read_order
from station.sync.retailcrm_settings import zone_named
from tests.sync.orders import SETTINGS, an_item, an_order, read_one, remark_codes, why_skipped

DATA = Path(__file__).parents[1] / "data" / "retailcrm"


@pytest.mark.parametrize(
    ("odd", "code"),
    [
        ({"number": None}, "order_number_missing"),
        ({"number": "  "}, "order_number_missing"),
        ({"number": {}}, "order_number_missing"),
        ({"number": "7" * 65}, "order_number_broken"),
        ({"items": None}, "order_without_lines"),
        ({"items": []}, "order_without_lines"),
        ({"items": {}}, "order_without_lines"),
        ({"items": [None]}, "line_broken"),
        ({"items": [an_item(), an_item()]}, "line_twice"),
        ({"items": [an_item(quantity=-1)]}, "line_quantity_broken"),
        ({"items": [an_item(quantity=1e9)]}, "line_quantity_broken"),
        ({"items": [an_item(quantity=1.5)]}, "line_quantity_fractional"),
        ({"items": [an_item(quantity=None)]}, "line_quantity_missing"),
        ({"items": [an_item(quantity="three")]}, "number_broken"),
        ({"items": [an_item(quantity=True)]}, "number_broken"),
        ({"items": [an_item(initialPrice=-5)]}, "number_broken"),
        ({"totalSumm": "a lot"}, "number_broken"),
        ({"totalSumm": float("nan")}, "number_broken"),
        ({"totalSumm": float("inf")}, "number_broken"),
        ({"totalSumm": -1}, "number_broken"),
        ({"totalSumm": 10**400}, "number_broken"),
        ({"prepaySum": [1]}, "number_broken"),
        ({"payments": [{"status": "paid", "amount": "?"}]}, "number_broken"),
        ({"currency": "KZT"}, "currency_foreign"),
    ],
)
def test_an_order_that_cannot_be_packed_rightly_is_skipped_alone(odd: dict[str, object], code: str) -> None:
    assert why_skipped(**odd) == code


def test_a_broken_line_is_named() -> None:
    with pytest.raises(UnreadableField) as caught:
        read_order(an_order(items=[an_item(id=5, quantity=-1)]), SETTINGS)
    assert caught.value.reason.facts["line"] == "5"


def test_a_field_given_twice_with_different_values_costs_the_order() -> None:
    result = read_orders(b'[{"number":"1","items":[{"id":1,"quantity":1,"quantity":2}]}]', SETTINGS)
    assert [skipped.reason.code for skipped in result.skipped] == ["field_twice"]


def test_a_field_given_twice_with_one_value_is_harmless() -> None:
    result = read_orders(b'[{"number":"1","status":"new","status":"new","items":[{"id":1,"quantity":1}]}]', SETTINGS)
    assert len(result.orders) == 1


def test_a_cancelled_order_comes_in_whatever_else_is_wrong_with_it() -> None:
    order = read_one(status="no-call", items=[an_item(quantity=-1)], totalSumm="?")
    assert order.cancelled
    assert order.lines == ()
    assert remark_codes(order) == ["line_quantity_broken"]


def test_a_whole_order_is_read_field_by_field() -> None:
    order = read_orders(DATA / "orders-list.json", SETTINGS).orders[0]
    assert (order.number, order.channel_id, order.external_id, order.site) == ("5101C", "5101", "", "zlatotsvet")
    assert order.status is ChannelPlace.ASSEMBLY
    assert (order.total_kopecks, order.prepaid_kopecks, order.due_kopecks) == (4649050, 0, 4649050)
    assert order.delivery_kopecks == 50000
    assert order.consignee.name == "Небылицын Вымысел Сказович"
    assert order.consignee.address.city == "Вымыслово"
    assert order.consignee.address.text == "ул. Выдуманная, д. 5, кв./офис 7"
    assert order.consignee.comment == "Вход со двора"
    assert order.customer_comment == "Позвонить за час\nдомофон 7"
    assert (order.delivery.carrier, order.delivery.service) == ("spsr", "PelOn")
    assert order.delivery.numbering is Numbering.ALLOTTED
    assert (order.delivery_code, order.delivery_service) == ("spsr-door", "pelican")
    assert (order.deliver_on, order.window_from, order.window_to) == (date(2026, 8, 31), "10:00", "14:00")
    assert order.ship_by == datetime(2026, 8, 30, 15, 0, tzinfo=UTC)
    assert order.created_at == datetime(2026, 8, 28, 6, 37, 48, tzinfo=UTC)
    assert order.remarks == ()


def test_its_lines_are_goods_services_and_cancelled_ones() -> None:
    ring, wrapping, chain = read_orders(DATA / "orders-list.json", SETTINGS).orders[0].lines
    assert (ring.key, ring.offer, ring.article, ring.quantity) == ("90001", "88123", "К-5120", 1)
    assert (ring.price_kopecks, ring.barcodes, ring.size) == (4599050, ("2000000881232",), "17.5")
    assert ring.properties == (("probe", "585"),)
    assert wrapping.kind is LineKind.SERVICE
    assert wrapping.properties == ()
    assert chain.cancelled
    assert not ring.cancelled


def test_a_line_without_offer_or_barcode_comes_in_with_a_remark() -> None:
    order = read_orders(DATA / "orders-list.json", SETTINGS).orders[1]
    assert [(line.offer, line.name, line.barcodes) for line in order.lines] == [("", "Без предложения", ())]
    assert remark_codes(order) == ["line_without_offer"]
    assert order.paid_in_full


def test_a_cancelled_order_without_lines_comes_in() -> None:
    order = read_orders(DATA / "orders-list.json", SETTINGS).orders[2]
    assert order.cancelled
    assert order.lines == ()


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("new", ChannelPlace.NEW),
        ("offer-analog", ChannelPlace.APPROVAL),
        ("client-confirmed", ChannelPlace.APPROVED),
        ("availability-confirmed", ChannelPlace.AVAILABLE),
        ("send-to-assembling", ChannelPlace.ASSEMBLY),
        ("assembling-complete", ChannelPlace.ASSEMBLY),
        ("delivering", ChannelPlace.ELSEWHERE),
        ("complete", ChannelPlace.ELSEWHERE),
        ("cancel-other", ChannelPlace.CANCELLED),
    ],
)
def test_factory_statuses_have_a_place(code: str, place: ChannelPlace) -> None:
    assert map_status(code, SETTINGS) is place
    assert read_one(status=code).status is place


def test_an_unknown_status_counts_as_new_and_is_remarked() -> None:
    order = read_one(status="dict-statuses-157")
    assert order.status is ChannelPlace.NEW
    assert order.channel_status == "dict-statuses-157"
    assert remark_codes(order) == ["channel_status_unknown"]


def test_the_channels_shipped_flag_is_remarked_and_closes_only_where_the_shop_says_so() -> None:
    order = read_one(shipped=True)
    assert order.status is ChannelPlace.ASSEMBLY
    assert remark_codes(order) == ["channel_says_shipped"]
    strict = read_order(an_order(shipped=True), replace(SETTINGS, shipped_flag_closes=True))
    assert strict.status is ChannelPlace.ELSEWHERE


@pytest.mark.parametrize(
    ("code", "carrier", "numbering"),
    [
        ("spsr", "spsr", Numbering.ALLOTTED),
        ("SPSR-express", "spsr", Numbering.ALLOTTED),
        ("spsr-bag", "spsr", Numbering.PREPRINTED),
        ("ems", "russian_post", Numbering.PREPRINTED),
        ("russian-post-2", "russian_post", Numbering.PREPRINTED),
        ("courier", "own_courier", Numbering.OWN),
        ("self-delivery", "pickup", Numbering.OWN),
        ("courierist-24", "", None),
        ("", "", None),
    ],
)
def test_the_delivery_type_chooses_the_carrier_or_leaves_it_to_a_person(
    code: str, carrier: str, numbering: Numbering | None
) -> None:
    order = read_one(delivery={"code": code, "address": {"city": "Вымыслово", "text": "ул. Выдуманная, д. 1"}})
    assert (order.delivery.carrier, order.delivery.numbering) == (carrier, numbering)
    assert remark_codes(order) == ([] if carrier else ["delivery_unknown"])


@pytest.mark.parametrize(
    ("odd", "prepaid", "due", "remarks"),
    [
        ({"prepaySum": 40.0, "payments": [{"status": "paid", "amount": 40}]}, 4000, 6000, []),
        ({"prepaySum": 40, "payments": {"1": {"paidAt": "2026-08-28 10:00:00", "amount": "40.00"}}}, 4000, 6000, []),
        ({"prepaySum": None, "payments": [{"status": "paid", "amount": 100}]}, 10000, 0, []),
        ({"prepaySum": 100, "payments": []}, 10000, 0, ["payments_disagree"]),
        ({"prepaySum": 0, "payments": [{"status": "paid", "amount": 100}]}, 0, 10000, ["payments_disagree"]),
        ({"prepaySum": 120, "payments": [{"status": "paid", "amount": 120}]}, 12000, 0, ["overpaid"]),
        ({"prepaySum": 0, "fullPaidAt": "2026-08-28 10:00:00"}, 0, 10000, ["full_payment_disagrees"]),
        ({"totalSumm": None, "delivery": {"code": "pickup", "cost": 0.1}}, 0, 10010, ["total_missing"]),
        ({"totalSumm": 1999.9899999999998, "prepaySum": 0}, 0, 199999, []),
        ({"totalSumm": "1\u00a0999,50", "prepaySum": "0"}, 0, 199950, []),
    ],
)
def test_what_is_collected_is_the_total_less_what_is_paid(
    odd: dict[str, object], prepaid: int, due: int, remarks: list[str]
) -> None:
    order = read_one(**odd)
    assert (order.prepaid_kopecks, order.due_kopecks) == (prepaid, due)
    assert remark_codes(order) == remarks


@pytest.mark.parametrize(
    ("time", "window", "remarks"),
    [
        ({"from": "9:00", "to": "18:30"}, ("09:00", "18:30"), []),
        ({"custom": "с 10.00 до 18:00"}, ("10:00", "18:00"), []),
        ({"custom": "после обеда"}, ("", ""), ["window_unreadable"]),
        ([], ("", ""), []),
        ({"from": "25:00"}, ("", ""), []),
    ],
)
def test_the_delivery_window_is_read_where_it_can_be(time: object, window: tuple[str, str], remarks: list[str]) -> None:
    order = read_one(delivery={"code": "spsr", "time": time, "address": {"city": "Вымыслово", "text": "ул., д. 1"}})
    assert (order.window_from, order.window_to) == window
    assert remark_codes(order) == remarks


def test_broken_dates_do_not_cost_the_order() -> None:
    order = read_one(shipmentDate="30.02.2026", createdAt="yesterday")
    assert (order.ship_by, order.created_at) == (None, None)
    assert remark_codes(order) == ["date_broken", "date_broken"]


def test_names_are_cleaned_of_what_no_printer_takes() -> None:
    order = read_one(number=" 12\u00a035C\u200b ", firstName="Вы\x00мысел \ud83d", lastName="Небылицын\u00a0")
    assert order.number == "12 35C"
    assert order.consignee.name == "Небылицын Вымысел \ufffd"


def test_an_address_is_put_together_where_the_channel_did_not() -> None:
    street = {"streetType": "ул.", "street": "Выдуманная", "building": "5", "housing": 2, "flat": 7.0, "metro": "Ю"}
    parts = {"city": "г. Вымыслово", **street}
    address = read_one(delivery={"code": "spsr", "address": parts}).consignee.address
    assert (address.city, address.text) == ("Вымыслово", "ул. Выдуманная, д. 5, корп. 2, кв./офис 7, метро Ю")


def test_notes_are_the_address_where_there_is_no_other() -> None:
    address = {"city": "Вымыслово", "notes": "ул. Выдуманная, 2"}
    consignee = read_one(delivery={"code": "spsr", "address": address}).consignee
    assert (consignee.address.text, consignee.comment) == ("ул. Выдуманная, 2", "")


def test_a_pickup_point_is_the_address_where_there_is_no_other() -> None:
    data = {"pickuppointId": "vym-1", "pickuppointName": "Пункт 1", "pickuppointAddress": "ул. Небывалая, 3"}
    order = read_one(delivery={"code": "pickup", "data": data})
    assert order.consignee.address.text == "Пункт 1, ул. Небывалая, 3"
    assert order.delivery.pickup_point == "vym-1"


def test_name_and_phone_are_the_customers_where_the_order_has_none() -> None:
    contact = {"lastName": "Сказкина", "firstName": "Вера", "phones": [{}, {"number": "+70000000007"}]}
    order = read_one(firstName=None, phone=None, contact=contact)
    assert (order.consignee.name, order.consignee.phone) == ("Сказкина Вера", "+70000000007")


def test_a_company_stands_in_for_a_person() -> None:
    order = read_one(firstName=None, contragent={"legalName": "ООО «Небылица»"})
    assert order.consignee.name == "ООО «Небылица»"


@pytest.mark.parametrize("status", ["no-call", "delivering"])
def test_nothing_is_missed_of_an_order_that_is_cancelled_or_gone(status: str) -> None:
    assert read_one(status=status, firstName=None, delivery={"code": "cdek"}).remarks == ()


def test_missing_parts_of_the_consignee_are_remarked() -> None:
    order = read_one(firstName=None, phone=None, delivery={"code": "spsr", "address": []})
    assert [remark.facts["field"] for remark in order.remarks] == ["name", "phone", "city", "address"]


@pytest.mark.parametrize(
    "odd",
    [
        {"product": {"type": "service"}},
        {"offer": {"externalId": "9", "type": "service"}},
        {"properties": {"type": {"name": "Тип", "value": "Услуга"}}},
        {"properties": [{"code": "type", "name": "Тип", "value": "service"}]},
    ],
)
def test_a_service_is_told_from_goods(odd: dict[str, object]) -> None:
    order = read_one(items=[an_item(**odd), an_item(id=2)])
    assert [line.kind for line in order.lines] == [LineKind.SERVICE, LineKind.GOODS]


def test_articles_that_the_shop_names_are_services() -> None:
    order = read_order(an_order(), replace(SETTINGS, service_articles=frozenset({"К-5120"})))
    assert [line.kind for line in order.lines] == [LineKind.SERVICE]
    assert remark_codes(order) == ["order_services_only"]


def test_half_a_service_is_one_service() -> None:
    assert read_one(items=[an_item(quantity=0.5, type="service"), an_item(id=2)]).lines[0].quantity == 1


def test_a_line_status_of_the_channel_cancels_the_line() -> None:
    order = read_one(items=[an_item(status="out-of-stock")])
    assert order.lines[0].cancelled
    assert remark_codes(order) == ["order_all_lines_cancelled"]


def test_a_cancelled_line_with_a_broken_quantity_costs_nothing() -> None:
    order = read_one(items=[an_item(isCanceled=1, quantity="?"), an_item(id=2)])
    assert [line.cancelled for line in order.lines] == [True, False]


def test_barcodes_are_texts_with_their_zeros_and_may_be_several() -> None:
    offer = {"externalId": "1", "barcode": "0046000000017; 4600000000024"}
    assert read_one(items=[an_item(offer=offer)]).lines[0].barcodes == ("0046000000017", "4600000000024")


def test_marking_codes_keep_their_group_separators() -> None:
    line = read_one(items=[an_item(markingCodes=["0104600000000017215abc\x1d93dGVz", {"code": "01x"}, ""])]).lines[0]
    assert line.marking_codes == ("0104600000000017215abc\x1d93dGVz", "01x")


def test_the_price_is_the_mean_of_what_the_units_cost() -> None:
    line = read_one(items=[an_item(prices=[{"price": 10, "quantity": 1}, {"price": 20, "quantity": 3}])]).lines[0]
    assert line.price_kopecks == 1750


def test_lines_without_ids_have_keys_that_stay() -> None:
    items = [an_item(id=None), an_item(id=None)]
    first, again = read_one(items=items), read_one(items=items)
    assert [line.key for line in first.lines] == [line.key for line in again.lines] == ["88123", "88123#2"]


def test_a_line_may_be_known_by_its_code_in_another_system() -> None:
    items = [an_item(id=None, externalIds=[{}, {"code": "shop", "value": "s-1"}]), an_item(id=None, externalId="s-2")]
    assert [line.key for line in read_one(items=items).lines] == ["s-1", "s-2"]


def test_a_date_at_the_end_of_time_is_no_crash() -> None:
    order = read_order(an_order(shipmentDate="9999-12-31"), replace(SETTINGS, time_zone=zone_named("Etc/GMT+12")))
    assert remark_codes(order) == ["date_broken"]


def test_the_hash_is_blind_to_shape_and_sees_every_change_we_use() -> None:
    sound = read_one()
    assert read_one(weight=12, customFields=[], unknown={"x": 1}).payload_hash == sound.payload_hash
    assert read_one(totalSumm=100.0, payments={}).payload_hash == sound.payload_hash
    changed = [
        read_one(totalSumm=101),
        read_one(phone="+70000000009"),
        read_one(items=[an_item(quantity=2)]),
        read_one(status="no-call"),
        read_one(customerComment="x"),
    ]
    assert len({order.payload_hash for order in [sound, *changed]}) == len(changed) + 1


def test_no_personal_field_shows_in_the_repr_of_an_order() -> None:
    order = read_one(firstName="Вымысел", phone="+70000000001", customerComment="тайна")
    assert not any(secret in repr(order) for secret in ("Вымысел", "+7000", "тайна", "Выдуманная"))
