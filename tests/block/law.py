"""What must hold after every step, asked of the database itself by plain SQL: nothing here trusts the program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, text

OUT = {"SHIPPED", "IN_DELIVERY", "AT_PICKUP", "DELIVERED", "RETURNING", "RETURNED"}
CLEAR = {"not_required", "clear", "released"}
Rows = list[Row[*tuple[Any, ...]]]


@dataclass(frozen=True)
class Sealed:
    """What may not change of an order while it is out: parcels with weights, units, numbers."""

    parcels: frozenset[tuple[Any, ...]]
    units: frozenset[tuple[Any, ...]]
    numbers: frozenset[tuple[Any, ...]]


@dataclass
class Law:
    """Looks at the database after each step and remembers how each order was before."""

    phases: dict[str, str] = field(default_factory=dict)
    sealed: dict[str, Sealed] = field(default_factory=dict)
    closed: dict[str, frozenset[tuple[Any, ...]]] = field(default_factory=dict)
    shipped: int = 0

    def holds(self, connection: Connection) -> None:
        """Fail when the block was broken since the last look."""
        _ask_numbers(connection)
        _ask_units(connection)
        _ask_statuses(connection)
        self._ask_manifests(connection)
        for order in _rows(connection, "SELECT * FROM orders"):
            self._ask_order(connection, order)

    def holds_at_rest(self, connection: Connection) -> None:
        """Fail when what is there now can only have come about by breaking the block; needs no look before."""
        _ask_numbers(connection)
        _ask_units(connection)
        _ask_statuses(connection)
        for order in _rows(connection, "SELECT * FROM orders WHERE phase <> 'CANCELLED'"):
            if order.phase in OUT:
                _ask_parcels(connection, order, _contents(connection, order.id))
                assert order.phase == "SHIPPED" or order.handed_over
                self.shipped += 1

    def _ask_order(self, connection: Connection, order: Row[*tuple[Any, ...]]) -> None:
        before, now = self.phases.get(order.number, "NEW"), order.phase
        contents = _contents(connection, order.id)
        if now in OUT and before not in OUT:
            assert now == "SHIPPED", f"{order.number}: {before} > {now}"
            _ask_conditions(connection, order, contents)
            self.shipped += 1
        elif now in OUT:
            assert contents == self.sealed[order.number], f"{order.number} was changed while it was {before}"
            assert now == before or now != "SHIPPED", f"{order.number}: {before} > {now}"
        elif before in OUT:
            assert before in {"SHIPPED", "RETURNED"}, f"{order.number}: {before} > {now}"
            assert before != "SHIPPED" or not order.handed_over, f"{order.number} came back from the courier"
        if now in OUT - {"SHIPPED"}:
            assert order.handed_over, f"{order.number} is {now} and was never handed over"
        self.phases[order.number] = now
        self.sealed[order.number] = contents

    def _ask_manifests(self, connection: Connection) -> None:
        closed = _rows(connection, "SELECT * FROM manifests WHERE state = 'closed'")
        for manifest in closed:
            query = "SELECT parcel_id, order_number, tracking, place FROM manifest_rows"
            query += " WHERE manifest_id = :of AND removed_at IS NULL"
            rows = frozenset(tuple(row) for row in _rows(connection, query, of=manifest.id))
            assert self.closed.setdefault(manifest.number, rows) == rows, f"{manifest.number} changed"


def _rows(connection: Connection, query: str, **facts: object) -> Rows:
    return list(connection.execute(text(query), facts))


def _contents(connection: Connection, order_id: int) -> Sealed:
    of = "FROM parcels p {join} WHERE p.order_id = :of AND p.state <> 'void'"
    units = of.format(join="JOIN verified_units u ON u.parcel_id = p.id AND u.ended_at IS NULL")
    numbers = of.format(join="JOIN bindings b ON b.parcel_id = p.id AND b.ended_at IS NULL")
    return Sealed(
        _set(_rows(connection, f"SELECT p.id, p.state, p.weight_g {of.format(join='')}", of=order_id)),
        _set(_rows(connection, f"SELECT p.id, u.id, u.line_key, u.unit {units}", of=order_id)),
        _set(_rows(connection, f"SELECT p.id, b.id, b.carrier, b.number {numbers}", of=order_id)),
    )


def _set(rows: Rows) -> frozenset[tuple[Any, ...]]:
    return frozenset(tuple(row) for row in rows)


def _ask_conditions(connection: Connection, order: Row[*tuple[Any, ...]], contents: Sealed) -> None:
    """Nothing is shipped without its conditions, whoever said that it may."""
    _ask_parcels(connection, order, contents)
    name = order.number
    holds = _rows(connection, "SELECT * FROM holds WHERE order_id = :of AND released_at IS NULL", of=order.id)
    assert not holds, f"{name} was shipped though it is held"
    passport = _rows(connection, "SELECT state FROM passport_checks WHERE id = :of", of=order.passport_id)
    assert [row.state in CLEAR for row in passport] == [True], f"{name} was shipped without a passport verdict"
    assert order.carrier, f"{name} was shipped with nobody"


def _ask_parcels(connection: Connection, order: Row[*tuple[Any, ...]], contents: Sealed) -> None:
    name = order.number
    assert contents.parcels, f"{name} was shipped without a parcel"
    assert all(state == "closed" and weight for _, state, weight in contents.parcels), f"{name} was shipped unweighed"
    bound = {parcel for parcel, *_ in contents.numbers}
    assert bound == {parcel for parcel, *_ in contents.parcels}, f"{name} was shipped unbound"
    in_parcels = Counter(key for _, _, key, _ in contents.units)
    for line in _rows(connection, "SELECT * FROM order_lines WHERE order_id = :of", of=order.id):
        wanted = line.quantity if line.kind == "goods" and not line.cancelled else 0
        assert in_parcels[line.line_key] == wanted, f"{name} was shipped unverified"


def _ask_numbers(connection: Connection) -> None:
    live = "FROM bindings b JOIN parcels p ON p.id = b.parcel_id WHERE b.ended_at IS NULL"
    numbers = _rows(connection, f"SELECT b.carrier, b.number, b.parcel_id {live}")
    _once(((row.carrier, row.number) for row in numbers), "a number on two parcels")
    _once((row.parcel_id for row in numbers), "a parcel with two numbers")
    void = f"SELECT b.number {live} AND (EXISTS (SELECT 1 FROM parcel_labels l JOIN parcels q ON q.id = l.parcel_id"
    void += " WHERE l.number = b.number AND l.state = 'void' AND q.carrier = b.carrier) OR EXISTS (SELECT 1"
    void += " FROM bindings o WHERE o.number = b.number AND o.carrier = b.carrier AND o.ended_why = 'void'))"
    assert not _rows(connection, void), "a void number is in use"


def _ask_units(connection: Connection) -> None:
    live = "FROM verified_units u JOIN parcels p ON p.id = u.parcel_id WHERE u.ended_at IS NULL"
    units = _rows(connection, f"SELECT u.unit, u.uin {live}")
    _once((row.unit for row in units if row.unit), "a unit in two parcels")
    _once((row.uin for row in units if row.uin), "a UIN in two parcels")


def _ask_statuses(connection: Connection) -> None:
    query = "SELECT o.number FROM orders o LEFT JOIN workflow_statuses s ON s.workflow = o.workflow"
    query += " AND s.code = o.status WHERE s.phase IS NULL OR s.phase <> o.phase"
    assert not _rows(connection, query), "an order stands in a status of another phase"


def _once(keys: Iterable[object], fault: str) -> None:
    twice = [key for key, count in Counter(keys).items() if count > 1]
    assert not twice, f"{fault}: {twice}"
