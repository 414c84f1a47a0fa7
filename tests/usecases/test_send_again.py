from __future__ import annotations

from collections import deque

import pytest

from station.domain.shipment import ShipmentState
from station.errors import Refused
from station.usecases.decide import cancel_order
from station.usecases.send_again import send_again
from tests.usecases.world import World


@pytest.fixture
def refused(either: World) -> World:
    """An order shipped whose booking the carrier refused."""
    either.take_in()
    either.bench().ship("501")
    either.carriers.faults = deque(["refused"])
    either.carrier_relay().relay_once()
    return either


def state(world: World) -> ShipmentState | None:
    shipment = world.order().shipment
    return shipment.state if shipment else None


def test_nobody_without_the_right_sends_again_and_nothing_but_what_was_given_up(refused: World) -> None:
    row = refused.outbox("carrier.register")[0].id
    with pytest.raises(Refused, match="not_allowed"), refused.office("pak") as work:
        send_again(work, row)
    with pytest.raises(Refused, match="row_not_parked"), refused.office() as work:
        send_again(work, row + 99)


def test_a_refusal_that_was_mended_is_booked(refused: World) -> None:
    row = refused.outbox("carrier.register")[0]
    assert (state(refused), row.state) == (ShipmentState.REFUSED, "parked")

    with refused.office() as work:
        send_again(work, row.id)

    assert refused.outbox("carrier.register")[0].state == "waiting"
    refused.carrier_relay().relay_once()
    assert (state(refused), refused.outbox("carrier.register")[0].state) == (ShipmentState.REGISTERED, "done")
    with pytest.raises(Refused, match="row_not_parked"), refused.office() as work:
        send_again(work, row.id)


def test_a_cancellation_that_was_refused_is_sent_again(refused: World) -> None:
    with refused.office() as work:
        send_again(work, refused.outbox("carrier.register")[0].id)
    refused.carrier_relay().relay_once()
    with refused.office() as work:
        cancel_order(work, "501")
    refused.carriers.faults = deque(["refused"])
    refused.carrier_relay().relay_once()
    with refused.office() as work:
        send_again(work, refused.outbox("carrier.cancel")[0].id)
    refused.carrier_relay().relay_once()

    assert refused.outbox("carrier.cancel")[0].state == "done"
