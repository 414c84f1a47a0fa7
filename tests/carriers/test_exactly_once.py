"""The promise: one shipment at the carrier for each booking, whatever the network does. Seeded and repeatable."""

from __future__ import annotations

import os
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from carriers.gateway import build_inprocess
from carriers.sandbox import Fault, SandboxSpsr, start_spsr
from carriers.settings import CarrierSettings, Timeouts
from station.domain.shipment import Booking, Registered
from station.errors import CarrierDown, CarrierRefused, OutcomeUnknown
from station.ports import Carriers
from tests.carriers.builders import another, settings_for

SEED = 20260304
LONG = os.environ.get("LARETS_LONG") == "1"
BOOKINGS = 10_000 if LONG else 100
RESTART_EVERY = 20
TRIES = 40
REFUSALS = (1050, 1, 1041)  # later; perhaps; mend the order


def plan_a_fault(sandbox: SandboxSpsr, dice: random.Random) -> None:
    """Let three calls in ten fail, each in one of all the ways there are."""
    if dice.random() < 0.3:
        procedure = dice.choice(["WAXmlConverter", "WAXmlConverter", "WAGetInvoiceInfo", "WALogin"])
        sandbox.fail(dice.choice(list(Fault)), procedure=procedure, code=dice.choice(REFUSALS))


def pushed(carriers: Carriers, booking: Booking, sandbox: SandboxSpsr, dice: random.Random) -> Registered:
    """Push as the station's relay does: again when down or mended, ask when unknown."""
    perhaps_sent = False
    for _ in range(TRIES):
        plan_a_fault(sandbox, dice)
        try:
            if perhaps_sent and (found := carriers.find(booking.carrier, booking.reference)):
                return found
            return carriers.register(booking)
        except OutcomeUnknown:
            perhaps_sent = True
        except (CarrierDown, CarrierRefused):
            continue
    pytest.fail(f"{booking.reference} was neither registered nor given up")


@pytest.mark.timeout(600 if not LONG else 36_000)
def test_through_every_fault_each_booking_becomes_one_shipment(tmp_path: Path) -> None:
    dice = random.Random(SEED)
    ledger = f"sqlite:///{(tmp_path / 'gateway.db').as_posix()}"
    with start_spsr(hang_s=0.4, first_number=1) as sandbox:
        hurried = replace(settings_for(sandbox), timeouts=Timeouts(connect_s=1.0, read_s=0.1, total_s=0.2))
        carriers = build_inprocess(CarrierSettings(spsr=hurried), ledger)
        answers: dict[str, Registered] = {}
        for number in range(BOOKINGS):
            booking = another(number)
            answers[booking.reference] = pushed(carriers, booking, sandbox, dice)
            if number % RESTART_EVERY == 0:
                carriers.close()  # the program ends and starts again on its ledger

        counted = Counter(each.reference for each in sandbox.invoices)
        waybills = {each.reference: each.number for each in sandbox.invoices}
        carriers.close()

    assert counted == Counter(another(number).reference for number in range(BOOKINGS))
    assert {reference: answer.waybill for reference, answer in answers.items()} == waybills
