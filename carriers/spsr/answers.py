"""SPSR's answers as what the station knows: a registered shipment, a refusal, a state. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from carriers.spsr.faults import refused, unknown
from carriers.spsr.messages import every, first
from station.domain.shipment import Booking, Registered
from station.errors import CarrierRefused, CarrierTrouble

_PIECE: Final = re.compile(r"20[0-9]{10}")  # SPSR's XSD, BarCode; the sources do not say what stands between two
DUPLICATE: Final = "DUP"


class AlreadyThere(Exception):
    """SPSR rejected the invoice as a duplicate: of this reference, or of a parcel's number."""

    def __init__(self, refusal: CarrierRefused) -> None:
        """Keep what is to be said when SPSR has nothing under our reference."""
        super().__init__(refusal.code)
        self.refusal = refusal


@dataclass(frozen=True)
class Known:
    """An invoice that SPSR has: as registered, and its state in SPSR's own words."""

    registered: Registered
    state: str


def created(root: etree._Element, booking: Booking, notes: tuple[str, ...]) -> Registered:
    """Read the answer to WAXmlConverter.

    Raises AlreadyThere, CarrierRefused for a rejected invoice, OutcomeUnknown when the answer names no invoice of ours.
    """
    mine = [each for each in every(root, "Invoice") if each.get("GCNumber", booking.reference) == booking.reference]
    if len(mine) != 1:
        raise unknown("no_invoice_in_answer")
    invoice = mine[0]
    waybill = invoice.get("InvoiceNumber", "")
    if invoice.get("Status") == "Rejected" or not waybill:
        raise _rejected(invoice)
    ours = tuple(each.number for each in booking.parcels)
    theirs = tuple(_PIECE.findall(invoice.get("Barcodes", "")))
    remarks = tuple(_sentence(each) for each in every(invoice, "Message"))
    if all(ours) and theirs and set(ours) != set(theirs):
        remarks += (f"СПСР назвала другие номера мест: {', '.join(theirs)}.",)
    tracking = ours if all(ours) else theirs
    return Registered(booking.reference, waybill, tracking, notes=notes + remarks)


def known(root: etree._Element, reference: str) -> Known | None:
    """Read the answer to WAGetInvoiceInfo; None when it holds no invoice with that reference."""
    for invoice in every(root, "Invoice"):
        waybill = invoice.get("ShipmentNumber") or invoice.get("InvoiceNumber") or ""
        if waybill and invoice.get("ShipRefNum", reference) == reference:
            pieces = tuple(each.get("PieceID", "") for each in every(invoice, "Piece"))
            tracking = tuple(each for each in pieces if each)
            return Known(Registered(reference, waybill, tracking), invoice.get("CurState", ""))
    return None


def session(root: etree._Element) -> str:
    """Read the answer to WALogin: the session number, or empty."""
    login = first(root, "Login")
    return (login.get("SID") or "") if login is not None else ""


def is_delivered(state: str) -> bool:
    """Tell whether an invoice's state says delivered: "не доставлено" holds the same word."""
    lowered = state.casefold()
    return "доставлено" in lowered and "не доставлено" not in lowered


def is_being_processed(state: str) -> bool:
    """Tell whether SPSR has only the data and not the parcel yet."""
    return "обработка" in state.casefold()


def _rejected(invoice: etree._Element) -> CarrierTrouble | AlreadyThere:
    messages = every(invoice, "Message")
    codes = [each.get("MessageCode", "") for each in messages]
    if invoice.get("Status") != "Rejected":
        return unknown("no_waybill_in_answer")
    text = " ".join(_sentence(each) for each in messages) or "СПСР отклонила накладную без объяснения."
    refusal = refused(codes[0] if codes else "Rejected", text, _field(messages))
    return AlreadyThere(refusal) if DUPLICATE in codes else refusal


def _sentence(message: etree._Element) -> str:
    return " ".join(filter(None, (message.get("Text"), message.get("MessageInfo"))))


def _field(messages: list[etree._Element]) -> str:
    return next((info for each in messages if (info := each.get("MessageInfo"))), "")
