"""The gateway's own memory: one row for each carrier and reference, and every exchange with a carrier.

The unique key on (carrier, reference) decides that a shipment is made once; it outlives a restart. A row is claimed
and committed before the carrier is called, and finished after.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

import sqlalchemy as sa

from carriers.adapter import Exchange
from carriers.contract.answers import Problem
from station.domain.shipment import Booking, Registered
from station.errors import StoreTrouble
from station.ports import Clock

LEASE: Final = timedelta(minutes=5)  # longer than any call to a carrier with its log-ins and repeats

_metadata = sa.MetaData()
_shipments = sa.Table(
    "shipments",
    _metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("carrier", sa.String(30), nullable=False),
    sa.Column("reference", sa.String(50), nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("bench", sa.String(100), nullable=False),
    sa.Column("content", sa.String(64), nullable=False),
    sa.Column("waybill", sa.String(255), nullable=False, default=""),
    sa.Column("tracking", sa.Text, nullable=False, default="[]"),
    sa.Column("notes", sa.Text, nullable=False, default="[]"),
    sa.Column("problem", sa.Text, nullable=False, default="[]"),
    sa.Column("claimed_at", sa.String(40), nullable=False),
    sa.Column("registered_at", sa.String(40), nullable=False, default=""),
    sa.UniqueConstraint("carrier", "reference", name="one_shipment_per_reference"),
)
_exchanges = sa.Table(
    "exchanges",
    _metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.String(40), nullable=False),
    sa.Column("carrier", sa.String(30), nullable=False),
    sa.Column("procedure", sa.String(60), nullable=False),
    sa.Column("reference", sa.String(50), nullable=False, index=True),
    sa.Column("outcome", sa.String(200), nullable=False),
    sa.Column("milliseconds", sa.Integer, nullable=False),
    sa.Column("asked", sa.Text, nullable=False),
    sa.Column("answered", sa.Text, nullable=False),
)


class EntryState(StrEnum):
    """The life of a reference in the ledger."""

    SENDING = "sending"  # claimed; a call is under way, or was when the gateway died
    REGISTERED = "registered"
    REFUSED = "refused"  # by the carrier: mended, it may be sent again
    DOWN = "down"  # certainly not reached: may be sent again
    UNKNOWN = "unknown"  # perhaps accepted: the carrier is asked first
    ABSENT = "absent"  # asked, and the carrier certainly has none
    VOID = "void"  # cancelled or given up: never again


_MAY_BE_SENT: Final = (EntryState.REFUSED, EntryState.DOWN, EntryState.ABSENT)


@dataclass(frozen=True)
class Entry:
    """What the ledger knows of a reference. `content` tells two bookings with one reference apart."""

    carrier: str
    reference: str
    state: EntryState
    attempt: int
    content: str = ""
    claimed_at: datetime | None = None
    registered: Registered | None = None
    problem: Problem | None = None


class Ledger:
    """The ledger over a database. May be used from several threads and by several gateways at once."""

    def __init__(self, url: str, clock: Clock, lease: timedelta = LEASE) -> None:
        """Open the database and make its tables where they are missing. After `lease` a call is surely over."""
        self._clock = clock
        self._lease = lease
        self._engine = sa.create_engine(url)
        if self.is_on_one_machine:
            sa.event.listen(self._engine, "connect", _durable_sqlite)
        with _store_trouble():
            _metadata.create_all(self._engine)

    def close(self) -> None:
        """Let the database go."""
        self._engine.dispose()

    def entry(self, carrier: str, reference: str) -> Entry | None:
        """Return what is known of a reference."""
        with _store_trouble(), self._engine.connect() as connection:
            row = connection.execute(sa.select(_shipments).where(_is(carrier, reference))).mappings().one_or_none()
        return _entry(row) if row else None

    def claim(self, booking: Booking, *, content: str, bench: str) -> int | None:
        """Write down the intent to send, committed, and return which attempt this is.

        None when the reference is not free to be sent by us now: two who claim at once cannot both have it.
        """
        now = _text(self._clock.now())
        values = {"state": EntryState.SENDING, "content": content, "bench": bench, "claimed_at": now, "problem": "[]"}
        fresh = {"carrier": booking.carrier, "reference": booking.reference, "attempt": 1}
        here = _is(booking.carrier, booking.reference)
        again = sa.update(_shipments).where(here, _shipments.c.state.in_(_MAY_BE_SENT))
        with _store_trouble():
            try:
                with self._engine.begin() as connection:
                    connection.execute(sa.insert(_shipments).values(**values, **fresh))
            except sa.exc.IntegrityError:
                with self._engine.begin() as connection:
                    if connection.execute(again.values(**values, attempt=_shipments.c.attempt + 1)).rowcount == 0:
                        return None
                    attempt: int = connection.execute(sa.select(_shipments.c.attempt).where(here)).scalar_one()
                    return attempt
        return 1

    def nobody_is_sending(self) -> None:
        """Write down that no call is under way: the one gateway on this ledger has just started.

        What a former one was sending when it died has an unknown outcome.
        """
        left = sa.update(_shipments).where(_shipments.c.state == EntryState.SENDING)
        with _store_trouble(), self._engine.begin() as connection:
            connection.execute(left.values(state=EntryState.UNKNOWN))

    @property
    def is_on_one_machine(self) -> bool:
        """Tell whether this ledger is a file, which belongs to one gateway."""
        return self._engine.dialect.name == "sqlite"

    def is_under_way(self, entry: Entry) -> bool:
        """Tell whether a call for this entry may still be running: then "the carrier has none" proves nothing."""
        if entry.state is not EntryState.SENDING or entry.claimed_at is None:
            return False
        return self._clock.now() - entry.claimed_at < self._lease

    def registered(self, carrier: str, registered: Registered) -> Registered:
        """Write down that the carrier has it, also for a reference not seen here before. Returns it dated.

        What is void stays void.
        """
        dated = replace(registered, at=registered.at or self._clock.now())
        values = {
            "state": EntryState.REGISTERED,
            "waybill": dated.waybill,
            "tracking": json.dumps(dated.tracking),
            "notes": json.dumps(dated.notes, ensure_ascii=False),
            "problem": "[]",
            "registered_at": _text(dated.at or self._clock.now()),
        }
        not_void = _shipments.c.state != EntryState.VOID
        self._write(carrier, registered.reference, values, sa.update(_shipments).where(not_void))
        return dated

    def settle(self, entry: Entry, state: EntryState, problem: Problem | None = None) -> bool:
        """Write down a state that is not registered. False when the entry is no longer as it was given."""
        facts = [problem.code, problem.text, problem.field] if problem else []
        values = {"state": state, "problem": json.dumps(facts, ensure_ascii=False)}
        as_given = sa.and_(_shipments.c.state == entry.state, _shipments.c.attempt == entry.attempt)
        return self._write(entry.carrier, entry.reference, values, sa.update(_shipments).where(as_given))

    def _write(self, carrier: str, reference: str, values: dict[str, str], update: sa.Update) -> bool:
        now = _text(self._clock.now())
        fresh = {
            "carrier": carrier,
            "reference": reference,
            "attempt": 0,
            "bench": "",
            "content": "",
            "claimed_at": now,
        }
        with _store_trouble():
            try:
                with self._engine.begin() as connection:
                    if connection.execute(update.where(_is(carrier, reference)).values(**values)).rowcount:
                        return True
                    connection.execute(sa.insert(_shipments).values(**fresh, **values))
            except sa.exc.IntegrityError:
                return False
        return True

    def keep(self, exchange: Exchange) -> None:
        """Keep an exchange with a carrier."""
        with _store_trouble(), self._engine.begin() as connection:
            connection.execute(
                sa.insert(_exchanges).values(
                    at=_text(exchange.at or self._clock.now()),
                    carrier=exchange.carrier,
                    procedure=exchange.procedure,
                    reference=exchange.reference,
                    outcome=exchange.outcome,
                    milliseconds=exchange.milliseconds,
                    asked=exchange.asked,
                    answered=exchange.answered,
                )
            )

    def exchanges(self, reference: str) -> tuple[Exchange, ...]:
        """Return every exchange about a reference, the oldest first."""
        query = sa.select(_exchanges).where(_exchanges.c.reference == reference).order_by(_exchanges.c.id)
        with _store_trouble(), self._engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
        return tuple(
            Exchange(
                row["carrier"],
                row["procedure"],
                row["reference"],
                row["outcome"],
                row["asked"],
                row["answered"],
                row["milliseconds"],
                datetime.fromisoformat(row["at"]),
            )
            for row in rows
        )


def _is(carrier: str, reference: str) -> sa.ColumnElement[bool]:
    return sa.and_(_shipments.c.carrier == carrier, _shipments.c.reference == reference)


def _entry(row: sa.RowMapping) -> Entry:
    registered_at, problem = row["registered_at"], json.loads(row["problem"])
    registered = Registered(
        reference=row["reference"],
        waybill=row["waybill"],
        tracking=tuple(json.loads(row["tracking"])),
        at=datetime.fromisoformat(registered_at) if registered_at else None,
        notes=tuple(json.loads(row["notes"])),
    )
    state = EntryState(row["state"])
    return Entry(
        carrier=row["carrier"],
        reference=row["reference"],
        state=state,
        attempt=row["attempt"],
        content=row["content"],
        claimed_at=datetime.fromisoformat(row["claimed_at"]),
        registered=registered if state is EntryState.REGISTERED else None,
        problem=Problem(*problem) if problem else None,
    )


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _durable_sqlite(connection: object, _record: object) -> None:
    # The intent must be on the disk before the carrier is called.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]  # a sqlite3.Connection


@contextmanager
def _store_trouble() -> Iterator[None]:
    try:
        yield
    except sa.exc.DBAPIError as error:
        raise StoreTrouble("ledger_trouble", why=type(error).__name__) from error
