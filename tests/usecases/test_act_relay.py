from __future__ import annotations

from collections import deque
from pathlib import Path

import pytest

from station.scan.commands import Verb
from station.sync.act_relay import ActRelay
from tests.builders import BAG, an_incoming
from tests.fakes import FakePrinter
from tests.usecases.test_bind_tracking import BAGS
from tests.usecases.world import World


def close_one(world: World, number: str = "501", bag: str = BAGS[0]) -> str:
    """Pack an order, put it into the cage and close the manifest; return its number."""
    world.take_in(an_incoming(number, delivery=BAG))
    bench = world.bench()
    bench.pack(number)
    bench.scan(bag)
    bench.give(Verb.MANIFEST, "spsr")
    manifest = bench.facts["manifest"]
    bench.scan(bag)
    bench.give(Verb.CLOSE_MANIFEST)
    bench.give(Verb.CLOSE_MANIFEST)
    bench.hears("manifest_closed")
    return manifest


def relay(world: World, folder: Path, bench: str = "bench-1", printer: FakePrinter | None = None) -> ActRelay:
    return ActRelay(
        world.store.reading, world.store.unit_of_work, lambda number: number.encode(), folder, bench, world.clock,
        printer,
    )  # fmt: skip


def test_the_act_of_another_bench_is_not_ours(either: World, tmp_path: Path) -> None:
    close_one(either)
    assert relay(either, tmp_path, bench="bench-2").keep_acts() == 0


def test_an_act_is_kept_and_printed_once_also_after_a_start_in_a_new_folder(either: World, tmp_path: Path) -> None:
    number = close_one(either)
    printer = FakePrinter()
    assert relay(either, tmp_path, printer=printer).keep_acts() == 1
    assert (tmp_path / f"act-{number}.pdf").read_bytes() == number.encode()
    assert relay(either, tmp_path / "new", printer=printer).keep_acts() == 0
    assert len(printer.jobs) == 1


def test_a_printer_in_trouble_is_asked_again_and_the_file_stands(world: World, tmp_path: Path) -> None:
    number = close_one(world)
    printer = FakePrinter(troubles=deque(["printer_gone", "printer_gone"]))
    acts = relay(world, tmp_path, printer=printer)
    assert acts.keep_acts() == acts.keep_acts() == 0
    assert (tmp_path / f"act-{number}.pdf").exists()
    assert acts.keep_acts() == 1


def test_an_act_that_could_not_be_written_is_made_again(world: World, tmp_path: Path) -> None:
    close_one(world)
    (tmp_path / "acts").write_text("a file where the folder should be")
    acts = relay(world, tmp_path / "acts")
    with pytest.raises(OSError, match="acts"):
        acts.keep_acts()
    (tmp_path / "acts").unlink()
    assert acts.keep_acts() == 1
