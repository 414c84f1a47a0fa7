"""Which line of an order a scanned unit belongs to, or why it does not (design: Units)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from station.domain.codes import Code
from station.domain.offer import Offer, Unit
from station.domain.order import Order, OrderLine
from station.errors import Reason, Refused


@dataclass(frozen=True)
class ScannedUnit:
    """What is known of a scanned thing. `lies_in` is the live parcel in which it lies already, if any."""

    code: str
    offers: tuple[str, ...]
    unit: Unit | None
    lies_in: tuple[str, int, datetime, str] | None  # order, parcel, when, who


@dataclass(frozen=True)
class Match:
    """The line that a unit claims. `unit` identifies the physical thing, where its offer has such."""

    line: OrderLine
    unit: str | None
    uin: str | None


def match_unit(order: Order, scanned: ScannedUnit, offers: Mapping[str, Offer], reserved: Sequence[Unit]) -> Match:
    """Find the line of a unit. Raises Refused, naming what was expected and what came.

    `offers` knows the scanned offers and those of the order's lines; `reserved` are the units set aside for this order.
    """
    _refuse_twice(scanned)
    codes = (scanned.unit.offer,) if scanned.unit else scanned.offers
    lines = [line for line in order.lines if line.offer in codes]
    wanted = [line for line in lines if order.missing(line)]
    if not wanted:
        raise Refused(_not_wanted(order, lines, codes, offers))
    line = wanted[0]
    if scanned.unit is not None:
        refuse_other_unit(order, line, scanned.unit, reserved)
    elif not _uin_follows(line, offers):
        _refuse_any_unit(line, scanned, _still_expected(order, reserved))
    unit = scanned.unit.code if scanned.unit else None
    uin = scanned.code if scanned.unit and scanned.code in scanned.unit.uins else None
    return Match(line, unit, uin)


def _refuse_twice(scanned: ScannedUnit) -> None:
    if scanned.lies_in is None:
        return
    order, parcel, at, who = scanned.lies_in
    facts = {"order": order, "parcel": str(parcel), "at": at.isoformat(), "who": who, "got": scanned.code}
    raise Refused(Reason(Code.UNIT_IN_PARCEL, facts))


def _not_wanted(order: Order, lines: Sequence[OrderLine], codes: Sequence[str], offers: Mapping[str, Offer]) -> Reason:
    if lines:
        cancelled = all(line.cancelled for line in lines)
        code = Code.LINE_CANCELLED if cancelled else Code.ONE_TOO_MANY
        return Reason(code, {"name": lines[0].name, "line": lines[0].key, "count": str(lines[0].to_scan)})
    got = next((offers[code] for code in codes if code in offers), None)
    sister = _sister(order, got, offers)
    if sister is not None and got is not None:
        expected = offers[sister.offer]
        facts = {"name": sister.name, "line": sister.key, "place": got.place}
        return Reason(Code.SISTER_UNIT, facts | _what_differs(expected, got))
    return Reason(Code.OTHER_ORDER_UNIT, {"name": got.name if got else codes[0], "place": got.place if got else ""})


def _sister(order: Order, got: Offer | None, offers: Mapping[str, Offer]) -> OrderLine | None:
    """Return the line that wants another offer of the same article, one that is still missing first."""
    if got is None or not got.article_code:
        return None
    same = [
        line
        for line in order.lines
        if line.to_scan and line.offer in offers and offers[line.offer].article_code == got.article_code
    ]
    return next((line for line in same if order.missing(line)), same[0] if same else None)


def _what_differs(expected: Offer, got: Offer) -> dict[str, str]:
    """Name twins apart by what a hand can see: size, stone, else the offer's code."""
    if expected.size != got.size:
        return {"expected": expected.size, "got": got.size, "by": "size"}
    if expected.stone != got.stone:
        return {"expected": expected.stone, "got": got.stone, "by": "stone"}
    return {"expected": expected.code, "got": got.code, "by": "code"}


def refuse_other_unit(order: Order, line: OrderLine, unit: Unit, reserved: Sequence[Unit]) -> None:
    """Refuse a unit of the right offer that is not meant for this order: set aside for another, or from elsewhere."""
    reserved = _still_expected(order, reserved)
    if unit.reserved_for and unit.reserved_for != order.number:
        raise Refused(Reason(Code.OTHER_ORDER_UNIT, {"order": unit.reserved_for, "name": line.name, "got": unit.code}))
    if unit.store and order.shipment_store and unit.store != order.shipment_store:
        facts = {"expected": order.shipment_store, "got": unit.store, "name": line.name, "line": line.key}
        raise Refused(Reason(Code.OTHER_STORE, facts))
    mine = [other.code for other in reserved if other.offer == unit.offer]
    if mine and unit.code not in mine:
        facts = {"expected": mine[0], "got": unit.code, "name": line.name, "line": line.key}
        raise Refused(Reason(Code.OTHER_UNIT_RESERVED, facts))


def _still_expected(order: Order, reserved: Sequence[Unit]) -> tuple[Unit, ...]:
    """Return the reserved units that lie in no parcel yet: once all of a line's are in, a free one may follow."""
    packed = {unit.unit for parcel in order.live_parcels for unit in parcel.live_units}
    return tuple(unit for unit in reserved if unit.code not in packed)


def _uin_follows(line: OrderLine, offers: Mapping[str, Offer]) -> bool:
    return line.offer in offers and offers[line.offer].uin_required


def _refuse_any_unit(line: OrderLine, scanned: ScannedUnit, reserved: Sequence[Unit]) -> None:
    """Refuse the barcode of an offer where one unit of it is expected exactly: it does not say which unit this is."""
    expected = next((unit.code for unit in reserved if unit.offer == line.offer), None)
    if expected is not None:
        facts = {"expected": expected, "got": scanned.code, "name": line.name, "line": line.key}
        raise Refused(Reason(Code.OTHER_UNIT_RESERVED, facts))
