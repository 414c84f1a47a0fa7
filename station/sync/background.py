"""What runs beside the bench: printing, the carriers, the nightly backup. Threads of their own; a scan never waits.

Each loop ends at once when asked, and an error in one round is logged and the next round comes: this is the edge of
a thread, and nobody else could be told.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from station.errors import Trouble

log = structlog.get_logger()


@dataclass
class Loop:
    """One thread that does a round when it is woken, and every `every_s` seconds."""

    name: str
    round: Callable[[], object]
    every_s: float
    _wake: threading.Event = field(default_factory=threading.Event, init=False, repr=False)
    _stop: threading.Event = field(default_factory=threading.Event, init=False, repr=False)
    _thread: threading.Thread | None = field(default=None, init=False, repr=False)
    _in_trouble: bool = field(default=False, init=False)

    def start(self) -> None:
        """Begin; the first round comes at once."""
        self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Ask for a round now, from any thread."""
        self._wake.set()

    def stop(self) -> None:
        """End after the round that is under way."""
        self._stop.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            self._wake.clear()
            self._round()
            self._wake.wait(self.every_s)

    def _round(self) -> None:
        try:
            self.round()
        except Trouble as trouble:
            if not self._in_trouble:  # told once when it begins and once when it is over
                log.info("background_trouble", loop=self.name, code=trouble.code)
            self._in_trouble = True
        except Exception:  # the edge of the thread: a bug in one round must not end all further ones
            log.exception("background_bug", loop=self.name)
        else:
            if self._in_trouble:
                log.info("background_well", loop=self.name)
            self._in_trouble = False


@dataclass
class Background:
    """The loops of a bench, started and stopped together."""

    loops: tuple[Loop, ...]

    def start(self) -> None:
        """Begin all loops."""
        for loop in self.loops:
            loop.start()

    def wake(self, *names: str) -> None:
        """Wake the loops with these names."""
        for loop in self.loops:
            if loop.name in names:
                loop.wake()

    def stop(self) -> None:
        """End all loops."""
        for loop in self.loops:
            loop.stop()
