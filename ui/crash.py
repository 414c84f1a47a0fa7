"""The last hook: what nobody caught is written down without personal data, told in words, and the bench goes on."""

from __future__ import annotations

import platform
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from station.log import describe

if TYPE_CHECKING:
    from threading import ExceptHookArgs

_LIMIT = 20
"""No more files than this from one run: a fault in painting would fill the disk."""


class CrashGuard(QObject):
    """Takes what reached the edge of a thread. `reported(file)` arrives on the thread that made it."""

    reported = Signal(str)

    def __init__(self, folder: Path, journal: Callable[[str], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._journal = journal
        self._count = 0
        self._before = (sys.excepthook, threading.excepthook)

    def install(self) -> None:
        """Stand as the last hook of all threads."""
        sys.excepthook = self._main_hook
        threading.excepthook = self._thread_hook

    def remove(self) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook = self._before

    def take(self, error: BaseException) -> None:
        """Write an error down and tell it; never raises."""
        told = describe(error)
        self._count += 1
        file = ""
        if self._count <= _LIMIT:
            file = self._write(told)
        try:
            self._journal(told.replace("\n", " | ")[:500])
        except Exception as second:  # noqa: BLE001 - the journal may be what broke; the file stands
            sys.stderr.write(f"journal: {type(second).__qualname__}\n")
        sys.stderr.write(told + "\n")
        self.reported.emit(file)

    def _write(self, told: str) -> str:
        moment = datetime.now(UTC)
        file = self._folder / f"crash-{moment:%Y%m%d-%H%M%S}-{self._count:02}.txt"
        system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            file.write_text(f"{moment.isoformat()}\n{system}\n\n{told}\n", encoding="utf-8")
        except OSError:  # a full or read-only disk: told on the screen and on stderr all the same
            return ""
        return str(file)

    def _main_hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before[0](kind, error, trace)
            return
        self.take(error)

    def _thread_hook(self, args: ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.take(args.exc_value)
