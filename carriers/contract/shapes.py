"""The messages as zeep hands them over: what stands in the XSD, so that mypy reads along.

An element that was left out is None, a repeated one a list.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol


class ConsigneeShape(Protocol):
    """Type Consignee."""

    name: str | None
    phone: str | None
    email: str | None
    country: str | None
    postcode: str | None
    region: str | None
    city: str | None
    address: str | None
    comment: str | None


class ParcelShape(Protocol):
    """Type Parcel."""

    number: str | None
    weightGrams: int  # noqa: N815 - the contract's name
    lengthMm: int | None  # noqa: N815 - likewise
    widthMm: int | None  # noqa: N815 - likewise
    heightMm: int | None  # noqa: N815 - likewise


class ItemShape(Protocol):
    """Type Item."""

    name: str
    article: str | None
    quantity: int
    priceKopecks: int  # noqa: N815 - the contract's name
    dueKopecks: int | None  # noqa: N815 - likewise
    weightGrams: int | None  # noqa: N815 - likewise


class RequestShape(Protocol):
    """Type ShipmentRequest."""

    carrier: str
    service: str | None
    reference: str
    order: str
    consignee: ConsigneeShape
    parcel: Sequence[ParcelShape]
    item: Sequence[ItemShape]
    declaredKopecks: int | None  # noqa: N815 - the contract's name
    dueGoodsKopecks: int | None  # noqa: N815 - likewise
    dueDeliveryKopecks: int | None  # noqa: N815 - likewise
    jewellery: bool | None
    deliverOn: date | None  # noqa: N815 - the contract's name
    window: str | None
    comment: str | None


class ShipmentShape(Protocol):
    """Type Shipment."""

    carrier: str
    reference: str
    waybill: str
    tracking: Sequence[str]
    registeredAt: datetime | None  # noqa: N815 - the contract's name
    note: Sequence[str]


class ProblemShape(Protocol):
    """Type Problem."""

    code: str
    text: str
    field: str | None


class AnswerShape(Protocol):
    """Type ShipmentAnswer."""

    carrier: str
    reference: str
    outcome: str
    shipment: ShipmentShape | None
    problem: ProblemShape | None


class FoundShape(Protocol):
    """Element GetShipmentResponse."""

    state: str
    shipment: ShipmentShape | None


class CarrierShape(Protocol):
    """Type CarrierAbilities."""

    code: str
    name: str
    cancels: bool
    jewellery: bool
    parcels: int
