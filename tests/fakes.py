"""Fakes of what the core asks of the world, with every fault that a test wants. Checked against the ports by types."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from station.domain.label import LabelFacts, PrintedLabel
from station.domain.shipment import Booking, Registered
from station.errors import CarrierDown, CarrierRefused, DeviceTrouble, OutcomeUnknown
from station.ports import Carriers, Clock, DeviceState, Printer, PrintJob, Scale, ScaleReading
from station.usecases.authorise import PinCheck
from tests.builders import NOON


@dataclass
class ManualClock:
    """A clock that a test sets."""

    at: datetime = NOON

    def now(self) -> datetime:
        return self.at

    def pass_by(self, **how_long: float) -> None:
        self.at += timedelta(**how_long)


@dataclass
class FakeScale:
    """A scale on which a test puts something: grams, or nothing."""

    grams: int | None = None
    stable: bool = True
    follows: bool = False  # as a simulator: shows what is expected

    def read(self, expected_g: int | None) -> ScaleReading | None:
        shown = expected_g if self.follows else self.grams
        return None if shown is None else ScaleReading(shown, self.stable)


@dataclass
class FakePrinter:
    """A printer that keeps what was sent; `troubles` come first, one for each job."""

    jobs: list[PrintJob] = field(default_factory=list)
    troubles: deque[str] = field(default_factory=deque)

    def send(self, job: PrintJob) -> None:
        if self.troubles:
            raise DeviceTrouble(self.troubles.popleft())
        self.jobs.append(job)

    def state(self) -> DeviceState:
        return DeviceState("ready")


class Crash(BaseException):
    """The program ends here, as by kill -9: nothing after this point is done."""


@dataclass
class FakeCarriers:
    """All carriers at once. Each call takes the next of `faults`; what was accepted is in `bookings`, in order.

    Faults: "down" (nothing sent), "refused", "hangs" (accepted, no answer), "lost" (not accepted, no answer),
    "not served" (the gateway has no such carrier), "crash" (accepted, and the program dies), "ok".
    """

    faults: deque[str] = field(default_factory=deque)
    bookings: list[Booking] = field(default_factory=list)
    cancelled: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)

    def register(self, booking: Booking) -> Registered:
        fault = self._next_fault()
        if fault != "down":
            self.sent.append(booking.reference)
        if fault == "refused":
            raise CarrierRefused("carrier_refused", carrier_code="1051", text="Неверный индекс")
        if fault == "not served":
            raise CarrierRefused("gateway_bad_request", carrier_code="carrier_not_served")
        if fault == "lost":
            raise OutcomeUnknown("carrier_timeout")
        if fault in {"ok", "hangs", "crash"}:
            self.bookings.append(booking)
        if fault == "hangs":
            raise OutcomeUnknown("carrier_timeout")
        if fault == "crash":
            raise Crash
        return self._registered(booking.reference)

    def find(self, carrier: str, reference: str) -> Registered | None:
        if self._next_fault() == "not served":
            raise CarrierDown("gateway_bad_request", carrier_code="carrier_not_served")
        self.asked.append(reference)
        there = any(one.reference == reference for one in self.bookings)
        return self._registered(reference) if there else None

    def cancel(self, carrier: str, reference: str) -> None:
        fault = self._next_fault()
        if fault in {"hangs", "lost"}:
            raise OutcomeUnknown("carrier_timeout")
        if fault == "not served":
            raise CarrierRefused("gateway_bad_request", carrier_code="carrier_not_served")
        if fault == "refused" or all(one.reference != reference for one in self.bookings):
            raise CarrierRefused("carrier_refused", carrier_code="404")
        self.cancelled.append(reference)

    def _next_fault(self) -> str:
        fault = self.faults.popleft() if self.faults else "ok"
        if fault == "down":
            raise CarrierDown("carrier_down")
        return fault

    def _registered(self, reference: str) -> Registered:
        return Registered(reference, f"W-{reference}")


@dataclass(frozen=True)
class FakePins:
    """PINs kept as they are: the slow hash has its own test."""

    def matches(self, pin_hash: str, pin: str) -> bool:
        return pin_hash == f"pin {pin}"


def draw(facts: LabelFacts, form: str) -> PrintedLabel:
    """A label as bytes: its number, so that a test can read it."""
    return PrintedLabel(facts.tracking.encode(), facts.tracking.encode(), 203, 58, 40)


_clock: type[Clock] = ManualClock
_scale: type[Scale] = FakeScale
_printer: type[Printer] = FakePrinter
_carriers: type[Carriers] = FakeCarriers
_pins: type[PinCheck] = FakePins
