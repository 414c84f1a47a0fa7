"""A shop of any size in an SQLite data directory, made in seconds: rows go in by bulk, past use cases and triggers.

Most of its orders are history, as in a shop after a year; the newest wait in ASSEMBLY to be packed. Invented people.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, Table, insert

from station import app, config
from station.domain.consignee import Address, Consignee
from station.domain.numbers import ean13, gtin14, spsr_parcel_number
from station.domain.offer import Identity
from station.domain.order import LineKind, PassportState
from station.domain.parcel import LabelState, ParcelState
from station.domain.people import Operator, Role
from station.domain.shipment import Numbering, ShipmentState
from station.domain.workflow.phases import Phase
from station.scan.barcode import badge_code
from station.store import ddl
from station.store.people import badge_hash
from station.store.tables import goods, orders

BADGE = badge_code(0x1A2B3C4D5E6F7081)
NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
SETTINGS = 'demo = true\nbench = "bench-1"\n\n[sites.vydumka]\nname = "Выдумка"\nsender = "ООО «Отправитель»"\n'
VERSION = "4"  # of what is made here: another one is made anew
CHUNK = 5000
UNIT_OFFERS_EVERY = 10  # each tenth offer is a thing of its own, with a unit
FIRST_NUMBER = 100_000
FIRST_COUNTER = 500_000_000  # of the range that the carrier allotted: the k-th label has a number known beforehand

Row = Mapping[str, object]


@dataclass(frozen=True)
class Size:
    """How much lies in the shop. Two barcodes to an offer; `to_pack` of the orders wait at the bench."""

    barcodes: int
    orders: int
    to_pack: int

    @property
    def offers(self) -> int:
        """How many offers there are."""
        return self.barcodes // 2


BIG = Size(1_000_000, 100_000, 2_000)
SMALL = Size(20_000, 2_000, 400)


@dataclass(frozen=True)
class WaitingOrder:
    """An order that waits to be packed, with one barcode for each of its units."""

    number: str
    barcodes: tuple[str, ...]


@dataclass(frozen=True)
class Shop:
    """A filled data directory."""

    data: Path
    size: Size

    @property
    def to_pack(self) -> tuple[WaitingOrder, ...]:
        """The orders that wait, in the order in which they were made."""
        first = self.size.orders - self.size.to_pack
        return tuple(
            WaitingOrder(_number(n), tuple(_barcode(_offer_at(n, line, self.size)) for line in range(_lines(n))))
            for n in range(first, self.size.orders)
        )

    @property
    def foreign_barcodes(self) -> tuple[str, ...]:
        """A thousand barcodes of the catalogue, far from each other, that no waiting order wants."""
        wanted = {code for order in self.to_pack for code in order.barcodes}
        step = max(1, self.size.offers // 1200)
        known = (_barcode(n) for n in range(1, self.size.offers, step))
        return tuple(islice((code for code in known if code not in wanted), 1000))


def shop_in(data: Path, size: Size) -> Shop:
    """Fill a data directory. One of this size that was filled before is copied instead."""
    kept = Path(tempfile.gettempdir()) / f"larets-benchmarks-{_fingerprint()}" / f"{size.barcodes}-{size.orders}"
    if not (kept / "whole").exists():
        shutil.rmtree(kept, ignore_errors=True)
        _fill(kept, size)
        (kept / "whole").touch()
    shutil.copytree(kept, data, dirs_exist_ok=True)
    return Shop(data, size)


def _fingerprint() -> str:
    return f"{VERSION}-{zlib.crc32(ddl.frozen(ddl.statements('sqlite')).encode()):08x}"


def _fill(data: Path, size: Size) -> None:
    data.mkdir(parents=True)
    (data / config.FILE).write_text(SETTINGS, encoding="utf-8")
    station = app.build(data, config.load(data), app.database_url(data, None))
    with station.unit_of_work() as uow:
        uow.operators.add(Operator("anna", "Анна Выдумова", Role.PACKER, badge_hash(BADGE)))
        uow.numbers.add_range("spsr", FIRST_COUNTER, FIRST_COUNTER + 99_999_999)
        workflow = uow.workflows.get("default")
        status = {phase: next(one.code for one in workflow.statuses if one.phase is phase) for phase in Phase}
        uow.commit()
    with _unguarded(data / app.DATABASE), station.store.engine.connect() as connection, connection.begin():
        for table, rows in _everything(size, status):
            _put(connection, table, rows)
    station.store.checkpoint()
    station.close()


def _put(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    each = iter(rows)
    while some := list(islice(each, CHUNK)):
        connection.execute(insert(table), some)


@contextmanager
def _unguarded(file: Path) -> Iterator[None]:
    """Take triggers and plain indexes away while rows go in by the million, and put them back as they were."""
    plain_index = "type = 'index' AND sql NOT LIKE '% UNIQUE %'"
    taken = f"FROM sqlite_master WHERE sql IS NOT NULL AND (type = 'trigger' OR {plain_index})"
    with closing(sqlite3.connect(file, isolation_level=None)) as plain:
        rows = plain.execute(f"SELECT type, name, sql {taken}").fetchall()
        for kind, name, _ in rows:
            plain.execute(f"DROP {kind} {name}")
    yield
    with closing(sqlite3.connect(file, isolation_level=None)) as plain:
        plain.execute("PRAGMA synchronous=OFF")
        plain.execute("PRAGMA cache_size=-200000")
        plain.execute("BEGIN")
        for _, _, sql in rows:
            plain.execute(sql)
        plain.execute("COMMIT")


# -- what lies in the shop ---------------------------------------------------------------------------------------------


def _everything(size: Size, status: Mapping[Phase, str]) -> Iterator[tuple[Table, Iterable[Row]]]:
    history = size.orders - size.to_pack
    yield goods.generations, [{"source": "vydumka", "state": "live", "begun_at": NOW, "live_at": NOW}]
    yield goods.offers, (_offer(n) for n in range(size.offers))
    yield goods.barcodes, (_barcode_row(n, size) for n in range(size.barcodes))
    yield goods.units, (_unit(n) for n in range(0, size.offers, UNIT_OFFERS_EVERY))
    yield orders.passport_checks, ({**_verdict(), "id": n + 1} for n in range(size.orders))
    yield orders.orders, (_order(n, history, status) for n in range(size.orders))
    yield orders.order_lines, (row for n in range(size.orders) for row in _order_lines(n, size))
    yield orders.line_barcodes, _line_barcodes(size)
    yield orders.shipments, (_shipment(n) for n in range(history))
    yield orders.parcels, (_parcel(n) for n in range(history))
    yield orders.verified_units, (row for n in range(history) for row in _verified(n, size))
    yield orders.bindings, (_binding(n) for n in range(history))
    yield orders.parcel_labels, (_label(n) for n in range(history))


def _number(order: int) -> str:
    return str(FIRST_NUMBER + order)


def _barcode(n: int) -> str:
    return ean13(f"46{n:010d}")


def _lines(order: int) -> int:
    return 1 + order % 4


def _offer_at(order: int, line: int, size: Size) -> int:
    """Spread the orders over the whole catalogue; offers that are things of their own stay out of history's way."""
    offer = (order * 7919 + line * 104_729) % size.offers
    return offer if offer % UNIT_OFFERS_EVERY else offer + 1


