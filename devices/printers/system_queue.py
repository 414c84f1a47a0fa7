"""The system's own printers: CUPS by `lp` on Linux and macOS, the spooler on Windows."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from devices.printers.condition import Condition
from devices.printers.form import Form, bytes_of, title_of
from station.domain.codes import Code
from station.errors import DeviceTrouble
from station.ports import DeviceState, PrintJob

_LONGEST_SENTENCE: Final = 200


class QueuePrinter:
    """Hands each job to a named queue of the system. The queue's answer means: accepted, not printed."""

    def __init__(self, queue: str, form: Form, *, timeout_s: float = 10.0, lp: str = "lp") -> None:
        """Take the queue's name, the form it is given, how long `lp` may take, and which `lp`."""
        self._queue = queue
        self._form = form
        self._timeout_s = timeout_s
        self._lp = lp
        self._condition = Condition()

    def send(self, job: PrintJob) -> None:
        """Hand the job over. `printer_unknown` when the queue did not answer in time: it may have it."""
        content = bytes_of(job, self._form)
        with self._condition.sending():
            try:
                if sys.platform == "win32":
                    self._by_spooler(content, title_of(job))
                else:
                    self._by_lp(content, title_of(job))
            except subprocess.TimeoutExpired as error:
                raise self._trouble(Code.PRINTER_UNKNOWN, "the queue does not answer") from error
            except OSError as error:
                raise self._trouble(Code.PRINTER_REFUSED, error.strerror or "it cannot be called") from error

    def state(self) -> DeviceState:
        """How the last job went."""
        return self._condition.now

    def _by_lp(self, content: bytes, title: str) -> None:
        command = [self._lp, "-d", self._queue, "-t", title]
        done = subprocess.run(  # noqa: S603 - no shell, and every word is an argument of its own
            command,
            input=content,
            capture_output=True,
            timeout=self._timeout_s,
            check=False,
            env=os.environ | {"LC_ALL": "C"},
        )
        if done.returncode:
            sentence = done.stderr.decode(errors="replace").strip()[:_LONGEST_SENTENCE]
            raise self._trouble(Code.PRINTER_REFUSED, sentence or f"lp ended with {done.returncode}")

    def _by_spooler(self, content: bytes, title: str) -> None:
        """Let Windows print a file: a picture by Paint, a PDF by whatever program prints PDF there. Neither asks."""
        if sys.platform == "win32":
            folder = Path(tempfile.mkdtemp(prefix="larets-print-"))  # left to Windows: the spooler reads it later
            file = folder / f"{title}.{self._form}"
            file.write_bytes(content)
            if self._form is Form.PNG:
                paint = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "mspaint.exe")
                command = [str(paint), "/pt", str(file), self._queue]
                subprocess.run(command, timeout=self._timeout_s, check=False)  # noqa: S603 - as above
            else:
                os.startfile(file, "printto", f'"{self._queue}"')  # noqa: S606 - a file of our own making

    def _trouble(self, code: Code, why: str) -> DeviceTrouble:
        return DeviceTrouble(code, printer=self._queue, why=why)
