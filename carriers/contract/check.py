"""Whether a message keeps the contract, asked of the XSD itself."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable
from typing import Final, Protocol

from lxml import etree

from carriers.contract import SOAP, XSD

# libxml2 quotes the value that is wrong; it may be a person's address, and what we return is logged.
_QUOTED_VALUE: Final = re.compile(r"(The value '.*' (?=is|has)|(?<=: )'.*' (?=is not a valid))", re.DOTALL)


class _Complaint(Protocol):
    level_name: str
    path: str
    message: str


class Schema:
    """The contract's XSD, compiled once. May be used from several threads."""

    def __init__(self) -> None:
        self._schema = etree.XMLSchema(etree.parse(XSD, etree.XMLParser(no_network=True)))
        self._lock = threading.Lock()  # lxml keeps the complaints of the last check on the schema

    def complaint(self, message: etree._Element) -> str:
        """Return the first thing wrong with the content of a Body, with its place; empty when it is right."""
        with self._lock:
            if self._schema.validate(message):
                return ""
            errors: Iterable[_Complaint] = self._schema.error_log  # type: ignore[assignment]  # its stubs lack this
            return next((_told(each) for each in errors if each.level_name != "WARNING"), "not valid")


def message_in(envelope: etree._Element) -> etree._Element | None:
    """Return the one element in the Body of a SOAP 1.1 envelope; None when there is no such thing."""
    bodies = envelope.findall(f"{{{SOAP}}}Body")
    if envelope.tag != f"{{{SOAP}}}Envelope" or len(bodies) != 1 or len(bodies[0]) != 1:
        return None
    return bodies[0][0]


def _told(complaint: _Complaint) -> str:
    return f"{complaint.path}: {_QUOTED_VALUE.sub('the value ', complaint.message)}"
