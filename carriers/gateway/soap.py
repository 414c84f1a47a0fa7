"""SOAP 1.1 in, SOAP 1.1 out: envelopes to operations and back, zeep's document on the serving side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

import structlog
from lxml import etree

from carriers.contract import BINDING, NAMESPACE, SOAP, WSDL, WSSE, FaultKind
from carriers.contract.answers import GatewayFault, Problem
from carriers.contract.check import Schema, message_in
from carriers.contract.faults import fault_envelope, plain_fault_envelope
from carriers.contract.reading import booking_of
from carriers.contract.shapes import RequestShape
from carriers.contract.writing import answer_message, carrier_message, found_message
from carriers.gateway.keys import Keys
from carriers.gateway.service import GatewayService
from carriers.wire.soap import document
from carriers.wire.xml import BadXml, parsed
from station.errors import StoreTrouble

log = structlog.get_logger()

_OK: Final = 200
_FAULT: Final = 500  # SOAP 1.1, section 6.2: every fault


@dataclass(frozen=True)
class SoapReply:
    """An HTTP status and an envelope."""

    status: int
    body: bytes = field(repr=False)


class _Reference(Protocol):
    carrier: str
    reference: str


class _Plain(Exception):
    """A fault of SOAP itself."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(code)
        self.code = code
        self.text = text


class SoapFront:
    """Answers envelopes. Called from several threads at once."""

    def __init__(self, service: GatewayService, keys: Keys) -> None:
        """Load the contract."""
        self._service = service
        self._keys = keys
        self._schema = Schema()
        self._binding = document(WSDL).bindings[BINDING]
        self._operations: Mapping[str, Callable[[str, etree._Element, str], bytes]] = {
            "RegisterShipments": self._register,
            "GetShipment": self._get,
            "CancelShipment": self._cancel,
            "ListCarriers": self._list,
        }

    def answer(self, body: bytes) -> SoapReply:
        """Answer one request, whatever it holds."""
        try:
            return SoapReply(_OK, self._answered(body))
        except GatewayFault as fault:
            return SoapReply(_FAULT, fault_envelope(fault))
        except _Plain as plain:
            return SoapReply(_FAULT, plain_fault_envelope(plain.code, plain.text))
        except StoreTrouble:
            log.exception("ledger_trouble")
            problem = Problem("ledger_trouble", "Журнал шлюза сейчас недоступен.")
            return SoapReply(_FAULT, fault_envelope(GatewayFault(FaultKind.UNKNOWN, problem)))
        except Exception:  # the edge of the process: the caller learns that it went wrong, the log learns why
            log.exception("gateway_failed")
            return SoapReply(_FAULT, plain_fault_envelope("Server", "Внутренняя ошибка шлюза."))

    def _answered(self, body: bytes) -> bytes:
        try:
            envelope = parsed(body)
        except BadXml as error:
            raise _bad(f"XML: {error}") from error
        if envelope.tag != f"{{{SOAP}}}Envelope":
            raise _Plain("VersionMismatch", "Нужен конверт SOAP 1.1.")
        bench = self._caller(envelope)
        message = message_in(envelope)
        if message is None:
            raise _bad("в Body должен быть ровно один элемент")
        name = etree.QName(message)
        operation = self._operations.get(name.localname) if name.namespace == NAMESPACE else None
        if operation is None:
            raise _bad(f"нет операции {{{name.namespace}}}{name.localname}")
        if complaint := self._schema.complaint(message):
            raise _bad(complaint)
        return operation(name.localname, envelope, bench)

    def _caller(self, envelope: etree._Element) -> str:
        for header in envelope.iterfind(f"{{{SOAP}}}Header/*"):
            if header.get(f"{{{SOAP}}}mustUnderstand") == "1" and header.tag != f"{{{WSSE}}}Security":
                raise _Plain("MustUnderstand", "Шлюз понимает только заголовок WS-Security.")
        token = envelope.find(f"{{{SOAP}}}Header/{{{WSSE}}}Security/{{{WSSE}}}UsernameToken")
        bench = (token.findtext(f"{{{WSSE}}}Username") or "").strip() if token is not None else ""
        key = (token.findtext(f"{{{WSSE}}}Password") or "").strip() if token is not None else ""
        if not self._keys.allow(bench, key):
            raise GatewayFault(FaultKind.NOT_ALLOWED, Problem("not_allowed", "Ключ стола не подходит или отозван."))
        return bench

    def _register(self, operation: str, envelope: etree._Element, bench: str) -> bytes:
        asked: Sequence[RequestShape] = self._binding.get(operation).input.deserialize(envelope)
        answers = self._service.register([booking_of(each) for each in asked], bench=bench)
        return self._written(operation, answer=[answer_message(each) for each in answers])

    def _get(self, operation: str, envelope: etree._Element, _bench: str) -> bytes:
        asked: _Reference = self._binding.get(operation).input.deserialize(envelope)
        found = self._service.find(asked.carrier, asked.reference)
        return self._written(operation, **found_message(found, asked.carrier))

    def _cancel(self, operation: str, envelope: etree._Element, _bench: str) -> bytes:
        asked: _Reference = self._binding.get(operation).input.deserialize(envelope)
        return self._written(operation, result=self._service.cancel(asked.carrier, asked.reference).value)

    def _list(self, operation: str, _envelope: etree._Element, _bench: str) -> bytes:
        return self._written(operation, carrier=[carrier_message(each) for each in self._service.carriers()])

    def _written(self, operation: str, **content: object) -> bytes:
        envelope: etree._Element = self._binding.get(operation).output.serialize(**content).content
        return etree.tostring(envelope, xml_declaration=True, encoding="utf-8")


def _bad(text: str) -> GatewayFault:
    return GatewayFault(FaultKind.BAD_REQUEST, Problem("bad_request", f"Запрос не по контракту: {text}"))
