"""SPSR's wire on loopback: HTTP POST of bare XML to one address, and faults on request."""

from __future__ import annotations

import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Final, Self

from lxml import etree

from carriers.sandbox.faults import Fault, FaultPlan, Planned
from carriers.sandbox.spsr_office import Account, KeptInvoice, No, Office, empty_answer, procedure_of, refusal
from carriers.wire.xml import BODY_LIMIT, BadXml, parsed

PATH: Final = "/waExec/WAExec"
_NUMBERS: Final = 90_000_000
# The bytes are UTF-8: the real carrier's answers lied about it in the same way.
_DECLARATION: Final = b'<?xml version="1.0" encoding="windows-1251"?>\n'
_HTML: Final = b"<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>"
_AFTER_THE_WORK: Final = frozenset(
    {Fault.ACCEPT_THEN_HANG, Fault.ACCEPT_THEN_500, Fault.DUPLICATE, Fault.SLOW, Fault.HTML, Fault.TRUNCATED}
)


class SandboxSpsr:
    """A running sandbox of SPSR. Use it as a context, or call `stop`."""

    def __init__(self, account: Account, *, session_s: float, hang_s: float, first_number: int) -> None:
        self.account = account
        self.calls: Counter[str] = Counter()
        self.plan = FaultPlan()
        self.office = Office(account, session_s, first_number=first_number)
        self.hang_s = hang_s
        self.stopping = threading.Event()
        self._server = _Server(("127.0.0.1", 0), self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="sandbox-spsr")
        self._thread.start()

    @property
    def url(self) -> str:
        """The address to post to."""
        return f"http://127.0.0.1:{self._server.server_address[1]}{PATH}"

    @property
    def invoices(self) -> tuple[KeptInvoice, ...]:
        """All invoices ever made, in order."""
        return self.office.invoices

    def count(self, reference: str) -> int:
        """How many invoices stand under one reference: never more than one, if all is well."""
        return sum(each.reference == reference for each in self.invoices)

    def fail(self, fault: Fault, *, procedure: str = "WAXmlConverter", code: int = 1, times: int = 1) -> None:
        """Let the next answers of a procedure fail; `code` is for `REFUSE_CODE`."""
        for _ in range(times):
            self.plan.add(Planned(fault, procedure, code))

    def stop(self) -> None:
        """Stop serving and join all threads, also those that hang on request."""
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def start_spsr(
    account: Account | None = None,
    *,
    session_s: float = 3600.0,
    hang_s: float = 60.0,
    first_number: int | None = None,
) -> SandboxSpsr:
    """Start a sandbox on a free port of loopback. Sessions last `session_s`, a hanging answer `hang_s` seconds.

    Its memory ends with it, so without a `first_number` its numbers go on from the clock: a shop that keeps its own
    memory does not meet the numbers of yesterday's sandbox again.
    """
    first = int(time.time()) % _NUMBERS if first_number is None else first_number
    return SandboxSpsr(account or Account(), session_s=session_s, hang_s=hang_s, first_number=first)


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True

    def __init__(self, address: tuple[str, int], sandbox: SandboxSpsr) -> None:
        self.sandbox = sandbox
        super().__init__(address, _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a client that has given up waiting is what the faults are for."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 30

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
        """Say nothing on stderr."""

    def do_POST(self) -> None:
        """Answer one procedure, with the fault that was asked for."""
        length = self.headers.get("Content-Length", "")
        if self.path != PATH or not length.isdigit() or int(length) > BODY_LIMIT:
            self._send(404, b"")
            return
        if self.headers.get_content_type() != "application/xml":
            self._send(415, b"")
            return
        answer, planned = self._worked(self.rfile.read(int(length)))
        body = _DECLARATION + etree.tostring(answer, encoding="utf-8")
        if planned is None:
            self._send(200, body)
        else:
            self._fail(planned, body)

    def _worked(self, body: bytes) -> tuple[etree._Element, Planned | None]:
        sandbox = self.server.sandbox
        try:
            root = parsed(body)
            procedure = procedure_of(root)
        except BadXml:
            return refusal(No(9)), None
        except No as no:
            return refusal(no), None
        sandbox.calls[procedure] += 1
        planned = sandbox.plan.take(procedure)
        if planned and planned.fault not in _AFTER_THE_WORK:
            return empty_answer(procedure), planned
        try:
            return sandbox.office.answer(root), planned
        except No as no:
            return refusal(no), planned

    def _fail(self, planned: Planned, body: bytes) -> None:
        sandbox = self.server.sandbox
        match planned.fault:
            case Fault.ACCEPT_THEN_HANG:
                sandbox.stopping.wait(sandbox.hang_s)
                self.close_connection = True
            case Fault.ACCEPT_THEN_500:
                self._send(500, b"")
            case Fault.SESSION_LOST:
                sandbox.office.lose_sessions()
                self._refuse(1006)
            case Fault.DUPLICATE:
                self._refuse(1051)
            case Fault.REFUSE_CODE:
                self._refuse(planned.code)
            case Fault.HTML:
                self._send(200, _HTML)
            case Fault.TRUNCATED:
                self._headers(200, len(body))
                self.wfile.write(body[: len(body) // 2])
                self.close_connection = True
            case Fault.SLOW:
                self._trickle(body)

    def _trickle(self, body: bytes) -> None:
        self._headers(200, len(body))
        stopping = self.server.sandbox.stopping
        for place in range(len(body)):
            if stopping.wait(0.05):
                return
            self.wfile.write(body[place : place + 1])
            self.wfile.flush()

    def _refuse(self, code: int) -> None:
        self._send(200, _DECLARATION + etree.tostring(refusal(No(code)), encoding="utf-8"))

    def _send(self, status: int, body: bytes) -> None:
        self._headers(status, len(body))
        self.wfile.write(body)

    def _headers(self, status: int, length: int) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(length))
        self.end_headers()
