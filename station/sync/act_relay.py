"""The acts of closed manifests: each is kept as PDF, and goes to the printer of sheets where there is one.

That an act is kept is written down once its file stands and its print was sent: after a crash between the two it is
made and printed again, which costs a sheet of paper; an act that nobody ever saw would cost more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from station.errors import DeviceTrouble
from station.ports import Clock, Printer, PrintJob
from station.usecases.work import UnitOfWorkMaker

log = structlog.get_logger()


@dataclass
class ActRelay:
    """Keeps the acts of the manifests of one bench in a folder. `reading` looks without taking a scan's turn."""

    reading: UnitOfWorkMaker
    writing: UnitOfWorkMaker
    make: Callable[[str], bytes]
    folder: Path
    bench: str
    clock: Clock
    printer: Printer | None = None
    _told: set[str] = field(default_factory=set, init=False)  # manifests whose print is known to be in trouble

    def keep_acts(self) -> int:
        """Keep the acts of newly closed manifests; return how many. Raises StoreTrouble."""
        with self.reading() as uow:
            fresh = uow.manifests.acts_to_keep(self.bench)
        return sum(self._keep(number) for number in fresh)

    def _keep(self, number: str) -> bool:
        pdf = self.make(number)
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"act-{number}.pdf"
        half = path.with_suffix(".new")
        half.write_bytes(pdf)
        half.replace(path)
        if not self._printed(number, pdf):
            return False
        with self.writing() as uow:
            uow.manifests.get(number).act_kept_at = self.clock.now()
            uow.commit()
        return True

    def _printed(self, number: str, pdf: bytes) -> bool:
        """Send an act to the printer of sheets; the file stands, and a printer in trouble is asked again."""
        try:
            if self.printer is not None:
                self.printer.send(PrintJob(f"act-{number}", b"", pdf))
        except DeviceTrouble as trouble:
            if number not in self._told:
                log.info("act_not_printed", manifest=number, code=trouble.code)
            self._told.add(number)
            return False
        return True
