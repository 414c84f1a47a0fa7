"""What the database refuses of orders, whoever asks, each rule by its name."""

from __future__ import annotations

from itertools import product

import pytest

from station.domain.order import Hold, PassportCheck, PassportState
from station.domain.workflow.phases import OUT, Phase, lawful
from station.store.engine import Store
from tests.store.builders import (
    NOW,
    Raw,
    a_cage_row,
    a_line,
    a_manifest,
    a_packed_order,
    a_parcel,
    a_unit,
    an_order,
    keep,
    move,
    ship,
)

TO_SHIPPED = "UPDATE orders SET status = 'shipped', phase = 'SHIPPED' WHERE number = '10482'"


def to(phase: Phase, number: str = "10482") -> str:
    return f"UPDATE orders SET status = '{phase.lower()}', phase = '{phase}' WHERE number = '{number}'"


def test_a_phase_without_its_status_is_refused(store: Store, raw: Raw) -> None:
    keep(store, an_order())

    assert "status_phase_mismatch" in raw.refusal("UPDATE orders SET phase = 'PACKED' WHERE number = '10482'")
    assert "status_phase_mismatch" in raw.refusal("UPDATE orders SET status = 'packed' WHERE number = '10482'")
    assert "status_phase_mismatch" in raw.refusal("UPDATE orders SET workflow = 'other' WHERE number = '10482'")


@pytest.mark.parametrize("phase", sorted(OUT))
def test_no_order_is_born_out(store: Store, raw: Raw, phase: Phase) -> None:
    assert "born_out" in raw.refusal(
        f"INSERT INTO orders (number, workflow, status, phase) VALUES ('1', 'default', '{phase.lower()}', '{phase}')"
    )


def test_no_order_is_born_in_a_status_that_is_not_there(store: Store, raw: Raw) -> None:
    assert "status_phase_mismatch" in raw.refusal(
        "INSERT INTO orders (number, workflow, status, phase) VALUES ('1', 'default', 'new', 'PACKED')"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [(a, b) for a, b in product(Phase, sorted(OUT)) if a not in OUT and (a, b) != (Phase.PACKED, Phase.SHIPPED)],
)
def test_no_way_leads_out_around_shipped(sqlite_store: Store, sqlite_url: str, before: Phase, after: Phase) -> None:
    order = a_packed_order()
    move(order, before)
    keep(sqlite_store, order)

    assert Raw(sqlite_url).refusal(to(after)) == "out_only_by_shipped"


@pytest.mark.parametrize("before", [phase for phase in Phase if phase not in OUT and phase is not Phase.PACKED])
def test_only_a_packed_order_is_shipped(store: Store, raw: Raw, before: Phase) -> None:
    order = a_packed_order()
    move(order, before)
    keep(store, order)

    assert "out_only_by_shipped" in raw.refusal(TO_SHIPPED)


def test_from_packed_the_only_way_out_is_shipped(store: Store, raw: Raw) -> None:
    keep(store, a_packed_order())

    refused = [raw.refusal(to(phase)) for phase in sorted(OUT - {Phase.SHIPPED})]

    assert all("out_only_by_shipped" in words for words in refused)


def test_no_order_is_shipped_without_a_parcel(store: Store, raw: Raw) -> None:
    order = an_order(phase=Phase.PACKED, lines=0)
    keep(store, order)

    assert "shipped_without_parcel" in raw.refusal(TO_SHIPPED)


def test_no_order_is_shipped_with_an_unbound_parcel(store: Store, raw: Raw) -> None:
    keep(store, a_packed_order(tracking=None))

    assert "shipped_unbound" in raw.refusal(TO_SHIPPED)


def test_an_ended_binding_does_not_count(store: Store, raw: Raw) -> None:
    keep(store, a_packed_order())
    raw.run("UPDATE bindings SET ended_at = bound_at, ended_why = 'undo'")

    assert "shipped_unbound" in raw.refusal(TO_SHIPPED)


def test_no_held_order_is_shipped(store: Store, raw: Raw) -> None:
    order = a_packed_order()
    order.holds.append(Hold("short", "anna", NOW))
    keep(store, order)

    assert "shipped_held" in raw.refusal(TO_SHIPPED)


