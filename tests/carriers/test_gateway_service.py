from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa

from carriers.adapter import Cancelled
from carriers.contract import FaultKind, Outcome, State
from carriers.contract.answers import GatewayFault
from carriers.gateway.ledger import EntryState, Ledger
from carriers.gateway.service import GatewayService
from station.domain.shipment import Booking, Registered
from station.errors import CarrierDown, CarrierRefused, OutcomeUnknown
from tests.carriers.builders import BOOKING, FakeAdapter, ManualClock, a_booking, accepts, another

REFERENCE = BOOKING.reference


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def ledger(database_url: str, clock: ManualClock) -> Iterator[Ledger]:
    opened = Ledger(database_url, clock)
    yield opened
    opened.close()


@pytest.fixture
def carrier() -> FakeAdapter:
    return FakeAdapter()


@pytest.fixture
def gateway(carrier: FakeAdapter, ledger: Ledger) -> GatewayService:
    return GatewayService({"spsr": carrier}, ledger)


def hangs(_: Booking) -> Registered:
    raise OutcomeUnknown("outcome_unknown", carrier_code="ReadTimeout", text="Тишина.")


def is_down(_: object) -> Registered:
    raise CarrierDown("carrier_down", carrier_code="ConnectionError", text="Не отвечает.")


def refuses(_: Booking) -> Registered:
    raise CarrierRefused("carrier_refused", carrier_code="1041", text="Нет такого города.", field="city")


def outcome(gateway: GatewayService, booking: Booking = BOOKING) -> Outcome:
    return gateway.register([booking], bench="bench-1")[0].outcome


def test_an_unknown_carrier_is_named_and_nothing_of_the_call_is_sent(
    gateway: GatewayService, carrier: FakeAdapter
) -> None:
    with pytest.raises(GatewayFault) as fault:
        gateway.register([BOOKING, a_booking(carrier="pigeons")], bench="bench-1")

    assert fault.value.kind is FaultKind.BAD_REQUEST
    assert "pigeons" in fault.value.problem.text
    assert carrier.sent == []


def test_each_shipment_of_a_call_is_answered_on_its_own(gateway: GatewayService, carrier: FakeAdapter) -> None:
    ways = {"R-1": accepts, "R-2": refuses, "R-3": hangs, "R-4": is_down}
    carrier.on_register = lambda booking: ways[booking.reference](booking)

    answers = gateway.register([another(number) for number in range(1, 5)], bench="bench-1")

    assert [each.outcome for each in answers] == [Outcome.REGISTERED, Outcome.REFUSED, Outcome.UNKNOWN, Outcome.DOWN]
    assert answers[1].problem is not None
    assert (answers[1].problem.code, answers[1].problem.field) == ("1041", "city")


def test_the_second_ask_is_answered_from_the_ledger(gateway: GatewayService, carrier: FakeAdapter) -> None:
    first = gateway.register([BOOKING], bench="bench-1")

    assert gateway.register([BOOKING], bench="bench-2") == first
    assert carrier.sent == [REFERENCE]


def test_a_gateway_that_starts_anew_answers_the_same_shipment(
    gateway: GatewayService, carrier: FakeAdapter, ledger: Ledger, database_url: str, clock: ManualClock
) -> None:
    first = gateway.register([BOOKING], bench="bench-1")
    ledger.close()
    reopened = Ledger(database_url, clock)

    assert GatewayService({"spsr": carrier}, reopened).register([BOOKING], bench="bench-1") == first
    assert carrier.sent == [REFERENCE]
    reopened.close()


def test_the_same_reference_with_other_content_is_answered_with_a_remark(gateway: GatewayService) -> None:
    outcome(gateway)

    answer = gateway.register([a_booking(declared_kopecks=5)], bench="bench-1")[0]

    assert answer.registered is not None
    assert "другими данными" in answer.registered.notes[0]


def test_unknown_is_resolved_by_asking_and_never_by_sending_again(
    gateway: GatewayService, carrier: FakeAdapter
) -> None:
    carrier.on_register = hangs
    assert outcome(gateway) is Outcome.UNKNOWN

    carrier.on_register = accepts
    carrier.on_find = lambda _: accepts(BOOKING)

    assert outcome(gateway) is Outcome.REGISTERED
    assert carrier.sent == [REFERENCE]
    assert gateway.find("spsr", REFERENCE).state is State.REGISTERED


