"""Reads the whole journal and names the first line of each chain that is not as it was written."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from station.ports import JournalHead
from station.store.journal import line_of
from station.store.journal_chain import GENESIS, ChainKey
from station.store.journal_heads import HeadFiles
from station.store.tables.house import journal

_BENCHES = select(journal.c.bench).distinct().order_by(journal.c.bench)
_LINES = select(journal).where(journal.c.bench == bindparam("bench")).order_by(journal.c.seq, journal.c.id)
_CHUNK = 1000


class Fault(StrEnum):
    """What is wrong with a chain."""

    ALTERED = "altered"
    MISSING = "missing"  # lines before this one were taken away
    INSERTED = "inserted"
    CUT = "cut"  # the tail is shorter than, or not the one that was written down outside
    HEAD_MISSING = "head_missing"  # what was written down outside is gone, or cannot be read


@dataclass(frozen=True)
class Finding:
    """The first fault of its kind in a bench's chain; `seq` is the place of the line."""

    bench: str
    fault: Fault
    seq: int


def elsewhere(connection: Connection, heads: HeadFiles) -> tuple[str, ...]:
    """Return the benches whose chains other machines keep: key and head are there, and only there they are judged.

    An SQLite file lies on one machine: there a chain without a head was tampered with.
    """
    if connection.dialect.name == "sqlite":
        return ()
    return tuple(bench for bench in connection.execute(_BENCHES).scalars() if heads.find(bench) is None)


def audit(connection: Connection, key: ChainKey, heads: HeadFiles, own: Collection[str] = ()) -> tuple[Finding, ...]:
    """Return what is wrong with the chains of this machine: nothing, when they are whole. `own` are surely of it."""
    kept = {bench: heads.find(bench) for bench in heads.benches()}  # first: the journal may go on meanwhile
    benches = {*connection.execute(_BENCHES).scalars(), *kept}
    if connection.dialect.name != "sqlite":
        benches -= set(elsewhere(connection, heads)) - set(own)
    for bench in benches - kept.keys():
        kept[bench] = JournalHead(bench, 0, GENESIS) if heads.find(bench) else None
    return tuple(finding for bench in sorted(benches) for finding in _of_bench(connection, key, bench, kept[bench]))


def _of_bench(connection: Connection, key: ChainKey, bench: str, kept: JournalHead | None) -> Iterator[Finding]:
    chain = _Chain(bench, key, kept)
    options = connection.execution_options(yield_per=_CHUNK)
    rows: Iterator[Row[*tuple[Any, ...]] | None] = iter(options.execute(_LINES, {"bench": bench}))
    for row, following in pairwise(_with_end(rows)):
        if row is not None:
            chain.look(row, following)
    if chain.fault is not None:
        yield chain.fault
    if kept is None or kept.count < 0:
        yield Finding(bench, Fault.HEAD_MISSING, chain.count)
    elif kept.count and not chain.met_head:
        yield Finding(bench, Fault.CUT, min(kept.count, chain.count + 1))


def _with_end(
    rows: Iterator[Row[*tuple[Any, ...]] | None],
) -> Iterator[Row[*tuple[Any, ...]] | None]:
    yield from rows
    yield None


class _Chain:
    """Walks along one chain and keeps the first fault."""

    def __init__(self, bench: str, key: ChainKey, kept: JournalHead | None) -> None:
        self._bench = bench
        self._key = key
        self._kept = kept
        self._previous = GENESIS
        self.count = 0
        self.met_head = False
        self.fault: Finding | None = None

    def look(self, row: Row[*tuple[Any, ...]], following: Row[*tuple[Any, ...]] | None) -> None:
        """Take the next line; `following` is the one after it."""
        if self.fault is None and (fault := self._fault_of(row, following)) is not None:
            self.fault = Finding(self._bench, fault, row.seq)
        self._previous = row.mac
        self.count = row.seq
        if self._kept is not None and (row.seq, row.mac) == (self._kept.count, self._kept.mac):
            self.met_head = True

    def _fault_of(self, row: Row[*tuple[Any, ...]], following: Row[*tuple[Any, ...]] | None) -> Fault | None:
        linked = row.previous_mac == self._previous and row.seq == self.count + 1
        if linked and self._key.mac(row.seq, line_of(row), row.previous_mac) == row.mac:
            return None
        if following is not None and following.previous_mac == self._previous:
            return Fault.INSERTED  # the line after it follows on the line before it
        if row.previous_mac == self._previous:
            return Fault.ALTERED if row.seq == self.count + 1 else Fault.MISSING
        return Fault.MISSING
