"""Benches and the people at them."""

from __future__ import annotations

import hashlib

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from station.domain.bench import Bench
from station.domain.people import Operator
from station.store import mapping  # noqa: F401 - the classes must be mapped before statements name them
from station.store.sitting import Sitting
from station.store.tables.house import benches, operators

_MAKE_BENCH = {
    "sqlite": sqlite.insert(benches).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(benches).on_conflict_do_nothing(),
}
_LOCK_BENCH = select(benches.c.name).where(benches.c.name == bindparam("name")).with_for_update(key_share=True)
_BY_CODE = select(Operator).where(operators.c.code == bindparam("code"))
_BY_BADGE = select(Operator).where(operators.c.badge_hash == bindparam("badge"))
_EVERYBODY = select(Operator).order_by(operators.c.name, operators.c.code)


def badge_hash(code: str) -> str:
    """Return what is stored of a badge. Its 64 random bits need no salt: they cannot be guessed."""
    return hashlib.sha256(b"larets badge " + code.encode("utf-8", "replace")).hexdigest()


class SqlBenches:
    """The benches."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting

    def get(self, name: str) -> Bench:
        """Return a bench, made when it is new; locked against other writers until commit.

        Who only reads gets a new one without it being written down.
        """
        session = self._sitting.session
        if self._sitting.locks_rows:
            self._sitting.read(_LOCK_BENCH, {"name": name})
        bench = session.get(Bench, name)
        if bench is None and self._sitting.only_reads:
            return Bench(name)
        if bench is None:
            self._sitting.write(_MAKE_BENCH[self._sitting.dialect], {"name": name, "version": 1})
            bench = session.get_one(Bench, name, with_for_update=self._sitting.locks_rows or None)
        self._sitting.keep(bench)
        return bench


class SqlOperators:
    """The people."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting

    def get(self, code: str) -> Operator:
        """Return an operator; a code that is not there is a bug."""
        kept = self._sitting.operators.get(code)
        if kept is None:
            self._sitting.flush()
            kept = self._sitting.session.execute(_BY_CODE, {"code": code}).scalar_one()
            self._sitting.operators[code] = kept
        return kept

    def find_by_badge(self, badge_hash: str) -> Operator | None:
        """Return whose badge it is."""
        self._sitting.flush()
        return self._sitting.session.execute(_BY_BADGE, {"badge": badge_hash}).scalar_one_or_none()

    def add(self, operator: Operator) -> None:
        """Add a person."""
        self._sitting.session.add(operator)

    def everybody(self) -> tuple[Operator, ...]:
        """Return all operators, by name."""
        self._sitting.flush()
        return tuple(self._sitting.session.execute(_EVERYBODY).scalars())
