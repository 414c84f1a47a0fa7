"""Invented orders, and a way past the program: SQL as anybody may send it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url

from station.domain.consignee import Address, Consignee
from station.domain.manifest import CageRow, Manifest
from station.domain.order import LineKind, Order, OrderLine, PassportCheck, PassportState
from station.domain.parcel import Binding, LabelState, Parcel, ParcelLabel, ParcelState, VerifiedUnit
from station.domain.shipment import Numbering
from station.domain.workflow.phases import Phase
from station.domain.workflow.statuses import Status, Workflow
from station.ports import JournalLine, OutboxRow
from station.store.engine import Store

NOW = datetime(2026, 11, 20, 9, 30, 15, 123456, tzinfo=UTC)
LATER = NOW + timedelta(hours=3)
BARCODE = "4600000000015"
KEY = "04600000000015"

_PRIMITIVE = (str, int, bytes, type(None))


def a_workflow(code: str = "default") -> Workflow:
    """One status for each phase, named after it, and every move between two of them."""
    statuses = tuple(
        Status(phase.lower(), phase, names=(("en", phase.title()), ("ru", "Этап")), position=n)
        for n, phase in enumerate(Phase)
    )
    moves = frozenset((a.code, b.code) for a in statuses for b in statuses if a is not b)
    return Workflow(code, statuses, moves)


def an_order(number: str = "10482", phase: Phase = Phase.ASSEMBLY, *, lines: int = 1) -> Order:
    return Order(
        number=number,
        workflow="default",
        status=phase.lower(),
        phase=phase,
        site="zlatotsvet",
        channel="retailcrm",
        channel_id=f"id-{number}",
        carrier="spsr",
        service="PelOn",
        consignee=Consignee(
            "Анна Выдумова", "+7 000 000-00-01", "", Address(city="Небылицк", text="ул. Выдуманная, 1")
        ),
        created_at=NOW,
        ship_by=LATER,
        lines=[a_line(str(n), offer=f"ring-{n}") for n in range(1, lines + 1)],
        passport=PassportCheck(PassportState.CLEAR, "below the threshold", "policy", NOW),
    )


def a_line(key: str = "1", *, offer: str = "ring-1", quantity: int = 1) -> OrderLine:
    return OrderLine(
        key=key,
        position=int(key),
        kind=LineKind.GOODS,
        offer=offer,
        article="R-100",
        name="Кольцо «Лёд»",
        quantity=quantity,
        barcodes=(BARCODE,),
        properties=(("size", "17.5"),),
    )


def a_unit(line: str = "1", *, unit: str | None = None, uin: str | None = None) -> VerifiedUnit:
    return VerifiedUnit(line, f"ring-{line}", BARCODE, "anna", NOW, f"scan-{line}-{unit}", unit=unit, uin=uin)


def a_binding(number: str = "200000000017", carrier: str = "spsr") -> Binding:
    return Binding(carrier, number, NOW, "anna", "scan-b")


def a_label(number: str = "200000000017", state: LabelState = LabelState.PRINTED) -> ParcelLabel:
    return ParcelLabel(number, state, NOW, "anna", bench="bench-1")


def a_parcel(position: int = 1, *, closed: bool = True) -> Parcel:
    parcel = Parcel(position, "spsr", Numbering.ALLOTTED, NOW)
    if closed:
        parcel.state, parcel.weight_g, parcel.weighed_by, parcel.closed_at = ParcelState.CLOSED, 240, "anna", NOW
    return parcel


def a_packed_order(number: str = "10482", tracking: str | None = "200000000017") -> Order:
    """PACKED with one parcel, and all that SHIPPED asks for; without a binding when `tracking` is None."""
    order = an_order(number, Phase.PACKED)
    parcel = a_parcel()
    parcel.units.append(a_unit())
    if tracking is not None:
        parcel.labels.append(a_label(tracking))
        parcel.bindings.append(a_binding(tracking))
    order.parcels.append(parcel)
    return order


def a_manifest(number: str = "2011-01", carrier: str = "spsr") -> Manifest:
    return Manifest(number, carrier, "bench-1", NOW, "anna")


def a_cage_row(order: Order, place: int = 1) -> CageRow:
    parcel = order.parcels[0]
    assert parcel.id is not None
    assert parcel.tracking is not None
    return CageRow(parcel.id, order.number, parcel.position, parcel.tracking, place, NOW, "anna", f"scan-c{place}")


def a_journal_line(bench: str = "bench-1", n: int = 1, **facts: Any) -> JournalLine:  # noqa: ANN401 - any field of it
    return JournalLine(
        **{"kind": "scan", "at": NOW + timedelta(seconds=n), "bench": bench, "code": "unit_verified", "order": "10482",
           "scan_id": f"s{n}", "payload": {"raw": "4600000000015", "имя": "Лёд"}, **facts}
    )  # fmt: skip


def keep(store: Store, *orders: Order) -> None:
    """Store orders as they come in: in a phase of its own an order may not be born; so they are walked there."""
    with store.unit_of_work() as uow:
        for order in orders:
            uow.orders.add(order)
        uow.commit()


def move(order: Order, phase: Phase) -> None:
    """Move an order past the gates of the program: the database must hold by itself."""
    order.phase = phase
    order.status = phase.lower()


def ship(store: Store, number: str = "10482") -> None:
    with store.unit_of_work() as uow:
        move(uow.orders.get(number), Phase.SHIPPED)
        uow.commit()


def waiting(rows: tuple[OutboxRow, ...]) -> list[str]:
    return [row.key for row in rows if row.state == "waiting"]


class Raw:
    """A connection that this program did not make: no pragmas, no mapping."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self.dialect = self._url.get_backend_name()

    @contextmanager
    def open(self) -> Iterator[Any]:
        if self.dialect == "sqlite":
            with closing(sqlite3.connect(str(self._url.database), isolation_level=None)) as connection:
                yield connection
        else:
            name = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
            with psycopg.connect(name, autocommit=True) as connection:
                yield connection

    def run(self, sql: str) -> list[tuple[Any, ...]]:
        with self.open() as connection:
            cursor = connection.execute(sql)
            return list(cursor.fetchall()) if cursor.description else []

    def value(self, sql: str) -> Any:  # noqa: ANN401 - what a column holds
        return self.run(sql)[0][0]

    def refusal(self, sql: str) -> str:
        """Return the words in which the database refuses; "" when it did not."""
        try:
            self.run(sql)
        except (sqlite3.IntegrityError, psycopg.IntegrityError) as error:
            return str(error).splitlines()[0]
        return ""


def database_file(url: str) -> Path:
    return Path(str(make_url(url).database))
