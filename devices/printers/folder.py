"""A folder that takes the place of a printer: for trying out, for tests, for shops that print from there."""

from __future__ import annotations

import os
import re
import threading
from pathlib import Path
from typing import Final

from devices.printers.condition import Condition
from devices.printers.form import title_of
from station.domain.codes import Code
from station.errors import DeviceTrouble
from station.ports import DeviceState, PrintJob

_COUNTED: Final = re.compile(r"([0-9]{5,})-")


class FolderPrinter:
    """Writes 00001-NAME.png and .pdf, 00002-NAME-copy1.png ...: in the order of printing, never half a file."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; it is made with the first job."""
        self._folder = folder
        self._condition = Condition()
        self._guard = threading.Lock()
        self._count = 0

    def send(self, job: PrintJob) -> None:
        """Write the files. Raises DeviceTrouble (`printer_refused`) when not one of them could be written."""
        with self._guard, self._condition.sending():
            try:
                self._write(job)
            except OSError as error:
                raise DeviceTrouble(Code.PRINTER_REFUSED, why=error.strerror or type(error).__name__) from error

    def state(self) -> DeviceState:
        """How the last job went."""
        return self._condition.now

    def _write(self, job: PrintJob) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._count = max(self._count, self._highest()) + 1
        stem = f"{self._count:05d}-{title_of(job)}"
        contents = {f"{stem}.png": job.png, f"{stem}.pdf": job.pdf}
        written = [self._prepare(name, content) for name, content in contents.items() if content]
        if not written:
            raise DeviceTrouble(Code.PRINTER_REFUSED, why="the job is empty")
        for place, (prepared, final) in enumerate(written):
            try:
                prepared.replace(final)
            except OSError as error:
                code = Code.PRINTER_UNKNOWN if place else Code.PRINTER_REFUSED
                raise DeviceTrouble(code, why=error.strerror or type(error).__name__) from error

    def _highest(self) -> int:
        """Return the highest number in the folder: another program may print there too."""
        numbers = (_COUNTED.match(name) for name in os.listdir(self._folder))  # noqa: PTH208 - names only, thousands
        return max((int(number[1]) for number in numbers if number), default=0)

    def _prepare(self, name: str, content: bytes) -> tuple[Path, Path]:
        prepared = self._folder / f".{name}.part"
        with prepared.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return prepared, self._folder / name
