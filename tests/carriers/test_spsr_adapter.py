from __future__ import annotations

import socket
from dataclasses import replace

import pytest

from carriers.adapter import Cancelled
from carriers.sandbox import Fault, SandboxSpsr
from carriers.sandbox.spsr_office import Account
from carriers.sandbox.spsr_server import start_spsr
from carriers.spsr.adapter import SpsrAdapter
from station.domain.numbers import spsr_parcel_number
from station.domain.shipment import BookedParcel
from station.errors import CarrierDown, CarrierRefused, OutcomeUnknown
from tests.carriers.builders import BOOKING, KeptExchanges, a_booking, another, settings_for


@pytest.fixture
def kept() -> KeptExchanges:
    return KeptExchanges()


@pytest.fixture
def spsr(sandbox: SandboxSpsr, kept: KeptExchanges) -> SpsrAdapter:
    return SpsrAdapter(settings_for(sandbox), kept)


PERHAPS = [Fault.ACCEPT_THEN_HANG, Fault.ACCEPT_THEN_500, Fault.SLOW, Fault.HTML, Fault.TRUNCATED]


@pytest.mark.parametrize("fault", PERHAPS)
def test_a_lost_answer_is_unknown_and_asking_finds_exactly_one(
    fault: Fault, sandbox: SandboxSpsr, spsr: SpsrAdapter
) -> None:
    sandbox.fail(fault)

    with pytest.raises(OutcomeUnknown):
        spsr.register(BOOKING)

    found = spsr.find(BOOKING.reference)
    assert found is not None
    assert found.tracking == (BOOKING.parcels[0].number,)
    assert sandbox.count(BOOKING.reference) == 1


def test_nobody_at_the_address_is_down_and_not_unknown(sandbox: SandboxSpsr, kept: KeptExchanges) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        spsr = SpsrAdapter(replace(settings_for(sandbox), url=nobody), kept)

        with pytest.raises(CarrierDown):
            spsr.register(BOOKING)
        with pytest.raises(CarrierDown):
            spsr.find(BOOKING.reference)


def test_a_log_in_that_hangs_is_down_because_the_invoice_was_never_sent(
    sandbox: SandboxSpsr, spsr: SpsrAdapter
) -> None:
    sandbox.fail(Fault.ACCEPT_THEN_HANG, procedure="WALogin")

    with pytest.raises(CarrierDown):
        spsr.register(BOOKING)

    assert sandbox.calls["WAXmlConverter"] == 0


def test_a_wrong_password_is_tried_once_and_not_until_the_account_is_blocked(
    sandbox: SandboxSpsr, kept: KeptExchanges
) -> None:
    spsr = SpsrAdapter(replace(settings_for(sandbox), password="wrong"), kept)

    for _ in range(3):
        with pytest.raises(CarrierDown, match="carrier_code=1004"):
            spsr.register(BOOKING)

    assert sandbox.calls["WALogin"] == 1


def test_a_refusal_names_code_and_sentence(sandbox: SandboxSpsr, spsr: SpsrAdapter) -> None:
    sandbox.fail(Fault.REFUSE_CODE, code=1047)

    with pytest.raises(CarrierRefused) as refusal:
        spsr.register(BOOKING)

    assert refusal.value.facts["carrier_code"] == "1047"
    assert refusal.value.facts["text"] == "Этот город СПСР не обслуживает."
    assert sandbox.count(BOOKING.reference) == 0


@pytest.mark.expects_warnings("carrier_code_unknown")
def test_an_unheard_of_code_is_logged_once_and_refused(sandbox: SandboxSpsr, spsr: SpsrAdapter) -> None:
    sandbox.fail(Fault.REFUSE_CODE, code=4711, times=2)

    for _ in range(2):
        with pytest.raises(CarrierRefused):
            spsr.register(BOOKING)