@pytest.mark.parametrize("change", ["state = 'open'", "weight_g = NULL", "weight_g = 0"])
def test_no_order_is_shipped_with_an_open_or_unweighed_parcel(store: Store, raw: Raw, change: str) -> None:
    keep(store, a_packed_order())
    raw.run(f"UPDATE parcels SET {change}")

    assert "shipped_unweighed" in raw.refusal(TO_SHIPPED)


def test_no_order_is_shipped_with_a_unit_missing(store: Store, raw: Raw) -> None:
    order = a_packed_order()
    order.lines.append(a_line("2"))
    keep(store, order)

    assert "shipped_unverified" in raw.refusal(TO_SHIPPED)


def test_no_order_is_shipped_with_a_unit_too_many(store: Store, raw: Raw) -> None:
    order = a_packed_order()
    order.parcels[0].units.append(a_unit())
    keep(store, order)

    assert "shipped_unverified" in raw.refusal(TO_SHIPPED)


def test_no_order_is_shipped_with_a_unit_of_a_cancelled_line(store: Store, raw: Raw) -> None:
    order = a_packed_order()
    order.lines[0].cancelled = True
    keep(store, order)

    assert "shipped_unverified" in raw.refusal(TO_SHIPPED)


def test_no_order_is_shipped_with_an_empty_parcel(store: Store, raw: Raw) -> None:
    order = a_packed_order()
    order.parcels.append(a_parcel(2))
    keep(store, order)

    assert "shipped_unverified" in raw.refusal(TO_SHIPPED)


def test_what_lies_in_a_void_parcel_does_not_count(store: Store, raw: Raw) -> None:
    keep(store, a_packed_order())
    raw.run("UPDATE parcels SET state = 'void'")

    assert "shipped_unverified" in raw.refusal(TO_SHIPPED)


def test_no_order_is_shipped_without_a_carrier(store: Store, raw: Raw) -> None:
    keep(store, a_packed_order())
    raw.run("UPDATE orders SET carrier = ''")

    assert "shipped_without_carrier" in raw.refusal(TO_SHIPPED)


@pytest.mark.parametrize(
    "state", [PassportState.REQUIRED, PassportState.AMBER, PassportState.RED, PassportState.STALE, None]
)
def test_no_order_is_shipped_before_its_passport_check_is_clear(
    store: Store, raw: Raw, state: PassportState | None
) -> None:
    order = a_packed_order()
    order.passport = PassportCheck(state, "because", "policy", NOW) if state else None
    keep(store, order)

    assert "shipped_without_passport" in raw.refusal(TO_SHIPPED)


@pytest.mark.parametrize("state", [PassportState.CLEAR, PassportState.NOT_REQUIRED, PassportState.RELEASED])
def test_an_order_with_all_that_it_needs_is_shipped(store: Store, raw: Raw, state: PassportState) -> None:
    order = a_packed_order()
    order.passport = PassportCheck(state, "because", "policy", NOW)
    keep(store, order)

    raw.run(TO_SHIPPED)

    assert raw.value("SELECT phase FROM orders") == "SHIPPED"


def test_an_order_closed_elsewhere_does_not_move(store: Store, raw: Raw) -> None:
    order = an_order(phase=Phase.NEW)
    order.closed_elsewhere = True
    keep(store, order)

    assert "closed_elsewhere" in raw.refusal(to(Phase.APPROVED))
    assert "closed_elsewhere" in raw.refusal(
        "UPDATE orders SET closed_elsewhere = NOT closed_elsewhere, status = 'approved', phase = 'APPROVED'"
    )


def test_every_move_back_from_out_is_the_law_s(store: Store, raw: Raw) -> None:
    """All pairs of phases, against the law as the domain says it; SHIPPED must be reached through its gates."""
    keep(store, a_packed_order())
    ship(store)
    inside = [phase for phase in sorted(OUT) if phase is not Phase.SHIPPED]
    for before in (Phase.SHIPPED, *inside):
        if before is not Phase.SHIPPED:
            raw.run(to(before))
        for after in Phase:
            if lawful(before, after, handed_over=True) and lawful(before, after, handed_over=False):
                continue
            if lawful(before, after, handed_over=False):
                raw.run("UPDATE orders SET handed_over = NOT handed_over")
                assert "unlawful_move" in raw.refusal(to(after)), (before, after)
                raw.run("UPDATE orders SET handed_over = NOT handed_over")
            else:
                assert "unlawful_move" in raw.refusal(to(after)), (before, after)