def _offer(n: int) -> Row:
    return {
        "code": f"{n:07d}",
        "generation": 1,
        "article_code": f"a{n // 20}",
        "article": f"Платье {n // 20}",
        "name": f"Платье «Небылица» {n}",
        "identity": Identity.OFFER if n % UNIT_OFFERS_EVERY else Identity.UNIT,
        "uin_required": False,
        "weight_mg": 250_000,
        "size": str(40 + n % 20),
        "properties": (("Цвет", "синий"),),
        "place": f"A-{n % 90}-{n % 7}",
    }


def _barcode_row(n: int, size: Size) -> Row:
    code = _barcode(n)
    return {"key": gtin14(code), "offer": f"{n % size.offers:07d}", "generation": 1, "barcode": code}


def _unit(n: int) -> Row:
    return {"code": f"U{n:09d}", "generation": 1, "offer": f"{n:07d}", "store": ""}


def _verdict() -> Row:
    return {"state": PassportState.NOT_REQUIRED, "why": "no jewellery", "decided_by": "policy", "decided_at": NOW}


_CONSIGNEE = Consignee("Пётр Былинин", "+7 000 000-00-02", "", Address("RU", "101000", "", "Небылицк", "ул. Сказок, 3"))


def _order(n: int, history: int, status: Mapping[Phase, str]) -> Row:
    phase = Phase.ASSEMBLY if n >= history else Phase.DELIVERED
    return {
        "id": n + 1,
        "number": _number(n),
        "workflow": "default",
        "status": status[phase],
        "phase": phase,
        "site": "vydumka",
        "channel": "retailcrm",
        "channel_id": f"crm-{n}",
        "carrier": "spsr",
        "service": "PelOn",
        "numbering": Numbering.ALLOTTED,
        "consignee": _CONSIGNEE,
        "created_at": NOW,
        "ship_by_at": NOW + timedelta(minutes=n - history),
        "total_kopecks": 500_000,
        "passport_id": n + 1,
        "handed_over": phase is Phase.DELIVERED,
    }


