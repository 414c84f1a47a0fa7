"""The orders of a demo shop as RetailCRM answers them, with the oddities of its answers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta

from ui.demo.orders import Line, Order
from ui.demo.shift import BASE_DAY

Json = dict[str, object]


def write_orders(orders: Sequence[Order]) -> str:
    """Return a list answer (GET /api/v5/orders)."""
    page = {"limit": 100, "totalCount": len(orders), "currentPage": 1, "totalPageCount": 1}
    answer = {"success": True, "pagination": page, "orders": [_order(order) for order in orders]}
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def _order(order: Order) -> Json:
    who, created = order.person, f"{_day(order.created_day)} {order.created_time}"
    customer = {"type": "customer", "id": order.key + 20000, "site": order.shop.value, "tags": [], "customFields": []}
    made: Json = {
        "slug": order.key,
        "id": order.key,
        "number": order.number,
        "externalId": f"web-{order.number}",
        "orderType": "eshop-individual",
        "orderMethod": "shopping-cart",
        "privilegeType": "none",
        "countryIso": "RU",
        "createdAt": created,
        "statusUpdatedAt": created,
        "currency": "RUB",
        "summ": float(order.total_roubles - order.delivery_roubles),
        "totalSumm": float(order.total_roubles) if order.key % 2 else order.total_roubles,
        "prepaySum": order.prepaid_roubles,
        "lastName": who.surname,
        "firstName": who.name,
        "patronymic": who.patronymic,
        "phone": who.phone,
        "email": who.email,
        "call": False,
        "expired": False,
        "customer": customer,
        "contragent": {"contragentType": "individual"},
        "delivery": _delivery(order),
        "site": order.shop.value,
        "status": order.status,
        "items": [_item(line) for line in order.lines],
        "payments": _payments(order, created),
        "fromApi": True,
        "shipmentStore": "main",
        "shipmentDate": _day(order.ship_day),
        "shipped": False,
        "customFields": [],
    }
    if order.comment:
        made["customerComment"] = order.comment
    if order.prepaid_roubles == order.total_roubles:
        made["fullPaidAt"] = created
    return made


def _delivery(order: Order) -> Json:
    who = order.person
    address: Json = {
        "countryIso": "RU",
        "index": who.postcode,
        "region": who.region,
        "city": who.city,
        "cityType": "г.",
    }
    if order.delivery != "self-delivery":
        address |= {
            "street": who.street,
            "streetType": "ул.",
            "building": str(who.building),
            "flat": str(who.flat),
            "text": f"ул. {who.street}, д. {who.building}, кв./офис {who.flat}",
        }
        if who.notes:
            address["notes"] = who.notes
    made: Json = {"code": order.delivery, "cost": order.delivery_roubles, "netCost": 0, "address": address}
    if order.window is not None:
        made |= {"date": _day(order.ship_day + 2), "time": {"from": order.window[0], "to": order.window[1]}}
    return made


def _item(line: Line) -> Json:
    made: Json = {
        "id": line.key,
        "markingCodes": [],
        "initialPrice": line.roubles,
        "discountTotal": 0,
        "prices": [{"price": line.roubles, "quantity": line.quantity}],
        "vatRate": "none",
        "quantity": float(line.quantity) if line.key % 3 == 0 else line.quantity,
        "status": "new",
        "purchasePrice": 0,
    }
    if line.cancelled:
        made |= {"isCanceled": True, "status": "out-of-stock"}
    if line.service is not None:
        made["offer"] = {"externalId": line.service.article, "name": line.service.name, "article": line.service.article}
        made["properties"] = {"type": {"name": "Тип", "value": "service"}}
        return made
    made["offer"] = _offer(line)
    made["properties"] = []
    return made


def _offer(line: Line) -> Json:
    offer = line.offer
    if offer is None:
        raise AssertionError(line)
    made: Json = {
        "id": int(offer.code) + 1_000_000,
        "externalId": offer.code,
        "xmlId": f"demo-{offer.code}",
        "displayName": offer.name,
        "name": offer.name,
        "article": offer.model.article,
        "unit": {"code": "pc", "name": "Штука", "sym": "шт."},
    }
    if offer.barcodes:
        made["barcode"] = offer.barcodes[0]
    properties = {"size": offer.size, "stone" if offer.model.probe else "color": offer.variant}
    made["properties"] = {code: value for code, value in properties.items() if value} or []
    return made


def _payments(order: Order, created: str) -> object:
    rows: list[Json] = []
    if order.prepaid_roubles:
        paid = {"type": "bank-card", "status": "paid", "amount": float(order.prepaid_roubles), "paidAt": created}
        rows.append({"id": order.key * 10 + 1, **paid})
    if order.prepaid_roubles < order.total_roubles:
        due = order.total_roubles - order.prepaid_roubles
        rows.append({"id": order.key * 10 + 2, "type": "cash", "status": "not-paid", "amount": due})
    # a list answer has a map by id, an edit answer a list: both are met in files
    return rows if order.key % 4 == 0 else {str(row["id"]): row for row in rows}


def _day(offset: int) -> str:
    return (BASE_DAY + timedelta(days=offset)).isoformat()
