from __future__ import annotations

from collections import deque
from dataclasses import replace

import pytest

from station.domain.shipment import ShipmentState
from station.errors import Refused
from station.usecases.book_shipment import Booked, begin_booking, finish_booking
from station.usecases.decide import cancel_order, reopen_order
from tests.builders import an_incoming, an_incoming_line
from tests.fakes import Crash
from tests.usecases.world import EARRINGS, UIN_LEFT, World

MANY = ("501", "502", "503")


@pytest.fixture
def shipped(either: World) -> World:
    """Three orders shipped one after the other, none of them booked yet."""
    either.take_in(*(an_incoming(number) for number in MANY))
    bench = either.bench()
    for number in MANY:
        bench.ship(number)
    return either


def states(world: World) -> list[ShipmentState | None]:
    return [shipment.state if shipment else None for shipment in (world.order(number).shipment for number in MANY)]


def rows(world: World, topic: str = "carrier.register") -> list[str]:
    return [row.state for row in world.outbox(topic)]


def until_quiet(world: World, seconds: float = 600) -> None:
    """Let the relay run until nothing is due for ten minutes."""
    relay = world.carrier_relay()
    while seconds > 0:
        relay.relay_once()
        world.clock.pass_by(seconds=1)
        seconds -= 1
        if all(state != "waiting" for state in (*rows(world), *rows(world, "carrier.cancel"))):
            return


def test_with_the_gateway_down_nothing_is_lost_and_nobody_hears_of_it(shipped: World) -> None:
    shipped.carriers.faults = deque(["down"] * 5)
    relay = shipped.carrier_relay()
    for _ in range(5):
        assert relay.relay_once() == 0
        shipped.clock.pass_by(seconds=3)
    assert states(shipped) == [ShipmentState.PENDING] * 3
    assert rows(shipped) == ["waiting"] * 3
    assert shipped.carriers.sent == []


def test_when_the_gateway_is_back_everything_goes_once_in_order(shipped: World) -> None:
    shipped.carriers.faults = deque(["down"])
    relay = shipped.carrier_relay()
    relay.relay_once()
    shipped.clock.pass_by(milliseconds=500)  # back before the first of them is due again
    relay.relay_once()
    shipped.clock.pass_by(seconds=10)
    relay.relay_once()
    assert shipped.carriers.sent == ["501/1", "502/1", "503/1"]
    assert states(shipped) == [ShipmentState.REGISTERED] * 3
    assert rows(shipped) == ["done"] * 3


def test_a_program_started_while_the_gateway_is_down_keeps_the_order_too(shipped: World) -> None:
    shipped.carriers.faults = deque(["down"])
    shipped.carrier_relay().relay_once()
    shipped.clock.pass_by(milliseconds=500)
    shipped.carrier_relay().relay_once()
    shipped.clock.pass_by(seconds=10)
    shipped.carrier_relay().relay_once()
    assert shipped.carriers.sent == ["501/1", "502/1", "503/1"]


def test_the_lost_and_the_returned_connection_are_logged_once(shipped: World, log_watch: object) -> None:
    shipped.carriers.faults = deque(["down", "down"])
    relay = shipped.carrier_relay()
    for _ in range(4):
        relay.relay_once()
        shipped.clock.pass_by(seconds=5)
    told = [str(entry["event"]) for entry in log_watch.entries]  # type: ignore[attr-defined]  # the fixture's own
    assert [event for event in told if event.startswith("carrier_")] == ["carrier_down", "carrier_back"]


@pytest.mark.parametrize(("fault", "times_sent"), [("hangs", 1), ("lost", 2)])
def test_an_unknown_outcome_is_asked_for_and_never_sent_again_blindly(
    shipped: World, fault: str, times_sent: int
) -> None:
    shipped.carriers.faults = deque([fault])
    relay = shipped.carrier_relay()
    relay.relay_once()
    assert states(shipped) == [ShipmentState.UNKNOWN, ShipmentState.REGISTERED, ShipmentState.REGISTERED]
    assert shipped.carriers.asked == []
    until_quiet(shipped)
    assert shipped.carriers.asked == ["501/1"]
    assert shipped.carriers.sent.count("501/1") == times_sent
    assert [booking.reference for booking in shipped.carriers.bookings].count("501/1") == 1
    assert states(shipped) == [ShipmentState.REGISTERED] * 3


def test_a_question_that_cannot_be_asked_leaves_it_unknown(shipped: World) -> None:
    shipped.carriers.faults = deque(["hangs", "ok", "ok", "down"])
    relay = shipped.carrier_relay()
    relay.relay_once()
    shipped.clock.pass_by(seconds=30)
    relay.relay_once()
    assert states(shipped)[0] is ShipmentState.UNKNOWN
    until_quiet(shipped)
    assert states(shipped)[0] is ShipmentState.REGISTERED
    assert shipped.carriers.sent.count("501/1") == 1


