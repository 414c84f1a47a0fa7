"""Builders of what is printed. All people are invented."""

from __future__ import annotations

from station.domain.consignee import Address, Consignee
from station.domain.label import LabelFacts

LONG_NAME = (
    "Константинопольская-Вознесенская Александрина Владиславовна Мария Елизавета, "
    "для передачи в руки Иванову-Петровскому П."
)
LONG_ADDRESS = (
    "проспект Первооткрывателей Западной Сибири, дом 112, строение 4, подъезд 3, домофон 45К, этаж 12, квартира 345, "
    "вход со двора через вторую арку, позвонить за час до приезда, не оставлять у соседей; если никого нет дома, "
    "везти в мастерскую по адресу: переулок Вымышленных Механиков, дом 9, вход рядом с булочной"
)


def a_label(  # noqa: PLR0913 - a builder names whatever a test may change
    *,
    name: str = "Выдумова Анна Сергеевна",
    address: Address | None = None,
    phone: str = "+7 900 000-00-00",
    tracking: str = "200123456780",
    order: str = "10482",
    due_kopecks: int | None = None,
    weight_g: int | None = 1240,
    carrier_name: str = "СПСР Экспресс",
) -> LabelFacts:
    where = address or Address(postcode="115114", city="Москва", text="ул. Вымышленная, д. 12, корп. 3, кв. 45")
    return LabelFacts(
        carrier="spsr",
        carrier_name=carrier_name,
        service_name="Пеликан-Онлайн",
        tracking=tracking,
        order=order,
        consignee=Consignee(name=name, phone=phone, address=where),
        parcel=1,
        parcels=2,
        weight_g=weight_g,
        due_kopecks=due_kopecks,
        sender="ООО «Небо»",
        printed_on="22 ноября",
    )
