"""The gateway as a WSGI application: the contract on GET, operations on POST."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from lxml import etree

from carriers.contract import WSDL, XSD, FaultKind
from carriers.contract.answers import GatewayFault, Problem
from carriers.contract.faults import fault_envelope
from carriers.gateway.soap import SoapFront
from carriers.wire.xml import BODY_LIMIT

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_XML: Final = "text/xml; charset=utf-8"
_HOST: Final = re.compile(r"[A-Za-z0-9.:\[\]-]{1,255}")
_STATUS: Final = {200: "200 OK", 404: "404 Not Found", 405: "405 Method Not Allowed", 500: "500 Internal Server Error"}
_SOAP_ADDRESS: Final = ".//{http://schemas.xmlsoap.org/wsdl/soap/}address"
_IMPORT: Final = ".//{http://www.w3.org/2001/XMLSchema}import"


def create_app(front: SoapFront, *, public_url: str = "") -> WSGIApplication:
    """Return the application. `public_url` is its address for callers where a proxy stands before it."""

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        match environ["REQUEST_METHOD"]:
            case "POST":
                status, body = _posted(front, environ)
            case "GET":
                status, body = _asked(environ, public_url or _own_url(environ))
            case _:
                status, body = 405, b""
        content_type = _XML if body.startswith(b"<?xml") else "text/plain; charset=utf-8"
        start_response(_STATUS[status], [("Content-Type", content_type), ("Content-Length", str(len(body)))])
        return [body]

    return app


def too_large() -> bytes:
    """Return the fault for a body that is over the limit."""
    return fault_envelope(GatewayFault(FaultKind.BAD_REQUEST, Problem("too_large", "Запрос больше 5 МБ.")))


def _posted(front: SoapFront, environ: WSGIEnvironment) -> tuple[int, bytes]:
    length = str(environ.get("CONTENT_LENGTH") or "0")
    if not length.isdigit() or int(length) > BODY_LIMIT:
        return 500, too_large()
    reply = front.answer(environ["wsgi.input"].read(int(length)))
    return reply.status, reply.body


def _asked(environ: WSGIEnvironment, url: str) -> tuple[int, bytes]:
    match str(environ.get("QUERY_STRING", "")).lower():
        case "wsdl":
            return 200, _wsdl(url)
        case "xsd":
            return 200, XSD.read_bytes()
        case _:
            return 404, b"The contract is at ?wsdl\n"


def _wsdl(url: str) -> bytes:
    tree = etree.parse(WSDL, etree.XMLParser(no_network=True))
    for address in tree.iterfind(_SOAP_ADDRESS):
        address.set("location", url)
    for imported in tree.iterfind(_IMPORT):
        imported.set("schemaLocation", f"{url}?xsd")
    return etree.tostring(tree, xml_declaration=True, encoding="utf-8")


def _own_url(environ: WSGIEnvironment) -> str:
    host = str(environ.get("HTTP_HOST", ""))
    if not _HOST.fullmatch(host):
        host = f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
    return f"{environ['wsgi.url_scheme']}://{host}{environ.get('SCRIPT_NAME', '')}/"
