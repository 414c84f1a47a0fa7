"""The way of asked labels to the printer, off the way of a scan.

What was certainly not printed is tried again; what was perhaps printed waits for a person.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from station.domain.label import LabelFacts, PrintedLabel
from station.domain.parcel import LabelState
from station.errors import DeviceTrouble, Trouble
from station.ports import Clock, Printer, PrintJob
from station.usecases.print_label import LabelPrinting, ToPrint

Render = Callable[[LabelFacts, str], PrintedLabel]
"""Facts and the name of a label form ("58x40") to bytes."""

UNCERTAIN = "printer_unknown"
NOT_DRAWN = "label_not_drawn"

log = structlog.get_logger()


@dataclass
class PrintRelay:
    """Prints what waits, one label after the other."""

    printing: LabelPrinting
    printer: Printer
    render: Render
    clock: Clock
    trouble: str = ""
    untold: list[tuple[ToPrint, LabelState, str]] = field(default_factory=list)
    """What came of jobs while the store was in trouble: told before anything else is printed."""

    def print_waiting(self) -> int:
        """Print what waits; return how many labels were dealt with. A printer in trouble ends the round."""
        self._tell_all()
        count = 0
        for job in self.printing.waiting(self.clock.now()):
            if not self._print(job):
                break
            count += 1
        return count

    def _print(self, job: ToPrint) -> bool:
        printed = job.printed or self._drawn(job)
        if printed is None:
            return True
        if not self.printing.sending(job, printed):
            return True
        name = f"{job.order}-{job.facts.parcel}"
        try:
            self.printer.send(PrintJob(name, printed.png, printed.pdf, job.copy_number))
        except DeviceTrouble as trouble:
            self._failed(job, trouble)
            return False
        if self.trouble:
            log.info("printer_back")
        self.trouble = ""
        self._tell(job, LabelState.PRINTED, "")
        return True

    def _drawn(self, job: ToPrint) -> PrintedLabel | None:
        try:
            return self.render(job.facts, job.form)
        except Exception as error:  # whatever one label holds, those behind it are printed
            code = error.code if isinstance(error, Trouble) else NOT_DRAWN
            if isinstance(error, Trouble):
                log.warning("label_not_drawn", order=job.order, code=code)
            else:
                log.exception("label_not_drawn", order=job.order)
            self.printing.not_drawn(job, code, self.clock.now())
            return None

    def _failed(self, job: ToPrint, trouble: DeviceTrouble) -> None:
        # ASKED again: certainly not printed, so the next round may try; UNKNOWN waits for a person
        state = LabelState.UNKNOWN if trouble.code == UNCERTAIN else LabelState.ASKED
        if not self.trouble:
            log.info("printer_trouble", code=trouble.code)
        self.trouble = trouble.code
        self._tell(job, state, trouble.code)

    def _tell(self, job: ToPrint, state: LabelState, trouble: str) -> None:
        self.untold.append((job, state, trouble))
        self._tell_all()

    def _tell_all(self) -> None:
        while self.untold:
            job, state, trouble = self.untold[0]
            self.printing.sent(job, state, trouble, self.clock.now())
            del self.untold[0]
