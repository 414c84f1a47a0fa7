"""What a RetailCRM order costs, what is paid and what is collected at the door."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from station.domain.import_codes import ImportCode
from station.domain.incoming import IncomingLine
from station.errors import Reason
from station.sync.json_fields import Fields, UnreadableField
from station.sync.retailcrm_settings import RetailCrmSettings

_ROUBLES = {"", "RUB", "RUR"}


@dataclass(frozen=True)
class Sums:
    """The sums of an order in kopecks."""

    total: int
    prepaid: int
    due: int
    delivery: int


def read_sums(order: Fields, lines: Iterable[IncomingLine], settings: RetailCrmSettings, remarks: list[Reason]) -> Sums:
    """Return the sums. Raises UnreadableField: with money there is no guessing.

    `totalSumm` less `prepaySum` is due; the payments are only looked at to see whether they say the same.
    """
    currency = order.text("currency").upper()
    if currency not in _ROUBLES:
        raise UnreadableField(ImportCode.CURRENCY_FOREIGN, currency=currency[:10])
    delivery = _not_negative(order.child("delivery"), "cost") or 0
    total = _not_negative(order, "totalSumm")
    if total is None:
        total = delivery + sum(line.price_kopecks * line.quantity for line in lines if not line.cancelled)
        remarks.append(Reason(ImportCode.TOTAL_MISSING))
    paid = _paid_kopecks(order, settings)
    prepaid = _not_negative(order, "prepaySum")
    if prepaid is None:
        prepaid = paid
    elif prepaid != paid:
        remarks.append(
            Reason(ImportCode.PAYMENTS_DISAGREE, {"prepaid_kopecks": str(prepaid), "paid_kopecks": str(paid)})
        )
    if prepaid > total:
        remarks.append(Reason(ImportCode.OVERPAID, {"total_kopecks": str(total), "prepaid_kopecks": str(prepaid)}))
    due = max(0, total - prepaid)
    if due and order.text("fullPaidAt"):
        remarks.append(Reason(ImportCode.FULL_PAYMENT_DISAGREES, {"due_kopecks": str(due)}))
    return Sums(total=total, prepaid=prepaid, due=due, delivery=delivery)


def _paid_kopecks(order: Fields, settings: RetailCrmSettings) -> int:
    paid = 0
    for member in order.members("payments"):
        payment = Fields.of(member)
        status = payment.text("status")
        if status in settings.paid_statuses or (not status and payment.text("paidAt")):
            paid += payment.kopecks("amount") or 0
    return paid


def _not_negative(owner: Fields, key: str) -> int | None:
    found = owner.kopecks(key)
    if found is not None and found < 0:
        raise UnreadableField(ImportCode.NUMBER_BROKEN, field=key, value=str(found))
    return found
