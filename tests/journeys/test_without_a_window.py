"""The bench without a window, through a pseudo-terminal: the same scans have the same outcomes as at the window."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from station.scan.commands import Verb, code_of
from tests.faults.bench_process import BenchProcess, badge_of
from tests.journeys.packer import BAGS, Packer

OK = code_of(Verb.CONFIRM)
RIGHT, SISTER = "4690000000092", "4690000000078"
A_SHORT_DAY = (
    "10437", SISTER, RIGHT, OK, RIGHT, code_of(Verb.UNDO), "ЦКЩТП-1", OK, RIGHT, "207000000039", OK, BAGS[0],
    "10458", OK, "10443", SISTER, BAGS[0], OK, BAGS[1], code_of(Verb.CANCEL_VIEW), code_of(Verb.MANIFEST, "spsr"),
)  # fmt: skip


@pytest.fixture
def headless(loaded_shop: Path, tmp_path: Path) -> Iterator[BenchProcess]:
    """Return a bench of its own on the same shop."""
    data = tmp_path / "headless"
    shutil.copytree(loaded_shop, data)
    bench = BenchProcess(data)
    bench.start()
    yield bench
    bench.end()


def test_the_same_scans_are_answered_alike_with_and_without_a_window(packer: Packer, headless: BenchProcess) -> None:
    headless.scan(badge_of(headless.data, "packer"))
    differ = []
    for code in A_SHORT_DAY:
        packer.scan(code)
        said = headless.scan(code)
        answer = packer.opened.bench.presenter.last
        assert answer is not None
        window = (answer.code, answer.tone.value, answer.order, answer.parcel, [r.code for r in answer.reasons])
        if window != (said.code, said.tone, said.order, said.parcel, list(said.reasons)):
            differ.append((code, window, said))

    assert differ == []
    assert headless.stop() == 0
