"""The gateway inside the program: requests' transport calls the WSGI application, and no socket is opened."""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter

from carriers.wire.http import new_session

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication, WSGIEnvironment

URL: Final = "http://gateway.in-process/"


class WsgiAdapter(BaseAdapter):
    """Answers requests from a WSGI application."""

    def __init__(self, app: WSGIApplication) -> None:
        super().__init__()
        self._app = app

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,  # noqa: FBT001, FBT002 - the signature is that of requests
        timeout: float | tuple[float, float] | tuple[float, None] | None = None,
        verify: bool | str = True,  # noqa: FBT001, FBT002 - likewise
        cert: bytes | str | tuple[bytes | str, bytes | str] | None = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """Call the application and return its answer."""
        del stream, timeout, verify, cert, proxies  # there is no wire; the native side has time-outs of its own
        response = requests.Response()

        def start_response(status: str, headers: list[tuple[str, str]], _error: object = None, /) -> None:
            response.status_code = int(status.split(" ", 1)[0])
            response.headers.update(headers)

        body = b"".join(self._app(_environ(request), start_response))  # type: ignore[arg-type]  # we never call write()
        response.raw = io.BytesIO(body)
        response.url = request.url or URL
        response.request = request
        return response

    def close(self) -> None:
        """Nothing to close."""


def _environ(request: requests.PreparedRequest) -> WSGIEnvironment:
    parts = urlsplit(request.url or URL)
    given = request.body or b""
    body = given.encode() if isinstance(given, str) else given
    return {
        "REQUEST_METHOD": request.method or "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": parts.path,
        "QUERY_STRING": parts.query,
        "CONTENT_TYPE": request.headers.get("Content-Type", ""),
        "CONTENT_LENGTH": str(len(body)),
        "SERVER_NAME": parts.hostname or "",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": parts.netloc,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": parts.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


def session_over(app: WSGIApplication) -> requests.Session:
    """Return a session for which the application is the whole network."""
    session = new_session()
    session.adapters.clear()
    session.mount("http://", WsgiAdapter(app))
    return session
