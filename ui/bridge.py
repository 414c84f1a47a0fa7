"""Between the Qt thread and the one thread of the store: scans go in, in order; frozen states come back as a signal."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from station.ports import RawScan
from ui.presenters.state import ScreenState

NOT_A_SCAN = 0
"""The `at_ns` of an answer to anything but a scan: its latency is not measured."""


class Bench(Protocol):
    """What the window asks of the presenter. Every method runs on the store thread."""

    def scanned(self, scan: RawScan) -> ScreenState:
        """Take a scan all its way and say what the screen shows."""

    def acknowledged(self) -> ScreenState:
        """End a STOP."""

    def pin_entered(self, pin: str) -> ScreenState:
        """Answer the question for a PIN."""

    def weight_typed(self, grams: int) -> ScreenState:
        """Answer the question for a weight."""

    def cancelled_question(self) -> ScreenState:
        """Take the open question away."""

    def command(self, verb: str) -> ScreenState:
        """Do what the command barcode of this verb does."""

    def refreshed(self) -> ScreenState:
        """Say the state anew: the clock, lamps and lists move by themselves. Plays no sound by itself."""

    def language_chosen(self, language: str) -> ScreenState:
        """Say everything in another language from now on: "ru" or "en"."""


@dataclass(frozen=True)
class _Job:
    ask: Callable[[], ScreenState | None]  # None: nothing to show
    at_ns: int = NOT_A_SCAN
    refresh: bool = False


class Bridge(QObject):
    """One queue, first in first out, none dropped, none merged; one thread that asks the presenter.

    `answered(state, at_ns)` and `failed(error)` arrive on the thread that made the bridge.
    """

    answered = Signal(object, object)  # at_ns does not fit Qt's int
    failed = Signal(object)

    def __init__(self, bench: Bench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="store", daemon=True)
        self._refreshing = threading.Event()

    def start(self) -> None:
        """Start the store thread."""
        self._thread.start()

    def stop(self) -> None:
        """Finish every job that was handed in, then end the thread."""
        self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join()

    def scan(self, scan: RawScan) -> None:
        """Hand in a scan, from any thread. Returns at once."""
        self._jobs.put(_Job(lambda: self._bench.scanned(scan), scan.at_ns))

    def acknowledge(self) -> None:
        """End a STOP."""
        self._jobs.put(_Job(self._bench.acknowledged))

    def enter_pin(self, pin: str) -> None:
        """Answer the PIN pad."""
        self._jobs.put(_Job(lambda: self._bench.pin_entered(pin)))

    def type_weight(self, grams: int) -> None:
        """Answer the weight pad."""
        self._jobs.put(_Job(lambda: self._bench.weight_typed(grams)))

    def cancel_question(self) -> None:
        """Take the open question away."""
        self._jobs.put(_Job(self._bench.cancelled_question))

    def command(self, verb: str) -> None:
        """Press a button that does what a command barcode does."""
        self._jobs.put(_Job(lambda: self._bench.command(verb)))

    def choose_language(self, language: str) -> None:
        """Switch the language."""
        self._jobs.put(_Job(lambda: self._bench.language_chosen(language)))

    def aside(self, work: Callable[[], None]) -> None:
        """Have something done on the store thread that the screen does not show. Returns at once."""
        self._jobs.put(_Job(work))

    def refresh(self) -> None:
        """Ask for the state anew, unless something is under way: it will bring a state of its own."""
        if self._refreshing.is_set() or not self._jobs.empty():
            return
        self._refreshing.set()
        self._jobs.put(_Job(self._bench.refreshed, refresh=True))

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            if job.refresh:
                self._refreshing.clear()
                if not self._jobs.empty():
                    continue
            self._answer(job)

    def _answer(self, job: _Job) -> None:
        try:
            state = job.ask()
        except Exception as error:  # noqa: BLE001 - the edge of the thread: told to the crash screen, the bench goes on
            self.failed.emit(error)
        else:
            if state is not None:
                self.answered.emit(state, job.at_ns)
