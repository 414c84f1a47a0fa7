"""A scanner that is not there."""

from __future__ import annotations

import time
from collections.abc import Callable

from station.domain.codes import Code
from station.errors import DeviceTrouble
from station.ports import DeviceState, RawScan

OnScan = Callable[[RawScan], None]
OnState = Callable[[str, DeviceState], None]


class SimScanner:
    """A scanner in software. Its scans come from the thread that calls `scan`, as if its last byte came just then."""

    def __init__(self, name: str = "sim") -> None:
        """Take the name for the journal."""
        self._name = name
        self._on_scan: OnScan | None = None
        self._on_state: OnState | None = None
        self._plugged = True

    @property
    def name(self) -> str:
        """The device's name in the journal and on screen."""
        return self._name

    def start(self, on_scan: OnScan, on_state: OnState) -> None:
        """Begin to give scans."""
        self._on_scan, self._on_state = on_scan, on_state
        on_state(self._name, DeviceState("ready"))

    def stop(self) -> None:
        """Give no more scans."""
        self._on_scan = self._on_state = None

    def scan(self, code: str | bytes) -> None:
        """Read a code. Raises DeviceTrouble (`scanner_gone`) when unplugged or not started."""
        if self._on_scan is None or not self._plugged:
            raise DeviceTrouble(Code.SCANNER_GONE, scanner=self._name)
        raw = code.encode() if isinstance(code, str) else code
        self._on_scan(RawScan(self._name, raw, time.monotonic_ns()))

    def unplug(self) -> None:
        """Pull the cable."""
        self._tell(DeviceState("gone", Code.SCANNER_GONE), plugged=False)

    def plug_in(self) -> None:
        """Put the cable back."""
        self._tell(DeviceState("ready", Code.SCANNER_BACK), plugged=True)

    def _tell(self, state: DeviceState, *, plugged: bool) -> None:
        changed, self._plugged = plugged is not self._plugged, plugged
        if changed and self._on_state is not None:
            self._on_state(self._name, state)
