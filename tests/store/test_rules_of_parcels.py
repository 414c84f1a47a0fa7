"""What the database refuses of parcels, units, numbers and manifests, whoever asks, each rule by its name."""

from __future__ import annotations

import pytest

from station.domain.order import Hold
from station.domain.parcel import LabelState, Shipment
from station.domain.shipment import ShipmentState
from station.store.engine import Store
from tests.store.builders import (
    NOW,
    Raw,
    a_binding,
    a_cage_row,
    a_journal_line,
    a_label,
    a_manifest,
    a_packed_order,
    a_parcel,
    a_unit,
    an_order,
    keep,
    ship,
)

OTHER_PARCEL = "(SELECT MAX(id) FROM parcels)"


def a_row(table: str, **facts: object) -> str:
    written = ", ".join(str(value) for value in facts.values())
    return f"INSERT INTO {table} ({', '.join(facts)}) VALUES ({written})"


def binding(number: str = "'200123456780'", parcel: str = OTHER_PARCEL, carrier: str = "'spsr'") -> str:
    return a_row(
        "bindings", parcel_id=parcel, carrier=carrier, number=number, bound_at="'2026-11-20T09:30:15.123456Z'",
        bound_by="'x'", scan_id="'x'",
    )  # fmt: skip


def verified(parcel: str = OTHER_PARCEL, unit: str = "NULL", uin: str = "NULL") -> str:
    return a_row(
        "verified_units", parcel_id=parcel, line_key="'1'", offer="'ring-1'", code="'x'", verified_by="'x'",
        verified_at="'2026-11-20T09:30:15.123456Z'", scan_id="'x'", unit=unit, uin=uin,
    )  # fmt: skip


def label(number: str = "'200123456780'", parcel: str = OTHER_PARCEL) -> str:
    return a_row(
        "parcel_labels", parcel_id=parcel, number=number, state="'asked'", asked_at="'2026-11-20T09:30:15.123456Z'",
        asked_by="'x'",
    )  # fmt: skip


@pytest.fixture
def shipped(store: Store) -> Store:
    """Order 10482 is out with its parcel; order 2 is being packed, and its parcel is the last one."""
    keep(store, a_packed_order())
    ship(store)
    other = an_order("2")
    other.parcels.append(a_parcel(closed=False))
    keep(store, other)
    return store


SEALED = "(SELECT MIN(id) FROM parcels)"


@pytest.mark.parametrize(
    "sql",
    [
        a_row(
            "parcels", order_id="(SELECT MIN(id) FROM orders)", position=2, carrier="'spsr'", numbering="'allotted'",
            opened_at="'2026-11-20T09:30:15.123456Z'", state="'closed'", weight_g=1,
        ),
        f"UPDATE parcels SET state = 'void' WHERE id = {SEALED}",
        f"UPDATE parcels SET state = 'open' WHERE id = {SEALED}",
        f"UPDATE parcels SET weight_g = NULL WHERE id = {SEALED}",
        f"UPDATE parcels SET carrier = 'ems' WHERE id = {SEALED}",
        f"UPDATE parcels SET order_id = (SELECT MAX(id) FROM orders) WHERE id = {SEALED}",
        f"UPDATE parcels SET order_id = (SELECT MIN(id) FROM orders) WHERE id = {OTHER_PARCEL}",
        binding(parcel=SEALED),
        "UPDATE bindings SET ended_at = bound_at, ended_why = 'reopened'",
        "UPDATE bindings SET number = '200123456780'",
        f"UPDATE bindings SET parcel_id = {OTHER_PARCEL}",
        verified(parcel=SEALED),
        "UPDATE bindings SET bound_by = 'nobody'",
        "UPDATE bindings SET bound_at = '2026-11-20T09:30:15.000000Z'",
        "UPDATE bindings SET scan_id = 'another'",
        "UPDATE orders SET carrier = '' WHERE number = '10482'",
        "UPDATE verified_units SET ended_at = verified_at",
        "UPDATE verified_units SET code = 'another'",
        "UPDATE verified_units SET verified_by = 'nobody'",
        f"UPDATE verified_units SET parcel_id = {OTHER_PARCEL}",
        "UPDATE verified_units SET line_key = '9'",
        "UPDATE verified_units SET unit = 'another'",
        "UPDATE parcel_labels SET state = 'void'",
        "UPDATE order_lines SET quantity = 2 WHERE order_id = (SELECT MIN(id) FROM orders)",
        "UPDATE order_lines SET cancelled = NOT cancelled WHERE order_id = (SELECT MIN(id) FROM orders)",
        a_row(
            "order_lines", order_id="(SELECT MIN(id) FROM orders)", line_key="'9'", position=9, kind="'goods'",
            offer="'x'", article="'x'", name="'x'", quantity=1,
        ),
    ],
)  # fmt: skip
def test_what_is_out_is_sealed(shipped: Store, raw: Raw, sql: str) -> None:
    assert "sealed" in raw.refusal(sql)


