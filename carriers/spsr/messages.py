"""The skeleton that all messages of SPSR WebAPI share, there and back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from carriers.spsr.codes import OK, result_code
from carriers.spsr.faults import SaidNo
from carriers.wire.xml import BadXml, parsed_misdeclared, printable

BASE: Final = "http://spsr.ru/webapi/"
PARAMS: Final = f"{BASE}WA/1.0"

_SECRET: Final = re.compile(r"""\b(Pass|SID)\s*=\s*("[^"]*"|'[^']*')""")


@dataclass(frozen=True)
class Procedure:
    """One procedure of WebAPI: its name, version and the end of its namespace."""

    name: str
    version: str
    suffix: str

    @property
    def namespace(self) -> str:
        """The namespace of the document element."""
        return BASE + self.suffix


LOG_IN: Final = Procedure("WALogin", "1.0", "usermanagment/login/1.0")  # their spelling
CREATE: Final = Procedure("WAXmlConverter", "1.3", "xmlconverter/1.3")
INVOICE_INFO: Final = Procedure("WAGetInvoiceInfo", "1.1", "DataEditManagment/GetInvoiceInfo/1.1")


@dataclass(frozen=True)
class Element:
    """One element of a message: almost all data of WebAPI are attributes. Empty ones are left out."""

    name: str
    attributes: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    children: tuple[Element, ...] = ()


def request(procedure: Procedure, *elements: Element) -> bytes:
    """Return the document: `root` in the procedure's namespace, `Params` first, then the elements."""
    root = etree.Element(f"{{{procedure.namespace}}}root", nsmap=_prefixes(procedure))
    etree.SubElement(root, f"{{{PARAMS}}}Params", Name=procedure.name, Ver=procedure.version)
    for element in elements:
        _append(root, element, procedure.namespace)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _prefixes(procedure: Procedure) -> dict[str, str]:
    # lxml takes None for the default namespace; its stubs do not know that.
    return {None: procedure.namespace, "p": PARAMS}  # type: ignore[dict-item]  # see above


def _append(parent: etree._Element, element: Element, namespace: str) -> None:
    node = etree.SubElement(parent, f"{{{namespace}}}{element.name}")
    for name, value in element.attributes:
        if value:
            node.set(name, printable(value))
    for child in element.children:
        _append(node, child, namespace)


def reply(body: bytes) -> etree._Element:
    """Return the document element of an answer with RC 0.

    Raises SaidNo for any other result code, and BadXml for what is no answer of WebAPI at all.
    """
    root = parsed_misdeclared(body)
    result = first(root, "Result")
    number = result.get("RC", "") if result is not None else ""
    if etree.QName(root).localname != "root" or not number.isdigit():
        raise BadXml("no result code")
    if int(number) == OK:
        return root
    code = result_code(int(number))
    raise SaidNo(code, _sentence(root) or code.text)


def every(parent: etree._Element, name: str) -> list[etree._Element]:
    """Return all descendants of that name, whatever their namespace: WebAPI is not strict about it in answers."""
    return [each for each in parent.iter("*") if etree.QName(each).localname == name]


def first(parent: etree._Element, name: str) -> etree._Element | None:
    """Return the first descendant of that name, whatever its namespace."""
    return next(iter(every(parent, name)), None)


def _sentence(root: etree._Element) -> str:
    for each in (*every(root, "error"), *every(root, "Error")):
        text = each.get("ErrorMessageRU") or each.get("ErrorMessage")
        if text:
            return text
    return ""


def masked(body: bytes) -> str:
    """Return a message as text for the ledger, password and session number replaced by stars."""
    return _SECRET.sub(r'\1="***"', body.decode("utf-8", errors="replace"))