def test_a_crash_between_the_call_and_the_answer_books_nothing_twice(shipped: World) -> None:
    shipped.carriers.faults = deque(["crash"])
    with pytest.raises(Crash):
        shipped.carrier_relay().relay_once()
    shipped.restart()
    assert states(shipped)[0] is ShipmentState.REGISTERING
    until_quiet(shipped)
    assert shipped.carriers.sent == ["501/1", "502/1", "503/1"]
    assert shipped.carriers.asked == ["501/1"]
    assert states(shipped) == [ShipmentState.REGISTERED] * 3


def test_a_crash_before_the_call_sends_it_after_asking(shipped: World) -> None:
    place = (shipped.store.unit_of_work, shipped.settings, "office", "501/1", "501", shipped.clock.now())
    assert begin_booking(*place) is not None
    shipped.restart()
    until_quiet(shipped)
    assert shipped.carriers.asked == ["501/1"]
    assert sorted(shipped.carriers.sent) == ["501/1", "502/1", "503/1"]


def test_a_refusal_waits_for_a_person_and_stops_nobody_else(shipped: World) -> None:
    shipped.carriers.faults = deque(["refused"])
    until_quiet(shipped)
    assert states(shipped) == [ShipmentState.REFUSED, ShipmentState.REGISTERED, ShipmentState.REGISTERED]
    assert rows(shipped) == ["parked", "done", "done"]
    shipment = shipped.order("501").shipment
    assert shipment is not None
    assert (shipment.trouble_code, shipment.trouble_text) == ("1051", "Неверный индекс")


def test_a_carrier_that_is_not_set_up_is_no_fault_of_the_order(shipped: World) -> None:
    shipped.carriers.faults = deque(["not served"])
    relay = shipped.carrier_relay()
    relay.relay_once()
    assert states(shipped) == [ShipmentState.PENDING, ShipmentState.REGISTERED, ShipmentState.REGISTERED]
    assert (rows(shipped), shipped.outbox("carrier.register")[0].trouble) == (
        ["waiting", "done", "done"], "carrier_not_served",
    )  # fmt: skip
    until_quiet(shipped)
    assert states(shipped) == [ShipmentState.REGISTERED] * 3


def test_a_question_to_a_carrier_that_is_not_set_up_stops_nobody_else(shipped: World) -> None:
    shipped.carriers.faults = deque(["hangs", "ok", "ok", "not served"])
    until_quiet(shipped)
    assert states(shipped) == [ShipmentState.REGISTERED] * 3


def test_a_cancellation_waits_too_where_the_carrier_is_not_set_up(shipped: World) -> None:
    until_quiet(shipped)
    with shipped.office() as work:
        cancel_order(work, "501")
    shipped.carriers.faults = deque(["not served"])
    shipped.carrier_relay().relay_once()
    assert rows(shipped, "carrier.cancel") == ["waiting"]
    until_quiet(shipped)
    assert shipped.carriers.cancelled == ["501/1"]


def test_the_waybill_goes_to_the_channel(shipped: World) -> None:
    until_quiet(shipped)
    news = [row.payload["waybill"] for row in shipped.outbox("channel.order") if row.order == "501"]
    assert news[-1] == "W-501/1"


def test_a_booking_made_void_before_it_was_sent_is_never_sent(shipped: World) -> None:
    with shipped.office() as work:
        cancel_order(work, "501")
    until_quiet(shipped)
    assert shipped.carriers.sent == ["502/1", "503/1"]
    assert rows(shipped, "carrier.cancel") == []


def test_a_booking_made_void_while_it_was_under_way_is_cancelled_after_it(shipped: World) -> None:
    place = (shipped.store.unit_of_work, shipped.settings, "office")
    to_book = begin_booking(*place, "501/1", "501", shipped.clock.now())
    assert to_book is not None
    registered = shipped.carriers.register(to_book.booking)
    with shipped.office() as work:
        reopen_order(work, "501")
    finish_booking(*place, to_book, Booked(ShipmentState.REGISTERED, registered), shipped.clock.now())
    (shipment,) = shipped.order("501").shipments
    assert (shipment.state, shipment.waybill) == (ShipmentState.VOID, "W-501/1")
    until_quiet(shipped)
    assert shipped.carriers.cancelled == ["501/1"]
    assert rows(shipped, "carrier.cancel") == ["done"]


