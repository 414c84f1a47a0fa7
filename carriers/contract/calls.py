"""The contract's operations, called over HTTP with zeep. Imports zeep: see `carriers.wire.soap`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import requests
import zeep
from lxml import etree
from zeep.wsse.username import UsernameToken

from carriers.contract import BINDING, WSDL
from carriers.contract.answers import Answer, Carrier, Found
from carriers.contract.check import Schema, message_in
from carriers.contract.faults import fault_in
from carriers.contract.reading import answer_of, carrier_of, found_of
from carriers.contract.shapes import AnswerShape, CarrierShape, FoundShape
from carriers.contract.writing import booking_message
from carriers.settings import GatewaySettings
from carriers.wire import NotAnswered
from carriers.wire.soap import SETTINGS, LimitedTransport
from carriers.wire.xml import BadXml
from station.domain.shipment import Booking


class BadMessage(Exception):
    """What was to be sent does not keep the contract; nothing has been sent."""


class GatewayCalls:
    """Calls a gateway. Raises GatewayFault, NotSent, NotAnswered, or BadMessage before anything is sent."""

    def __init__(
        self, settings: GatewaySettings, session: requests.Session, on_close: Callable[[], None] = lambda: None
    ) -> None:
        """Load the contract from the package; the network is not touched."""
        self._session = session
        self._on_close = on_close
        self._url = settings.url
        self._schema = Schema()
        self._transport = LimitedTransport(session, settings.timeouts, self._check_answer)
        self._client = zeep.Client(str(WSDL), transport=self._transport, settings=SETTINGS)
        self._token = UsernameToken(settings.bench, settings.key)
        self._service = self._client.create_service(BINDING, settings.url)
        self._binding: Any = self._client.wsdl.bindings[BINDING]  # zeep types the parts of a contract by halves

    def close(self) -> None:
        """Let the wire go."""
        self._session.close()
        self._on_close()

    def register(self, bookings: Sequence[Booking]) -> tuple[Answer, ...]:
        """Register shipments, each answered on its own."""
        shipments = [booking_message(each) for each in bookings]
        answers: Sequence[AnswerShape] = self._called("RegisterShipments", shipment=shipments)
        return tuple(answer_of(each) for each in answers)

    def find(self, carrier: str, reference: str) -> Found:
        """Ask what is certain about a reference."""
        found: FoundShape = self._called("GetShipment", carrier=carrier, reference=reference)
        return found_of(found)

    def cancel(self, carrier: str, reference: str) -> str:
        """Cancel, and return how it ended."""
        result: str = self._called("CancelShipment", carrier=carrier, reference=reference)
        return result

    def carriers(self) -> tuple[Carrier, ...]:
        """Return the carriers that the gateway serves."""
        carriers: Sequence[CarrierShape] | None = self._called("ListCarriers")
        return tuple(carrier_of(each) for each in carriers or ())

    def _called(self, name: str, **content: object) -> Any:  # noqa: ANN401 - zeep makes its values at run time
        """Call in three steps where zeep's proxy has one: what we did not send must be told from what we did."""
        envelope = self._message(name, content)
        operation = self._binding.get(name)
        headers = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": f'"{operation.soapaction}"'}
        envelope, headers = self._token.apply(envelope, headers)
        answer = self._transport.post_xml(self._url, envelope, headers)
        try:
            return self._binding.process_reply(self._client, operation, answer)
        except zeep.exceptions.Error as error:
            raise NotAnswered("an answer to another question") from error

    def _message(self, name: str, content: Mapping[str, object]) -> etree._Element:
        try:
            envelope: etree._Element = self._client.create_message(self._service, name, **content)
        except (zeep.exceptions.Error, TypeError, ValueError) as error:
            raise BadMessage(str(error)) from error
        message = message_in(envelope)
        complaint = self._schema.complaint(message) if message is not None else "no message"
        if complaint:
            raise BadMessage(complaint)
        return envelope

    def _check_answer(self, envelope: etree._Element) -> None:
        fault = fault_in(envelope)
        if fault:
            raise fault
        message = message_in(envelope)
        if message is None:
            raise BadXml("no SOAP 1.1 envelope")
        if self._schema.complaint(message):
            raise BadXml("an answer that does not keep the contract")