def test_unknown_stays_unknown_while_the_carrier_cannot_be_asked(gateway: GatewayService, carrier: FakeAdapter) -> None:
    carrier.on_register, carrier.on_find = hangs, is_down
    outcome(gateway)

    assert outcome(gateway) is Outcome.UNKNOWN
    with pytest.raises(GatewayFault) as fault:
        gateway.find("spsr", REFERENCE)
    assert fault.value.kind is FaultKind.DOWN
    assert carrier.sent == [REFERENCE]


def test_what_the_carrier_surely_lacks_may_be_sent_again(gateway: GatewayService, carrier: FakeAdapter) -> None:
    carrier.on_register = hangs
    outcome(gateway)
    carrier.on_register = accepts

    assert gateway.find("spsr", REFERENCE).state is State.NONE
    assert outcome(gateway) is Outcome.REGISTERED
    assert carrier.sent == [REFERENCE, REFERENCE]


def test_a_carrier_that_would_take_two_is_never_sent_an_unknown_one_again(ledger: Ledger) -> None:
    carrier = FakeAdapter(unique_reference=False)
    gateway = GatewayService({"spsr": carrier}, ledger)
    carrier.on_register = hangs
    outcome(gateway)
    carrier.on_register = accepts

    assert outcome(gateway) is Outcome.UNKNOWN
    with pytest.raises(GatewayFault) as fault:
        gateway.find("spsr", REFERENCE)
    assert fault.value.kind is FaultKind.UNKNOWN
    assert carrier.sent == [REFERENCE]


@pytest.mark.parametrize("first", [refuses, is_down])
def test_refused_and_down_may_be_sent_again(
    first: Callable[[Booking], Registered], gateway: GatewayService, carrier: FakeAdapter
) -> None:
    carrier.on_register = first
    outcome(gateway)
    carrier.on_register = accepts

    assert outcome(gateway, a_booking(declared_kopecks=7)) is Outcome.REGISTERED


def test_a_gateway_that_died_while_sending_asks_and_waits_before_it_sends_again(
    gateway: GatewayService, carrier: FakeAdapter, ledger: Ledger, clock: ManualClock
) -> None:
    ledger.claim(BOOKING, content="", bench="bench-1")  # the intent is committed, and then the power went

    assert outcome(gateway) is Outcome.UNKNOWN
    with pytest.raises(GatewayFault):
        gateway.find("spsr", REFERENCE)
    assert carrier.sent == []

    clock.forward(timedelta(minutes=6))
    assert outcome(gateway) is Outcome.REGISTERED
    assert carrier.sent == [REFERENCE]


def test_a_gateway_that_died_after_sending_finds_the_shipment(
    gateway: GatewayService, carrier: FakeAdapter, ledger: Ledger
) -> None:
    ledger.claim(BOOKING, content="", bench="bench-1")
    carrier.on_find = lambda _: accepts(BOOKING)

    assert outcome(gateway) is Outcome.REGISTERED
    assert carrier.sent == []


def test_the_one_gateway_on_a_ledger_need_not_wait_for_the_dead(
    gateway: GatewayService, carrier: FakeAdapter, ledger: Ledger
) -> None:
    ledger.claim(BOOKING, content="", bench="bench-1")
    ledger.nobody_is_sending()

    assert outcome(gateway) is Outcome.REGISTERED
    assert carrier.asked == [REFERENCE]


@pytest.mark.expects_warnings("ledger_trouble")
def test_without_the_ledger_nothing_is_sent(gateway: GatewayService, carrier: FakeAdapter, database_url: str) -> None:
    engine = sa.create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE shipments"))
    engine.dispose()

    answer = gateway.register([BOOKING], bench="bench-1")[0]

    assert answer.outcome is Outcome.DOWN
    assert answer.problem is not None
    assert answer.problem.code == "ledger_trouble"
    assert carrier.sent == []


def test_two_who_ask_at_once_send_once(gateway: GatewayService, carrier: FakeAdapter) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def slowly(booking: Booking) -> Registered:
        inside.set()
        assert go_on.wait(10)
        return accepts(booking)

    carrier.on_register = slowly
    first = threading.Thread(target=outcome, args=(gateway,))
    first.start()
    assert inside.wait(10)

    assert outcome(gateway) is Outcome.UNKNOWN  # and not a second shipment
    with pytest.raises(GatewayFault):
        gateway.cancel("spsr", REFERENCE)

    go_on.set()
    first.join()
    assert outcome(gateway) is Outcome.REGISTERED
    assert carrier.sent == [REFERENCE]


