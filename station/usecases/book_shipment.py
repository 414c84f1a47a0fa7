"""Book a shipment in three steps: the intent is committed, the carrier is called, the answer is committed.

The call itself stands in `station.sync.carrier_relay`, outside any transaction. After a crash between the steps the
state says that nobody knows: then the carrier is asked by our reference, and nothing is sent again blindly.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from station.config import Settings
from station.domain.booking import booking_of
from station.domain.order import Order
from station.domain.parcel import Shipment
from station.domain.shipment import Booking, Registered, ShipmentState
from station.usecases.work import UnitOfWorkMaker, Work, tell_channel

OPEN = frozenset({ShipmentState.PENDING, ShipmentState.REGISTERING, ShipmentState.UNKNOWN})
"""A booking whose end is not known yet. What is registered, refused or void no late answer changes."""


@dataclass(frozen=True)
class ToBook:
    """What the relay must do: send the booking, or only ask for it because it was perhaps sent before."""

    booking: Booking
    ask_only: bool


def begin_booking(units_of_work: UnitOfWorkMaker, settings: Settings, place: str, reference: str, order: str,
                  at: datetime) -> ToBook | None:  # fmt: skip
    """Write the intent down. None when there is nothing to send any more (void, registered, given up)."""
    with units_of_work() as uow:
        work = Work(uow, uow.benches.get(place), at, "", settings)
        found = uow.orders.get(order)
        shipment = _shipment(found, reference)
        if shipment is None or shipment.state not in OPEN:
            return None
        ask_only = shipment.state is not ShipmentState.PENDING
        if shipment.state is ShipmentState.PENDING:
            _change(work, found, shipment, ShipmentState.REGISTERING)
        offers = uow.catalogue.offers({line.offer for line in found.lines})
        uow.commit()
        return ToBook(booking_of(found, shipment, offers), ask_only)


@dataclass(frozen=True)
class Booked:
    """How the call ended."""

    state: ShipmentState
    registered: Registered | None = None
    trouble_code: str = ""
    trouble_text: str = ""


def finish_booking(units_of_work: UnitOfWorkMaker, settings: Settings, place: str, to_book: ToBook, booked: Booked,
                   at: datetime) -> None:  # fmt: skip
    """Write the answer down. A booking that was made void meanwhile stays void; its cancel row follows it."""
    with units_of_work() as uow:
        work = Work(uow, uow.benches.get(place), at, "", settings)
        order = uow.orders.get(to_book.booking.order)
        shipment = _shipment(order, to_book.booking.reference)
        if shipment is None:
            raise AssertionError(to_book.booking.reference)
        still_open = shipment.state in OPEN
        if booked.registered is not None and (still_open or not shipment.waybill):
            shipment.waybill = booked.registered.waybill
        if still_open:
            shipment.trouble_code, shipment.trouble_text = booked.trouble_code, booked.trouble_text
            _change(work, order, shipment, booked.state)
        if still_open and booked.state is ShipmentState.REGISTERED:
            tell_channel(uow, order, at, packer="")
        uow.commit()


def _shipment(order: Order, reference: str) -> Shipment | None:
    return next((shipment for shipment in order.shipments if shipment.reference == reference), None)


def _change(work: Work, order: Order, shipment: Shipment, state: ShipmentState) -> None:
    if shipment.state is state:
        return
    shipment.state, shipment.changed_at = state, work.at
    work.tell("carrier", state.value, order, reference=shipment.reference, waybill=shipment.waybill,
              trouble=shipment.trouble_code)  # fmt: skip
