"""SQLite takes a value of any type: bytes that look like a phase, a word for a weight. The rules of ours do not."""

from __future__ import annotations

import pytest

from station.store.engine import Store
from tests.store.builders import Raw, a_packed_order, a_parcel, a_unit, an_order, keep, ship
from tests.store.test_rules_of_parcels import OTHER_PARCEL, SEALED, binding, label, verified

STATUS = "INSERT INTO workflow_statuses (workflow, code, phase) VALUES ('default', 'zz', CAST('SHIPPED' AS BLOB))"
TRICKS = {
    "a status of a phase in bytes": STATUS,
    "a status in bytes": "INSERT INTO workflow_statuses (workflow, code, phase) VALUES ('default', x'7a', 'NEW')",
    "a phase in bytes": "UPDATE orders SET phase = CAST('SHIPPED' AS BLOB) WHERE number = '2'",
    "a status of an order in bytes": "UPDATE orders SET status = CAST(status AS BLOB) WHERE number = '2'",
    "handed over, perhaps": "UPDATE orders SET handed_over = 2 WHERE number = '2'",
    "nobody carries it": "UPDATE OR REPLACE orders SET carrier = NULL WHERE number = '2'",
    "the same number in bytes": binding("CAST('200000000017' AS BLOB)"),
    "the same carrier in bytes": binding("'200000000017'", carrier="CAST('spsr' AS BLOB)"),
    "a binding to empty bytes": binding("x''"),
    "a binding to nothing": binding("NULL"),
    "a label of bytes": label("x'32'"),
    "the same unit in bytes": verified(unit="CAST('U1' AS BLOB)"),
    "the same UIN in bytes": verified(uin="CAST('6430000000000001' AS BLOB)"),
    "a weight in words": f"UPDATE parcels SET weight_g = 'abc' WHERE id = {OTHER_PARCEL}",
    "half a gram": f"UPDATE parcels SET weight_g = 0.5 WHERE id = {OTHER_PARCEL}",
    "a state in bytes": f"UPDATE parcels SET state = CAST('void' AS BLOB) WHERE id = {OTHER_PARCEL}",
    "a quantity in words": "UPDATE order_lines SET quantity = 'one' WHERE order_id = (SELECT MAX(id) FROM orders)",
    "a release in bytes": "INSERT INTO holds (order_id, reason, held_by, held_at, released_at) "
    "VALUES (1, 'x', 'x', 'x', x'00')",
    "a verdict in bytes": "UPDATE passport_checks SET state = CAST('clear' AS BLOB)",
}


@pytest.fixture
def shop(sqlite_store: Store, sqlite_url: str) -> Raw:
    """Order 10482 is out; order 2 is being packed, and its parcel is the last one."""
    keep(sqlite_store, a_packed_order())
    ship(sqlite_store)
    other = an_order("2")
    other.parcels.append(a_parcel(closed=False))
    other.parcels[0].units.append(a_unit(unit="U1", uin="6430000000000001"))
    keep(sqlite_store, other)
    return Raw(sqlite_url)


@pytest.mark.parametrize("trick", TRICKS)
def test_a_value_of_another_type_is_refused(shop: Raw, trick: str) -> None:
    assert shop.refusal(TRICKS[trick]) == "wrong_type"


def test_a_row_that_replaces_another_is_asked_as_well(shop: Raw) -> None:
    said = shop.refusal(f"UPDATE OR REPLACE bindings SET number = NULL WHERE parcel_id = {SEALED}")

    assert said == "wrong_type"
