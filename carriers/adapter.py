"""What the gateway asks of a carrier. A carrier is a folder that answers this Protocol and one line in the registry."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from station.domain.shipment import Booking, Registered


@dataclass(frozen=True)
class Abilities:
    """What a carrier can do, as far as the gateway must know it.

    `unique_reference` says that the carrier itself refuses a second shipment with our reference: only then may a
    shipment that it "does not have" be sent again after an unknown outcome. `parcels` is the most for a shipment.
    """

    name: str
    cancels: bool
    unique_reference: bool
    jewellery: bool
    parcels: int


class Cancelled(StrEnum):
    """How a cancelling ended."""

    BY_CARRIER = "cancelled"  # the carrier confirmed it
    GIVEN_UP = "given_up"  # the carrier offers no way to cancel; the shipment is void on our side


class Adapter(Protocol):
    """One carrier behind the gateway, in its own language. Called from several threads at once."""

    @property
    def abilities(self) -> Abilities:
        """What this carrier can do."""

    def register(self, booking: Booking) -> Registered:
        """Book a shipment once. Raises CarrierRefused, CarrierDown or OutcomeUnknown."""

    def find(self, reference: str) -> Registered | None:
        """Ask by our reference; None when the carrier certainly has none. Raises CarrierDown."""

    def cancel(self, reference: str) -> Cancelled:
        """Cancel by our reference. Raises CarrierRefused, CarrierDown or OutcomeUnknown."""


@dataclass(frozen=True)
class Exchange:
    """One question to a carrier and its answer, as they stood on the wire, secrets already masked."""

    carrier: str
    procedure: str
    reference: str
    outcome: str  # "RC 0", "HTTP 500", or the kind of failure
    asked: str = field(repr=False)
    answered: str = field(repr=False)
    milliseconds: int = 0
    at: datetime | None = None


class Recorder(Protocol):
    """Keeps every exchange for the administrator."""

    def keep(self, exchange: Exchange) -> None:
        """Keep it for good."""
