"""The gateway's SOAP contract, version 1: WSDL, XSD, and the shapes of its messages. Ours, and no carrier's."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Final

NAMESPACE: Final = "urn:larets:gateway:1"
SOAP: Final = "http://schemas.xmlsoap.org/soap/envelope/"
WSSE: Final = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
BINDING: Final = f"{{{NAMESPACE}}}GatewaySoap"
WSDL: Final = Path(__file__).parent / "larets-gateway.wsdl"
XSD: Final = Path(__file__).parent / "larets-gateway.xsd"


class FaultKind(StrEnum):
    """The typed faults, by the name of their element."""

    REFUSED = "RefusedByCarrier"
    UNKNOWN = "UnknownOutcome"
    DOWN = "CarrierDown"
    NOT_ALLOWED = "NotAllowed"
    BAD_REQUEST = "BadRequest"


class Outcome(StrEnum):
    """What became of one shipment of a call."""

    REGISTERED = "registered"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    DOWN = "down"


class State(StrEnum):
    """What is known for certain about a reference."""

    REGISTERED = "registered"
    NONE = "none"
    VOID = "void"
