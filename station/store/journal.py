"""The journal: append-only, one chain for each bench."""

from __future__ import annotations

from typing import Any

import structlog
from sqlalchemy import Row, bindparam, func, insert, select

from station.ports import JournalHead, JournalLine
from station.store.data_lock import disk_trouble
from station.store.journal_chain import GENESIS, ChainKey
from station.store.journal_heads import HeadFiles
from station.store.sitting import Sitting
from station.store.tables.house import journal

log = structlog.get_logger()

_LAST = (
    select(journal.c.seq, journal.c.mac)
    .where(journal.c.bench == bindparam("bench"))
    .order_by(journal.c.seq.desc())
    .limit(1)
)
_MAC_AT = select(journal.c.mac).where(journal.c.bench == bindparam("bench"), journal.c.seq == bindparam("seq"))
# The chain must not fork: on PostgreSQL writers to one bench's chain come one after the other.
_LOCK = select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("chain"), 0)))
_APPEND = insert(journal)
_STORY = select(journal).where(journal.c.order_number == bindparam("order")).order_by(journal.c.id)


class SqlJournal:
    """The journal in one unit of work. Lines are kept until commit and then written together."""

    def __init__(self, sitting: Sitting, key: ChainKey, files: HeadFiles) -> None:
        self._sitting = sitting
        self._key = key
        self._files = files
        self._waiting: list[dict[str, Any]] = []
        self._heads: dict[str, JournalHead] = {}

    def append(self, line: JournalLine) -> None:
        """Add a line; it is written with the commit of the unit of work."""
        before = self.head(line.bench)
        seq = before.count + 1
        mac = self._key.mac(seq, line, before.mac)
        self._waiting.append(
            {
                "bench": line.bench, "seq": seq, "written_at": line.at, "kind": line.kind, "code": line.code,
                "tone": line.tone, "intent": line.intent, "operator": line.operator, "order_number": line.order,
                "parcel": line.parcel, "scan_id": line.scan_id, "payload": line.payload,
                "previous_mac": before.mac, "mac": mac,
            }
        )  # fmt: skip
        self._heads[line.bench] = JournalHead(line.bench, seq, mac)

    def head(self, bench: str) -> JournalHead:
        """Return the head of a bench's chain, with what was appended in this unit of work."""
        head = self._heads.get(bench) or self._sitting.heads.get(bench)
        if head is None:
            head = self._read(bench)
        self._heads[bench] = head
        return head

    def story(self, order: str) -> tuple[JournalLine, ...]:
        """Return the lines that concern an order, oldest first."""
        self.write()
        return tuple(line_of(row) for row in self._sitting.read(_STORY, {"order": order}))

    def write(self) -> None:
        """Send the lines that wait."""
        if self._waiting:
            self._sitting.write(_APPEND, self._waiting)
            self._waiting = []

    def committed(self) -> None:
        """Write the new heads down, after the commit: what is kept is kept, whatever the disk says of its head."""
        for bench, head in self._heads.items():
            if head.count and head != self._sitting.heads.get(bench) and bench not in self._sitting.broken_chains:
                self._write_head(head)
        self._sitting.heads.update(self._heads)

    def _write_head(self, head: JournalHead) -> None:
        try:
            self._files.write(head)
        except OSError as error:  # a head may lag behind: the next one takes its place
            log.warning("journal_head_not_written", bench=head.bench, error=error.errno)

    def _read(self, bench: str) -> JournalHead:
        if self._sitting.locks_rows:
            self._sitting.read(_LOCK, {"chain": f"journal {bench}"})
        row = self._sitting.read(_LAST, {"bench": bench}).one_or_none()
        head = JournalHead(bench, row.seq, row.mac) if row else JournalHead(bench, 0, GENESIS)
        if not self._continues(head):
            self._sitting.broken_chains.add(bench)
        return head

    def _continues(self, head: JournalHead) -> bool:
        """Whether what this machine last wrote down is in the journal still. Raises StoreTrouble."""
        try:
            kept = self._files.find(head.bench)
            if kept is None and not head.count:
                self._files.write(head)  # before its first line: a chain without a head file was tampered with
        except OSError as error:
            raise disk_trouble(error) from error
        if kept is None:
            return not head.count
        if kept == head or kept.count == 0:
            return True
        return self._sitting.read(_MAC_AT, {"bench": head.bench, "seq": kept.count}).scalar() == kept.mac


def line_of(row: Row[*tuple[Any, ...]]) -> JournalLine:
    """Return a row of the journal as a line."""
    return JournalLine(
        kind=row.kind, at=row.written_at, bench=row.bench, code=row.code, tone=row.tone, intent=row.intent,
        operator=row.operator, order=row.order_number, parcel=row.parcel, scan_id=row.scan_id, payload=row.payload,
    )  # fmt: skip
