"""A booking as SPSR's invoice (WAXmlConverter 1.3, XmlConverter_13.xsd). Pure.

SPSR counts in kilograms, centimetres and roubles. What decides where a parcel goes is refused when it is too long;
what is only a remark is cut, and the answer says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from carriers.settings import SpsrSettings
from carriers.spsr.faults import refused
from carriers.spsr.messages import Element
from station.domain.consignee import Consignee
from station.domain.numbers import spsr_ok
from station.domain.shipment import BookedItem, BookedParcel, Booking

SERVICES: Final = frozenset(
    {
        *("Dox", "Gep10", "Gep13", "Gep18", "GepEx", "GepIntl"),
        *("PelSt", "PelEc", "PelOn", "PelIn"),
        *("BisCa", "BisAv", "BisSt", "BisEc", "Freig"),
    }
)
WINDOWS: Final = frozenset({"AM", "PM", "WD", "AM1", "PM1", "PM2", "WD1"})
HALF_DAYS: Final = (("AM", 9, 14), ("PM", 14, 18))  # of the windows for everybody; the whole day is WD, 9-18
_HOURS: Final = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")
JEWELLERY: Final = 18
ADDRESS_LIMIT: Final = 100
TEXT_LIMIT: Final = 255
NAME_LIMIT: Final = 60
COMMENT_LIMIT: Final = 100
REFERENCE_LIMIT: Final = 50
POSTCODE_DIGITS: Final = 6
DECLARED_LIMIT_KOPECKS: Final = 49_999_999  # 499 999.99 roubles: the most of InsuranceType VAL


@dataclass(frozen=True)
class Invoice:
    """What is to be sent after `Login`, and what of it was cut, in sentences for people."""

    converter: Element
    notes: tuple[str, ...]


def invoice(booking: Booking, settings: SpsrSettings) -> Invoice:
    """Return the invoice for a booking. Raises CarrierRefused naming the field that SPSR would not take."""
    _check(booking, settings)
    one = Element(
        "Invoice",
        (
            ("Action", "N"),
            ("ShipRefNum", booking.reference),
            ("PickUpType", settings.pickup),
            ("ProductCode", booking.service or settings.service),
            ("CODDeliverySum", roubles(booking.due_delivery_kopecks)),
            ("CODGoodsSum", roubles(booking.due_goods_kopecks)),
            ("PiecesCount", str(len(booking.parcels))),
            ("DeliveryDate", booking.deliver_on.strftime(settings.date_format) if booking.deliver_on else ""),
            ("DeliveryTime", delivery_time(booking.window)),
            ("InsuranceType", "INS" if booking.jewellery else "VAL"),
            ("InsuranceSum", roubles(booking.declared_kopecks)),
        ),
        (
            *_shipper(settings),
            _receiver(booking),
            Element("CustomerInfo", (("Info1", booking.order[:TEXT_LIMIT]),)),
            Element("AdditionalServices", (("COD", "1" if _due(booking) else "0"),)),
            Element("Pieces", children=_pieces(booking, settings)),
        ),
    )
    return Invoice(
        Element("XmlConverter", children=(Element("GeneralInfo", _totals(booking, settings), (one,)),)), _cuts(booking)
    )


def delivery_time(window: str) -> str:
    """Return SPSR's code for a window: its own code as it is, hours ("10:00-13:00") as the half day they lie in.

    Hours that fit into no half day are the whole day: SPSR knows no others without an agreement.
    """
    hours = _HOURS.fullmatch(window)
    if hours is None:
        return window or "WD"
    begin, end = int(hours[1]) + int(hours[2]) / 60, int(hours[3]) + int(hours[4]) / 60
    return next((code for code, first, last in HALF_DAYS if first <= begin and end <= last), "WD")


def roubles(kopecks: int) -> str:
    """Return kopecks as SPSR writes money: roubles with two places, no exponent."""
    return f"{Decimal(kopecks).scaleb(-2):.2f}"


def kilograms(grams: int) -> str:
    """Return grams as kilograms with three places."""
    return f"{Decimal(grams).scaleb(-3):.3f}"


def centimetres(millimetres: int) -> str:
    """Return millimetres as centimetres with one place."""
    return f"{Decimal(millimetres).scaleb(-1):.1f}"


def _due(booking: Booking) -> int:
    return booking.due_goods_kopecks + booking.due_delivery_kopecks


def _check(booking: Booking, settings: SpsrSettings) -> None:
    address = booking.consignee.address
    complaints = (
        (len(booking.reference) > REFERENCE_LIMIT, "reference", "Номер заказчика длиннее 50 знаков."),
        ((booking.service or settings.service) not in SERVICES, "service", "У СПСР нет такого тарифа."),
        (delivery_time(booking.window) not in WINDOWS, "window", "У СПСР нет такого времени доставки."),
        (not booking.consignee.name.strip(), "name", "Не указано имя получателя."),
        (not address.city.strip(), "city", "Не указан город получателя."),
        (not address.text.strip(), "address", "Не указан адрес получателя."),
        (len(address.text) > ADDRESS_LIMIT, "address", "Адрес длиннее 100 знаков, СПСР столько не берёт: сократите."),
        (not booking.parcels, "parcel", "В отправлении нет ни одного места."),
        (
            not booking.jewellery and booking.declared_kopecks > DECLARED_LIMIT_KOPECKS,
            "declaredKopecks",
            "Объявленная ценность больше 499 999,99 руб.: СПСР берёт такое только со страхованием.",
        ),
        (any(each.weight_g <= 0 for each in booking.parcels), "weightGrams", "Место не взвешено."),
        (
            any(each.number and not spsr_ok(each.number) for each in booking.parcels),
            "number",
            "Номер места не из диапазона СПСР: 12 цифр, первые 20, последняя контрольная.",
        ),
    )
    for wrong, field, text in complaints:
        if wrong:
            raise refused(f"field_{field}", text, field)


def _cuts(booking: Booking) -> tuple[str, ...]:
    address = booking.consignee.address
    cuts = (
        (len(booking.consignee.name) > NAME_LIMIT, f"Имя получателя передано СПСР до {NAME_LIMIT} знаков."),
        (len(_remark(booking)) > COMMENT_LIMIT, f"Примечание передано СПСР до {COMMENT_LIMIT} знаков."),
        (bool(address.postcode) and not _postcode(address.postcode), "Индекс не из шести цифр и СПСР не передан."),
        (
            _HOURS.fullmatch(booking.window) is not None,
            f"Часы доставки {booking.window} переданы СПСР как {delivery_time(booking.window)}.",
        ),
        (any(len(each.name) > TEXT_LIMIT for each in booking.items), "Названия вложений переданы СПСР до 255 знаков."),
    )
    return tuple(text for is_cut, text in cuts if is_cut)


def _totals(booking: Booking, settings: SpsrSettings) -> tuple[tuple[str, str], ...]:
    declared = roubles(booking.declared_kopecks)
    return (
        ("ContractNumber", settings.icn),
        ("TotalShipments", "1"),
        ("TotalInsurance", declared if booking.jewellery else roubles(0)),
        ("TotalDeclared", roubles(0) if booking.jewellery else declared),
        ("TotalCOD", roubles(_due(booking))),
        ("TotalPieces", str(len(booking.parcels))),
        ("TotalWeight", kilograms(sum(each.weight_g for each in booking.parcels))),
    )


def _shipper(settings: SpsrSettings) -> tuple[Element, ...]:
    shop = settings.shipper
    if not (shop.city and shop.address):
        return ()  # optional; without it SPSR takes the address of the contract
    return (
        Element(
            "Shipper",
            (
                ("PostCode", _postcode(shop.postcode)),
                ("Country", "Россия"),
                ("Region", shop.region),
                ("City", shop.city),
                ("Address", shop.address[:ADDRESS_LIMIT]),
                ("CompanyName", shop.company[:ADDRESS_LIMIT]),
                ("ContactName", shop.contact[:NAME_LIMIT]),
                ("Phone", shop.phone[:20]),
                ("Email", shop.email[:TEXT_LIMIT]),
            ),
        ),
    )


def _receiver(booking: Booking) -> Element:
    who: Consignee = booking.consignee
    where = who.address
    return Element(
        "Receiver",
        (
            ("PostCode", _postcode(where.postcode)),
            ("Country", "Россия" if where.country in {"", "RU"} else where.country),
            ("Region", where.region),
            ("City", where.city),
            ("Address", where.text),
            ("ContactName", who.name[:NAME_LIMIT]),
            ("Phone", who.phone),
            ("Email", who.email if len(who.email) <= TEXT_LIMIT else ""),
            ("Comment", _remark(booking)[:COMMENT_LIMIT]),
        ),
    )


def _remark(booking: Booking) -> str:
    return " ".join(each.strip() for each in (booking.consignee.comment, booking.comment) if each.strip())


def _postcode(text: str) -> str:
    return text if len(text) == POSTCODE_DIGITS and text.isascii() and text.isdigit() else ""


def _pieces(booking: Booking, settings: SpsrSettings) -> tuple[Element, ...]:
    kind = str(JEWELLERY if booking.jewellery else settings.goods_type)
    # Nobody tells which unit lies in which parcel, so the whole contents stand under the first one.
    contents = tuple(_sub_piece(each) for each in booking.items)
    return tuple(
        _piece(parcel, kind=kind, contents=contents if place == 0 else ())
        for place, parcel in enumerate(booking.parcels)
    )


def _piece(parcel: BookedParcel, *, kind: str, contents: tuple[Element, ...]) -> Element:
    return Element(
        "Piece",
        (
            ("Description", kind),
            ("PieceID", parcel.number),
            ("Weight", kilograms(parcel.weight_g)),
            ("Length", centimetres(parcel.length_mm)),
            ("Width", centimetres(parcel.width_mm)),
            ("Depth", centimetres(parcel.height_mm)),
        ),
        contents,
    )


def _sub_piece(item: BookedItem) -> Element:
    return Element(
        "SubPiece",
        (
            ("Description", item.name[:TEXT_LIMIT] or item.article[:TEXT_LIMIT] or "-"),
            ("Cost", roubles(item.price_kopecks)),
            ("ProductCode", item.article[:TEXT_LIMIT]),
            ("Quantity", str(item.quantity)),
        ),
    )
