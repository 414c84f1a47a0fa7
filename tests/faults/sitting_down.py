"""The whole bench in this process: store, relays and lamps as they are, with a clock of the test's own."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from station.config import load
from station.ports import Clock, RawScan
from station.usecases.outcome import Outcome
from tests.faults.books import Books
from ui.presenters.state import Lamp
from ui.wiring import Bench, Choice, open_bench

PATIENCE_S = 30.0
PIN = "1122"
BETWEEN_SCANS_NS = 1_000_000_000


def until(true: Callable[[], object], within_s: float = PATIENCE_S) -> None:
    """Wait for a condition."""
    patience = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < patience, "it never came true"
        time.sleep(0.02)


@dataclass
class SatDown:
    """A bench with its background at work. `scan` answers with the outcome; a second passes between two scans."""

    data: Path
    printer: str = ""
    clock: Clock | None = None
    url: str = ""
    bench: Bench = field(init=False)
    books: Books = field(init=False)
    _ns: int = 0

    def __post_init__(self) -> None:
        self.books = Books(self.data)
        url = self.url or f"sqlite:///{self.data / 'larets.db'}"
        self.bench = open_bench(self.data, load(self.data), url, Choice(printer=self.printer), clock=self.clock)
        self.bench.start(lambda _scan: None)

    def scan(self, code: str) -> Outcome:
        self._ns += BETWEEN_SCANS_NS
        self.bench.presenter.scanned(RawScan("scanner", code.encode(), self._ns))
        return self.said()

    def said(self) -> Outcome:
        last = self.bench.presenter.last
        assert last is not None
        return last

    def scans(self, *codes: str) -> list[str]:
        return [str(self.scan(code).code) for code in codes]

    def with_pin(self, command: str) -> Outcome:
        """Give a command that the packer must confirm with a PIN."""
        assert self.scan(command).code == "pin_needed"
        self.bench.presenter.pin_entered(PIN)
        return self.said()

    def lamp(self, caption: str) -> Lamp | None:
        """Return the lamp whose caption begins so, as the screen shows it now."""
        lamps = self.bench.presenter.refreshed().lamps
        return next((lamp for lamp in lamps if lamp.name.startswith(caption)), None)

    def label_of(self, order: str) -> tuple[str, str]:
        """Return number and state of the live label of an order."""
        row = self.books.ask(
            "SELECT l.number, l.state FROM parcel_labels l JOIN parcels p ON p.id = l.parcel_id"
            " JOIN orders o ON o.id = p.order_id WHERE o.number = ? AND l.state <> 'void'",
            order,
        )[0]
        return str(row[0]), str(row[1])

    def is_label(self, order: str, state: str) -> Callable[[], bool]:
        return lambda: self.label_of(order)[1] == state

    def end(self) -> None:
        self.bench.close()
