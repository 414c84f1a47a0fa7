"""The customer's order with its lines, holds and the record of its passport check.

Plain dataclasses, mapped to tables from outside; only `workflow.advance` writes `status` and `phase`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from station.domain.consignee import Consignee
from station.domain.parcel import Parcel, ParcelState, Shipment
from station.domain.shipment import Numbering, ShipmentState
from station.domain.workflow.phases import Phase


class LineKind(StrEnum):
    """What a line is: a thing that is scanned, or a service that is not."""

    GOODS = "goods"
    SERVICE = "service"


@dataclass
class OrderLine:
    """One line of an order. `key` is the channel's own id of the line; prices in kopecks for one unit."""

    key: str
    position: int
    kind: LineKind
    offer: str
    article: str
    name: str
    quantity: int
    price_kopecks: int = 0
    barcodes: tuple[str, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    cancelled: bool = False
    id: int | None = None

    @property
    def to_scan(self) -> int:
        """How many units of this line must be scanned."""
        return 0 if self.cancelled or self.kind is LineKind.SERVICE else self.quantity


@dataclass
class Hold:
    """A reason for which an order must not move, until a person releases it. Rows are never deleted."""

    reason: str
    by: str
    since: datetime
    note: str = ""
    released_by: str | None = None
    released_at: datetime | None = None
    id: int | None = None

    @property
    def open(self) -> bool:
        """Whether it still holds the order."""
        return self.released_at is None


class PassportState(StrEnum):
    """The states of a passport check. Packers never see them: they see `order_held`."""

    NOT_REQUIRED = "not_required"
    REQUIRED = "required"
    CLEAR = "clear"
    AMBER = "amber"
    RED = "red"
    RELEASED = "released"
    STALE = "stale"


PASSPORT_OPEN_STATES = frozenset({PassportState.NOT_REQUIRED, PassportState.CLEAR, PassportState.RELEASED})


@dataclass
class PassportCheck:
    """The stored verdict of the passport policy for one order, with the rule that said so. Holds no passport data."""

    state: PassportState
    why: str
    decided_by: str
    decided_at: datetime
    id: int | None = None

    @property
    def clear(self) -> bool:
        """Whether the gate is open."""
        return self.state in PASSPORT_OPEN_STATES


@dataclass
class Order:
    """An agreed order on its way to the courier."""

    number: str
    workflow: str
    status: str
    phase: Phase
    site: str = ""
    channel: str = ""
    channel_id: str = ""
    external_id: str = ""
    channel_status: str = ""
    closed_elsewhere: bool = False
    parent: str | None = None
    carrier: str = ""
    service: str = ""
    numbering: Numbering = Numbering.ALLOTTED
    consignee: Consignee = field(default_factory=Consignee)
    shipment_store: str = ""
    created_at: datetime | None = None
    ship_by: datetime | None = None
    deliver_on: date | None = None
    window: str = ""
    total_kopecks: int = 0
    due_goods_kopecks: int = 0
    due_delivery_kopecks: int = 0
    payload_hash: str = ""
    bench: str | None = None  # the bench that has it open
    tray: str | None = None  # where its units lie while it is parked
    handed_over: bool = False  # a closed manifest holds a parcel of it
    lines: list[OrderLine] = field(default_factory=list)
    parcels: list[Parcel] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    shipments: list[Shipment] = field(default_factory=list)
    passport: PassportCheck | None = None
    version: int = 1
    id: int | None = None

    # -- what is known of the order, asked by gates and screens -------------------------------------------------

    @property
    def live_parcels(self) -> tuple[Parcel, ...]:
        """The parcels that go out."""
        return tuple(parcel for parcel in self.parcels if parcel.state is not ParcelState.VOID)

    @property
    def open_parcel(self) -> Parcel | None:
        """The parcel that is being filled."""
        return next((parcel for parcel in self.live_parcels if parcel.state is ParcelState.OPEN), None)

    @property
    def open_holds(self) -> tuple[Hold, ...]:
        """The holds nobody has released."""
        return tuple(hold for hold in self.holds if hold.open)

    @property
    def shipment(self) -> Shipment | None:
        """The one live booking."""
        return next((s for s in self.shipments if s.state is not ShipmentState.VOID), None)

    def line(self, key: str) -> OrderLine:
        """Return the line with this key; a key that is not there is a bug."""
        return next(line for line in self.lines if line.key == key)

    def verified(self, line: OrderLine) -> int:
        """How many units of a line lie in live parcels."""
        return sum(1 for parcel in self.live_parcels for unit in parcel.live_units if unit.line == line.key)

    def missing(self, line: OrderLine) -> int:
        """How many units of a line are still to be scanned (never negative)."""
        return max(0, line.to_scan - self.verified(line))

    @property
    def declared_kopecks(self) -> int:
        """What the goods that travel are worth: to the carrier, on the act; without delivery and services."""
        return sum(line.price_kopecks * line.to_scan for line in self.lines)

    @property
    def verified_by_line(self) -> Counter[str]:
        """How many units lie in live parcels, by the key of their line: counted once for all lines."""
        return Counter(unit.line for parcel in self.live_parcels for unit in parcel.live_units)

    @property
    def units_missing(self) -> int:
        """How many units of the whole order are still to be scanned."""
        verified = self.verified_by_line
        return sum(max(0, line.to_scan - verified[line.key]) for line in self.lines)

    @property
    def next_line(self) -> OrderLine | None:
        """The first line of which units are still to be scanned."""
        verified = self.verified_by_line
        return next((line for line in self.lines if line.to_scan > verified[line.key]), None)

    @property
    def units_verified(self) -> int:
        """How many units lie in live parcels."""
        return sum(len(parcel.live_units) for parcel in self.live_parcels)
