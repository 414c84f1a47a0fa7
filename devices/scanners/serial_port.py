"""A scanner on a serial line: RS-232, or USB that plays a COM port. One thread per port; no polling, no sleeping.

The thread waits in the system for the first byte, takes all that is there, and hands frames on. When the port goes it
is looked for twice a second: by its path, or by the serial number of the USB device, wherever that turns up.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import serial
from serial.tools import list_ports

from devices.scanners.framing import DEFAULT_GAP_NS, Frame, Framer
from station.domain.codes import Code
from station.ports import DeviceState, RawScan

OnScan = Callable[[RawScan], None]
OnState = Callable[[str, DeviceState], None]

_RETRY_S: Final = 0.5  # a scanner plugged in again must be back within 2 s
_JOIN_S: Final = 5.0
_NS: Final = 1_000_000_000

_PORT_ERRORS: tuple[type[Exception], ...] = (serial.SerialException, OSError)
if sys.platform != "win32":
    import termios

    _PORT_ERRORS = (*_PORT_ERRORS, termios.error)  # pyserial lets it through when a terminal vanishes while being set

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Line:
    """Where the scanner is and how its line is set. `usb` is the USB serial number; it goes before the path."""

    path: str = ""
    usb: str = ""
    baud: int = 9600  # USB ports ignore it
    bits: int = 8
    parity: str = "N"  # N, E or O
    stop_bits: int = 1
    gap_ns: int = DEFAULT_GAP_NS


class _Port(serial.Serial):
    """A port that keeps what came before it was opened: a packer who scans while the program starts is heard."""

    def _reset_input_buffer(self) -> None:
        """Leave the bytes where they are; pyserial throws them away when it opens a port on Linux."""


class SerialScanner:
    """A scanner on a serial line. Tells `ready` when first opened, then `gone` and `ready` once each time."""

    def __init__(
        self, name: str, line: Line, *, retry_s: float = _RETRY_S, find: Callable[[str], str] | None = None
    ) -> None:
        """Take the name for the journal, the line, seconds between two looks for a missing port, and who finds USB."""
        self._name = name
        self._find = find or port_of_usb
        self._line = line
        self._retry_s = retry_s
        self._stopping = threading.Event()
        self._guard = threading.Lock()  # over _port: stop() must not wake a port that is being closed
        self._port: serial.Serial | None = None
        self._thread: threading.Thread | None = None
        self._told = ""

    @property
    def name(self) -> str:
        """The device's name in the journal and on screen."""
        return self._name

    def start(self, on_scan: OnScan, on_state: OnState) -> None:
        """Begin to read, now or as soon as the port is there. The callbacks come from the scanner's own thread."""
        self._stopping.clear()
        self._told = ""
        self._thread = threading.Thread(target=self._run, args=(on_scan, on_state), name=f"scanner {self._name}")
        self._thread.daemon = True
        self._thread.start()

    def stop(self) -> None:
        """Stop reading and join the thread. Harmless when not started."""
        self._stopping.set()
        thread, self._thread = self._thread, None
        deadline = time.monotonic() + _JOIN_S
        while thread is not None and thread.is_alive() and time.monotonic() < deadline:
            with self._guard:
                if self._port is not None:
                    self._port.cancel_read()  # on Windows it is lost when no read is under way: hence the loop
            thread.join(0.1)

    def _run(self, on_scan: OnScan, on_state: OnState) -> None:
        while not self._stopping.is_set():
            try:
                self._open()
                self._tell(on_state, DeviceState("ready", Code.SCANNER_BACK if self._told else ""))
                self._read(on_scan)
            except _PORT_ERRORS as error:
                self._tell(on_state, DeviceState("gone", Code.SCANNER_GONE, str(error)))
                self._close()
                self._stopping.wait(self._retry_s)
        self._close()

    def _open(self) -> None:
        line = self._line
        port = _Port(
            self._find(line.usb) if line.usb else line.path,
            line.baud,
            bytesize=line.bits,
            parity=line.parity,
            stopbits=line.stop_bits,
            exclusive=True,  # two programs on one scanner would each get half of a code
        )
        with self._guard:
            self._port = port

    def _close(self) -> None:
        with self._guard:
            port, self._port = self._port, None
            if port is not None:
                port.close()

    def _read(self, on_scan: OnScan) -> None:
        port, framer = self._port, Framer(self._line.gap_ns)
        while port is not None and not self._stopping.is_set():
            silence_ns = framer.silence_ns
            timeout = None if silence_ns is None else silence_ns / _NS
            if port.timeout != timeout:  # setting it costs calls to the system
                port.timeout = timeout
            chunk = port.read(1)
            if chunk:
                chunk += port.read(port.in_waiting)
                self._hand_on(framer.feed(chunk, time.monotonic_ns()), on_scan)
            elif not self._stopping.is_set():
                self._hand_on(framer.silent(), on_scan)

    def _hand_on(self, frames: Iterable[Frame], on_scan: OnScan) -> None:
        for frame in frames:
            try:
                on_scan(RawScan(self._name, frame.raw, frame.at_ns))
            except Exception:  # noqa: BLE001 - the edge of a thread: a fault in the bench must not make it deaf
                _log.exception("a scan of %s was not taken", self._name)

    def _tell(self, on_state: OnState, state: DeviceState) -> None:
        if state.condition == self._told:
            return
        self._told = state.condition
        try:
            on_state(self._name, state)
        except Exception:  # noqa: BLE001 - as above
            _log.exception("the state of %s was not taken", self._name)


def port_of_usb(usb: str) -> str:
    """Return the port at which the USB device with this serial number is now. Raises SerialException when absent."""
    for port in list_ports.comports():
        if port.serial_number == usb:
            return str(port.device)
    raise serial.SerialException("no USB device with this serial number")
