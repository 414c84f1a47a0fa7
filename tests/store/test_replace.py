"""`INSERT OR REPLACE` and `UPDATE OR REPLACE` push rows out without their delete triggers: refused by triggers of ours.

The connections here are as another program would make them: recursive_triggers and foreign_keys are off.
"""

from __future__ import annotations

import pytest

from station.domain.order import Hold
from station.store.engine import Store
from tests.store.builders import NOW, Raw, a_journal_line, a_packed_order, an_order, keep

KEPT = ("orders", "order_lines", "parcels", "bindings", "verified_units", "holds", "parcel_labels", "passport_checks")


@pytest.fixture
def raw_sqlite(sqlite_store: Store, sqlite_url: str) -> Raw:
    order = a_packed_order()
    order.holds.append(Hold("short", "anna", NOW))
    keep(sqlite_store, order, an_order("2"))
    with sqlite_store.unit_of_work() as uow:
        uow.journal.append(a_journal_line())
        uow.commit()
    return Raw(sqlite_url)


@pytest.mark.parametrize("table", KEPT)
@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE", "INSERT"])
def test_a_row_with_the_key_of_another_never_goes_in(raw_sqlite: Raw, table: str, verb: str) -> None:
    before = raw_sqlite.run(f"SELECT * FROM {table} ORDER BY id")

    said = raw_sqlite.refusal(f"{verb} INTO {table} SELECT * FROM {table} LIMIT 1")

    assert said in {"kept_for_ever", "sealed"}
    assert raw_sqlite.run(f"SELECT * FROM {table} ORDER BY id") == before


def test_an_order_is_not_replaced_by_its_number(raw_sqlite: Raw) -> None:
    assert (
        raw_sqlite.refusal(
            "INSERT OR REPLACE INTO orders (number, workflow, status, phase) "
            "VALUES ('10482', 'default', 'assembly', 'ASSEMBLY')"
        )
        == "kept_for_ever"
    )


def test_an_update_pushes_no_other_row_out(raw_sqlite: Raw) -> None:
    raw_sqlite.run("UPDATE orders SET bench = 'b' WHERE number = '10482'")

    assert raw_sqlite.refusal("UPDATE OR REPLACE orders SET bench = 'b' WHERE number = '2'") == "bench_taken"
    assert raw_sqlite.value("SELECT COUNT(*) FROM orders") == 2


def test_a_line_of_the_journal_is_not_replaced(raw_sqlite: Raw) -> None:
    columns = (
        "bench, seq, written_at, kind, code, tone, intent, operator, order_number, scan_id, payload, previous_mac, mac"
    )

    assert raw_sqlite.refusal("REPLACE INTO journal SELECT * FROM journal") == "journal_append_only"
    assert (
        raw_sqlite.refusal(f"REPLACE INTO journal ({columns}) SELECT {columns} FROM journal") == "journal_append_only"
    )
