"""Who receives a RetailCRM order, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator

from station.domain.consignee import Address, Consignee
from station.sync.json_fields import Fields

_CITY_WORD = re.compile(r"^(?:г\.\s*|город\s+|г\s+)", re.IGNORECASE)

# RetailCRM's own meaning of the parts: `block` is the entrance, `house` the structure, `housing` the wing
_PARTS = (
    ("building", "д. "),
    ("house", "стр. "),
    ("housing", "корп. "),
    ("block", "под. "),
    ("floor", "эт. "),
    ("flat", "кв./офис "),
)


def read_consignee(order: Fields) -> Consignee:
    """Return the receiver: the order's own name, phone and delivery address, else the customer's."""
    address = order.child("delivery", "address")
    street = address.text("text") or ", ".join(_street_parts(address)) or _pickup_address(order)
    notes = address.text("notes")
    return Consignee(
        name=_name(order),
        phone=order.text("phone") or order.text("additionalPhone") or _customer_phone(order),
        email=order.text("email") or order.child("customer").text("email"),
        address=Address(
            country=address.text("countryIso") or order.text("countryIso") or "RU",
            postcode=address.text("index"),
            region=address.text("region"),
            city=_CITY_WORD.sub("", address.text("city")),
            text=street or notes,  # marketplaces put the whole address into the notes
        ),
        comment=notes if street else "",
    )


def _name(order: Fields) -> str:
    for person in (order, order.child("contact"), order.child("customer")):
        parts = (person.text("lastName"), person.text("firstName"), person.text("patronymic"))
        if name := " ".join(part for part in parts if part):
            return name
    return order.child("contragent").text("legalName") or order.child("company").text("name")


def _customer_phone(order: Fields) -> str:
    for person in (order.child("contact"), order.child("customer")):
        for member in person.members("phones"):
            if number := Fields.of(member).text("number"):
                return number
    return ""


def _street_parts(address: Fields) -> Iterator[str]:
    street, kind = address.text("street"), address.text("streetType")
    if street:
        yield street if not kind or street.startswith(kind) else f"{kind} {street}"
    for key, word in _PARTS:
        if part := address.text(key):
            yield word + part
    if metro := address.text("metro"):
        yield f"метро {metro}"


def _pickup_address(order: Fields) -> str:
    data = order.child("delivery", "data")
    parts = (data.text("pickuppointName"), data.text("pickuppointAddress"))
    return ", ".join(part for part in parts if part)
