"""The acts of closed manifests: each is kept as PDF once, and goes to the printer of sheets where there is one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from station.domain.manifest import ManifestState
from station.errors import DeviceTrouble
from station.ports import Printer, PrintJob
from station.usecases.work import UnitOfWorkMaker

log = structlog.get_logger()


@dataclass
class ActRelay:
    """Writes what is missing in a folder of acts. A file that is there was made before, and is never made again."""

    reading: UnitOfWorkMaker
    make: Callable[[str], bytes]
    folder: Path
    printer: Printer | None = None
    _known: set[str] = field(default_factory=set, init=False)

    def keep_acts(self) -> int:
        """Write the acts of newly closed manifests; return how many."""
        with self.reading() as uow:
            closed = [one.number for one in uow.manifests.list_all() if one.state is ManifestState.CLOSED]
        fresh = [number for number in reversed(closed) if number not in self._known]
        written = sum(self._keep(number) for number in fresh)
        self._known.update(fresh)
        return written

    def _keep(self, number: str) -> bool:
        path = self.folder / f"act-{number}.pdf"
        if path.exists():
            return False
        self.folder.mkdir(parents=True, exist_ok=True)
        pdf = self.make(number)
        half = path.with_suffix(".new")
        half.write_bytes(pdf)
        half.replace(path)
        if self.printer is not None:
            self._print(number, pdf)
        return True

    def _print(self, number: str, pdf: bytes) -> None:
        """Send an act to the printer of sheets; the file stays, so a printer in trouble loses nothing."""
        try:
            if self.printer is not None:
                self.printer.send(PrintJob(f"act-{number}", b"", pdf))
        except DeviceTrouble as trouble:
            log.info("act_not_printed", manifest=number, code=trouble.code)
