"""One POST over HTTP, and what matters after a failure: whether the other side can have acted on it."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import requests
import urllib3
from requests import exceptions

from carriers.settings import Timeouts
from carriers.wire import NotAnswered, NotSent
from carriers.wire.xml import BODY_LIMIT

_CHUNK: Final = 64 * 1024
_WRONG_ADDRESS: Final = (
    exceptions.InvalidURL,
    exceptions.MissingSchema,
    exceptions.InvalidSchema,
    exceptions.InvalidHeader,
)
# Raised while the connection is being made, before a byte of the request has left.
_NEVER_CONNECTED: Final = (
    urllib3.exceptions.NewConnectionError,
    urllib3.exceptions.ConnectTimeoutError,
    ssl.SSLCertVerificationError,
)


@dataclass(frozen=True)
class Reply:
    """What came back. The names are those of `requests`, so that zeep can read it too."""

    status_code: int
    content: bytes = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    encoding: str = "utf-8"


def new_session() -> requests.Session:
    """Return a session that looks at no proxy, no netrc and keeps no connection.

    A kept connection that the other side has just closed fails after sending: an unknown outcome for nothing.
    """
    session = requests.Session()
    session.trust_env = False
    session.headers.update({"Connection": "close", "Accept-Encoding": "identity"})
    return session


def post(session: requests.Session, url: str, body: bytes, *, headers: Mapping[str, str], timeouts: Timeouts) -> Reply:
    """Post the body and read the whole answer. Raises NotSent or NotAnswered; their text is a kind of failure."""
    deadline = time.monotonic() + timeouts.total_s
    try:
        with session.post(
            url,
            data=body,
            headers=dict(headers),
            timeout=(timeouts.connect_s, timeouts.read_s),
            stream=True,
            allow_redirects=False,
        ) as response:
            return Reply(response.status_code, _whole(response, deadline), dict(response.headers))
    except (exceptions.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
        kind = type(error).__name__
        raise (NotSent(kind) if _never_left(error) else NotAnswered(kind)) from error


def _whole(response: requests.Response, deadline: float) -> bytes:
    # Piece by piece: the time-out of a socket begins anew with every byte, and slow bytes would hold us for ever.
    body = bytearray()
    while piece := response.raw.read1(_CHUNK):
        body += piece
        if len(body) > BODY_LIMIT:
            raise NotAnswered("answer over 5 MB")
        if time.monotonic() > deadline:
            raise NotAnswered("answer too slow")
    announced = response.headers.get("Content-Length", "")
    if announced.isdigit() and int(announced) != len(body):
        raise NotAnswered("answer cut short")
    return bytes(body)


def _never_left(error: BaseException) -> bool:
    return isinstance(error, _WRONG_ADDRESS) or any(isinstance(each, _NEVER_CONNECTED) for each in _chain(error))


def _chain(error: BaseException) -> Iterator[BaseException]:
    # requests wraps urllib3's error as an argument, urllib3 keeps the cause as `reason`.
    seen: set[int] = set()
    waiting: list[object] = [error]
    while waiting:
        each = waiting.pop()
        if isinstance(each, BaseException) and id(each) not in seen:
            seen.add(id(each))
            yield each
            waiting += [each.__cause__, each.__context__, getattr(each, "reason", None), *each.args]
