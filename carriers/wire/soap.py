"""zeep with our limits: contracts from local files only, both time-outs, answers read as `wire.xml` reads them.

Importing this file imports zeep, which takes a third of a second: do it off the way of a scan.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import requests
import zeep
from lxml import etree

from carriers.settings import Timeouts
from carriers.wire import NotAnswered, NotSent
from carriers.wire.http import Reply, post
from carriers.wire.xml import BadXml, parsed

SETTINGS: Final = zeep.Settings(strict=True, forbid_dtd=True, forbid_entities=True, forbid_external=True)
_HTTP_OK: Final = 200
_HTTP_CLIENT_ERRORS: Final = range(400, 500)

Check = Callable[[etree._Element], None]  # noqa: SLF001 - the only name that the type has


class LocalTransport(zeep.Transport):
    """Loads contracts from files and from nowhere else."""

    def load(self, url: str) -> bytes:
        """Return the file."""
        return Path(url).read_bytes()


class LimitedTransport(LocalTransport):
    """Posts envelopes. Raises NotSent or NotAnswered, and whatever `check` raises for an envelope that came back."""

    def __init__(self, session: requests.Session, timeouts: Timeouts, check: Check) -> None:
        super().__init__(session=session)  # type: ignore[no-untyped-call]  # zeep has no types
        self._timeouts = timeouts
        self._check = check

    def post_xml(self, address: str, envelope: etree._Element, headers: Mapping[str, str]) -> Reply:
        """Post an envelope and return an answer of HTTP 200 that is XML and has passed the check."""
        body = etree.tostring(envelope, xml_declaration=True, encoding="utf-8")
        answer = post(self.session, address, body, headers=headers, timeouts=self._timeouts)
        try:
            self._check(parsed(answer.content))
        except BadXml as error:
            raise _unclear(answer.status_code, str(error)) from error
        if answer.status_code != _HTTP_OK:
            raise _unclear(answer.status_code, "")
        return answer


def _unclear(status: int, why: str) -> NotSent | NotAnswered:
    # 4xx: the other side (or a proxy before it) says that it threw the request away.
    if status in _HTTP_CLIENT_ERRORS:
        return NotSent(f"HTTP {status}")
    return NotAnswered(why if status == _HTTP_OK else f"HTTP {status}")


def document(wsdl: Path) -> zeep.wsdl.Document:
    """Return a contract for the serving side."""
    transport = LocalTransport()  # type: ignore[no-untyped-call]  # zeep has no types
    return zeep.wsdl.Document(str(wsdl), transport, settings=SETTINGS)  # type: ignore[arg-type]  # its hint is wrong
