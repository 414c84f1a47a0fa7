"""The facts of a label as the short texts that stand on it, in either language."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from station.documents.numbers import FIXED, Language, money_text, weight_text
from station.documents.typeface import printable
from station.domain.consignee import Address
from station.domain.label import LabelFacts


@dataclass(frozen=True)
class LabelFields:
    """What a template may show; an empty text takes no room. Nothing here tells of contents or value."""

    carrier: str
    service: str
    tracking: str
    order: str
    parcel: str
    weight: str
    due: str
    sender: str
    date: str
    name: str = field(repr=False)
    address: str = field(repr=False)
    phone: str = field(repr=False)

    def text(self, name: str) -> str:
        """Return the field of this name."""
        value: str = getattr(self, name)
        return value


# a house or a flat keeps its number on its line
_SHORT = re.compile(r"\b(?:г|ул|пер|пр|д|корп|к|стр|кв|оф|эт|под)\. (?=\S)")


@dataclass(frozen=True)
class _Words:
    parcel: str
    order: str
    due: str
    sender: str


_WORDS: dict[Language, _Words] = {
    "ru": _Words("место {parcel} из {parcels}", "Заказ {order}", "К оплате {due}", "От: {sender}"),
    "en": _Words("parcel {parcel} of {parcels}", "Order {order}", "To collect {due}", "From: {sender}"),
}


def label_fields(facts: LabelFacts, *, language: Language) -> LabelFields:
    """Return the texts of one label. The sum to collect is there only if the carrier needs it."""
    words = _WORDS[language]
    who = facts.consignee
    parcel = words.parcel.format(parcel=facts.parcel, parcels=facts.parcels)
    due = "" if facts.due_kopecks is None else money_text(facts.due_kopecks, language=language)
    return LabelFields(
        carrier=printable(facts.carrier_name or facts.carrier),
        service=printable(facts.service_name),
        tracking=facts.tracking,
        order=_fixed(words.order.format(order=printable(facts.order))),
        parcel=_fixed(parcel),
        weight="" if facts.weight_g is None else weight_text(facts.weight_g, language=language),
        due=words.due.format(due=due).replace(" ", FIXED, 1) if due else "",
        sender=words.sender.format(sender=printable(facts.sender)) if facts.sender else "",
        date=_fixed(printable(facts.printed_on)),
        name=printable(who.name),
        address=_SHORT.sub(lambda found: found[0].rstrip() + FIXED, address_text(who.address)),
        phone=_fixed(printable(who.phone)),
    )


def address_text(address: Address) -> str:
    """Return an address on one line, no part of it twice: many shops repeat the city in the street's line."""
    text = printable(address.text)
    seen = text.casefold()
    parts: list[str] = []
    country = "" if address.country in {"", "RU"} else address.country
    for part in (address.postcode, country, address.region, address.city):
        shown = printable(part)
        if shown and shown.casefold() not in seen and shown not in parts:
            parts.append(shown)
    return ", ".join(part for part in (*parts, text) if part)


def _fixed(text: str) -> str:
    return text.replace(" ", FIXED)
