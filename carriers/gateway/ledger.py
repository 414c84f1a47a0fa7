"""The gateway's own memory: one row for each carrier and reference, and every exchange with a carrier.

The unique key on (carrier, reference) decides that a shipment is made once; it outlives a restart. A row is claimed
and committed before the carrier is called, and finished after.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final

import sqlalchemy as sa

from carriers.adapter import Exchange
from carriers.contract.answers import Problem
from carriers.gateway.presence import Presence
from station.domain.shipment import Booking, Registered
from station.errors import StoreTrouble
from station.ports import Clock

DAY: Final = timedelta(days=1)
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
    sa.Column("waybill", sa.String(255), nullable=False),
    sa.Column("tracking", sa.Text, nullable=False),
    sa.Column("notes", sa.Text, nullable=False),
    sa.Column("problem", sa.Text, nullable=False),
    sa.Column("claimed_at", sa.String(40), nullable=False),
    sa.Column("registered_at", sa.String(40), nullable=False),
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


# Built once: putting a statement together costs more than running it.
_HERE: Final = sa.and_(
    _shipments.c.carrier == sa.bindparam("of_carrier"), _shipments.c.reference == sa.bindparam("of_reference")
)
_ENTRY: Final = sa.select(_shipments).where(_HERE)
_ATTEMPT: Final = sa.select(_shipments.c.attempt).where(_HERE)
_NEW: Final = sa.insert(_shipments)
_CLAIM_AGAIN: Final = (
    sa.update(_shipments).where(_HERE, _shipments.c.state.in_(_MAY_BE_SENT)).values(attempt=_shipments.c.attempt + 1)
)
_UNLESS_VOID: Final = sa.update(_shipments).where(_HERE, _shipments.c.state != EntryState.VOID)
_AS_GIVEN: Final = sa.update(_shipments).where(
    _HERE,
    _shipments.c.state == sa.bindparam("was_state"),
    _shipments.c.attempt == sa.bindparam("was_attempt", type_=sa.Integer),
)
_KEEP: Final = sa.insert(_exchanges)
_FORGET: Final = sa.delete(_exchanges).where(_exchanges.c.at < sa.bindparam("before"))


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
        self._presence: Presence | None = None
        self._keep_for: timedelta | None = None
        self._forgot_at: datetime | None = None
        self._lease = lease
        self._engine = sa.create_engine(url)
        # What follows the intent need not be forced to the disk: lost with the power, it is asked of the carrier again.
        self._lazy = self._engine
        if self.is_on_one_machine:
            self._lazy = sa.create_engine(url)
            sa.event.listen(self._engine, "connect", _sqlite_that("FULL"))
            sa.event.listen(self._lazy, "connect", _sqlite_that("NORMAL"))
        with _store_trouble():
            _metadata.create_all(self._engine)

    def close(self) -> None:
        """Let the database go."""
        if self._presence is not None:
            self._presence.end()
        self._engine.dispose()
        self._lazy.dispose()

    def serve(self, *, keep_for: timedelta) -> None:
        """Say that a gateway works on this ledger from now on; exchanges older than `keep_for` are forgotten, daily.

        On one machine the first gateway finds what a dead one was sending, and none takes what a live one sends.
        """
        self._keep_for = keep_for
        self._forget_old_exchanges()
        if not self.is_on_one_machine:
            return
        try:
            self._presence = Presence(Path(f"{self._engine.url.database}.lock"), self.nobody_is_sending)
        except OSError as error:
            raise StoreTrouble("ledger_trouble", why=type(error).__name__) from error

    def entry(self, carrier: str, reference: str) -> Entry | None:
        """Return what is known of a reference."""
        with _store_trouble(), self._lazy.connect() as connection:
            row = connection.execute(_ENTRY, _of(carrier, reference)).mappings().one_or_none()
        return _entry(row) if row else None

    def claim(self, booking: Booking, *, content: str, bench: str) -> int | None:
        """Write down the intent to send, committed, and return which attempt this is.

        None when the reference is not free to be sent by us now: two who claim at once cannot both have it.
        """
        now = _text(self._clock.now())
        values = {"state": EntryState.SENDING, "content": content, "bench": bench, "claimed_at": now, "problem": "[]"}
        here = _of(booking.carrier, booking.reference)
        with _store_trouble():
            try:
                with self._engine.begin() as connection:
                    connection.execute(_NEW, {**_fresh(booking.carrier, booking.reference), "attempt": 1, **values})
            except sa.exc.IntegrityError:
                with self._engine.begin() as connection:
                    if connection.execute(_CLAIM_AGAIN, {**here, **values}).rowcount == 0:
                        return None
                    attempt: int = connection.execute(_ATTEMPT, here).scalar_one()
                    return attempt
        return 1

    def nobody_is_sending(self) -> None:
        """Write down that no call is under way: the only gateway on this ledger has just started.

        What a former one was sending when it died has an unknown outcome.
        """
        left = sa.update(_shipments).where(_shipments.c.state == EntryState.SENDING)
        with _store_trouble(), self._engine.begin() as connection:
            connection.execute(left.values(state=EntryState.UNKNOWN))

    @property
    def is_on_one_machine(self) -> bool:
        """Tell whether this ledger is a file: all who use it are on this machine."""
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
        self._write(carrier, registered.reference, _UNLESS_VOID, values)
        return dated

    def settle(self, entry: Entry, state: EntryState, problem: Problem | None = None) -> bool:
        """Write down a state that is not registered. False when the entry is no longer as it was given."""
        facts = [problem.code, problem.text, problem.field] if problem else []
        values = {"state": state, "problem": json.dumps(facts, ensure_ascii=False)}
        was: dict[str, str | int] = {"was_state": entry.state, "was_attempt": entry.attempt}
        return self._write(entry.carrier, entry.reference, _AS_GIVEN, values, was)

    def _write(
        self,
        carrier: str,
        reference: str,
        update: sa.Update,
        values: Mapping[str, str],
        was: Mapping[str, str | int] = MappingProxyType({}),
    ) -> bool:
        now = _text(self._clock.now())
        with _store_trouble():
            try:
                with self._lazy.begin() as connection:
                    if connection.execute(update, {**_of(carrier, reference), **was, **values}).rowcount:
                        return True
                    connection.execute(_NEW, {**_fresh(carrier, reference), "claimed_at": now, **values})
            except sa.exc.IntegrityError:
                return False
        return True

    def keep(self, exchange: Exchange) -> None:
        """Keep an exchange with a carrier."""
        self._forget_old_exchanges()
        with _store_trouble(), self._lazy.begin() as connection:
            connection.execute(
                _KEEP,
                {
                    "at": _text(exchange.at or self._clock.now()),
                    "carrier": exchange.carrier,
                    "procedure": exchange.procedure,
                    "reference": exchange.reference,
                    "outcome": exchange.outcome,
                    "milliseconds": exchange.milliseconds,
                    "asked": exchange.asked,
                    "answered": exchange.answered,
                },
            )

    def _forget_old_exchanges(self) -> None:
        """Names and addresses stand in them: they are kept for as long as a dispute with the carrier may last."""
        now = self._clock.now()
        if self._keep_for is None or (self._forgot_at is not None and now - self._forgot_at < DAY):
            return
        self._forgot_at = now
        with _store_trouble(), self._lazy.begin() as connection:
            connection.execute(_FORGET, {"before": _text(now - self._keep_for)})

    def exchanges(self, reference: str) -> tuple[Exchange, ...]:
        """Return every exchange about a reference, the oldest first."""
        query = sa.select(_exchanges).where(_exchanges.c.reference == reference).order_by(_exchanges.c.id)
        with _store_trouble(), self._lazy.connect() as connection:
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


def _of(carrier: str, reference: str) -> dict[str, str]:
    return {"of_carrier": carrier, "of_reference": reference}


def _fresh(carrier: str, reference: str) -> dict[str, str | int]:
    texts = {"bench": "", "content": "", "waybill": "", "registered_at": ""}
    lists = {"tracking": "[]", "notes": "[]", "problem": "[]"}
    return {"carrier": carrier, "reference": reference, "attempt": 0, **texts, **lists}


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


def _sqlite_that(synchronous: str) -> Callable[[object, object], None]:
    pragmas = ("journal_mode=WAL", f"synchronous={synchronous}", "busy_timeout=5000", "secure_delete=ON")

    def connected(connection: object, _record: object) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]  # a sqlite3.Connection

    return connected


@contextmanager
def _store_trouble() -> Iterator[None]:
    try:
        yield
    except sa.exc.DBAPIError as error:
        raise StoreTrouble("ledger_trouble", why=type(error).__name__) from error
