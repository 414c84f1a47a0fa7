"""From our values to the contract's messages, in the nested form that zeep takes. Nothing to say: left out."""

from __future__ import annotations

from collections.abc import Mapping

from carriers.contract.answers import Answer, Carrier, Found, Problem
from carriers.wire.xml import printable
from station.domain.consignee import Consignee
from station.domain.shipment import BookedItem, BookedParcel, Booking, Registered

Message = Mapping[str, object]


def booking_message(booking: Booking) -> Message:
    """Return the ShipmentRequest for a booking."""
    return _said(
        carrier=booking.carrier,
        service=booking.service,
        reference=booking.reference,
        order=booking.order,
        consignee=_consignee_message(booking.consignee),
        parcel=[_parcel_message(each) for each in booking.parcels],
        item=[_item_message(each) for each in booking.items],
        declaredKopecks=booking.declared_kopecks or None,
        dueGoodsKopecks=booking.due_goods_kopecks or None,
        dueDeliveryKopecks=booking.due_delivery_kopecks or None,
        jewellery=booking.jewellery,
        deliverOn=booking.deliver_on,
        window=booking.window,
        comment=booking.comment,
    )


def answer_message(answer: Answer) -> Message:
    """Return one ShipmentAnswer."""
    return _said(
        carrier=answer.carrier,
        reference=answer.reference,
        outcome=answer.outcome.value,
        shipment=shipment_message(answer.registered, answer.carrier) if answer.registered else None,
        problem=problem_message(answer.problem) if answer.problem else None,
    )


def found_message(found: Found, carrier: str) -> Message:
    """Return the content of GetShipmentResponse."""
    shipment = shipment_message(found.registered, carrier) if found.registered else None
    return _said(state=found.state.value, shipment=shipment)


def shipment_message(registered: Registered, carrier: str) -> Message:
    """Return a Shipment."""
    return _said(
        carrier=carrier,
        reference=registered.reference,
        waybill=registered.waybill,
        tracking=list(registered.tracking),
        registeredAt=registered.at,
        note=[_cut(each, 2000) for each in registered.notes if each][:50],
    )


def problem_message(problem: Problem) -> Message:
    """Return a Problem, cut to the lengths of the contract."""
    return _said(
        code=_cut(problem.code, 255) or "-", text=_cut(problem.text, 2000) or "-", field=_cut(problem.field, 255)
    )


def carrier_message(carrier: Carrier) -> Message:
    """Return one CarrierAbilities."""
    return _said(
        code=carrier.code,
        name=carrier.name,
        cancels=carrier.cancels,
        jewellery=carrier.jewellery,
        parcels=carrier.parcels,
    )


def _cut(text: str, length: int) -> str:
    return printable(text)[:length]


def _said(**values: object) -> Message:
    clean = {name: printable(value) if isinstance(value, str) else value for name, value in values.items()}
    return {name: value for name, value in clean.items() if value is not None and value not in ("", [])}


def _consignee_message(consignee: Consignee) -> Message:
    return _said(
        name=consignee.name,
        phone=consignee.phone,
        email=consignee.email,
        country=consignee.address.country,
        postcode=consignee.address.postcode,
        region=consignee.address.region,
        city=consignee.address.city,
        address=consignee.address.text,
        comment=consignee.comment,
    )


def _parcel_message(parcel: BookedParcel) -> Message:
    return _said(
        number=parcel.number,
        weightGrams=parcel.weight_g,
        lengthMm=parcel.length_mm or None,
        widthMm=parcel.width_mm or None,
        heightMm=parcel.height_mm or None,
    )


def _item_message(item: BookedItem) -> Message:
    return _said(
        name=item.name or item.article or "-",
        article=item.article,
        quantity=item.quantity,
        priceKopecks=item.price_kopecks,
        dueKopecks=item.due_kopecks or None,
        weightGrams=item.weight_g or None,
    )
