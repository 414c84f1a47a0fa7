"""The law must bite: with the rules of the database taken away, each breach is seen."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from tests.block.law import Law
from tests.builders import BAG, an_incoming
from tests.usecases.conftest import furnished_folder, world
from tests.usecases.test_bind_tracking import BAGS
from tests.usecases.world import World

__all__ = ["furnished_folder", "world"]


class Lawless:
    """A shop without a single trigger or unique index; what is written is looked at by the law."""

    def __init__(self, shop: World) -> None:
        self.shop = shop
        self.law = Law()
        self.plain = sqlite3.connect(Path(make_url(shop.url).database or ""), isolation_level=None)
        rules = "SELECT type, name FROM sqlite_master WHERE type = 'trigger' OR sql LIKE 'CREATE UNIQUE INDEX%'"
        for kind, name in self.plain.execute(rules).fetchall():
            self.plain.execute(f"DROP {kind} {name}")
        self.look()

    def look(self) -> None:
        with self.shop.store.engine.connect() as connection:
            self.law.holds(connection)

    def write(self, *statements: str) -> None:
        for statement in statements:
            self.plain.execute(statement)


@pytest.fixture
def lawless(world: World) -> Iterator[Lawless]:
    """Order 501 shipped, 502 packed and bound but not shipped, 503 untouched."""
    world.take_in(*(an_incoming(number, delivery=BAG) for number in ("501", "502", "503")))
    bench = world.bench()
    bench.pack("502")
    bench.scan("LARETSCANCEL")
    bench.scan("LARETSCANCEL")
    bench.pack("501")
    bench.scan(BAGS[0])
    bench.hears("order_shipped")
    shop = Lawless(world)
    yield shop
    shop.plain.close()


SHIP_502 = "UPDATE orders SET phase = 'SHIPPED', status = 'shipped' WHERE number = '502'"
OF_502 = "(SELECT p.id FROM parcels p JOIN orders o ON o.id = p.order_id WHERE o.number = '502')"
ID_502 = "(SELECT id FROM orders WHERE number = '502')"
BIND_502 = (
    "INSERT INTO bindings (parcel_id, carrier, number, bound_at, bound_by, scan_id)"
    f" SELECT {OF_502}, carrier, '{BAGS[1]}', bound_at, bound_by, 'x' FROM bindings LIMIT 1"
)
BREACHES = {
    "unbound": [SHIP_502],
    "unweighed": [BIND_502, f"UPDATE parcels SET weight_g = 0 WHERE id = {OF_502}", SHIP_502],
    "unverified": [BIND_502, f"UPDATE order_lines SET quantity = 2 WHERE order_id = {ID_502}", SHIP_502],
    "without a parcel": ["UPDATE orders SET phase = 'SHIPPED', status = 'shipped' WHERE number = '503'"],
    "held": [
        BIND_502,
        (f"INSERT INTO holds (order_id, reason, held_by, held_at, note) SELECT {ID_502}, 'x', 'x', bound_at, ''"
        " FROM bindings LIMIT 1"),
        SHIP_502,
    ],
    "passport": [BIND_502, "UPDATE passport_checks SET state = 'red'", SHIP_502],
    "with nobody": [BIND_502, "UPDATE orders SET carrier = '' WHERE number = '502'", SHIP_502],
    "502: PACKED > DELIVERED": [
        BIND_502, "UPDATE orders SET phase = 'DELIVERED', status = 'delivered' WHERE number = '502'",
    ],
    "was changed while": ["UPDATE bindings SET number = 'other'"],
    "never handed over": ["UPDATE orders SET phase = 'IN_DELIVERY', status = 'in_delivery' WHERE number = '501'"],
    "number on two parcels": [BIND_502.replace(BAGS[1], BAGS[0])],
    "two numbers": [BIND_502, BIND_502.replace(BAGS[1], BAGS[2])],
    "unit in two parcels": ["UPDATE verified_units SET unit = 'U1'"],
    "UIN in two parcels": ["UPDATE verified_units SET uin = '6430000000000001'"],
    "void number": [
        ("INSERT INTO bindings (parcel_id, carrier, number, bound_at, bound_by, scan_id, ended_at, ended_why)"
        f" SELECT {OF_502}, carrier, number, bound_at, bound_by, 'x', bound_at, 'void' FROM bindings LIMIT 1"),
    ],
    "status of another phase": ["UPDATE orders SET phase = 'NEW' WHERE number = '503'"],
}  # fmt: skip


@pytest.mark.parametrize("breach", BREACHES)
def test_every_breach_is_seen(lawless: Lawless, breach: str) -> None:
    lawless.write(*BREACHES[breach])
    with pytest.raises(AssertionError, match=breach):
        lawless.look()


def test_what_came_back_from_the_courier_is_seen(lawless: Lawless) -> None:
    lawless.write("UPDATE orders SET phase = 'ASSEMBLY', status = 'assembly', handed_over = 1 WHERE number = '501'")
    with pytest.raises(AssertionError, match="came back from the courier"):
        lawless.look()


def test_a_closed_manifest_that_changed_is_seen(lawless: Lawless) -> None:
    bench = lawless.shop.bench()
    for code in ("LARETSMSPSR", BAGS[0], "LARETSCLOSE", "LARETSCLOSE"):
        bench.scan(code)
    bench.hears("manifest_closed")
    lawless.look()
    lawless.write("UPDATE manifest_rows SET place = 9")
    with pytest.raises(AssertionError, match="changed"):
        lawless.look()


def test_a_lawful_shipping_is_no_breach(lawless: Lawless) -> None:
    lawless.write(BIND_502, SHIP_502)
    lawless.look()
    assert lawless.law.shipped == 2
