"""What the tests of carriers are arranged with. Invented people only."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from carriers.adapter import Abilities, Cancelled, Exchange
from carriers.gateway.building import sandbox_settings
from carriers.sandbox import SandboxSpsr
from carriers.settings import SpsrSettings, Timeouts
from station.domain.consignee import Address, Consignee
from station.domain.numbers import spsr_parcel_number
from station.domain.shipment import BookedItem, BookedParcel, Booking, Registered

QUICK = Timeouts(connect_s=2.0, read_s=0.3, total_s=0.6)
BOOKING = Booking(
    carrier="spsr",
    service="PelOn",
    reference="10482-1",
    order="10482",
    consignee=Consignee(
        name="Небылицын Фома Кузьмич",
        phone="+70000000002",
        email="foma@example.org",
        address=Address(postcode="101000", region="Москва", city="Москва", text="ул. Выдуманная, 7, кв. 3"),
    ),
    parcels=(BookedParcel(spsr_parcel_number(41), 350, 120, 90, 45),),
    items=(BookedItem("Кольцо с гранатом", "R-17", 1, 1_234_550),),
    declared_kopecks=1_234_550,
    jewellery=True,
)


def a_booking(**changes: object) -> Booking:
    """Return a booking that SPSR takes, with some of its fields changed."""
    return replace(BOOKING, **changes)  # type: ignore[arg-type]  # each caller names a field and gives its type


def another(number: int) -> Booking:
    """Return a booking of its own: reference and parcel number are used by no other."""
    return a_booking(reference=f"R-{number}", parcels=(BookedParcel(spsr_parcel_number(1000 + number), 200),))


def settings_for(sandbox: SandboxSpsr) -> SpsrSettings:
    """Return settings that lead to the sandbox and soon lose patience."""
    return replace(sandbox_settings(sandbox), timeouts=QUICK)


def shared_contracts() -> Path | None:
    """Return the folder with SPSR's own XSDs, where there is one: they are not ours to ship."""
    root = Path(__file__).parents[2]
    shared = Path(os.environ.get("LARETS_SHARED", root.parent / "shared"))
    folder = shared / "contracts" / "spsr"
    return folder if (folder / "XmlConverter_13.xsd").exists() else None


@dataclass
class KeptExchanges:
    """A recorder that keeps exchanges in a list."""

    exchanges: list[Exchange] = field(default_factory=list)

    def keep(self, exchange: Exchange) -> None:
        self.exchanges.append(exchange)


class ManualClock:
    """A clock that goes only when told."""

    def __init__(self) -> None:
        self._now = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)

    def now(self) -> datetime:
        return self._now

    def forward(self, by: timedelta) -> None:
        self._now += by


def accepts(booking: Booking) -> Registered:
    """Answer a booking as a carrier that takes everything."""
    return Registered(booking.reference, "W-1", tuple(each.number for each in booking.parcels))


class FakeAdapter:
    """A carrier that does as it is told and counts what it was asked."""

    def __init__(self, *, unique_reference: bool = True) -> None:
        self.on_register: Callable[[Booking], Registered] = accepts
        self.on_find: Callable[[str], Registered | None] = lambda _: None
        self.on_cancel: Callable[[str], Cancelled] = lambda _: Cancelled.BY_CARRIER
        self.sent: list[str] = []
        self.asked: list[str] = []
        self._abilities = Abilities("Выдуманная доставка", True, unique_reference, True, 10)  # noqa: FBT003 - see its fields

    @property
    def abilities(self) -> Abilities:
        return self._abilities

    def register(self, booking: Booking) -> Registered:
        self.sent.append(booking.reference)
        return self.on_register(booking)

    def find(self, reference: str) -> Registered | None:
        self.asked.append(reference)
        return self.on_find(reference)

    def cancel(self, reference: str) -> Cancelled:
        return self.on_cancel(reference)