def test_a_late_answer_makes_nothing_of_a_registered_booking(shipped: World) -> None:
    place = (shipped.store.unit_of_work, shipped.settings, "office")
    to_book = begin_booking(*place, "501/1", "501", shipped.clock.now())
    assert to_book is not None
    registered = shipped.carriers.register(to_book.booking)
    finish_booking(*place, to_book, Booked(ShipmentState.REGISTERED, registered), shipped.clock.now())
    for late in (ShipmentState.PENDING, ShipmentState.UNKNOWN, ShipmentState.REFUSED):
        finish_booking(*place, to_book, Booked(late, None, "late"), shipped.clock.now())
    (shipment,) = shipped.order("501").shipments
    assert (shipment.state, shipment.waybill, shipment.trouble_code) == (ShipmentState.REGISTERED, "W-501/1", "")


def test_one_program_of_two_carries_and_the_other_takes_over_when_it_ends(shipped: World) -> None:
    worker = World(shipped.url, shipped.keys, clock=shipped.clock, carriers=shipped.carriers)
    shipped.carriers.faults = deque(["lost"])
    shipped.carrier_relay().relay_once()
    assert worker.carrier_relay().relay_once() == 0  # what is under way beside it is not asked for a second time
    sent, asked = list(shipped.carriers.sent), list(shipped.carriers.asked)
    worker.clock.pass_by(minutes=10)
    assert worker.carrier_relay().relay_once() == 0
    assert (shipped.carriers.sent, shipped.carriers.asked) == (sent, asked)
    shipped.store.close()
    until_quiet(worker)
    assert states(worker) == [ShipmentState.REGISTERED] * 3
    assert sorted(booking.reference for booking in shipped.carriers.bookings) == ["501/1", "502/1", "503/1"]
    worker.store.close()
    shipped.restart()


def test_a_cancellation_that_the_carrier_refuses_waits_for_a_person(shipped: World) -> None:
    until_quiet(shipped)
    with shipped.office() as work:
        cancel_order(work, "501")
    shipped.carriers.faults = deque(["refused"])
    until_quiet(shipped)
    assert rows(shipped, "carrier.cancel") == ["parked"]


def test_a_cancellation_is_made_again_until_it_is_answered(shipped: World) -> None:
    until_quiet(shipped)
    with shipped.office() as work:
        cancel_order(work, "501")
    shipped.carriers.faults = deque(["down", "lost", "ok"])
    until_quiet(shipped)
    assert rows(shipped, "carrier.cancel") == ["done"]
    assert shipped.carriers.cancelled == ["501/1"]


def test_a_booking_that_is_not_there_any_more_is_settled(shipped: World) -> None:
    place = (shipped.store.unit_of_work, shipped.settings, "office")
    assert begin_booking(*place, "501/9", "501", shipped.clock.now()) is None
    to_book = begin_booking(*place, "501/1", "501", shipped.clock.now())
    assert to_book is not None
    elsewhere = replace(to_book, booking=replace(to_book.booking, reference="501/9"))
    with pytest.raises(AssertionError, match="501/9"):
        finish_booking(*place, elsewhere, Booked(ShipmentState.REGISTERED), shipped.clock.now())


def test_what_is_asked_of_a_carrier_is_the_order_as_it_was_packed(world: World) -> None:
    order = an_incoming(
        "601", an_incoming_line("1", "earrings"), an_incoming_line("2", "unheard-of", barcodes=("ЯЗЫК-1",)),
        site="relaxed", due_kopecks=1700_00, delivery_kopecks=200_00,
    )  # fmt: skip
    world.take_in(order)
    bench = world.bench()
    bench.ship("601", EARRINGS, UIN_LEFT, "ЯЗЫК-1")
    world.carrier_relay().relay_once()
    (booking,) = world.carriers.bookings
    assert booking.jewellery
    assert (booking.due_goods_kopecks, booking.due_delivery_kopecks) == (1500_00, 200_00)
    assert [(item.name, item.quantity, item.weight_g) for item in booking.items] == [
        ("Товар earrings", 1, 3), ("Товар unheard-of", 1, 0),
    ]  # fmt: skip
    assert booking.declared_kopecks == 3000_00
    assert [parcel.weight_g for parcel in booking.parcels] == [320]


def test_what_went_out_is_not_begun_twice(shipped: World) -> None:
    until_quiet(shipped)
    with pytest.raises(Refused, match="transition_shut"), shipped.office() as work:
        work.move_to_status(work.uow.orders.get("501"), "in_delivery")
    place = (shipped.store.unit_of_work, shipped.settings, "office", "501/1", "501", shipped.clock.now())
    assert begin_booking(*place) is None
