"""A printer that is not there."""

from __future__ import annotations

import threading
from enum import StrEnum
from typing import Final

from station.domain.codes import Code
from station.errors import DeviceTrouble
from station.ports import DeviceState, PrintJob


class PrinterFault(StrEnum):
    """What can go wrong with a printer, as `printer_refused`, `printer_hangs` and `printer_unknown`."""

    REFUSE = "refuse"
    HANG = "hang"
    VANISH = "vanish"  # in the middle of a job: nobody knows whether it is printed


_CODES: Final = {
    PrinterFault.REFUSE: Code.PRINTER_REFUSED,
    PrinterFault.HANG: Code.PRINTER_HANGS,
    PrinterFault.VANISH: Code.PRINTER_UNKNOWN,
}


class SimPrinter:
    """A printer in software: keeps what it printed. `fault` is what the next jobs meet; None: all is well again."""

    def __init__(self, fault: PrinterFault | None = None) -> None:
        """Begin well, or with a fault."""
        self.fault = fault
        self._jobs: list[PrintJob] = []
        self._guard = threading.Lock()

    @property
    def jobs(self) -> tuple[PrintJob, ...]:
        """All that lies in the tray, in the order of printing."""
        with self._guard:
            return tuple(self._jobs)

    def send(self, job: PrintJob) -> None:
        """Print the job, or fail as told. A printer that vanished did print: that is what makes it hard."""
        with self._guard:
            if self.fault in {None, PrinterFault.VANISH}:
                self._jobs.append(job)
            if self.fault is not None:
                raise DeviceTrouble(_CODES[self.fault], why=f"told to {self.fault}")

    def state(self) -> DeviceState:
        """How the printer is."""
        return DeviceState("ready") if self.fault is None else DeviceState("gone", _CODES[self.fault])
