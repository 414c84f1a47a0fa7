"""What the core asks of the world. Each Protocol is small and belongs to the one who asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from station.domain.shipment import Booking, Registered


class Clock(Protocol):
    """Time as the core sees it: aware and UTC."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""


@dataclass(frozen=True)
class RawScan:
    """One frame as a device gave it, without its terminator."""

    device: str
    raw: bytes
    at_ns: int  # time.monotonic_ns() of the last byte: the start of the latency that a packer feels


class Scanner(Protocol):
    """A source of scans. Gives frames to a callback from a thread of its own."""

    @property
    def name(self) -> str:
        """The device's name in the journal and on screen."""

    def start(self, on_scan: Callable[[RawScan], None], on_state: Callable[[str, DeviceState], None]) -> None:
        """Begin to read; `on_state` is told once when the device goes and once when it is back."""

    def stop(self) -> None:
        """Stop reading and join the thread."""


@dataclass(frozen=True)
class DeviceState:
    """How a device is: `ready`, `busy` or `gone`, with a code of the closed list when it is not well."""

    condition: str  # "ready" | "busy" | "gone"
    code: str = ""
    detail: str = ""


@dataclass(frozen=True)
class ScaleReading:
    """A weight in grams as the scale gave it; `stable` says whether it may be used."""

    grams: int
    stable: bool
    division_g: int = 1


class Scale(Protocol):
    """A scale. Answers at once with what it last read, never waits for the wire."""

    def read(self, expected_g: int | None) -> ScaleReading | None:
        """Return the last reading, or None when there is none. Only a simulator looks at `expected_g`."""


@dataclass(frozen=True)
class PrintJob:
    """Bytes for a printer. `name` is for queues and spool folders; it says when a job is a copy."""

    name: str
    png: bytes
    pdf: bytes
    copy_number: int = 0  # 0 the first print, 1.. a marked copy


class Printer(Protocol):
    """A printer of labels or sheets."""

    def send(self, job: PrintJob) -> None:
        """Send the job. Raises DeviceTrouble; `printer_unknown` when it may have been printed."""

    def state(self) -> DeviceState:
        """How the printer is, without waiting."""


class Carriers(Protocol):
    """The carriers as the station sees them: through the gateway."""

    def register(self, booking: Booking) -> Registered:
        """Book a shipment. Raises CarrierRefused, CarrierDown or OutcomeUnknown."""

    def find(self, carrier: str, reference: str) -> Registered | None:
        """Ask for a booking by our reference; None when the carrier certainly has none. Raises CarrierDown."""

    def cancel(self, carrier: str, reference: str) -> None:
        """Cancel a booking. Raises CarrierRefused, CarrierDown or OutcomeUnknown."""
