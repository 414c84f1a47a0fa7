"""A parcel with what lies in it, its labels, and the tracking number bound to it by scan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from station.domain.shipment import Numbering, ShipmentState


@dataclass
class VerifiedUnit:
    """One unit scanned into a parcel. `unit` identifies the one physical thing where its offer has such units.

    Rows are never deleted: what was taken out again has an end, with its reason.
    """

    line: str
    offer: str
    code: str  # what was scanned
    by: str
    at: datetime
    scan_id: str
    unit: str | None = None
    uin: str | None = None
    ended_at: datetime | None = None
    ended_by: str | None = None
    ended_why: str | None = None
    id: int | None = None

    @property
    def live(self) -> bool:
        """Whether it still lies in the parcel."""
        return self.ended_at is None


@dataclass
class Binding:
    """A tracking number bound to a parcel by scan. Ended bindings stay, with time and person."""

    carrier: str
    number: str
    bound_at: datetime
    bound_by: str
    scan_id: str
    ended_at: datetime | None = None
    ended_by: str | None = None
    ended_why: str | None = None  # "undo" | "reopened" | "void"
    id: int | None = None

    @property
    def live(self) -> bool:
        """Whether the number still stands for the parcel."""
        return self.ended_at is None


class LabelState(StrEnum):
    """How far the printing of a label has come."""

    ASKED = "asked"  # to be printed
    SENDING = "sending"  # given to the printer; after a crash nobody knows
    PRINTED = "printed"
    FAILED = "failed"  # certainly not printed
    UNKNOWN = "unknown"  # perhaps printed: a person looks
    VOID = "void"  # refused for ever


@dataclass
class ParcelLabel:
    """One label of a parcel: its number, and how its printing went. The bytes are kept apart, for reprints."""

    number: str
    state: LabelState
    asked_at: datetime
    asked_by: str
    form: str = "58x40"
    parcel_of: int = 1  # how many parcels the order had when it was printed
    printed_at: datetime | None = None
    copies: int = 0
    trouble: str = ""
    bench: str = ""  # whose printer it comes out of
    id: int | None = None

    @property
    def live(self) -> bool:
        """Whether the label may still be used."""
        return self.state is not LabelState.VOID

    @property
    def out(self) -> bool:
        """Whether it may have come out of the printer."""
        return self.printed_at is not None or self.state in {LabelState.SENDING, LabelState.UNKNOWN}


class ParcelState(StrEnum):
    """Open while it is filled, closed once it is weighed; void parcels keep their history."""

    OPEN = "open"
    CLOSED = "closed"
    VOID = "void"


@dataclass
class Parcel:
    """One box or bag with one label."""

    position: int
    carrier: str
    numbering: Numbering
    opened_at: datetime
    state: ParcelState = ParcelState.OPEN
    weight_g: int | None = None
    weighed_by: str | None = None
    closed_at: datetime | None = None
    units: list[VerifiedUnit] = field(default_factory=list)
    bindings: list[Binding] = field(default_factory=list)
    labels: list[ParcelLabel] = field(default_factory=list)
    id: int | None = None

    @property
    def live_units(self) -> tuple[VerifiedUnit, ...]:
        """What lies in the parcel."""
        return tuple(unit for unit in self.units if unit.live)

    @property
    def binding(self) -> Binding | None:
        """The number bound to it."""
        return next((binding for binding in self.bindings if binding.live), None)

    @property
    def label(self) -> ParcelLabel | None:
        """The label that stands for it."""
        return next((label for label in reversed(self.labels) if label.live), None)

    def position_among(self, parcels: Sequence[Parcel]) -> int:
        """Return its place among the parcels that go out, counted from 1 as labels say it."""
        return list(parcels).index(self) + 1

    @property
    def tracking(self) -> str | None:
        """The number on the parcel, once it is bound."""
        return self.binding.number if self.binding else None


@dataclass
class Shipment:
    """One booking with a carrier. `reference` is our key for it, unique for ever."""

    carrier: str
    service: str
    reference: str
    state: ShipmentState
    created_at: datetime
    waybill: str = ""
    trouble_code: str = ""
    trouble_text: str = ""
    changed_at: datetime | None = None
    id: int | None = None
