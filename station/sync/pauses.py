"""When the packer does not scan: then what can wait does its work, and no scan stands behind it."""

from __future__ import annotations

import threading
import time

QUIET_S = 0.25  # so long after a scan the next one is hardly under way
ANSWER_S = 0.015  # so long after a scan its answer is painted
PATIENCE_S = 5.0  # what can wait need not wait for ever: somebody may scan without a pause


class Pauses:
    """Told of every scan, on any thread; lets others wait for a pause."""

    def __init__(self, *, quiet_s: float = QUIET_S, patience_s: float = PATIENCE_S) -> None:
        """Take how long nothing must have been scanned, and how long to wait for that at most, in seconds."""
        self._quiet_s = quiet_s
        self._patience_s = patience_s
        self._last = -quiet_s
        self._ended = threading.Event()

    def scanned(self) -> None:
        """Take note of a scan."""
        self._last = time.monotonic()

    def let_answer(self) -> None:
        """Return when the answer to the last scan was certainly said."""
        self._ended.wait(max(0.0, self._last + ANSWER_S - time.monotonic()))

    def wait(self) -> None:
        """Return in a pause, or when patience is at its end."""
        until = time.monotonic() + self._patience_s
        while not self._ended.is_set():
            now = time.monotonic()
            left = min(self._last + self._quiet_s, until) - now
            if left <= 0:
                return
            self._ended.wait(left)

    def end(self) -> None:
        """Let everybody go: the bench closes."""
        self._ended.set()
