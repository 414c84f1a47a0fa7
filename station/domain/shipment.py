"""One booking with a carrier, and what is asked of the carrier for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from station.domain.consignee import Consignee


class Numbering(StrEnum):
    """Where a parcel's tracking number comes from (R13)."""

    ALLOTTED = "allotted"  # we take it from a range the carrier allotted and print it
    PREPRINTED = "preprinted"  # it stands on the carrier's bag
    CARRIER = "carrier"  # the carrier answers it and we print its label
    OWN = "own"  # a number of ours, for parcels that we hand out ourselves


class ShipmentState(StrEnum):
    """The life of a booking, as far as the bench must know it."""

    PENDING = "pending"  # in the outbox, not sent yet
    REGISTERING = "registering"  # the call is under way
    REGISTERED = "registered"
    REFUSED = "refused"  # the carrier said no; a person mends the order
    UNKNOWN = "unknown"  # perhaps accepted; being asked by our reference
    VOID = "void"  # given up, with its labels
    BY_HAND = "by_hand"  # no wire to this carrier: its clerk books it from the manifest


@dataclass(frozen=True)
class BookedParcel:
    """One parcel of a booking: the number on its label, grams and millimetres."""

    number: str
    weight_g: int
    length_mm: int = 0
    width_mm: int = 0
    height_mm: int = 0


@dataclass(frozen=True)
class BookedItem:
    """One line of the contents, as carriers want it declared. Prices in kopecks for one unit."""

    name: str
    article: str
    quantity: int
    price_kopecks: int
    due_kopecks: int = 0
    weight_g: int = 0


@dataclass(frozen=True)
class Booking:
    """What is asked of a carrier. `reference` is ours, unique for ever: the key that makes asking twice harmless.

    Money in kopecks: `declared_kopecks` is the declared value, `due_goods_kopecks` and `due_delivery_kopecks`
    are collected at the door.
    """

    carrier: str
    service: str
    reference: str
    order: str
    consignee: Consignee
    parcels: tuple[BookedParcel, ...]
    items: tuple[BookedItem, ...] = ()
    declared_kopecks: int = 0
    due_goods_kopecks: int = 0
    due_delivery_kopecks: int = 0
    jewellery: bool = False
    deliver_on: date | None = None
    window: str = ""  # AM, PM, WD ... as the carrier's service knows it
    comment: str = ""


@dataclass(frozen=True)
class Registered:
    """The carrier has it: its waybill number, and tracking numbers in the order of the parcels."""

    reference: str
    waybill: str
    tracking: tuple[str, ...] = ()
    at: datetime | None = None
    notes: tuple[str, ...] = field(default_factory=tuple)  # what the carrier remarked, for people
