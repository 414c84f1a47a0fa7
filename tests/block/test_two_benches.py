"""Two benches, each with a data directory, a program and a printer of its own, on one PostgreSQL."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from station.domain.parcel import LabelState
from station.domain.shipment import ShipmentState
from tests.block.test_race import at_once
from tests.builders import an_incoming
from tests.fakes import FakeCarriers
from tests.usecases.conftest import Copied
from tests.usecases.world import World

NUMBERS = {"bench-1": ("501", "503", "505"), "bench-2": ("502", "504", "506")}
EVERY = sorted(number for numbers in NUMBERS.values() for number in numbers)


@pytest.fixture
def benches(copy_of_postgres: Callable[[], Copied], tmp_path: Path) -> Iterator[dict[str, World]]:
    url, keys = copy_of_postgres()
    carriers = FakeCarriers()
    worlds = {}
    for name in NUMBERS:
        shutil.copytree(keys, tmp_path / name)
        (tmp_path / name / "journal.key").unlink()  # each machine signs its own chains
        worlds[name] = World(url, tmp_path / name, carriers=carriers)
    worlds["bench-1"].take_in(*(an_incoming(number) for number in EVERY))
    yield worlds
    for world in worlds.values():
        world.store.close()


def a_shift(world: World, name: str) -> None:
    """Pack, print and carry, as one program does: with its relays running between the scans."""
    bench = world.bench(name, who={"bench-1": "pak", "bench-2": "bor"}[name])
    printing, carrying = world.print_relay(name), world.carrier_relay()
    carrying.place = f"{name}.office"
    printing.printing.recover(world.clock.now())
    for number in NUMBERS[name]:
        bench.pack(number)
        printing.print_waiting()
        bench.bind_labels()
        bench.hears("order_shipped")
        carrying.relay_once()
        printing.printing.recover(world.clock.now())


def test_each_label_comes_out_once_on_its_own_printer_and_each_booking_is_made_once(benches: dict[str, World]) -> None:
    raised = at_once(*(lambda name=name, world=world: a_shift(world, name) for name, world in benches.items()))
    assert raised == []

    for name, world in benches.items():
        assert [job.name for job in world.printer.jobs] == [f"{number}-1" for number in NUMBERS[name]]
    one = next(iter(benches.values()))
    labels = [label for number in EVERY for label in one.order(number).parcels[0].labels]
    assert {label.state for label in labels} == {LabelState.PRINTED}
    for world in benches.values():  # whoever is in charge carries what is left
        world.carrier_relay().relay_once()
    assert Counter(one.carriers.sent) == Counter(f"{number}/1" for number in EVERY)
    shipments = [one.order(number).shipment for number in EVERY]
    assert {shipment.state for shipment in shipments if shipment} == {ShipmentState.REGISTERED}
    assert {row.state for row in one.outbox("carrier.register")} == {"done"}
    for name, world in benches.items():
        # Both worlds of the tests write as "office" too; in a shop each machine's office has a name of its own.
        findings = world.store.verify_journal([name])
        assert [finding for finding in findings if finding.bench != "office"] == []
        assert set(world.store.chains_elsewhere()) >= NUMBERS.keys() - {name}
