"""Head and count of each chain, kept in files beside the database, so that a cut tail shows.

A head is written after each commit, in place and without a sync: it may lag behind by what was not yet written, and
never runs ahead. Who cuts the journal must not be helped by the next line: a head that the journal does not continue
stays as it is.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

from station.ports import JournalHead

_PREFIX: Final = "journal."
_SUFFIX: Final = ".head"
_LENGTH: Final = 128  # always the same, and less than a disk's sector: a write is whole or not there


class HeadFiles:
    """The heads of one database on this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._handles: dict[str, int] = {}
        self._lock = threading.Lock()

    def find(self, bench: str) -> JournalHead | None:
        """Return the head of a bench; None without a file, count -1 for one that cannot be read."""
        try:
            text = self._file(bench).read_text(encoding="ascii", errors="replace")
        except FileNotFoundError:
            return None
        count, _, mac = text.strip().partition(" ")
        return JournalHead(bench, int(count), mac) if count.isdecimal() else JournalHead(bench, -1, "")

    def benches(self) -> tuple[str, ...]:
        """Return the benches that have a head here."""
        files = sorted(self._folder.glob(f"{_PREFIX}*{_SUFFIX}"))
        return tuple(unquote(file.name.removeprefix(_PREFIX).removesuffix(_SUFFIX)) for file in files)

    def write(self, head: JournalHead) -> None:
        """Write a head down."""
        line = f"{head.count} {head.mac}".ljust(_LENGTH - 1) + "\n"
        with self._lock:
            handle = self._handles.get(head.bench)
            if handle is None:
                self._folder.mkdir(parents=True, exist_ok=True)
                flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
                handle = self._handles[head.bench] = os.open(self._file(head.bench), flags, 0o600)
            os.lseek(handle, 0, os.SEEK_SET)
            os.write(handle, line.encode("ascii"))

    def put_aside(self, suffix: str) -> None:
        """Rename all heads, for a database that is replaced by a backup."""
        self.close()
        for bench in self.benches():
            file = self._file(bench)
            file.replace(file.with_name(file.name + suffix))

    def close(self) -> None:
        """Close the files."""
        with self._lock:
            for handle in self._handles.values():
                os.close(handle)
            self._handles.clear()

    def _file(self, bench: str) -> Path:
        return self._folder / f"{_PREFIX}{quote(bench, safe='')}{_SUFFIX}"
