"""The contract's typed faults as SOAP 1.1 envelopes, written and read."""

from __future__ import annotations

from typing import Final

from lxml import etree

from carriers.contract import NAMESPACE, SOAP, FaultKind
from carriers.contract.answers import GatewayFault, Problem
from carriers.contract.writing import problem_message

_CLIENTS_OWN: Final = frozenset({FaultKind.NOT_ALLOWED, FaultKind.BAD_REQUEST, FaultKind.REFUSED})
_FIELDS: Final = ("code", "text", "field")


def fault_envelope(fault: GatewayFault) -> bytes:
    """Return a typed fault as an envelope."""
    code = "Client" if fault.kind in _CLIENTS_OWN else "Server"
    message = problem_message(fault.problem)
    envelope, node = _envelope(code, str(message["text"]))
    detail = etree.SubElement(etree.SubElement(node, "detail"), f"{{{NAMESPACE}}}{fault.kind}")
    for name in _FIELDS:
        if name in message:
            etree.SubElement(detail, f"{{{NAMESPACE}}}{name}").text = str(message[name])
    return _bytes(envelope)


def plain_fault_envelope(code: str, text: str) -> bytes:
    """Return a fault of SOAP itself (VersionMismatch, MustUnderstand, Server), which has no detail of ours."""
    envelope, _ = _envelope(code, text)
    return _bytes(envelope)


def fault_in(envelope: etree._Element) -> GatewayFault | None:
    """Return the typed fault that an envelope holds; None when it holds none that the contract knows."""
    for kind in FaultKind:
        detail = envelope.find(f"{{{SOAP}}}Body/{{{SOAP}}}Fault//{{{NAMESPACE}}}{kind}")
        if detail is not None:
            code, text, field = (detail.findtext(f"{{{NAMESPACE}}}{name}") or "" for name in _FIELDS)
            return GatewayFault(kind, Problem(code, text, field))
    return None


def is_fault(envelope: etree._Element) -> bool:
    """Tell whether an envelope holds any fault at all."""
    return envelope.find(f"{{{SOAP}}}Body/{{{SOAP}}}Fault") is not None


def _envelope(code: str, text: str) -> tuple[etree._Element, etree._Element]:
    envelope = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soap": SOAP, "g": NAMESPACE})
    fault = etree.SubElement(etree.SubElement(envelope, f"{{{SOAP}}}Body"), f"{{{SOAP}}}Fault")
    etree.SubElement(fault, "faultcode").text = f"soap:{code}"
    etree.SubElement(fault, "faultstring").text = text
    return envelope, fault


def _bytes(envelope: etree._Element) -> bytes:
    return etree.tostring(envelope, xml_declaration=True, encoding="utf-8")
