"""The wire to SPSR: one POST per procedure, a session that is renewed when it is lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

import structlog
from lxml import etree

from carriers.adapter import Exchange, Recorder
from carriers.settings import SpsrSettings
from carriers.spsr import answers
from carriers.spsr.codes import CODES, Act
from carriers.spsr.faults import CARRIER, SaidNo
from carriers.spsr.messages import LOG_IN, Element, Procedure, masked, reply, request
from carriers.wire import NotAnswered, NotSent
from carriers.wire.http import Reply, new_session, post
from carriers.wire.xml import BadXml

_HEADERS: Final = {"Content-Type": "application/xml; charset=utf-8"}
_HTTP_OK: Final = 200
_HTTP_CLIENT_ERRORS: Final = range(400, 500)
_PAUSE_S: Final = 300.0  # after a refused password: a retry every half minute would get the account blocked

log = structlog.get_logger()


class SpsrWire:
    """Calls procedures of WebAPI. May be used from several threads."""

    def __init__(
        self, settings: SpsrSettings, recorder: Recorder, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._settings = settings
        self._recorder = recorder
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._sid = ""
        self._refused_login: tuple[float, SaidNo] | None = None
        self._told_codes: set[int] = set()

    def call(
        self, procedure: Procedure, build: Callable[[str], tuple[Element, ...]], *, reference: str
    ) -> etree._Element:
        """Call a procedure inside a session; `build` makes its elements for a session number.

        Logs in when there is no session, and once more when SPSR says that it is lost (RC 1006: nothing was done).
        Raises SaidNo, NotSent or NotAnswered.
        """
        sid = self._session()
        try:
            return self._once(procedure, build(sid), reference=reference)
        except SaidNo as no:
            if no.code.act is not Act.LOG_IN:
                raise
        self._forget(sid)
        return self._once(procedure, build(self._session()), reference=reference)

    def _session(self) -> str:
        with self._lock:
            if not self._sid:
                self._sid = self._log_in()
            return self._sid

    def _forget(self, sid: str) -> None:
        with self._lock:
            if self._sid == sid:  # else another thread has renewed it already
                self._sid = ""

    def _log_in(self) -> str:
        if self._refused_login and self._monotonic() < self._refused_login[0]:
            raise SaidNo(self._refused_login[1].code, self._refused_login[1].text)
        who = Element(
            "Login",
            (
                ("Login", self._settings.login),
                ("Pass", self._settings.password),
                ("UserAgent", self._settings.company),
            ),
        )
        try:
            sid = answers.session(self._once(LOG_IN, (who,), reference=""))
        except NotAnswered as error:  # a log-in changes nothing: what was to follow has not been sent
            raise NotSent(f"log-in: {error}") from error
        except SaidNo as no:
            if no.code.act is Act.ACCOUNT:
                self._refused_login = (self._monotonic() + _PAUSE_S, no)
            raise
        if not sid:
            raise NotSent("log-in: no session number")
        self._refused_login = None
        return sid

    def _once(self, procedure: Procedure, elements: tuple[Element, ...], *, reference: str) -> etree._Element:
        body = request(procedure, *elements)
        started = self._monotonic()
        answered, outcome = b"", ""
        try:
            with new_session() as session:
                raw = post(session, self._settings.url, body, headers=_HEADERS, timeouts=self._settings.timeouts)
            answered, outcome = raw.content, f"HTTP {raw.status_code}"
            root = _understood(raw)
            outcome = "RC 0"
        except SaidNo as no:
            outcome = str(no)
            self._tell_unknown(no.code.number)
            raise
        except (NotSent, NotAnswered) as error:
            outcome = outcome or f"{type(error).__name__}: {error}"
            raise
        finally:
            took = round((self._monotonic() - started) * 1000)
            self._recorder.keep(
                Exchange(CARRIER, procedure.name, reference, outcome, masked(body), masked(answered), took)
            )
        return root

    def _tell_unknown(self, number: int) -> None:
        if number not in CODES and number not in self._told_codes:
            self._told_codes.add(number)
            log.warning("carrier_code_unknown", carrier=CARRIER, number=number)


def _understood(raw: Reply) -> etree._Element:
    try:
        return reply(raw.content)  # HTTP 500 may carry a proper answer too
    except BadXml as error:
        if raw.status_code in _HTTP_CLIENT_ERRORS:
            raise NotSent(f"HTTP {raw.status_code}") from error
        raise NotAnswered(str(error) if raw.status_code == _HTTP_OK else f"HTTP {raw.status_code}") from error
