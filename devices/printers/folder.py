"""A folder that takes the place of a printer: for trying out, for tests, for shops that print from there."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Mapping
from contextlib import suppress
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
            prepared: list[Path] = []
            code = Code.PRINTER_REFUSED
            try:
                for name, content in self._files(job).items():
                    prepared.append(self._folder / f".{name}.part")
                    _write_through(prepared[-1], content)
                for part in prepared:
                    part.replace(self._folder / part.name.removeprefix(".").removesuffix(".part"))
                    code = Code.PRINTER_UNKNOWN  # from here on something of the job lies there
            except OSError as error:
                for part in prepared:
                    with suppress(OSError):
                        part.unlink()
                raise DeviceTrouble(code, why=error.strerror or type(error).__name__) from error

    def state(self) -> DeviceState:
        """How the last job went."""
        return self._condition.now

    def _files(self, job: PrintJob) -> Mapping[str, bytes]:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._count = max(self._count, self._highest()) + 1
        stem = f"{self._count:05d}-{title_of(job)}"
        files = {f"{stem}.png": job.png, f"{stem}.pdf": job.pdf}
        if not any(files.values()):
            raise DeviceTrouble(Code.PRINTER_REFUSED, why="the job is empty")
        return {name: content for name, content in files.items() if content}

    def _highest(self) -> int:
        """Return the highest number in the folder: another program may print there too."""
        numbers = (_COUNTED.match(name) for name in os.listdir(self._folder))  # noqa: PTH208 - names only, thousands
        return max((int(number[1]) for number in numbers if number), default=0)


def _write_through(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
