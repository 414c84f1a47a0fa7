"""The contract's operations, called over HTTP with zeep. Imports zeep: see `carriers.wire.soap`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

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

_T = TypeVar("_T")


class BadMessage(Exception):
    """What was to be sent does not keep the contract; nothing has been sent."""


class _Service(Protocol):
    """The operations as zeep offers them: what has one element is unwrapped to it."""

    RegisterShipments: Callable[..., Sequence[AnswerShape]]
    GetShipment: Callable[..., FoundShape]
    CancelShipment: Callable[..., str]
    ListCarriers: Callable[..., Sequence[CarrierShape] | None]


class GatewayCalls:
    """Calls a gateway. Raises GatewayFault, NotSent, NotAnswered, or BadMessage before anything is sent."""

    def __init__(
        self, settings: GatewaySettings, session: requests.Session, on_close: Callable[[], None] = lambda: None
    ) -> None:
        """Load the contract from the package; the network is not touched."""
        self._session = session
        self._on_close = on_close
        self._schema = Schema()
        self._client = zeep.Client(
            str(WSDL),
            wsse=UsernameToken(settings.bench, settings.key),
            transport=LimitedTransport(session, settings.timeouts, self._check_answer),
            settings=SETTINGS,
        )
        self._proxy = self._client.create_service(BINDING, settings.url)
        self._service: _Service = self._proxy

    def close(self) -> None:
        """Let the wire go."""
        self._session.close()
        self._on_close()

    def register(self, bookings: Sequence[Booking]) -> tuple[Answer, ...]:
        """Register shipments, each answered on its own."""
        message = [booking_message(each) for each in bookings]
        self._check_message("RegisterShipments", shipment=message)
        return tuple(answer_of(each) for each in self._asked(lambda: self._service.RegisterShipments(shipment=message)))

    def find(self, carrier: str, reference: str) -> Found:
        """Ask what is certain about a reference."""
        self._check_message("GetShipment", carrier=carrier, reference=reference)
        return found_of(self._asked(lambda: self._service.GetShipment(carrier=carrier, reference=reference)))

    def cancel(self, carrier: str, reference: str) -> str:
        """Cancel, and return how it ended."""
        self._check_message("CancelShipment", carrier=carrier, reference=reference)
        return self._asked(lambda: self._service.CancelShipment(carrier=carrier, reference=reference))

    def carriers(self) -> tuple[Carrier, ...]:
        """Return the carriers that the gateway serves."""
        return tuple(carrier_of(each) for each in self._asked(self._service.ListCarriers) or ())

    def _asked(self, call: Callable[[], _T]) -> _T:
        try:
            return call()
        except zeep.exceptions.Error as error:  # ours was checked before: it is the answer to another question
            raise NotAnswered("an answer to another question") from error

    def _check_message(self, operation: str, **content: object) -> None:
        try:
            envelope = self._client.create_message(self._proxy, operation, **content)
        except (zeep.exceptions.Error, TypeError, ValueError) as error:
            raise BadMessage(str(error)) from error
        message = message_in(envelope)
        complaint = self._schema.complaint(message) if message is not None else "no message"
        if complaint:
            raise BadMessage(complaint)

    def _check_answer(self, envelope: etree._Element) -> None:
        fault = fault_in(envelope)
        if fault:
            raise fault
        message = message_in(envelope)
        if message is None:
            raise BadXml("no SOAP 1.1 envelope")
        if self._schema.complaint(message):
            raise BadXml("an answer that does not keep the contract")
