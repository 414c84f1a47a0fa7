"""One use case, one transaction; and what two of them at once see of each other."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from station.domain.bench import Pending, Wanted
from station.domain.codes import Code
from station.domain.order import Hold
from station.domain.parcel import Shipment
from station.domain.people import Operator, Role
from station.domain.shipment import ShipmentState
from station.domain.workflow.phases import Phase
from station.errors import LaretsError, Refused
from station.ports import OrderRow
from station.store.engine import Store
from tests.store.builders import (
    BARCODE,
    LATER,
    NOW,
    Raw,
    a_binding,
    a_label,
    a_line,
    a_packed_order,
    a_parcel,
    a_unit,
    a_workflow,
    an_order,
    keep,
    move,
)


def test_nothing_is_kept_without_commit(store: Store) -> None:
    with store.unit_of_work() as uow:
        uow.orders.add(an_order())
        uow.flush()

    with store.unit_of_work() as uow:
        assert uow.orders.find("10482") is None


def test_nothing_is_kept_when_something_is_raised(store: Store) -> None:
    keep(store, an_order())
    with pytest.raises(RuntimeError), store.bench_unit_of_work() as uow:
        uow.orders.get("10482").tray = "LZT001"
        uow.flush()
        raise RuntimeError

    with store.bench_unit_of_work() as uow:
        assert uow.orders.get("10482").tray is None


def test_a_change_that_was_never_sent_is_forgotten_as_well(store: Store) -> None:
    keep(store, an_order())
    with store.bench_unit_of_work() as uow:
        uow.orders.get("10482").tray = "LZT001"

    with store.bench_unit_of_work() as uow:
        assert uow.orders.get("10482").tray is None
        uow.commit()
    with store.unit_of_work() as uow:
        assert uow.orders.get("10482").tray is None


def test_an_unknown_order_is_refused(store: Store) -> None:
    with store.unit_of_work() as uow, pytest.raises(Refused) as refused:
        uow.orders.get("1")

    assert refused.value.reasons[0].code is Code.ORDER_UNKNOWN


def test_an_order_comes_back_as_it_was(store: Store) -> None:
    order = a_packed_order()
    order.lines.append(replace(a_line("2"), cancelled=True))
    order.holds.append(Hold("short", "anna", NOW, note="нет в ячейке", released_by="vera", released_at=LATER))
    order.shipments.append(Shipment("spsr", "PelOn", "10482/1", ShipmentState.UNKNOWN, NOW, changed_at=LATER))
    order.deliver_on = LATER.date()
    order.window = "AM"
    before = repr(order)
    keep(store, order)

    with store.reading() as uow:
        found = uow.orders.get("10482")

    assert found is not order
    assert found == order
    assert found.consignee.address.text == "ул. Выдуманная, 1"
    assert found.consignee.phone == order.consignee.phone
    assert found.lines[0].properties == (("size", "17.5"),)
    assert found.created_at == NOW
    assert found.created_at is not None
    assert found.created_at.tzinfo is not None
    assert "Order(number='10482'" in before


def test_a_moment_without_a_time_zone_is_a_bug(store: Store) -> None:
    order = an_order()
    order.created_at = NOW.replace(tzinfo=None)

    with pytest.raises(Exception, match="time zone"):
        keep(store, order)


def test_moments_on_sqlite_are_text_that_sorts(sqlite_store: Store, sqlite_url: str) -> None:
    keep(sqlite_store, an_order())

    assert Raw(sqlite_url).value("SELECT created_at FROM orders") == "2026-11-20T09:30:15.123456Z"


def test_bench_and_person_come_back_as_they_were(store: Store) -> None:
    with store.unit_of_work() as uow:
        bench = uow.benches.get("bench-1")
        bench.pending = Pending(Wanted.UIN, "verify_unit", BARCODE, {"line": "1"})
        bench.order, bench.lock, bench.seen_at = "10482", "misread", NOW
        uow.operators.add(Operator("anna", "Анна Выдумова", Role.PACKER, "hash-1"))
        uow.commit()

    with store.unit_of_work() as uow:
        bench = uow.benches.get("bench-1")
        assert bench.pending == Pending(Wanted.UIN, "verify_unit", BARCODE, {"line": "1"})
        assert (bench.order, bench.lock, bench.seen_at) == ("10482", "misread", NOW)
        assert uow.operators.get("anna").role is Role.PACKER
        assert uow.operators.find_by_badge("hash-1") == uow.operators.get("anna")
        assert uow.operators.find_by_badge("hash-2") is None
        assert [one.code for one in uow.operators.everybody()] == ["anna"]


def test_an_order_is_found_by_its_channel_its_bench_and_its_family(store: Store) -> None:
    child = an_order("10482-2")
    child.parent, child.channel_id = "10482", "id-10482"
    grandchild = an_order("10482-3")
    grandchild.parent = "10482-2"
    parent = an_order()
    parent.bench = "bench-1"
    keep(store, parent, child, grandchild)

    with store.unit_of_work() as uow:
        by_channel = uow.orders.find_by_channel("retailcrm", "id-10482")
        assert by_channel is not None
        assert by_channel.number == "10482"
        assert uow.orders.find_by_channel("retailcrm", "none") is None
        assert [one.number for one in uow.orders.family("10482-2")] == ["10482", "10482-2", "10482-3"]


def test_a_line_that_is_taken_out_of_an_order_is_a_bug(store: Store) -> None:
    keep(store, an_order(lines=2))

    with pytest.raises(Exception, match=r"(?i)null|wrong_type"), store.unit_of_work() as uow:
        uow.orders.get("10482").lines.pop()
        uow.commit()


def test_a_parcel_moves_with_its_units_to_the_child_of_a_split(store: Store) -> None:
    order = an_order()
    order.parcels.append(a_parcel())
    order.parcels[0].units.append(a_unit(unit="u1"))
    keep(store, order)

    with store.unit_of_work() as uow:
        parent, child = uow.orders.get("10482"), an_order("10482-2")
        uow.orders.add(child)
        child.parcels.append(parent.parcels.pop())
        uow.commit()

    with store.unit_of_work() as uow:
        assert uow.orders.get("10482").parcels == []
        assert uow.orders.get("10482-2").parcels[0].units[0].unit == "u1"


def test_orders_are_listed_by_deadline(store: Store) -> None:
    late, soon, never = an_order("late"), an_order("soon"), an_order("never", Phase.NEW)
    soon.ship_by, never.ship_by = NOW, None
    soon.holds.append(Hold("short", "anna", NOW))
    keep(store, late, soon, never)

    with store.reading() as uow:
        rows = uow.order_lists.rows()
        assert [row.number for row in rows] == ["soon", "late", "never"]
        assert rows[0] == OrderRow(
            "soon", "assembly", "ASSEMBLY", "zlatotsvet", "spsr", "Небылицк", NOW, held=True, bench=None,
            closed_elsewhere=False, channel_status="", units=1,
        )  # fmt: skip
        assert [row.number for row in uow.order_lists.rows(phase="NEW")] == ["never"]
        assert [row.number for row in uow.order_lists.rows(status="assembly", limit=1)] == ["soon"]
        assert uow.order_lists.rows(phase="NO SUCH") == ()


def test_a_workflow_is_replaced_but_not_under_its_orders(store: Store) -> None:
    keep(store, an_order())
    whole = a_workflow()
    smaller = replace(whole, statuses=whole.statuses[:4], transitions=frozenset({("new", "approval")}))

    with store.unit_of_work() as uow, pytest.raises(Refused) as refused:
        uow.workflows.save(smaller)
    assert refused.value.reasons[0].code is Code.STATUS_IN_USE

    without_one = replace(whole, statuses=whole.statuses[:-1], transitions=frozenset({("new", "approval")}))
    with store.unit_of_work() as uow:
        uow.workflows.save(without_one)
        uow.commit()
    with store.unit_of_work() as uow:
        assert uow.workflows.get("default") == without_one
        assert uow.workflows.get("a shop without one") == without_one
        assert uow.workflows.in_use("default") == {"assembly": 1}


# -- two sessions --------------------------------------------------------------------------------------------------


def test_what_another_program_wrote_is_seen(store: Store, second: Store) -> None:
    keep(store, an_order())
    with store.bench_unit_of_work() as uow:
        first = uow.orders.get("10482")
        uow.commit()
    with second.unit_of_work() as uow:
        uow.orders.get("10482").holds.append(Hold("short", "vera", NOW))
        uow.commit()

    with store.bench_unit_of_work() as uow:
        found = uow.orders.get("10482")
        assert [hold.reason for hold in found.open_holds] == ["short"]
        assert found is not first


def test_what_raw_sql_wrote_is_seen(store: Store, raw: Raw) -> None:
    keep(store, an_order())
    with store.bench_unit_of_work() as uow:
        uow.orders.get("10482")
        uow.commit()
    raw.run("UPDATE orders SET tray = 'LZT007'")

    with store.bench_unit_of_work() as uow:
        assert uow.orders.get("10482").tray == "LZT007"


def test_what_another_thread_wrote_is_seen(store: Store) -> None:
    keep(store, an_order())
    with store.bench_unit_of_work() as uow:
        uow.orders.get("10482")
        uow.commit()

    def work() -> None:
        with store.bench_unit_of_work() as uow:
            uow.orders.get("10482").tray = "LZT008"
            uow.commit()

    in_threads(work)

    with store.bench_unit_of_work() as uow:
        assert uow.orders.get("10482").tray == "LZT008"


def test_a_bench_that_nobody_disturbs_need_not_read_again(sqlite_store: Store) -> None:
    keep(sqlite_store, an_order())
    found = []
    for _ in range(2):
        with sqlite_store.bench_unit_of_work() as uow:
            found.append(uow.orders.get("10482"))
            uow.benches.get("bench-1").seen_at = NOW
            uow.commit()

    assert found[0] is found[1]


def test_two_sessions_add_up(store: Store, second: Store) -> None:
    """Both change the same order in turns; nothing of either is lost."""
    keep(store, an_order(lines=2))
    for n, one in enumerate((store, second, store, second)):
        with one.bench_unit_of_work() as uow:
            uow.orders.get("10482").holds.append(Hold(f"r{n}", "anna", NOW))
            uow.commit()

    with store.bench_unit_of_work() as uow:
        assert [hold.reason for hold in uow.orders.get("10482").holds] == ["r0", "r1", "r2", "r3"]


# -- races ---------------------------------------------------------------------------------------------------------


def in_threads(*works: Callable[[], None]) -> None:
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def race(stores: list[Store], work: Callable[[Store, int], None]) -> list[LaretsError | None]:
    """Do the same on each store at once; return what each was told."""
    ready = threading.Barrier(len(stores))
    told: list[LaretsError | None] = [None] * len(stores)

    def one(n: int) -> None:
        ready.wait()
        try:
            work(stores[n], n)
        except LaretsError as error:
            told[n] = error

    in_threads(*[lambda n=n: one(n) for n in range(len(stores))])
    return told


def test_of_two_benches_one_binds_the_number(store: Store, second: Store) -> None:
    keep(store, a_packed_order("0", tracking=None), a_packed_order("1", tracking=None))

    def bind(one: Store, n: int) -> None:
        with one.bench_unit_of_work() as uow:
            uow.orders.get(str(n)).parcels[0].bindings.append(a_binding())
            uow.commit()

    told = race([store, second], bind)

    assert sorted(str(error) for error in told) == ["None", "number_taken"]


def test_of_two_benches_one_gets_the_unit(store: Store, second: Store) -> None:
    orders = [an_order("0"), an_order("1")]
    for order in orders:
        order.parcels.append(a_parcel(closed=False))
    keep(store, *orders)

    def verify(one: Store, n: int) -> None:
        with one.bench_unit_of_work() as uow:
            uow.orders.get(str(n)).parcels[0].units.append(a_unit(unit="0460"))
            uow.commit()

    told = race([store, second], verify)

    assert sorted(str(error) for error in told) == ["None", "unit_in_parcel"]


def test_an_order_never_ships_beside_a_hold_that_was_there_first(store: Store, second: Store, raw: Raw) -> None:
    for n in range(5):
        keep(store, a_packed_order(f"o{n}", tracking=f"20000000{n:04d}"))

        def work(one: Store, who: int, number: str = f"o{n}") -> None:
            with one.unit_of_work() as uow:
                order = uow.orders.get(number)
                if who == 0:
                    order.holds.append(Hold("cancelled", "vera", NOW))
                elif not order.open_holds:
                    move(order, Phase.SHIPPED)
                uow.commit()

        assert race([store, second], work) == [None, None]

    held_first = "SELECT COUNT(*) FROM orders o JOIN holds h ON h.order_id = o.id WHERE o.phase = 'PACKED'"
    shipped = "SELECT COUNT(*) FROM orders WHERE phase = 'SHIPPED'"
    assert raw.value(held_first) + raw.value(shipped) == 5


def test_of_two_units_of_work_that_empty_a_parcel_and_ship_it_one_is_refused(
    store: Store, second: Store, raw: Raw
) -> None:
    """By raw rows, past the lock that reading an order takes: the triggers alone must hold."""
    for n in range(5):
        keep(store, a_packed_order(f"o{n}", tracking=f"20000000{n:04d}"))
        sql = (
            f"UPDATE orders SET status = 'shipped', phase = 'SHIPPED' WHERE number = 'o{n}'",
            "UPDATE verified_units SET ended_at = verified_at WHERE parcel_id = (SELECT MAX(id) FROM parcels)",
        )
        said: list[str] = ["", ""]

        def work(which: int, said: list[str] = said, sql: tuple[str, str] = sql) -> None:
            said[which] = raw.refusal(sql[which])

        in_threads(lambda: work(0), lambda: work(1))
        assert ("shipped_unverified" in said[0]) is not ("sealed" in said[1]), said


def test_no_counter_is_given_twice(store: Store, second: Store) -> None:
    with store.unit_of_work() as uow:
        uow.numbers.add_range("spsr", 1, 7)
        uow.numbers.add_range("spsr", 101, 110)
        uow.numbers.add_range("own", 1, 5)
        uow.commit()
    given: list[int] = []

    def take(one: Store, _: int) -> None:
        for _n in range(8):
            with one.unit_of_work() as uow:
                counter = uow.numbers.allot("spsr")
                uow.commit()
            assert counter is not None
            given.append(counter)

    assert race([store, second], take) == [None, None]

    assert sorted(given) == [*range(1, 8), *range(101, 110)]
    with store.unit_of_work() as uow:
        assert uow.numbers.left("spsr") == (1, 17)
        assert uow.numbers.allot("spsr") == 110
        assert uow.numbers.allot("spsr") is None
        assert uow.numbers.allot("nobody") is None


def test_a_counter_of_a_unit_of_work_that_failed_is_free_again(store: Store) -> None:
    with store.unit_of_work() as uow:
        uow.numbers.add_range("spsr", 1, 2)
        uow.commit()
    with store.unit_of_work() as uow:
        assert uow.numbers.allot("spsr") == 1

    with store.unit_of_work() as uow:
        assert uow.numbers.allot("spsr") == 1


def test_ranges_that_overlap_are_refused(store: Store) -> None:
    with store.unit_of_work() as uow, pytest.raises(Refused) as refused:
        uow.numbers.add_range("spsr", 1, 10)
        uow.numbers.add_range("spsr", 10, 20)

    assert refused.value.reasons[0].code is Code.NUMBER_TAKEN


def test_labels_wait_in_the_order_in_which_they_were_asked(store: Store) -> None:
    from station.domain.label import PrintedLabel
    from station.domain.parcel import LabelState

    orders = [a_packed_order(n, tracking=None) for n in ("1", "2")]
    for order, number in zip(orders, ("200000000017", "200123456780"), strict=True):
        order.parcels[0].labels.append(a_label(number, LabelState.ASKED))
    keep(store, *orders)
    printed = PrintedLabel(b"png", b"pdf", 203, 58, 40)

    with store.unit_of_work() as uow:
        assert uow.label_files.asked("bench-2") == ()
        asked = uow.label_files.asked("bench-1")
        assert [number for number, _ in asked] == ["1", "2"]
        uow.label_files.keep(asked[0][1], printed)
        uow.label_files.keep(asked[0][1], replace(printed, png=b"other"))
        uow.orders.get("2").parcels[0].labels[0].state = LabelState.SENDING
        uow.commit()

    with store.unit_of_work() as uow:
        assert uow.label_files.find(asked[0][1]) == printed
        assert uow.label_files.find(asked[1][1]) is None
        assert [number for number, _ in uow.label_files.sending("bench-1")] == ["2"]
