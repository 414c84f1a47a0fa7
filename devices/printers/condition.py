"""How a printer is, as far as its last job tells: no wire is asked, so nobody waits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from station.errors import DeviceTrouble
from station.ports import DeviceState


class Condition:
    """Follows the jobs of one printer: busy while one is sent, gone after one that failed, otherwise ready."""

    def __init__(self) -> None:
        """Begin with a printer of which nothing bad is known."""
        self.now = DeviceState("ready")

    @contextmanager
    def sending(self) -> Iterator[None]:
        """Follow one job."""
        self.now = DeviceState("busy")
        try:
            yield
        except DeviceTrouble as trouble:
            self.now = DeviceState("gone", trouble.code, trouble.facts.get("why", ""))
            raise
        self.now = DeviceState("ready")
