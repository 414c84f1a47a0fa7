"""From the contract's messages to our values."""

from __future__ import annotations

from datetime import UTC, datetime

from carriers.contract import Outcome, State
from carriers.contract.answers import Answer, Carrier, Found, Problem
from carriers.contract.shapes import (
    AnswerShape,
    CarrierShape,
    ConsigneeShape,
    FoundShape,
    ItemShape,
    ParcelShape,
    ProblemShape,
    RequestShape,
    ShipmentShape,
)
from station.domain.consignee import Address, Consignee
from station.domain.shipment import BookedItem, BookedParcel, Booking, Registered


def booking_of(message: RequestShape) -> Booking:
    """Return the booking that a ShipmentRequest asks for."""
    return Booking(
        carrier=message.carrier,
        service=message.service or "",
        reference=message.reference,
        order=message.order,
        consignee=_consignee_of(message.consignee),
        parcels=tuple(_parcel_of(each) for each in message.parcel),
        items=tuple(_item_of(each) for each in message.item or ()),
        declared_kopecks=message.declaredKopecks or 0,
        due_goods_kopecks=message.dueGoodsKopecks or 0,
        due_delivery_kopecks=message.dueDeliveryKopecks or 0,
        jewellery=bool(message.jewellery),
        deliver_on=message.deliverOn,
        window=message.window or "",
        comment=message.comment or "",
    )


def answer_of(message: AnswerShape) -> Answer:
    """Return one answer of RegisterShipmentsResponse."""
    return Answer(
        message.carrier,
        message.reference,
        Outcome(message.outcome),
        registered_of(message.shipment) if message.shipment else None,
        problem_of_message(message.problem) if message.problem else None,
    )


def found_of(message: FoundShape) -> Found:
    """Return the answer to GetShipment."""
    return Found(State(message.state), registered_of(message.shipment) if message.shipment else None)


def registered_of(message: ShipmentShape) -> Registered:
    """Return a shipment that the carrier has."""
    return Registered(
        reference=message.reference,
        waybill=message.waybill,
        tracking=tuple(message.tracking or ()),
        at=_utc(message.registeredAt),
        notes=tuple(message.note or ()),
    )


def problem_of_message(message: ProblemShape) -> Problem:
    """Return a problem."""
    return Problem(message.code, message.text, message.field or "")


def carrier_of(message: CarrierShape) -> Carrier:
    """Return a carrier of ListCarriersResponse."""
    return Carrier(message.code, message.name, message.cancels, message.jewellery, message.parcels)


def _utc(moment: datetime | None) -> datetime | None:
    if moment is None:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _consignee_of(message: ConsigneeShape) -> Consignee:
    return Consignee(
        name=message.name or "",
        phone=message.phone or "",
        email=message.email or "",
        address=Address(
            country=message.country or "RU",
            postcode=message.postcode or "",
            region=message.region or "",
            city=message.city or "",
            text=message.address or "",
        ),
        comment=message.comment or "",
    )


def _parcel_of(message: ParcelShape) -> BookedParcel:
    return BookedParcel(
        message.number or "",
        message.weightGrams,
        message.lengthMm or 0,
        message.widthMm or 0,
        message.heightMm or 0,
    )


def _item_of(message: ItemShape) -> BookedItem:
    return BookedItem(
        message.name,
        message.article or "",
        message.quantity,
        message.priceKopecks,
        message.dueKopecks or 0,
        message.weightGrams or 0,
    )