def _order_lines(n: int, size: Size) -> Iterator[Row]:
    for line in range(_lines(n)):
        offer = _offer_at(n, line, size)
        yield {
            "order_id": n + 1,
            "line_key": str(line + 1),
            "position": line + 1,
            "kind": LineKind.GOODS,
            "offer": f"{offer:07d}",
            "article": f"a{offer // 20}",
            "name": f"Платье «Небылица» {offer}",
            "quantity": 1,
            "price_kopecks": 250_000,
            "barcodes": (_barcode(offer),),
            "properties": (),
        }


def _line_barcodes(size: Size) -> Iterator[Row]:
    used = {_offer_at(n, line, size) for n in range(size.orders) for line in range(_lines(n))}
    return ({"key": gtin14(_barcode(offer)), "offer": f"{offer:07d}"} for offer in sorted(used))


def _shipment(n: int) -> Row:
    return {
        "order_id": n + 1,
        "carrier": "spsr",
        "service": "PelOn",
        "reference": f"{_number(n)}-1",
        "state": ShipmentState.REGISTERED,
        "created_at": NOW,
        "waybill": spsr_parcel_number(n),
    }


def _parcel(n: int) -> Row:
    return {
        "id": n + 1,
        "order_id": n + 1,
        "position": 1,
        "carrier": "spsr",
        "numbering": Numbering.ALLOTTED,
        "opened_at": NOW,
        "state": ParcelState.CLOSED,
        "weight_g": 500,
        "weighed_by": "Анна Выдумова",
        "closed_at": NOW,
    }


def _verified(n: int, size: Size) -> Iterator[Row]:
    for line in range(_lines(n)):
        offer = _offer_at(n, line, size)
        yield {
            "parcel_id": n + 1,
            "line_key": str(line + 1),
            "offer": f"{offer:07d}",
            "code": _barcode(offer),
            "verified_by": "Анна Выдумова",
            "verified_at": NOW,
            "scan_id": f"{n:028x}{line:04x}",
        }


def _binding(n: int) -> Row:
    return {
        "parcel_id": n + 1,
        "carrier": "spsr",
        "number": spsr_parcel_number(n),
        "bound_at": NOW,
        "bound_by": "Анна Выдумова",
        "scan_id": f"{n:032x}",
    }


def _label(n: int) -> Row:
    return {
        "parcel_id": n + 1,
        "number": spsr_parcel_number(n),
        "state": LabelState.PRINTED,
        "asked_at": NOW,
        "asked_by": "Анна Выдумова",
        "printed_at": NOW,
    }
