"""One program of all that share a database is in charge, and another when it ends."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from station.errors import StoreTrouble
from station.store.engine import Store


def test_a_lease_that_another_program_holds_is_not_given(store: Store, second: Store) -> None:
    assert store.lease("carriers").hold()
    assert not second.lease("carriers").hold()
    assert store.lease("carriers").hold()
    assert second.lease("other").hold()


def test_a_lease_given_back_is_free_for_another(store: Store, second: Store) -> None:
    lease = store.lease("carriers")
    assert lease.hold()
    lease.release()
    lease.release()
    assert second.lease("carriers").hold()
    assert not lease.hold()


def test_a_program_that_ends_gives_its_leases_back(store: Store, second: Store) -> None:
    assert second.lease("carriers").hold()
    second.close()
    assert store.lease("carriers").hold()


def test_a_lost_connection_is_a_lost_lease(postgres_store: Store) -> None:
    lease = postgres_store.lease("carriers")
    assert lease.hold()
    end_all = text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")
    with postgres_store.engine.connect() as connection:
        connection.execute(end_all)
    with pytest.raises(StoreTrouble):
        lease.hold()
    assert lease.hold()
