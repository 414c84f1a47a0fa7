"""What an act says, in either language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from station.documents.numbers import FIXED, Language


@dataclass(frozen=True)
class ActWords:
    """The fixed words of an act."""

    title: str
    manifest: str
    carrier: str
    bench: str
    operator: str
    courier: str
    opened: str
    closed: str
    order: str
    tracking: str
    waybill: str
    parcel: str
    parcel_of: str
    weight: str
    declared: str
    due: str
    total: str
    given: str
    taken: str
    signs: str
    statement: str
    journal: str
    page: str


ACT_WORDS: dict[Language, ActWords] = {
    "ru": ActWords(
        title="Акт приёма-передачи отправлений",
        manifest="Реестр № {number}",
        carrier="Служба доставки",
        bench="Место передачи",
        operator="Передал",
        courier="Принял",
        opened="Реестр открыт",
        closed="Реестр закрыт",
        order="Заказ",
        tracking="Трек-номер места",
        waybill="Накладная",
        parcel="Место",
        parcel_of="{parcel} из {parcels}",
        weight="Вес",
        declared="Объявлено",
        due="К оплате",
        total="Итого мест: {count}",
        given="Отправления передал",
        taken="Отправления принял",
        signs="подпись, дата и время",
        statement="Передано и принято мест: {count} ({in_words}). Упаковка цела, этикетки читаются, "
        "номера сверены сканированием.",
        journal="Журнал: записей {count}, последняя {head}",
        page="стр. {page} из {pages}",
    ),
    "en": ActWords(
        title="Handover act of parcels",
        manifest="Manifest No. {number}",
        carrier="Carrier",
        bench="Handed over at",
        operator="Handed over by",
        courier="Received by",
        opened="Manifest opened",
        closed="Manifest closed",
        order="Order",
        tracking="Tracking number",
        waybill="Waybill",
        parcel="Parcel",
        parcel_of="{parcel} of {parcels}",
        weight="Weight",
        declared="Declared",
        due="To collect",
        total="Parcels in all: {count}",
        given="Handed over by",
        taken="Received by",
        signs="signature, date and time",
        statement="Parcels handed over and received: {count} ({in_words}). The packing is whole, the labels can be "
        "read, the numbers were compared by scanning.",
        journal="Journal: {count} records, the last {head}",
        page="page {page} of {pages}",
    ),
}


def time_text(at: datetime, zone: str) -> str:
    """Return an aware time as the shop's clock shows it, with the clock's distance from UTC: 22.11.2026 16:04 UTC+3."""
    local = at.astimezone(ZoneInfo(zone))
    offset = local.strftime("%z")
    hours, minutes = f"{offset[0]}{int(offset[1:3])}", offset[3:5]
    return f"{local:%d.%m.%Y}{FIXED}{local:%H:%M} UTC{hours}{'' if minutes == '00' else ':' + minutes}"