@pytest.mark.parametrize("before", [phase for phase in Phase if phase not in OUT])
def test_every_move_inside_is_the_law_s(store: Store, raw: Raw, before: Phase) -> None:
    inside = [phase for phase in Phase if phase not in OUT]
    keep(store, *(an_order(f"to-{after}", before) for after in inside))
    for after in inside:
        said = raw.refusal(to(after, f"to-{after}"))

        assert (said == "") is lawful(before, after, handed_over=False), (before, after, said)
        assert said == "" or "unlawful_move" in said


def test_what_stands_on_a_closed_manifest_never_comes_back(store: Store, raw: Raw) -> None:
    order = a_packed_order()
    keep(store, order)
    ship(store)
    with store.unit_of_work() as uow:
        manifest = a_manifest()
        manifest.rows.append(a_cage_row(order))
        uow.manifests.add(manifest)
        uow.commit()
    raw.run("UPDATE manifests SET state = 'closed'")

    assert "unlawful_move" in raw.refusal(to(Phase.ASSEMBLY))


def test_number_and_key_of_an_order_never_change(store: Store, raw: Raw) -> None:
    keep(store, an_order())

    assert "kept_for_ever" in raw.refusal("UPDATE orders SET number = '1'")
    assert "kept_for_ever" in raw.refusal("UPDATE orders SET id = id + 100")


def test_a_bench_has_one_open_order(store: Store, raw: Raw) -> None:
    keep(store, an_order("1"), an_order("2"))
    raw.run("UPDATE orders SET bench = 'bench-1' WHERE number = '1'")

    assert "bench_taken" in raw.refusal("UPDATE orders SET bench = 'bench-1' WHERE number = '2'")


def test_a_tray_holds_one_order(store: Store, raw: Raw) -> None:
    keep(store, an_order("1"), an_order("2"))
    raw.run("UPDATE orders SET tray = 'LZT001' WHERE number = '1'")

    assert "tray_taken" in raw.refusal("UPDATE orders SET tray = 'LZT001' WHERE number = '2'")


def test_a_status_that_orders_are_in_keeps_its_phase(store: Store, raw: Raw) -> None:
    keep(store, an_order())

    for sql in (
        "UPDATE workflow_statuses SET phase = 'SHIPPED' WHERE code = 'assembly'",
        "UPDATE workflow_statuses SET code = 'x' WHERE code = 'assembly'",
        "DELETE FROM workflow_statuses WHERE code = 'assembly'",
    ):
        assert "status_in_use" in raw.refusal(sql)
    assert raw.refusal("UPDATE workflow_statuses SET phase = 'APPROVED' WHERE code = 'approval'") == ""


KEPT = (
    "bindings", "holds", "manifest_rows", "manifests", "order_lines", "orders", "parcel_labels", "parcels",
    "passport_checks", "verified_units",
)  # fmt: skip


@pytest.fixture
def full(store: Store) -> Store:
    order = a_packed_order()
    order.holds.append(Hold("short", "anna", NOW, released_by="vera", released_at=NOW))
    keep(store, order)
    with store.unit_of_work() as uow:
        manifest = a_manifest()
        manifest.rows.append(a_cage_row(order))
        uow.manifests.add(manifest)
        uow.commit()
    return store


@pytest.mark.parametrize("table", KEPT)
def test_rows_are_kept_for_ever(full: Store, raw: Raw, table: str) -> None:
    before = raw.value(f"SELECT COUNT(*) FROM {table}")

    said = raw.refusal(f"DELETE FROM {table}")
    renamed = raw.refusal(f"UPDATE {table} SET id = id + 1000")

    assert "kept_for_ever" in said
    assert "kept_for_ever" in renamed
    assert raw.value(f"SELECT COUNT(*) FROM {table}") == before


@pytest.mark.parametrize("table", [*KEPT, "journal", "workflow_statuses"])
def test_nothing_kept_is_truncated(postgres_url: str, table: str) -> None:
    said = Raw(postgres_url).refusal(f"TRUNCATE {table} CASCADE")

    assert any(name in said for name in ("kept_for_ever", "journal_append_only", "status_in_use"))
