"""A session with what it has read: kept between two units of work for as long as nobody else has written.

A bench reads the same order a dozen times in a row. On SQLite `PRAGMA data_version`, asked inside the transaction,
tells for certain whether any other connection has written since; PostgreSQL has nothing like it, so there all is
forgotten each time.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, CursorResult, Engine, Executable, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from station.domain.codes import Code
from station.domain.offer import Offer, Unit
from station.domain.order import Order, OrderLine
from station.domain.people import Operator
from station.domain.workflow.statuses import Workflow
from station.errors import StoreTrouble
from station.ports import JournalHead
from station.store.barcode_key import barcode_key
from station.store.connections import BUSY_S, WRITING
from station.store.faults import changed_meanwhile
from station.store.tables.orders import line_barcodes

Row = Mapping[str, Any]
_KEEP_LINE_BARCODES = {
    "sqlite": sqlite.insert(line_barcodes).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(line_barcodes).on_conflict_do_nothing(),
}
_KEPT_ORDERS = 32
_KEPT_OFFERS = 2000


class Sitting:
    """One thread's session. `turn` is the lock that writers of this process take one after the other (SQLite)."""

    def __init__(self, engine: Engine, turn: threading.Lock | None, *, writing: bool) -> None:
        self._engine = engine
        self._turn = turn if writing else None
        self._writing = writing
        self._connection: Connection | None = None
        self._session: Session | None = None
        self._version: int | None = None
        self._wrote = False  # or tried to
        self._has_turn = False
        self.dialect = engine.dialect.name
        self.orders: dict[str, Order] = {}
        self.heads: dict[str, JournalHead] = {}
        self.broken_chains: set[str] = set()  # benches whose journal does not continue the head kept outside
        self.workflows: dict[str, Workflow] = {}
        self.operators: dict[str, Operator] = {}
        self.offers: dict[str, Offer | None] = {}  # None: no catalogue has it
        self.reserved: dict[str, tuple[Unit, ...]] = {}  # by the number of the order
        self._kept: dict[int, object] = {}

    @property
    def only_reads(self) -> bool:
        """Whether nothing may be written."""
        return not self._writing

    @property
    def locks_rows(self) -> bool:
        """Whether rows must be locked by hand: SQLite has one writer at a time anyway."""
        return self._writing and self.dialect == "postgresql"

    def keep(self, entity: object) -> None:
        """Hold on to an entity: the session itself keeps what nobody else holds only by a thread."""
        self._kept[id(entity)] = entity

    # -- one transaction -------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Begin a transaction; forget what was read if somebody else has written since."""
        self._take_turn()
        try:
            self._open()
            self.connection  # noqa: B018 - begins the transaction
            if not self._still_true() or len(self.orders) > _KEPT_ORDERS or len(self.offers) > _KEPT_OFFERS:
                self.forget()
        except BaseException:
            self.discard()
            self._give_turn()
            raise
        self._wrote = False

    def commit(self) -> None:
        """Make it last."""
        self.flush()
        self.session.commit()
        self._wrote = False

    def end(self) -> None:
        """Roll back what was not committed. What was only read need not be forgotten for it."""
        try:
            if self._wrote or self.session.new or self.session.dirty:
                self.forget()  # first: a rollback would empty what a screen still shows of them
                self.session.rollback()
            elif self.session.in_transaction():
                self.session.commit()
        except BaseException:
            self.discard()
            raise
        finally:
            self._give_turn()

    def abandon(self) -> None:
        """End after trouble: the connection is given up as well, the next transaction gets a new one."""
        self.discard()
        self._give_turn()

    # -- reading and writing ---------------------------------------------------------------------------------------

    @property
    def session(self) -> Session:
        """The session of the transaction."""
        if self._session is None:
            raise RuntimeError("a unit of work is used before it is entered")
        return self._session

    @property
    def connection(self) -> Connection:
        """The connection of the transaction."""
        return self.session.connection()

    def flush(self) -> None:
        """Send what was changed. Raises Refused(changed_meanwhile) when somebody else was quicker."""
        try:
            self.session.flush()
        except StaleDataError as error:
            self._wrote = True
            raise changed_meanwhile() from error
        except BaseException:
            self._wrote = True  # the transaction is spoilt
            raise

    def read(self, statement: Executable, facts: Row | None = None) -> CursorResult[*tuple[Any, ...]]:
        """Ask the database, after what was changed in this unit of work."""
        self.flush()
        try:
            return self.connection.execute(statement, facts)
        except BaseException:
            self._wrote = True  # the transaction is spoilt
            raise

    def write(self, statement: Executable, facts: Row | Sequence[Row] | None = None) -> CursorResult[*tuple[Any, ...]]:
        """Write rows that are no entities."""
        self._wrote = True
        return self.connection.execute(statement, facts)

    # -- what is kept ----------------------------------------------------------------------------------------------

    def forget(self) -> None:
        """Let go of all that was read."""
        self.session.expunge_all()
        self._clear()

    def discard(self) -> None:
        """Close session and connection."""
        session, connection = self._session, self._connection
        self._session = self._connection = None
        self._clear()
        self._version = None
        if session is not None:
            session.expunge_all()
            session.close()
        if connection is not None:
            connection.invalidate()
            connection.close()

    def close(self) -> None:
        """Give the connection back in good order."""
        session, connection = self._session, self._connection
        self._session = self._connection = None
        if session is not None:
            session.close()
        if connection is not None:
            connection.close()

    def _open(self) -> None:
        if self._connection is not None:
            return
        options: dict[str, Any] = {WRITING: self._writing}
        if self.dialect == "postgresql" and not self._writing:
            options["isolation_level"] = "REPEATABLE READ"  # an order is read by several queries: all of one moment
        self._connection = self._engine.connect().execution_options(**options)
        self._session = Session(bind=self._connection, autoflush=False, expire_on_commit=False)
        event.listen(self._session, "after_flush", self._after_flush)

    def _still_true(self) -> bool:
        if self.dialect != "sqlite":
            return False
        version = self.connection.exec_driver_sql("PRAGMA data_version").scalar()
        same = version == self._version
        self._version = version
        return same

    def _after_flush(self, session: Session, _context: object) -> None:
        self._wrote = True
        lines = [one for one in (*session.new, *session.dirty) if isinstance(one, OrderLine) and one.offer]
        pairs = {(barcode_key(barcode), line.offer) for line in lines for barcode in line.barcodes}
        if pairs:
            rows = [{"key": key, "offer": offer} for key, offer in sorted(pairs)]
            self.connection.execute(_KEEP_LINE_BARCODES[self.dialect], rows)

    def _clear(self) -> None:
        self.orders.clear()
        self.heads.clear()
        self.broken_chains.clear()
        self.workflows.clear()
        self.operators.clear()
        self.offers.clear()
        self.reserved.clear()
        self._kept.clear()

    def _take_turn(self) -> None:
        if self._turn is None:
            return
        if not self._turn.acquire(timeout=BUSY_S):
            raise StoreTrouble(Code.STORE_LOCKED, detail="another thread of this program is writing")
        self._has_turn = True

    def _give_turn(self) -> None:
        if self._turn is not None and self._has_turn:
            self._has_turn = False
            self._turn.release()
