"""The outbox's way to the carriers: in order, once, whatever the network does.

A gateway that is down stops the queue of its topic, so that the order of the bookings stays; everything goes when it
is back. The first failure and the recovery are logged, not each try.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from station.config import Settings
from station.domain.shipment import ShipmentState
from station.errors import CarrierDown, CarrierRefused, OutcomeUnknown
from station.ports import Carriers, Clock, Lease, OutboxRow
from station.usecases.book_shipment import Booked, ToBook, begin_booking, finish_booking
from station.usecases.ship_order import CANCEL, REGISTER
from station.usecases.work import UnitOfWorkMaker

BATCH = 50
ONE_NOT_KNOWN = "outcome_unknown"  # the code of a question that the carrier could not answer about one booking
NOT_SERVED = "carrier_not_served"  # no order's fault: it goes when the administrator has set the carrier up
DOWN_AGAIN = timedelta(seconds=2)
ASK_AGAIN = timedelta(seconds=5)
ASK_AT_MOST_EVERY = timedelta(minutes=5)

log = structlog.get_logger()


@dataclass
class CarrierRelay:
    """Sends what waits, while it holds the lease: two who send at once would send twice.

    `place` is the name under which it writes to the journal.
    """

    units_of_work: UnitOfWorkMaker
    carriers: Carriers
    clock: Clock
    settings: Settings
    place: str
    lease: Lease
    pause: Callable[[], None] = lambda: None
    """Called before each row: a bench lets no scan stand behind a batch of bookings."""
    _down: bool = field(default=False, init=False)
    _quiet_until: datetime | None = field(default=None, init=False)

    def relay_once(self) -> int:
        """Send what is due now; return how many rows were settled. Never raises CarrierTrouble."""
        if self._quiet_until is not None and timedelta() < self._quiet_until - self.clock.now() <= DOWN_AGAIN:
            return 0  # further off it lies only when the clock was set back
        return sum(self._topic(topic) for topic in (REGISTER, CANCEL))

    def _topic(self, topic: str) -> int:
        if not self.lease.hold():
            return 0
        with self.units_of_work() as uow:
            rows = uow.outbox.take(topic, self.clock.now(), BATCH)
        settled = 0
        for row in rows:
            self.pause()
            if not self.lease.hold():
                break
            try:
                settled += self._register(row) if topic == REGISTER else self._cancel(row)
            except CarrierDown as down:
                self._is_down(row, down)
                break
        return settled

    def _register(self, row: OutboxRow) -> int:
        to_book = begin_booking(
            self.units_of_work, self.settings, self.place, str(row.payload["reference"]), row.order, self.clock.now()
        )
        if to_book is None:
            return self._settle(row)
        try:
            booked = self._call(to_book)
        except CarrierDown:
            # certainly not accepted by a call that sent something; a question may simply be asked again
            back = ShipmentState.UNKNOWN if to_book.ask_only else ShipmentState.PENDING
            self._finish(to_book, Booked(back, trouble_code="carrier_down"))
            raise
        self._finish(to_book, booked)
        self._is_up()
        match booked.state:
            case ShipmentState.REGISTERED:
                return self._settle(row)
            case ShipmentState.REFUSED:
                return self._park(row, booked.trouble_code)
            case _:
                self._later(row, booked.trouble_code or "asked")
                return 0

    def _call(self, to_book: ToBook) -> Booked:
        """Ask first where it was perhaps sent; send only what the carrier certainly does not have."""
        booking = to_book.booking
        try:
            if to_book.ask_only:
                found = self.carriers.find(booking.carrier, booking.reference)
                state = ShipmentState.REGISTERED if found else ShipmentState.PENDING
                return Booked(state, found)
            return Booked(ShipmentState.REGISTERED, self.carriers.register(booking))
        except CarrierDown as down:
            code = NOT_SERVED if down.facts.get("carrier_code") == NOT_SERVED else down.code
            if not to_book.ask_only or code not in {ONE_NOT_KNOWN, NOT_SERVED}:
                raise
            return Booked(ShipmentState.UNKNOWN, None, code)  # the gateway is well: only this one is not known
        except CarrierRefused as refused:
            code, text = refused.facts.get("carrier_code", refused.code), refused.facts.get("text", "")
            state = ShipmentState.PENDING if code == NOT_SERVED else ShipmentState.REFUSED
            return Booked(state, None, code, text)
        except OutcomeUnknown as unknown:
            return Booked(ShipmentState.UNKNOWN, None, unknown.code)

    def _cancel(self, row: OutboxRow) -> int:
        try:
            self.carriers.cancel(str(row.payload["carrier"]), str(row.payload["reference"]))
        except CarrierRefused as refused:
            code = refused.facts.get("carrier_code", refused.code)
            if code != NOT_SERVED:
                return self._park(row, code)
            self._later(row, code)
            return 0
        except OutcomeUnknown as unknown:
            self._later(row, unknown.code)
            return 0
        return self._settle(row)

    def _finish(self, to_book: ToBook, booked: Booked) -> None:
        finish_booking(self.units_of_work, self.settings, self.place, to_book, booked, self.clock.now())

    def _settle(self, row: OutboxRow) -> int:
        with self.units_of_work() as uow:
            uow.outbox.done(row.id)
            uow.commit()
        return 1

    def _park(self, row: OutboxRow, trouble: str) -> int:
        with self.units_of_work() as uow:
            uow.outbox.park(row.id, trouble=trouble)
            uow.commit()
        return 1

    def _later(self, row: OutboxRow, trouble: str) -> None:
        """Keep a row for another try: soon at first, then less often; what is certainly not there goes at once."""
        wait = min(ASK_AGAIN * (2 ** min(row.attempts, 8)), ASK_AT_MOST_EVERY)
        with self.units_of_work() as uow:
            at = self.clock.now() if trouble == "asked" else self.clock.now() + wait
            uow.outbox.later(row.id, trouble=trouble, next_try_at=at)
            uow.commit()

    def _is_down(self, row: OutboxRow, down: CarrierDown) -> None:
        """Wait with all of them: were only this row put off, those behind it would overtake it."""
        self._quiet_until = self.clock.now() + DOWN_AGAIN
        with self.units_of_work() as uow:
            uow.outbox.later(row.id, trouble=down.code, next_try_at=self.clock.now())
            uow.commit()
        if not self._down:
            log.info("carrier_down", code=down.code)
        self._down = True

    def _is_up(self) -> None:
        if self._down:
            log.info("carrier_back")
        self._down = False
