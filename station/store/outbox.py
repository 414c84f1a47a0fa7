"""Messages that go out later, committed with what caused them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import and_, bindparam, exists, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from station.ports import OutboxRow
from station.store.sitting import Sitting
from station.store.tables.house import outbox

_PUT = {
    "sqlite": sqlite.insert(outbox).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(outbox).on_conflict_do_nothing(),
}
# Nothing is put off for longer: a row due beyond that was written before the clock was set back, and is due now.
PUT_OFF_AT_MOST: Final = timedelta(minutes=15)
_NOW = bindparam("now", type_=outbox.c.next_try_at.type)
_BEYOND = bindparam("beyond", type_=outbox.c.next_try_at.type)
_EARLIER = outbox.alias("earlier")
# What happened to one order is told in the order in which it happened: a row waits for those before it.
_BLOCKED = exists().where(
    and_(
        _EARLIER.c.topic == outbox.c.topic,
        _EARLIER.c.order_number == outbox.c.order_number,
        _EARLIER.c.order_number != "",
        _EARLIER.c.state == "waiting",
        _EARLIER.c.id < outbox.c.id,
        _EARLIER.c.next_try_at > _NOW,
        _EARLIER.c.next_try_at <= _BEYOND,
    )
)
_TAKE = (
    select(outbox)
    .where(
        outbox.c.state == "waiting",
        outbox.c.topic == bindparam("of_topic"),
        or_(outbox.c.next_try_at <= _NOW, outbox.c.next_try_at > _BEYOND),
        ~_BLOCKED,
    )
    .order_by(outbox.c.id)
    .limit(bindparam("at_most"))
)
_SET = update(outbox).where(outbox.c.id == bindparam("row_id"))
_DONE = _SET.values(state="done", trouble="", attempts=outbox.c.attempts + 1)
_LATER = _SET.values(
    attempts=outbox.c.attempts + 1,
    trouble=bindparam("what"),
    next_try_at=bindparam("then", type_=outbox.c.next_try_at.type),
)
_PARK = _SET.values(state="parked", trouble=bindparam("what"), attempts=outbox.c.attempts + 1)
_AGAIN = _SET.values(
    state="waiting", attempts=0, trouble="", next_try_at=bindparam("then", type_=outbox.c.next_try_at.type)
)
_ALL = select(outbox).order_by(outbox.c.id)
_OPEN = _ALL.where(outbox.c.topic == bindparam("of_topic"), outbox.c.state.in_(["waiting", "parked"]))
_WAITING = _ALL.where(outbox.c.state == "waiting")


class SqlOutbox:
    """The outbox."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting

    def put(self, topic: str, key: str, order: str, payload: Mapping[str, object], *, at: datetime) -> None:
        """Add a row; a row with the same topic and key is there only once."""
        facts = {
            "topic": topic, "key": key, "order_number": order, "payload": payload, "state": "waiting",
            "attempts": 0, "created_at": at, "next_try_at": at, "trouble": "",
        }  # fmt: skip
        self._sitting.write(_PUT[self._sitting.dialect], facts)

    def take(self, topic: str, now: datetime, limit: int) -> tuple[OutboxRow, ...]:
        """Return the oldest waiting rows of a topic that are due, never one before an earlier one of its order."""
        facts = {"of_topic": topic, "now": now, "beyond": now + PUT_OFF_AT_MOST, "at_most": limit}
        rows = self._sitting.read(_TAKE, facts)
        return tuple(OutboxRow(*row) for row in rows)

    def done(self, row_id: int) -> None:
        """Mark a row as sent."""
        self._sitting.write(_DONE, {"row_id": row_id})

    def later(self, row_id: int, *, trouble: str, next_try_at: datetime) -> None:
        """Keep a row for another try."""
        self._sitting.write(_LATER, {"row_id": row_id, "what": trouble, "then": next_try_at})

    def park(self, row_id: int, *, trouble: str) -> None:
        """Give a row up until a person looks."""
        self._sitting.write(_PARK, {"row_id": row_id, "what": trouble})

    def again(self, row_id: int, *, at: datetime) -> None:
        """Let a row that was given up wait again, due now."""
        self._sitting.write(_AGAIN, {"row_id": row_id, "then": at})

    def list_rows(self, *, waiting_only: bool = False) -> tuple[OutboxRow, ...]:
        """Return the rows, oldest first."""
        return tuple(OutboxRow(*row) for row in self._sitting.read(_WAITING if waiting_only else _ALL))

    def open_rows(self, topic: str) -> tuple[OutboxRow, ...]:
        """Return the rows of a topic that wait or are parked, oldest first."""
        return tuple(OutboxRow(*row) for row in self._sitting.read(_OPEN, {"of_topic": topic}))
