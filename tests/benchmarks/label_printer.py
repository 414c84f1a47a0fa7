"""A printer on loopback that only remembers when the first byte of each job came."""

from __future__ import annotations

import queue
import socket
import threading
import time
from types import TracebackType
from typing import Self


class LabelPrinter:
    """Takes raw bytes as a printer on port 9100 does."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, name="label printer", daemon=True)
        self.first_bytes_ns: queue.SimpleQueue[int] = queue.SimpleQueue()

    @property
    def url(self) -> str:
        """Its address for the settings."""
        return f"tcp://127.0.0.1:{self._server.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with socket.create_connection(self._server.getsockname()):
            self._server.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                wire, _ = self._server.accept()
            except OSError:
                return
            with wire:
                if wire.recv(1):
                    self.first_bytes_ns.put(time.monotonic_ns())
                while wire.recv(65536):
                    pass
