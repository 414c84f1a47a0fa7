"""One order of RetailCRM's API v5 -> one IncomingOrder.

Fields and their traps: the published models of the official PHP and Go clients; see docs/import.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TypeVar

from station.domain.import_codes import ImportCode
from station.domain.incoming import ChannelPlace, DeliveryChoice, IncomingOrder, hash_of
from station.errors import Reason
from station.sync.json_fields import Fields, UnreadableField
from station.sync.retailcrm_consignee import read_consignee
from station.sync.retailcrm_lines import read_lines
from station.sync.retailcrm_money import Sums, read_sums
from station.sync.retailcrm_settings import RetailCrmSettings
from station.sync.wording import many_lines

PICKUP = "pickup"  # the carrier's code for parcels that are fetched from us: no address is needed
LONGEST_NUMBER = 64  # characters: what still fits a barcode on an order sheet

Read = TypeVar("Read")

_HOUR = re.compile(r"^([01]?\d|2[0-3]):([0-5]\d)")
_HOURS = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


@dataclass(frozen=True)
class Head:
    """What an order is called and where the channel says it stands: enough to stop the bench for a cancelled one."""

    number: str
    channel_id: str
    status: ChannelPlace


def map_status(code: str, settings: RetailCrmSettings) -> ChannelPlace | None:
    """Return what a channel's status means here, or None for one that no table knows (it counts as NEW)."""
    return settings.statuses.find(code)


def read_order(value: object, settings: RetailCrmSettings) -> IncomingOrder:
    """Read one order. Raises UnreadableField when it must not come in.

    A cancelled order comes in whatever else is wrong with it, because it has to stop the bench.
    """
    if not isinstance(value, dict):
        raise UnreadableField(ImportCode.ORDER_NOT_AN_OBJECT)
    order = Fields.of(value)
    remarks: list[Reason] = []
    head = _head(order, settings, remarks)
    try:
        return _whole(order, head, settings, remarks)
    except UnreadableField as error:
        if head.status is not ChannelPlace.CANCELLED:
            raise
        return _bare(order, head, settings, error.reason)


def _head(order: Fields, settings: RetailCrmSettings, remarks: list[Reason]) -> Head:
    number = order.text("number")
    if not number:
        raise UnreadableField(ImportCode.ORDER_NUMBER_MISSING)
    if len(number) > LONGEST_NUMBER:
        raise UnreadableField(ImportCode.ORDER_NUMBER_BROKEN, value=number[:LONGEST_NUMBER])
    code = order.text("status")
    status = map_status(code, settings)
    if status is None:
        status = ChannelPlace.NEW
        remarks.append(Reason(ImportCode.CHANNEL_STATUS_UNKNOWN, {"status": code}))
    if order.flag("shipped") and status not in {ChannelPlace.ELSEWHERE, ChannelPlace.CANCELLED}:
        remarks.append(Reason(ImportCode.CHANNEL_SAYS_SHIPPED))
        status = ChannelPlace.ELSEWHERE if settings.shipped_flag_closes else status
    return Head(number, order.text("id") or order.text("externalId") or number, status)


def _whole(order: Fields, head: Head, settings: RetailCrmSettings, remarks: list[Reason]) -> IncomingOrder:
    lines = read_lines(order, settings, remarks)
    if not lines and head.status is not ChannelPlace.CANCELLED:
        raise UnreadableField(ImportCode.ORDER_WITHOUT_LINES)
    sums = read_sums(order, lines, settings, remarks)
    delivery = order.child("delivery")
    window_from, window_to = _window(delivery, remarks)
    made = replace(
        _frame(order, head, settings),
        lines=lines,
        total_kopecks=sums.total,
        prepaid_kopecks=sums.prepaid,
        due_kopecks=sums.due,
        delivery_kopecks=sums.delivery,
        consignee=read_consignee(order),
        delivery=_delivery(order, settings),
        deliver_on=_settled(lambda: delivery.day("date"), remarks),
        window_from=window_from,
        window_to=window_to,
        ship_by=_settled(lambda: _ship_by(order, settings), remarks),
        created_at=_settled(lambda: order.moment("createdAt", settings.time_zone), remarks),
        customer_comment=_comment(order),
    )
    _look_at_what_packing_needs(made, remarks)
    return replace(made, payload_hash=hash_of(made), remarks=tuple(remarks))