def test_a_parcel_number_used_before_is_refused(sandbox: SandboxSpsr, spsr: SpsrAdapter) -> None:
    spsr.register(BOOKING)

    with pytest.raises(CarrierRefused) as refusal:
        spsr.register(a_booking(reference="10483-1"))

    assert refusal.value.facts["carrier_code"] == "DUP"
    assert spsr.find("10483-1") is None
    assert len(sandbox.invoices) == 1


def test_a_reference_that_stands_for_other_parcels_is_refused(spsr: SpsrAdapter) -> None:
    spsr.register(BOOKING)

    with pytest.raises(CarrierRefused) as refusal:
        spsr.register(a_booking(parcels=(BookedParcel(spsr_parcel_number(77), 100),)))

    assert refusal.value.facts["carrier_code"] == "reference_taken"


def test_an_invoice_that_spsr_has_already_is_read_and_answered(sandbox: SandboxSpsr, spsr: SpsrAdapter) -> None:
    first = spsr.register(BOOKING)

    assert spsr.register(BOOKING) == first
    assert sandbox.count(BOOKING.reference) == 1


@pytest.mark.parametrize("fault", [Fault.DUPLICATE, Fault.SESSION_LOST])
def test_1051_and_1006_are_dealt_with_without_a_word(fault: Fault, sandbox: SandboxSpsr, spsr: SpsrAdapter) -> None:
    sandbox.fail(fault)

    assert spsr.register(BOOKING).waybill == sandbox.invoices[0].number
    assert sandbox.count(BOOKING.reference) == 1


def test_a_session_that_is_lost_at_once_again_is_down(sandbox: SandboxSpsr, spsr: SpsrAdapter) -> None:
    sandbox.fail(Fault.SESSION_LOST, times=2)

    with pytest.raises(CarrierDown):
        spsr.register(BOOKING)

    assert sandbox.calls["WALogin"] == 2


def test_one_session_serves_many_calls_and_an_expired_one_is_renewed(kept: KeptExchanges) -> None:
    with start_spsr(Account(), session_s=3600) as sandbox:
        spsr = SpsrAdapter(settings_for(sandbox), kept)
        spsr.register(another(1))
        spsr.register(another(2))
        assert sandbox.calls["WALogin"] == 1

        sandbox.office.lose_sessions()
        spsr.register(another(3))

        assert sandbox.calls["WALogin"] == 2
        assert len(sandbox.invoices) == 3


def test_numbers_that_the_carrier_gives_come_back_in_the_order_of_the_parcels(spsr: SpsrAdapter) -> None:
    registered = spsr.register(a_booking(parcels=(BookedParcel("", 100), BookedParcel("", 200))))

    assert registered.tracking == ("209000000018", "209000000027")


def test_a_parcel_that_spsr_has_taken_cannot_be_given_up(sandbox: SandboxSpsr, spsr: SpsrAdapter) -> None:
    spsr.register(BOOKING)
    sandbox.office.move(BOOKING.reference, "Передано курьеру")

    with pytest.raises(CarrierRefused) as refusal:
        spsr.cancel(BOOKING.reference)

    assert refusal.value.facts["carrier_code"] == "already_moving"


def test_an_invoice_in_processing_can_only_be_given_up(spsr: SpsrAdapter) -> None:
    spsr.register(BOOKING)

    assert spsr.cancel(BOOKING.reference) is Cancelled.GIVEN_UP


def test_every_exchange_is_kept_without_password_and_session(
    sandbox: SandboxSpsr, spsr: SpsrAdapter, kept: KeptExchanges
) -> None:
    spsr.register(BOOKING)

    assert [(each.procedure, each.outcome) for each in kept.exchanges] == [
        ("WALogin", "RC 0"),
        ("WAXmlConverter", "RC 0"),
    ]
    everything = " ".join(each.asked + each.answered for each in kept.exchanges)
    assert sandbox.account.password not in everything
    assert 'Pass="***"' in everything
    assert everything.count('SID="***"') == 2
    assert BOOKING.reference in everything
