"""What is asked of a carrier for an order: built from the order as it was packed."""

from __future__ import annotations

from collections.abc import Mapping

from station.domain.offer import Offer, grams
from station.domain.order import Order
from station.domain.parcel import Shipment
from station.domain.shipment import BookedItem, BookedParcel, Booking


def booking_of(order: Order, shipment: Shipment, offers: Mapping[str, Offer]) -> Booking:
    """Return the booking of a packed order. Goods money is collected as the order's sum, not line by line."""
    goods = [line for line in order.lines if line.to_scan]
    jewellery = any(offers[line.offer].jewellery for line in goods if line.offer in offers)
    items = tuple(
        BookedItem(
            name=line.name,
            article=line.article,
            quantity=line.to_scan,
            price_kopecks=line.price_kopecks,
            weight_g=grams(offers[line.offer].weight_mg) if line.offer in offers else 0,
        )
        for line in goods
    )
    parcels = tuple(BookedParcel(number=p.tracking or "", weight_g=p.weight_g or 0) for p in order.live_parcels)
    return Booking(
        carrier=shipment.carrier,
        service=shipment.service,
        reference=shipment.reference,
        order=order.number,
        consignee=order.consignee,
        parcels=parcels,
        items=items,
        declared_kopecks=order.declared_kopecks,
        due_goods_kopecks=order.due_goods_kopecks,
        due_delivery_kopecks=order.due_delivery_kopecks,
        jewellery=jewellery,
        deliver_on=order.deliver_on,
        window=order.window,
    )
