"""A printer on the network that takes raw bytes, mostly on port 9100 (JetDirect)."""

from __future__ import annotations

import socket
from dataclasses import dataclass

from devices.printers.condition import Condition
from devices.printers.form import Form, bytes_of
from station.domain.codes import Code
from station.errors import DeviceTrouble
from station.ports import DeviceState, PrintJob


@dataclass(frozen=True)
class Patience:
    """How long to wait, in seconds: to be let in, to be rid of the bytes, to see the printer close after them."""

    connect_s: float = 2.0
    write_s: float = 5.0
    close_s: float = 3.0  # 0: this printer keeps its connections open, do not wait


class TcpPrinter:
    """Sends each job over a connection of its own, and never a second time by itself."""

    def __init__(self, host: str, port: int, form: Form, patience: Patience = Patience()) -> None:
        """Take the address, what the printer understands, and how long to wait for it."""
        self._host = host
        self._port = port
        self._form = form
        self._patience = patience
        self._condition = Condition()

    def send(self, job: PrintJob) -> None:
        """Send the job. From the first byte on a failure is `printer_unknown`: the label may lie there."""
        content = bytes_of(job, self._form)
        with self._condition.sending(), self._connect() as wire:
            try:
                wire.settimeout(self._patience.write_s)
                wire.sendall(content)
                wire.shutdown(socket.SHUT_WR)
                self._wait_for_close(wire)
            except TimeoutError as error:
                raise self._trouble(Code.PRINTER_UNKNOWN, "it does not take the bytes, or does not close") from error
            except OSError as error:
                raise self._trouble(Code.PRINTER_UNKNOWN, "the connection broke") from error

    def state(self) -> DeviceState:
        """How the last job went."""
        return self._condition.now

    def _connect(self) -> socket.socket:
        try:
            return socket.create_connection((self._host, self._port), timeout=self._patience.connect_s)
        except TimeoutError as error:
            raise self._trouble(Code.PRINTER_HANGS, "it does not answer") from error
        except socket.gaierror as error:
            raise self._trouble(Code.PRINTER_GONE, "there is no such host") from error
        except OSError as error:
            raise self._trouble(Code.PRINTER_REFUSED, error.strerror or "it lets nobody in") from error

    def _wait_for_close(self, wire: socket.socket) -> None:
        """Wait until the printer has read all and closed: the only answer that a raw port gives."""
        if not self._patience.close_s:
            return
        wire.settimeout(self._patience.close_s)
        while wire.recv(4096):
            pass  # some printers talk back; what they say is read in `~HS`, not here

    def _trouble(self, code: Code, why: str) -> DeviceTrouble:
        return DeviceTrouble(code, printer=f"{self._host}:{self._port}", why=why)
