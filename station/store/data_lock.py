"""One window for each data directory: a file that the system locks for as long as the program lives."""

from __future__ import annotations

import errno
import json
import os
import socket
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final, Self

from station.domain.codes import Code
from station.errors import StoreTrouble
from station.store.types import moment_text

LOCK_FILE: Final = "larets.lock"
_WHO_LENGTH: Final = 512
# Windows refuses to read locked bytes, so the lock lies on a byte far behind those that say who holds it.
_LOCKED_BYTE: Final = 1 << 20


class DataLock:
    """Held by the window of a data directory. Ends with the process, however that ends."""

    def __init__(self, folder: Path, *, now: datetime) -> None:
        self._file = folder / LOCK_FILE
        self._now = now
        self._handle: int | None = None

    def __enter__(self) -> Self:
        """Take the lock. Raises StoreTrouble(data_in_use) that says who has it: pid, host, since."""
        self.take()
        return self

    def __exit__(self, *_: object) -> None:
        """Give the lock back."""
        self.release()

    def take(self) -> None:
        """Take the lock. Raises StoreTrouble(data_in_use) that says who has it: pid, host, since."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise disk_trouble(error) from error
        try:
            lock_at_once(handle)
        except OSError as error:
            os.close(handle)
            raise StoreTrouble(Code.DATA_IN_USE, **_who(self._file)) from error
        self._handle = handle
        mine = {"pid": str(os.getpid()), "host": socket.gethostname(), "since": moment_text(self._now)}
        os.write(handle, json.dumps(mine).ljust(_WHO_LENGTH).encode("ascii"))

    def release(self) -> None:
        """Give the lock back; the file stays, for the next one."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def disk_trouble(error: OSError) -> StoreTrouble:
    """Return what an error of the disk under a data directory means."""
    code = _OF_DISK.get(error.errno or 0, Code.STORE_UNREACHABLE)
    return StoreTrouble(code, file=str(error.filename or ""), detail=error.strerror or "")


_OF_DISK: Final = {
    errno.EROFS: Code.STORE_READ_ONLY,
    errno.EACCES: Code.STORE_READ_ONLY,
    errno.EPERM: Code.STORE_READ_ONLY,
    errno.ENOSPC: Code.STORE_FULL,
    errno.EDQUOT: Code.STORE_FULL,
}


def _who(file: Path) -> dict[str, str]:
    with suppress(OSError, ValueError):
        facts = json.loads(file.read_text(encoding="ascii", errors="replace"))
        if isinstance(facts, dict):
            return {key: str(facts.get(key, "")) for key in ("pid", "host", "since")}
    return {"pid": "", "host": "", "since": ""}


if sys.platform == "win32":
    import msvcrt

    def lock_at_once(handle: int) -> None:
        """Lock an open file for as long as it is open. Raises OSError when another program has it."""
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)

else:
    import fcntl

    def lock_at_once(handle: int) -> None:
        """Lock an open file for as long as it is open. Raises OSError when another program has it."""
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
