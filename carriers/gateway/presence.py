"""Which gateways live on one ledger's file: each holds a lock on a file beside it for as long as it is open.

What stands in the ledger as being sent was surely left by a dead gateway only when none else is alive.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

_SLOTS: Final = 64  # gateways that may be alive at once on Windows, where a lock on a byte has one owner


class Presence:
    """One gateway's sign of life. Ends with the process, however that ends."""

    def __init__(self, file: Path, when_alone: Callable[[], None]) -> None:
        """Show that a gateway is here; first of all do what only one who is alone may do. Raises OSError."""
        self._handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _arrive(self._handle, when_alone)
        except BaseException:
            self.end()
            raise

    def end(self) -> None:
        """Take the sign of life away."""
        os.close(self._handle)


if sys.platform == "win32":
    import msvcrt

    def _locked(handle: int, first: int, count: int) -> bool:
        os.lseek(handle, first, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, count)
        except OSError:
            return False
        return True

    def _arrive(handle: int, when_alone: Callable[[], None]) -> None:
        if _locked(handle, 0, _SLOTS):
            when_alone()
            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_UNLCK, _SLOTS)
        for slot in range(_SLOTS):
            if _locked(handle, slot, 1):
                return

else:
    import fcntl

    def _arrive(handle: int, when_alone: Callable[[], None]) -> None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            pass
        else:
            when_alone()
        fcntl.flock(handle, fcntl.LOCK_SH)  # whoever came alone lets the others in after a moment
