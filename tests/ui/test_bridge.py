from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from station.ports import RawScan
from tests.ui.desk import ScriptedBench
from tests.ui.invented import order_state
from ui.bridge import NOT_A_SCAN, Bridge
from ui.presenters.state import ScreenState


class SlowBench(ScriptedBench):
    """Holds the store thread until it is let go."""

    def __init__(self) -> None:
        super().__init__(order_state)
        self.go = threading.Event()

    def scanned(self, scan: RawScan) -> ScreenState:
        self.go.wait()
        return super().scanned(scan)


@pytest.fixture
def bench() -> SlowBench:
    return SlowBench()


@pytest.fixture
def bridge(qtbot: QtBot, bench: SlowBench) -> Iterator[Bridge]:
    bridge = Bridge(bench)
    yield bridge
    bench.go.set()
    bridge.stop()


def scan_of(number: int) -> RawScan:
    return RawScan("sim", str(number).encode(), number)


def test_a_fault_in_the_presenter_is_told_and_the_next_scan_is_answered(
    qtbot: QtBot, bridge: Bridge, bench: SlowBench
) -> None:
    bench.go.set()

    def fail() -> ScreenState:
        raise KeyError

    bench.answer = fail
    failures: list[object] = []
    bridge.failed.connect(failures.append)
    bridge.start()
    bridge.scan(scan_of(1))
    qtbot.waitUntil(lambda: len(failures) == 1)
    assert isinstance(failures[0], KeyError)
    bench.answer = order_state
    with qtbot.waitSignal(bridge.answered):
        bridge.scan(scan_of(2))


def test_scans_are_answered_in_order_none_dropped_and_none_merged(
    qtbot: QtBot, bridge: Bridge, bench: SlowBench
) -> None:
    answers: list[int] = []
    bridge.answered.connect(lambda _state, at_ns: answers.append(at_ns))
    bridge.start()
    for number in range(1, 201):
        bridge.scan(scan_of(7 if number % 2 else number))
    bench.go.set()
    qtbot.waitUntil(lambda: len(answers) == 200)
    assert answers == [7 if number % 2 else number for number in range(1, 201)]
    assert bench.threads == {bridge._thread.ident}  # noqa: SLF001 - the one store thread


def test_a_refresh_never_stands_before_a_scan(qtbot: QtBot, bridge: Bridge, bench: SlowBench) -> None:
    answers: list[int] = []
    bridge.answered.connect(lambda _state, at_ns: answers.append(at_ns))
    bridge.scan(scan_of(1))
    bridge.refresh()
    bridge.scan(scan_of(2))
    bridge.start()
    bench.go.set()
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert bench.asked_for("refreshed") == []


def test_a_scan_that_comes_behind_a_refresh_overtakes_it(qtbot: QtBot, bridge: Bridge, bench: SlowBench) -> None:
    bench.go.set()
    bridge.refresh()
    bridge.refresh()
    bridge.scan(scan_of(1))
    with qtbot.waitSignal(bridge.answered):
        bridge.start()
    assert bench.asked == [("scanned", b"1")]


def test_refreshes_are_answered_when_nothing_is_under_way(qtbot: QtBot, bridge: Bridge, bench: SlowBench) -> None:
    bridge.start()
    for _ in range(2):
        with qtbot.waitSignal(bridge.answered) as told:
            bridge.refresh()
        assert told.args[1] == NOT_A_SCAN


def test_stopping_finishes_what_was_handed_in(bridge: Bridge, bench: SlowBench) -> None:
    bench.go.set()
    bridge.start()
    for number in range(50):
        bridge.scan(scan_of(number))
    bridge.stop()
    assert len(bench.asked_for("scanned")) == 50


def test_stopping_a_bridge_that_never_started_is_quiet(bridge: Bridge) -> None:
    bridge.stop()


def test_each_way_of_asking_reaches_the_presenter(bridge: Bridge, bench: SlowBench) -> None:
    bridge.acknowledge()
    bridge.enter_pin("2580")
    bridge.type_weight(41)
    bridge.cancel_question()
    bridge.command("undo")
    bridge.choose_language("en")
    bridge.start()
    bridge.stop()
    assert bench.asked == [
        ("acknowledged", None),
        ("pin_entered", "2580"),
        ("weight_typed", 41),
        ("cancelled_question", None),
        ("command", "undo"),
        ("language_chosen", "en"),
    ]


def test_work_aside_is_done_on_the_store_thread_and_shows_nothing(qtbot: QtBot, bridge: Bridge) -> None:
    shown: list[object] = []
    done_on: list[str] = []
    bridge.answered.connect(lambda state, _: shown.append(state))
    bridge.start()
    bridge.aside(lambda: done_on.append(threading.current_thread().name))
    qtbot.waitUntil(lambda: done_on == ["store"])
    bridge.refresh()
    qtbot.waitUntil(lambda: len(shown) == 1)
