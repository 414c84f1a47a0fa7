"""SOAP written by hand, as a stack that is not ours writes it: other prefixes, nothing from zeep."""

from __future__ import annotations

import http.client
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree

NS = {
    "s": "http://schemas.xmlsoap.org/soap/envelope/",
    "l": "urn:larets:gateway:1",
}
WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
SHIPMENT = """
<shipment>
  <carrier>{carrier}</carrier><service>PelOn</service><reference>{reference}</reference><order>10482</order>
  <consignee><name>Небылицын Фома</name><city>{city}</city><address>ул. Выдуманная, 7</address></consignee>
  <parcel><weightGrams>{grams}</weightGrams></parcel>
  <declaredKopecks>1234550</declaredKopecks><jewellery>true</jewellery>
</shipment>
"""


@dataclass(frozen=True)
class Heard:
    """An HTTP status and the envelope that came with it."""

    status: int
    envelope: etree._Element

    def text(self, path: str) -> str:
        """Return the text of the first element of that path, names of the contract prefixed with l."""
        return self.envelope.findtext(f".//{path}", "", NS)

    def texts(self, path: str) -> list[str]:
        """Return the texts of all elements of that path."""
        return [each.text or "" for each in self.envelope.iterfind(f".//{path}", NS)]

    @property
    def fault(self) -> str:
        """The name of the typed fault in the detail; empty when there is none."""
        found = self.envelope.find("s:Body/s:Fault/detail/*", NS)
        return etree.QName(found).localname if found is not None else ""


def a_shipment(reference: str, *, carrier: str = "spsr", city: str = "Москва", grams: int | str = 250) -> str:
    """Return one ShipmentRequest in the contract's default namespace."""
    return SHIPMENT.format(reference=reference, carrier=carrier, city=city, grams=grams)


def register(*shipments: str) -> str:
    """Return the content of a Body that registers shipments."""
    return f'<RegisterShipments xmlns="urn:larets:gateway:1">{"".join(shipments)}</RegisterShipments>'


def get(reference: str, carrier: str = "spsr") -> str:
    """Return the content of a Body that asks for a shipment."""
    return (
        f'<q:GetShipment xmlns:q="urn:larets:gateway:1"><q:carrier>{carrier}</q:carrier>'
        f"<q:reference>{reference}</q:reference></q:GetShipment>"
    )


def cancel(reference: str) -> str:
    """Return the content of a Body that cancels a shipment."""
    return (
        f'<CancelShipment xmlns="urn:larets:gateway:1"><carrier>spsr</carrier>'
        f"<reference>{reference}</reference></CancelShipment>"
    )


def envelope(body: str, *, bench: str = "bench-1", key: str = "the-key", header: str = "") -> bytes:
    """Return an envelope with a UsernameToken."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?><S:Envelope xmlns:S="{NS["s"]}"><S:Header>'
        f'<o:Security S:mustUnderstand="1" xmlns:o="{WSSE}"><o:UsernameToken><o:Username>{bench}</o:Username>'
        f"<o:Password>{key}</o:Password></o:UsernameToken></o:Security>{header}</S:Header>"
        f"<S:Body>{body}</S:Body></S:Envelope>"
    ).encode()


def post(url: str, body: bytes) -> Heard:
    """Post bytes with http.client and return what came back."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
    try:
        connection.request("POST", "/", body, {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""'})
        response = connection.getresponse()
        return Heard(response.status, etree.fromstring(response.read()))
    finally:
        connection.close()
