"""The faults that a sandbox plays on request, one answer each."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What goes wrong with the next answer."""

    ACCEPT_THEN_HANG = "accept_then_hang"  # the work is done, the answer comes after the client has given up
    ACCEPT_THEN_500 = "accept_then_500"
    SESSION_LOST = "session_lost"  # RC 1006, nothing done
    DUPLICATE = "duplicate"  # done, then answered as if it had been there before
    SLOW = "slow"  # done; the answer trickles in byte by byte
    HTML = "html"  # done; a proxy's page instead of the answer
    TRUNCATED = "truncated"  # done; half an answer, then the connection closes
    REFUSE_CODE = "refuse_code"  # the given result code, nothing done


@dataclass(frozen=True)
class Planned:
    """One fault to come; `code` belongs to `REFUSE_CODE`."""

    fault: Fault
    procedure: str
    code: int = 0


class FaultPlan:
    """The faults to come, in order, for each procedure. May be used from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._planned: deque[Planned] = deque()

    def add(self, planned: Planned) -> None:
        """Let the next answer of that procedure fail so."""
        with self._lock:
            self._planned.append(planned)

    def take(self, procedure: str) -> Planned | None:
        """Return the fault for this answer, and forget it."""
        with self._lock:
            for planned in self._planned:
                if planned.procedure == procedure:
                    self._planned.remove(planned)
                    return planned
        return None
