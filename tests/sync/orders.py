"""Builders of RetailCRM orders for tests: invented people, and only what a test wants to be odd."""

from __future__ import annotations

import json
from collections.abc import Mapping

from station.domain.incoming import FileResult, IncomingOrder
from station.sync.retailcrm import default_settings, read_orders

Json = Mapping[str, object]

SETTINGS = default_settings()


def an_item(**odd: object) -> Json:
    """A line of one ring; what is given as None is left out."""
    offer = {"id": 77001, "externalId": "88123", "article": "К-5120", "name": "Кольцо", "barcode": "2000000881232"}
    return _without_none({"id": 90001, "quantity": 1, "initialPrice": 100, "offer": offer, **odd})


def an_order(**odd: object) -> Json:
    """A sound order of one ring; what is given as None is left out."""
    sound = {
        "id": 5101,
        "number": "5101C",
        "status": "assembling",
        "firstName": "Вымысел",
        "phone": "+70000000001",
        "totalSumm": 100,
        "prepaySum": 0,
        "delivery": {"code": "spsr", "address": {"city": "Вымыслово", "text": "ул. Выдуманная, д. 1"}},
        "items": [an_item()],
    }
    return _without_none({**sound, **odd})


def read(*orders: object) -> FileResult:
    """What a list answer with these orders gives."""
    return read_orders(json.dumps({"success": True, "orders": orders}).encode(), SETTINGS)


def read_one(**odd: object) -> IncomingOrder:
    """The one order that comes in."""
    result = read(an_order(**odd))
    assert result.skipped == ()
    (order,) = result.orders
    return order


def why_skipped(**odd: object) -> str:
    """The code for which an order with these oddities is skipped while its sound neighbour comes in."""
    result = read(an_order(**odd), an_order(id=1, number="neighbour"))
    assert [order.number for order in result.orders] == ["neighbour"]
    (skipped,) = result.skipped
    return skipped.reason.code


def remark_codes(order: IncomingOrder) -> list[str]:
    """The codes of what was odd."""
    return [remark.code for remark in order.remarks]


def _without_none(values: Mapping[str, object]) -> Json:
    return {key: value for key, value in values.items() if value is not None}
