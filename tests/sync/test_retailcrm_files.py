"""Which files of orders are understood, and how the others are refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from station.errors import BadInput
from station.sync.retailcrm import RetailCrmSettings, read_orders
from tests.sync.orders import SETTINGS, an_item, an_order, read

DATA = Path(__file__).parents[1] / "data" / "retailcrm"


def refusal(source: Path | bytes, crm: RetailCrmSettings = SETTINGS) -> str:
    """The code with which a whole file is refused."""
    with pytest.raises(BadInput) as caught:
        read_orders(source, crm)
    return caught.value.code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_not_json"),
        (b"<html>wrong account</html>", "file_not_json"),
        (b'{"success":true,"orders":[{"id":1,"num', "file_not_json"),
        (b"\xff\xfe\xff", "file_not_utf8"),
        ('{"number":"Ж"}'.encode("cp1251"), "file_not_utf8"),
        (b"[" * 200_000, "file_nested_too_deep"),
        (b'{"a":' * 200_000, "file_nested_too_deep"),
        (b"true", "file_not_orders"),
        (b'{"statuses":{}}', "file_not_orders"),
        (b'{"success":true,"orders":"none"}', "file_not_orders"),
        (b'{"success":true,"orders":[],"orders":[1]}', "field_twice"),
        (b'{"success":true,"orders":{"1":{},"1":{"id":2}}}', "field_twice"),
        (b"[]]\n[]", "file_not_json"),
        (b"{]\n{}", "file_not_json"),
    ],
)
def test_a_file_that_is_no_answer_of_the_channel_is_refused_with_its_fault(content: bytes, code: str) -> None:
    assert refusal(content) == code


def test_a_failed_answer_is_refused_with_the_channels_own_words() -> None:
    with pytest.raises(BadInput) as caught:
        read_orders(b'{"success":false,"errorMsg":"Wrong \\"apiKey\\" value."}', SETTINGS)
    assert caught.value.code == "channel_refused"
    assert caught.value.facts["text"] == 'Wrong "apiKey" value.'


def test_a_refused_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "packs.json"
    path.write_bytes(b'{"success":true,"packs":[]}')
    with pytest.raises(BadInput) as caught:
        read_orders(path, SETTINGS)
    assert caught.value.facts["file"] == "packs.json"


def test_a_file_too_large_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    assert refusal(path) == "file_too_large"


def test_a_file_of_empty_orders_without_end_is_refused() -> None:
    assert refusal(b"[" + b"{}," * 30_000 + b"{}]") == "file_too_many_orders"


def test_a_missing_file_is_refused_and_so_is_a_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.json") == "file_unreadable"
    assert refusal(tmp_path) == "file_unreadable"


def test_what_is_no_order_is_named_by_its_place_and_the_others_come_in() -> None:
    result = read(an_order(), None, 7, "x", {"id": 12})
    assert [order.number for order in result.orders] == ["5101C"]
    assert [(skipped.name, skipped.reason.code) for skipped in result.skipped] == [
        ("orders[1]", "order_not_an_object"),
        ("orders[2]", "order_not_an_object"),
        ("orders[3]", "order_not_an_object"),
        ("orders[4] id 12", "order_number_missing"),
    ]


def test_a_list_answer_gives_its_orders() -> None:
    result = read_orders(DATA / "orders-list.json", SETTINGS)
    assert result.skipped == ()
    assert [order.number for order in result.orders] == ["5101C", "5102", "5103"]


def test_an_edit_answer_gives_the_very_order_that_the_list_gave() -> None:
    listed = read_orders(DATA / "orders-list.json", SETTINGS).orders[1]
    (edited,) = read_orders(DATA / "order-edit.json", SETTINGS).orders
    assert edited == listed
    assert edited.payload_hash == listed.payload_hash


def test_an_upload_answer_names_what_it_does_not_tell() -> None:
    result = read_orders(DATA / "orders-upload.json", SETTINGS)
    assert [order.number for order in result.orders] == ["5201"]
    assert [(skipped.name, skipped.reason.code) for skipped in result.skipped] == [
        ("uploadedOrders[1] id 5202", "order_body_missing"),
        ("failedOrders[0] id web-5203", "order_refused_by_channel"),
    ]


def test_a_create_answer_without_its_order_is_named_by_id() -> None:
    result = read_orders(b'{"success":true,"id":12}', SETTINGS)
    assert [(skipped.name, skipped.reason.code) for skipped in result.skipped] == [("id 12", "order_body_missing")]


def test_history_gives_created_orders_and_names_those_it_only_mentions() -> None:
    result = read_orders(DATA / "orders-history.json", SETTINGS)
    assert [order.number for order in result.orders] == ["5301"]
    assert [skipped.name for skipped in result.skipped] == ["history[1] id 5302"]


def test_an_order_changed_after_its_creation_is_not_taken_from_history() -> None:
    history = [
        {"id": 1, "created": True, "order": an_order()},
        {"id": 2, "field": "status", "order": {"id": 5101}},
    ]
    result = read_orders(json.dumps({"success": True, "history": history}).encode(), SETTINGS)
    assert result.orders == ()
    assert [skipped.reason.code for skipped in result.skipped] == ["order_body_missing"]


@pytest.mark.parametrize("wrap", ["order", "bare", "list", "map", "bom", "utf16", "lines"])
def test_every_shape_of_answer_gives_the_same_order(wrap: str) -> None:
    order = json.dumps(an_order(), ensure_ascii=False)
    files = {
        "order": f'{{"success":true,"order":{order}}}'.encode(),
        "bare": order.encode(),
        "list": f"[{order}]".encode(),
        "map": f'{{"success":true,"orders":{{"5101":{order}}}}}'.encode(),
        "bom": b"\xef\xbb\xbf" + order.encode(),
        "utf16": order.encode("utf-16"),
        "lines": f"{order}\n\n{order}\n".encode(),
    }
    result = read_orders(files[wrap], SETTINGS)
    assert result.skipped == ()
    assert result.orders == read(an_order()).orders


def test_a_broken_line_of_json_lines_is_named_and_the_others_come_in() -> None:
    result = read_orders(f'{json.dumps(an_order())}\n{{"id": 2, "numb\n'.encode(), SETTINGS)
    assert [order.number for order in result.orders] == ["5101C"]
    assert [(skipped.name, skipped.reason.code) for skipped in result.skipped] == [("line 2", "file_not_json")]


def test_two_orders_of_one_number_are_never_mixed_up() -> None:
    result = read(an_order(id=1), an_order(id=2))
    assert [order.channel_id for order in result.orders] == ["1"]
    assert [(skipped.name, skipped.reason.code) for skipped in result.skipped] == [("5101C", "order_number_twice")]


def test_of_the_same_order_twice_the_later_word_counts() -> None:
    result = read(an_order(status="assembling"), an_order(status="no-call"))
    assert [order.channel_status for order in result.orders] == ["no-call"]


def test_an_empty_list_is_no_fault() -> None:
    assert read() == read_orders(b"[]", SETTINGS)


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8) | st.just("2026-08-30"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
_ORDER_KEYS = ["id", "number", "status", "items", "payments", "delivery", "totalSumm", "prepaySum", "createdAt"]
_ITEM_KEYS = ["id", "quantity", "prices", "initialPrice", "offer", "properties", "markingCodes", "isCanceled"]
_DELIVERY_KEYS = ["code", "cost", "date", "time", "address", "service", "data"]

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # two cores, many neighbours


@UNHURRIED
@given(
    st.dictionaries(st.sampled_from([*_ORDER_KEYS, "shipmentDate", "site", "shipped"]), _JSON),
    st.dictionaries(st.sampled_from(_ITEM_KEYS), _JSON),
    st.dictionaries(st.sampled_from(_DELIVERY_KEYS), _JSON),
)
def test_no_oddity_of_any_field_is_a_crash(
    order: dict[str, object], item: dict[str, object], delivery: dict[str, object]
) -> None:
    result = read(an_order(items=[an_item(**item)], delivery=delivery), an_order(**order))
    assert 1 <= len(result.orders) + len(result.skipped) <= 2


@UNHURRIED
@given(st.binary(max_size=200) | _JSON.map(lambda value: json.dumps(value).encode()))
def test_no_bytes_are_a_crash(content: bytes) -> None:
    try:
        read_orders(content, SETTINGS)
    except BadInput as refused:
        assert refused.code  # noqa: PT017  # either answer is fine, another exception is not