def test_what_is_out_may_still_be_reprinted_and_described(shipped: Store, raw: Raw) -> None:
    for sql in ("UPDATE parcel_labels SET copies = 1", "UPDATE parcels SET weighed_by = 'vera'"):
        assert raw.refusal(sql) == ""


def test_after_leaving_out_the_bindings_end(shipped: Store, raw: Raw) -> None:
    raw.run("UPDATE orders SET status = 'assembly', phase = 'ASSEMBLY' WHERE number = '10482'")

    assert raw.refusal("UPDATE bindings SET ended_at = bound_at, ended_why = 'reopened'") == ""


@pytest.mark.parametrize("number", ["", " ", "\t", "\u00a0", "-"])
def test_nothing_is_bound_to_no_number(shipped: Store, raw: Raw, number: str) -> None:
    assert "number_empty" in raw.refusal(binding(f"'{number}'"))
    assert "number_empty" in raw.refusal(label(f"'{number}'"))


def test_a_number_stands_for_one_live_parcel(shipped: Store, raw: Raw) -> None:
    assert "number_taken" in raw.refusal(binding("'200000000017'"))
    assert raw.refusal(binding("'200000000017'", carrier="'ems'")) == ""


def test_an_ended_binding_does_not_come_back_when_its_number_was_given_again(store: Store, raw: Raw) -> None:
    order = a_packed_order("2", tracking=None)
    keep(store, a_packed_order(), order)
    raw.run("UPDATE bindings SET ended_at = bound_at, ended_why = 'undo'")
    raw.run(binding("'200000000017'"))

    assert "number_taken" in raw.refusal("UPDATE bindings SET ended_at = NULL WHERE ended_at IS NOT NULL")


def test_a_parcel_has_one_number(store: Store, raw: Raw) -> None:
    keep(store, a_packed_order())

    assert "parcel_bound_already" in raw.refusal(binding("'200123456780'"))


def test_the_number_of_a_binding_never_changes(store: Store, raw: Raw) -> None:
    keep(store, a_packed_order())

    assert "kept_for_ever" in raw.refusal("UPDATE bindings SET number = '200123456780'")


def test_the_number_of_a_void_label_is_refused_for_ever(store: Store, raw: Raw) -> None:
    order = a_packed_order(tracking=None)
    order.parcels[0].labels.append(a_label("200123456780", LabelState.VOID))
    keep(store, order)

    assert "number_void" in raw.refusal(binding("'200123456780'"))
    assert "number_void" in raw.refusal(label("'200123456780'"))
    assert "number_void" in raw.refusal("UPDATE parcel_labels SET state = 'printed'")


def test_the_number_of_a_void_binding_is_refused_for_ever(store: Store, raw: Raw) -> None:
    order = a_packed_order()
    order.parcels[0].labels.clear()
    keep(store, order)
    raw.run("UPDATE bindings SET ended_at = bound_at, ended_why = 'void'")

    assert "number_void" in raw.refusal(binding("'200000000017'"))
    assert "number_void" in raw.refusal(label("'200000000017'"))
    assert "number_void" in raw.refusal("UPDATE bindings SET ended_at = NULL, ended_why = NULL")
    assert "number_void" in raw.refusal("UPDATE bindings SET ended_why = 'undo'")


def test_a_label_s_number_is_its_carrier_s_only_one(store: Store, raw: Raw) -> None:
    keep(store, a_packed_order())

    assert "label_number_taken" in raw.refusal(label("'200000000017'"))
    assert "kept_for_ever" in raw.refusal("UPDATE parcel_labels SET number = '200123456780'")


def test_a_unit_lies_in_one_parcel(store: Store, raw: Raw) -> None:
    order = an_order("1", lines=1)
    order.parcels.append(a_parcel())
    order.parcels[0].units.append(a_unit(unit="0460", uin="6430000000000001"))
    other = an_order("2")
    other.parcels.append(a_parcel())
    keep(store, order, other)

    assert "unit_in_parcel" in raw.refusal(verified(unit="'0460'"))
    assert "uin_in_parcel" in raw.refusal(verified(uin="'6430000000000001'"))
    raw.run("UPDATE verified_units SET ended_at = verified_at")
    assert raw.refusal(verified(unit="'0460'", uin="'6430000000000001'")) == ""
    assert "in_parcel" in raw.refusal("UPDATE verified_units SET ended_at = NULL WHERE ended_at IS NOT NULL")