def test_of_two_that_find_the_reference_free_one_may_send(ledger: Ledger) -> None:
    assert ledger.claim(BOOKING, content="", bench="bench-1") == 1
    assert ledger.claim(BOOKING, content="", bench="bench-2") is None


def test_a_late_verdict_does_not_undo_a_newer_attempt(ledger: Ledger) -> None:
    ledger.claim(BOOKING, content="", bench="bench-1")
    first = ledger.entry("spsr", REFERENCE)
    assert first is not None
    assert ledger.settle(first, EntryState.ABSENT)
    assert ledger.claim(BOOKING, content="", bench="bench-2") == 2

    assert not ledger.settle(first, EntryState.ABSENT)

    now = ledger.entry("spsr", REFERENCE)
    assert now is not None
    assert now.state is EntryState.SENDING


@pytest.mark.expects_warnings("adapter_failed")
def test_a_bug_in_an_adapter_leaves_the_outcome_unknown_and_the_next_one_is_sent(
    gateway: GatewayService, carrier: FakeAdapter
) -> None:
    def stumbles(booking: Booking) -> Registered:
        if booking.reference == "R-1":
            raise KeyError("bug")
        return accepts(booking)

    carrier.on_register = stumbles

    answers = gateway.register([another(1), another(2)], bench="bench-1")

    assert [each.outcome for each in answers] == [Outcome.UNKNOWN, Outcome.REGISTERED]


def test_what_a_slow_carrier_leaves_no_time_for_is_down_and_not_sent(carrier: FakeAdapter, ledger: Ledger) -> None:
    seconds = iter(range(0, 1000, 25))
    gateway = GatewayService({"spsr": carrier}, ledger, lambda: float(next(seconds)))

    answers = gateway.register([another(1), another(2), another(3)], bench="bench-1")

    assert [each.outcome for each in answers] == [Outcome.REGISTERED, Outcome.DOWN, Outcome.DOWN]
    assert carrier.sent == ["R-1"]


def test_a_shipment_that_only_the_carrier_knows_is_adopted(
    gateway: GatewayService, carrier: FakeAdapter, ledger: Ledger
) -> None:
    carrier.on_find = lambda _: accepts(BOOKING)

    assert gateway.find("spsr", REFERENCE).state is State.REGISTERED
    entry = ledger.entry("spsr", REFERENCE)
    assert entry is not None
    assert entry.state is EntryState.REGISTERED


def test_nothing_known_and_nothing_found_is_none(gateway: GatewayService) -> None:
    assert gateway.find("spsr", "never-heard-of").state is State.NONE


def test_there_must_be_something_to_cancel(gateway: GatewayService) -> None:
    with pytest.raises(GatewayFault) as fault:
        gateway.cancel("spsr", "never-heard-of")

    assert fault.value.kind is FaultKind.REFUSED


def test_a_cancelled_reference_is_void_for_ever(gateway: GatewayService, carrier: FakeAdapter) -> None:
    outcome(gateway)

    assert gateway.cancel("spsr", REFERENCE) is Cancelled.BY_CARRIER
    assert gateway.cancel("spsr", REFERENCE) is Cancelled.BY_CARRIER
    assert gateway.find("spsr", REFERENCE).state is State.VOID
    answer = gateway.register([BOOKING], bench="bench-1")[0]
    assert answer.problem is not None
    assert (answer.outcome, answer.problem.code) == (Outcome.REFUSED, "reference_void")
    assert carrier.sent == [REFERENCE]


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        (CarrierRefused("carrier_refused"), FaultKind.REFUSED),
        (CarrierDown("carrier_down"), FaultKind.DOWN),
        (OutcomeUnknown("outcome_unknown"), FaultKind.UNKNOWN),
    ],
)
def test_a_cancelling_that_fails_leaves_the_shipment_registered(
    trouble: Exception, kind: FaultKind, gateway: GatewayService, carrier: FakeAdapter
) -> None:
    def fails(_: str) -> Cancelled:
        raise trouble

    outcome(gateway)
    carrier.on_cancel = fails

    with pytest.raises(GatewayFault) as fault:
        gateway.cancel("spsr", REFERENCE)

    assert fault.value.kind is kind
    assert gateway.find("spsr", REFERENCE).state is State.REGISTERED