def _bare(order: Fields, head: Head, settings: RetailCrmSettings, reason: Reason) -> IncomingOrder:
    made = _frame(order, head, settings)
    return replace(made, payload_hash=hash_of(made), remarks=(reason,))


def _frame(order: Fields, head: Head, settings: RetailCrmSettings) -> IncomingOrder:
    nothing = Sums(total=0, prepaid=0, due=0, delivery=0)
    return IncomingOrder(
        channel=settings.channel,
        channel_id=head.channel_id,
        external_id=order.text("externalId"),
        number=head.number,
        site=order.text("site"),
        channel_status=order.text("status"),
        status=head.status,
        consignee=read_consignee(Fields({})),
        delivery=DeliveryChoice(),
        shipment_store=order.text("shipmentStore"),
        lines=(),
        total_kopecks=nothing.total,
        prepaid_kopecks=nothing.prepaid,
        due_kopecks=nothing.due,
        delivery_kopecks=nothing.delivery,
    )


def _delivery(order: Fields, settings: RetailCrmSettings) -> DeliveryChoice:
    delivery = order.child("delivery")
    code, service = delivery.text("code"), delivery.child("service")
    choice = DeliveryChoice(
        code=code,
        service_code=service.text("code"),
        service_name=service.text("name"),
        pickup_point=delivery.child("data").text("pickuppointId"),
    )
    codes = (code.lower(), delivery.text("integrationCode").lower())
    site = order.text("site")
    for rule in settings.deliveries:
        if rule.fits(site, codes):
            return replace(choice, carrier=rule.carrier, service=rule.service, numbering=rule.numbering)
    return choice


def _window(delivery: Fields, remarks: list[Reason]) -> tuple[str, str]:
    """Return both ends of the delivery window as `HH:MM`; RetailCRM sends {from, to}, or words in `custom`."""
    time = delivery.child("time")
    ends = [_hour(time.text("from")), _hour(time.text("to"))]
    words = time.text("custom")
    if not any(ends) and words:
        ends = [f"{int(hour):02}:{minute}" for hour, minute in _HOURS.findall(words)[:2]]
        if len(ends) != 2:  # noqa: PLR2004  # a window has two ends
            remarks.append(Reason(ImportCode.WINDOW_UNREADABLE))
            return "", ""
    return ends[0], ends[1]


def _hour(text: str) -> str:
    found = _HOUR.match(text)
    return f"{int(found[1]):02}:{found[2]}" if found else ""


def _ship_by(order: Fields, settings: RetailCrmSettings) -> datetime | None:
    day: date | None = order.day("shipmentDate")
    if day is None:
        return None
    try:
        return datetime.combine(day, settings.ship_by, settings.time_zone).astimezone(UTC)
    except OverflowError:
        raise UnreadableField(ImportCode.DATE_BROKEN, field="shipmentDate", value=day.isoformat()) from None


def _comment(order: Fields) -> str:
    comment = order.values.get("customerComment")
    return many_lines(comment) if isinstance(comment, str) else order.text("customerComment")


def _look_at_what_packing_needs(order: IncomingOrder, remarks: list[Reason]) -> None:
    """Remark on what a carrier will miss; an order that is cancelled or gone misses nothing."""
    if order.status in {ChannelPlace.CANCELLED, ChannelPlace.ELSEWHERE}:
        return
    if not order.delivery.carrier:
        remarks.append(Reason(ImportCode.DELIVERY_UNKNOWN, {"delivery": order.delivery.code}))
    who = order.consignee
    missing = [("name", who.name), ("phone", who.phone)]
    if order.delivery.carrier != PICKUP:
        missing += [("city", who.address.city), ("address", who.address.text)]
    remarks.extend(Reason(ImportCode.CONSIGNEE_INCOMPLETE, {"field": field}) for field, text in missing if not text)


def _settled(read: Callable[[], Read | None], remarks: list[Reason]) -> Read | None:
    """Return what `read` gives; when it cannot be read, remark on it: a bad date does not cost the order."""
    try:
        return read()
    except UnreadableField as error:
        remarks.append(error.reason)
        return None