def test_an_order_has_one_live_shipment_and_a_reference_is_used_once(store: Store, raw: Raw) -> None:
    order = an_order()
    order.shipments.append(Shipment("spsr", "PelOn", "10482/1", ShipmentState.PENDING, NOW))
    keep(store, order)
    facts = {
        "order_id": "(SELECT MAX(id) FROM orders)", "carrier": "'spsr'", "service": "''",
        "created_at": "'2026-11-20T09:30:15.123456Z'",
    }  # fmt: skip

    assert "shipment_live_already" in raw.refusal(a_row("shipments", reference="'10482/2'", state="'pending'", **facts))
    assert "shipment_reference_taken" in raw.refusal(a_row("shipments", reference="'10482/1'", state="'void'", **facts))


def test_a_hold_and_a_shipment_stay_with_their_order(store: Store, raw: Raw) -> None:
    order = an_order()
    order.holds.append(Hold("short", "anna", NOW))
    order.shipments.append(Shipment("spsr", "PelOn", "10482/1", ShipmentState.PENDING, NOW))
    keep(store, order, an_order("2"))

    for table in ("holds", "shipments"):
        assert "kept_for_ever" in raw.refusal(f"UPDATE {table} SET order_id = (SELECT MAX(id) FROM orders)")


@pytest.fixture
def caged(store: Store) -> Store:
    first, second = a_packed_order("1"), a_packed_order("2", tracking="200123456780")
    keep(store, first, second)
    with store.unit_of_work() as uow:
        manifest = a_manifest()
        manifest.rows.append(a_cage_row(first))
        uow.manifests.add(manifest)
        uow.manifests.add(a_manifest("2011-02"))
        uow.commit()
    return store


def cage(parcel: str, manifest: str) -> str:
    return a_row(
        "manifest_rows", manifest_id=f"(SELECT id FROM manifests WHERE number = '{manifest}')", parcel_id=parcel,
        order_number="'x'", parcel_position=1, tracking="'x'", place=2, caged_at="'2026-11-20T09:30:15.123456Z'",
        caged_by="'x'", scan_id="'x'",
    )  # fmt: skip


def test_a_parcel_stands_on_one_manifest(caged: Store, raw: Raw) -> None:
    assert "parcel_on_manifest" in raw.refusal(cage(SEALED, "2011-02"))
    assert raw.refusal(cage(OTHER_PARCEL, "2011-02")) == ""


def test_a_closed_manifest_is_never_changed(caged: Store, raw: Raw) -> None:
    raw.run("UPDATE manifests SET state = 'closed' WHERE number = '2011-01'")

    for sql in (
        cage(OTHER_PARCEL, "2011-01"),
        "UPDATE manifest_rows SET tracking = 'x'",
        "UPDATE manifest_rows SET manifest_id = (SELECT MAX(id) FROM manifests)",
        "UPDATE manifests SET state = 'open' WHERE number = '2011-01'",
        "UPDATE manifests SET courier = 'x' WHERE number = '2011-01'",
    ):
        assert "manifest_closed" in raw.refusal(sql), sql


def test_what_was_taken_out_of_the_cage_stays_out_and_may_go_in_anew(caged: Store, raw: Raw) -> None:
    raw.run("UPDATE manifest_rows SET removed_at = '2026-11-20T09:40:15.123456Z', removed_by = 'x'")

    assert "kept_for_ever" in raw.refusal("UPDATE manifest_rows SET removed_at = NULL")
    assert raw.refusal(cage(SEALED, "2011-02")) == ""
    assert "kept_for_ever" in raw.refusal("UPDATE manifest_rows SET place = 9 WHERE removed_at IS NULL")


def test_the_journal_is_only_added_to(store: Store, raw: Raw) -> None:
    with store.unit_of_work() as uow:
        uow.journal.append(a_journal_line())
        uow.commit()

    assert "journal_append_only" in raw.refusal("UPDATE journal SET code = 'x'")
    assert "journal_append_only" in raw.refusal("DELETE FROM journal")


def test_a_number_of_a_range_is_given_once(store: Store, raw: Raw) -> None:
    with store.unit_of_work() as uow:
        uow.numbers.add_range("spsr", 1, 10)
        assert uow.numbers.allot("spsr") == 1
        uow.commit()

    assert "number_given_once" in raw.refusal("UPDATE number_ranges SET next_counter = 1")
    assert "number_given_once" in raw.refusal("UPDATE number_ranges SET first_counter = 0")
    assert "kept_for_ever" in raw.refusal("DELETE FROM number_ranges")
    assert "number_range_overlaps" in raw.refusal(
        a_row("number_ranges", carrier="'spsr'", first_counter=10, last_counter=20, next_counter=10)
    )


def test_a_second_binding_is_told_with_its_rule(store: Store) -> None:
    """Not only in SQL: the unit of work tells the refusal by a code of the closed list."""
    from station.errors import Refused

    other = a_packed_order("2", tracking=None)
    keep(store, a_packed_order("1"), other)
    with store.unit_of_work() as uow, pytest.raises(Refused) as refused:
        uow.orders.get("2").parcels[0].bindings.append(a_binding())
        uow.commit()

    assert [reason.code for reason in refused.value.reasons] == ["number_taken"]
