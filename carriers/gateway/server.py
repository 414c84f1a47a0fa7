"""The gateway behind waitress, for many benches."""

from __future__ import annotations

import contextlib
import logging
import select
import socket
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import MultiSocketServer, create_server
from waitress.task import ErrorTask
from waitress.utilities import RequestEntityTooLarge

from carriers.gateway.wsgi import too_large
from carriers.wire.xml import BODY_LIMIT

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

_THREADS: Final = 16
_WAKE_S: Final = 1.0
_HAS_POLL: Final = hasattr(select, "poll")  # not on Windows
# A little over the limit is read to the end (to a file) and answered; far over it is cut off as soon as announced.
_CUT_OFF: Final = 20 * BODY_LIMIT


class _SoapErrorTask(ErrorTask):
    """Tells what waitress itself refuses as a SOAP fault too."""

    def execute(self) -> None:
        error = self.request.error  # type: ignore[attr-defined]  # the stubs take the request for the error
        if not isinstance(error, RequestEntityTooLarge):
            super().execute()
            return
        body = too_large()
        self.status = "500 Internal Server Error"
        self.response_headers = [("Content-Type", "text/xml; charset=utf-8")]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class _SoapChannel(HTTPChannel):
    error_task_class = _SoapErrorTask


@dataclass(frozen=True)
class Bind:
    """Where to listen. Port 0 is any free one."""

    host: str = "127.0.0.1"
    port: int = 8095

    @classmethod
    def of(cls, text: str) -> Bind:
        """Read HOST:PORT, :PORT or HOST. Raises ValueError."""
        host, _, port = text.rpartition(":") if ":" in text else (text, "", "")
        return cls(host.strip("[]") or "127.0.0.1", int(port) if port else 8095)


class GatewayServer:
    """A listening gateway. `run` serves until `stop` is called from another thread or a signal breaks it."""

    def __init__(self, app: WSGIApplication, bind: Bind) -> None:
        """Listen; raises OSError when the address is taken."""
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # it warns of one request that waits for a thread
        self._sockets: dict[int, socket.socket] = {}  # dispatchers, in truth; the stubs say sockets
        # Bound by us: waitress starts its threads first, and would leave them behind when the address is taken.
        family = socket.AF_INET6 if ":" in bind.host else socket.AF_INET
        listening = socket.create_server((bind.host, bind.port), family=family)
        self._address: tuple[str, int] = listening.getsockname()[:2]
        server = create_server(
            app,
            map=self._sockets,
            sockets=[listening],
            threads=_THREADS,
            max_request_body_size=_CUT_OFF,
            ident="larets-gateway",
            clear_untrusted_proxy_headers=True,
            channel_timeout=60,
        )
        if isinstance(server, MultiSocketServer):
            raise TypeError("one socket was given")
        server.channel_class = _SoapChannel
        self._server = server
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """The address to post to."""
        host, port = self._address
        return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"

    def run(self) -> None:
        """Serve in this thread."""
        try:
            while not self._stopping.is_set():
                wasyncore.loop(timeout=_WAKE_S, map=self._sockets, use_poll=_HAS_POLL, count=1)
        finally:
            self._server.task_dispatcher.shutdown()
            self._server.close()
            wasyncore.close_all(self._sockets, ignore_all=True)

    def start(self) -> None:
        """Serve in a thread of its own."""
        self._thread = threading.Thread(target=self.run, name="gateway-server")
        self._thread.start()

    def stop(self) -> None:
        """Stop listening, let running calls end, join the thread."""
        self._stopping.set()
        with contextlib.suppress(OSError):  # it woke by itself meanwhile, saw that it must stop, and closed the trigger
            self._server.pull_trigger()
        if self._thread:
            self._thread.join()
