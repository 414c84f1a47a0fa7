"""Which parcel a scanned tracking number may be bound to, or why to none (design: Numbers). There is no override."""

from __future__ import annotations

from dataclasses import dataclass

from station.domain.codes import Code
from station.domain.numbers import number_fits
from station.domain.order import Order
from station.domain.parcel import Parcel, ParcelState
from station.domain.shipment import Numbering
from station.errors import Reason, Refused


@dataclass(frozen=True)
class ScannedNumber:
    """What is known of a scanned number: the parcel for which it stands or stood, if any.

    `goods`: the code is known as offer, unit, UIN or badge, and so never binds.
    """

    text: str
    goods: bool = False
    misread: bool = False
    order: str | None = None
    parcel: int | None = None
    bound: bool = False
    void: bool = False


def parcel_for_number(order: Order, number: ScannedNumber) -> Parcel:
    """Return the parcel of the order that this number is bound to now. Raises Refused."""
    _refuse_number(order, number)
    if order.units_missing:
        raise Refused(Reason(Code.UNITS_MISSING, {"count": str(order.units_missing)}))
    waiting = [parcel for parcel in order.live_parcels if parcel.binding is None]
    if not order.live_parcels or any(p.state is not ParcelState.CLOSED for p in order.live_parcels):
        raise Refused(Reason(Code.WEIGHT_NEEDED))
    if not waiting:
        raise Refused(Reason(Code.ALREADY_BOUND, {"got": number.text, "order": order.number}))
    mine = next((p for p in waiting if p.label is not None and p.label.number == number.text), None)
    if mine is not None:
        return mine
    on_bags = [parcel for parcel in waiting if parcel.numbering is Numbering.PREPRINTED]
    if not on_bags:
        raise Refused(_not_this_label(number, waiting))
    _refuse_shape(on_bags[0].carrier, number)
    return on_bags[0]


def _refuse_number(order: Order, number: ScannedNumber) -> None:
    if number.goods:
        raise Refused(Reason(Code.NUMBER_OF_GOODS, {"got": number.text}))
    if number.void:
        raise Refused(Reason(Code.NUMBER_VOID, {"got": number.text}))
    if number.bound:
        same = number.order == order.number
        facts = {"got": number.text, "order": number.order or "", "parcel": str(number.parcel or "")}
        raise Refused(Reason(Code.ALREADY_BOUND if same else Code.NUMBER_TAKEN, facts))


def _not_this_label(number: ScannedNumber, waiting: list[Parcel]) -> Reason:
    label = waiting[0].label
    facts = {"got": number.text, "expected": label.number if label else "", "order": number.order or ""}
    return Reason(Code.NOT_THIS_LABEL, facts)


def _refuse_shape(carrier: str, number: ScannedNumber) -> None:
    if number.order is not None:  # a label printed for another parcel
        raise Refused(Reason(Code.NOT_THIS_LABEL, {"got": number.text, "expected": "", "order": number.order}))
    if not number_fits(carrier, number.text):
        code = Code.NUMBER_MISREAD if number.misread else Code.NUMBER_SHAPE
        raise Refused(Reason(code, {"got": number.text, "carrier": carrier}))
