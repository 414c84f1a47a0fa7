"""What importers answer: orders and catalogue offers, read and checked, but not stored yet.

The importers of `station.sync` turn files of a channel into these values; the use cases that store them know no
file format. Money in kopecks, weights in grams, sizes in millimetres, times aware and UTC.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum

from station.domain.consignee import Consignee
from station.domain.offer import Identity
from station.domain.order import LineKind
from station.domain.shipment import Numbering
from station.errors import Reason


class ChannelPlace(StrEnum):
    """Where the channel says an order is, in our words. An import never sets more than ASSEMBLY."""

    NEW = "new"
    APPROVAL = "approval"
    APPROVED = "approved"
    AVAILABLE = "available"
    ASSEMBLY = "assembly"
    CANCELLED = "cancelled"
    ELSEWHERE = "elsewhere"  # shipped or closed without us: to read only


@dataclass(frozen=True)
class IncomingLine:
    """One position of an order. `key` is the channel's own line id: it stays the same when the order changes."""

    key: str
    kind: LineKind
    offer: str  # the code by which the catalogue knows it; empty when the channel names none
    article: str
    name: str
    quantity: int
    price_kopecks: int  # for one unit, after discounts
    barcodes: tuple[str, ...] = ()
    marking_codes: tuple[str, ...] = ()
    cancelled: bool = False
    size: str = ""
    stone: str = ""
    properties: tuple[tuple[str, str], ...] = ()  # the other ones, as (name, value)


@dataclass(frozen=True)
class DeliveryChoice:
    """How the order travels: the channel's words, and ours where they are known.

    `carrier` is empty when nothing in the delivery map fits: then a person is asked.
    """

    code: str = ""
    service_code: str = ""
    service_name: str = ""
    carrier: str = ""
    service: str = ""
    numbering: Numbering | None = None
    pickup_point: str = ""


@dataclass(frozen=True)
class IncomingOrder:
    """One order as its channel has it now.

    `due_kopecks` is what is collected at the door: the total less what is paid. `remarks` are oddities that do not
    stop the import but that a person should see. `payload_hash` is equal for equal orders, whatever the file's shape.
    """

    channel: str
    channel_id: str
    external_id: str
    number: str
    site: str
    channel_status: str
    status: ChannelPlace
    consignee: Consignee
    delivery: DeliveryChoice
    shipment_store: str
    lines: tuple[IncomingLine, ...]
    total_kopecks: int
    prepaid_kopecks: int
    due_kopecks: int
    delivery_kopecks: int
    deliver_on: date | None = None
    window_from: str = ""  # "10:00", in the consignee's own day
    window_to: str = ""
    ship_by: datetime | None = None
    created_at: datetime | None = None
    customer_comment: str = field(default="", repr=False)
    payload_hash: str = ""
    remarks: tuple[Reason, ...] = ()

    @property
    def cancelled(self) -> bool:
        """The channel has cancelled it."""
        return self.status is ChannelPlace.CANCELLED

    @property
    def paid_in_full(self) -> bool:
        """Nothing is to be collected at the door."""
        return self.due_kopecks == 0

    @property
    def delivery_code(self) -> str:
        """The channel's code of the delivery type."""
        return self.delivery.code

    @property
    def delivery_service(self) -> str:
        """The channel's code of the delivery service (tariff)."""
        return self.delivery.service_code


@dataclass(frozen=True)
class Skipped:
    """An order of a file that did not come in: its number, or its place in the file, and why."""

    name: str
    reason: Reason


@dataclass(frozen=True)
class FileResult:
    """What one file of orders gave."""

    orders: tuple[IncomingOrder, ...] = ()
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True)
class OfferUin:
    """A UIN of the state register of jewellery, and the unit barcode it belongs to ("" when that is not said)."""

    barcode: str
    uin: str


@dataclass(frozen=True)
class CatalogueOffer:
    """One offer of a feed. `weight_mg` keeps what a jeweller's scale shows; `weight_g` is it rounded half up."""

    code: str
    article_code: str
    article: str
    name: str
    product_name: str
    barcodes: tuple[str, ...] = ()
    identity: Identity = Identity.OFFER
    uin_required: bool = False
    uins: tuple[OfferUin, ...] = ()
    weight_g: int = 0
    weight_mg: int = 0
    length_mm: int = 0
    width_mm: int = 0
    height_mm: int = 0
    size: str = ""
    stone: str = ""
    properties: tuple[tuple[str, str], ...] = ()
    jewellery: bool = False
    service: bool = False
    picture: str = ""  # a file name, or an address
    place: str = ""  # shelf cell
    store: str = ""
    quantity: int | None = None
    active: bool = True


def hash_of(order: IncomingOrder) -> str:
    """Return a hash over what we use of the order: equal for the same order read from any shape of file.

    Neither the order of the lines nor the remarks count.
    """
    facts = {f.name: getattr(order, f.name) for f in fields(order) if f.name not in {"payload_hash", "remarks"}}
    facts["lines"] = sorted(order.lines, key=lambda line: line.key)
    text = json.dumps(facts, default=_plain, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: getattr(value, f.name) for f in fields(value)}
    if isinstance(value, date):  # or a datetime, which is one
        return value.isoformat()
    raise TypeError(type(value))
