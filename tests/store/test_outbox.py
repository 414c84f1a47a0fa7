"""The outbox: committed with its cause, there once, taken in order."""

from __future__ import annotations

from datetime import timedelta

from station.store.engine import Store
from tests.store.builders import NOW, an_order, waiting

SOON = NOW + timedelta(minutes=5)


def put(store: Store, *keys: tuple[str, str]) -> None:
    with store.unit_of_work() as uow:
        for order, key in keys:
            uow.outbox.put("channel.status", key, order, {"status": "shipped", "имя": ["Лёд"]}, at=NOW)
        uow.commit()


def test_a_message_goes_with_its_cause_or_not_at_all(store: Store) -> None:
    with store.unit_of_work() as uow:
        uow.orders.add(an_order())
        uow.outbox.put("channel.status", "k1", "10482", {}, at=NOW)

    with store.reading() as uow:
        assert uow.outbox.list_rows() == ()


def test_a_message_is_there_once(store: Store) -> None:
    put(store, ("1", "k1"), ("1", "k1"))
    put(store, ("1", "k1"))

    with store.reading() as uow:
        row = uow.outbox.list_rows()[0]
        assert len(uow.outbox.list_rows()) == 1
    assert (row.topic, row.key, row.order, row.state, row.attempts) == ("channel.status", "k1", "1", "waiting", 0)
    assert row.payload == {"status": "shipped", "имя": ["Лёд"]}
    assert (row.created_at, row.next_try_at) == (NOW, NOW)


def test_a_message_that_is_not_due_is_not_taken(store: Store) -> None:
    put(store, ("1", "k1"))

    with store.unit_of_work() as uow:
        assert uow.outbox.take("channel.status", NOW - timedelta(seconds=1), 10) == ()
        assert uow.outbox.take("other", NOW, 10) == ()


def test_messages_are_taken_oldest_first_and_those_of_one_order_wait_for_each_other(store: Store) -> None:
    put(store, ("1", "k1"), ("2", "k2"), ("1", "k3"), ("3", "k4"))
    with store.unit_of_work() as uow:
        rows = uow.outbox.take("channel.status", NOW, 3)
        assert [row.key for row in rows] == ["k1", "k2", "k3"]
        uow.outbox.later(rows[0].id, trouble="carrier_down", next_try_at=SOON)
        uow.outbox.done(rows[1].id)
        uow.commit()

    with store.unit_of_work() as uow:
        assert [row.key for row in uow.outbox.take("channel.status", NOW, 9)] == ["k4"]
        again = uow.outbox.take("channel.status", SOON, 9)
        assert [row.key for row in again] == ["k1", "k3", "k4"]
        assert (again[0].attempts, again[0].trouble) == (1, "carrier_down")
        uow.outbox.park(again[0].id, trouble="carrier_refused")
        uow.commit()

    with store.reading() as uow:
        assert [row.state for row in uow.outbox.list_rows()] == ["parked", "done", "waiting", "waiting"]
        assert waiting(uow.outbox.list_rows(waiting_only=True)) == ["k3", "k4"]
