"""SPSR behind the gateway: register once, find by our reference, give up."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from carriers.adapter import Abilities, Cancelled, Recorder
from carriers.settings import SpsrSettings
from carriers.spsr import answers, faults
from carriers.spsr.client import SpsrWire
from carriers.spsr.codes import ALREADY_EXISTS, NOTHING_FOUND
from carriers.spsr.faults import SaidNo
from carriers.spsr.mapping import invoice
from carriers.spsr.messages import CREATE, INVOICE_INFO, Element
from carriers.wire import NotAnswered, NotSent
from station.domain.shipment import Booking, Registered
from station.errors import CarrierDown, CarrierTrouble

ABILITIES: Final = Abilities(
    name="СПСР Экспресс",
    cancels=False,  # WebAPI 1.3 cancels a courier's call (WACancelOrder), never an invoice
    unique_reference=True,  # RC 1051
    jewellery=True,
    parcels=100,
)


class SpsrAdapter:
    """SPSR's WebAPI 1.3 as an adapter of the gateway."""

    def __init__(self, settings: SpsrSettings, recorder: Recorder) -> None:
        self._settings = settings
        self._wire = SpsrWire(settings, recorder)

    @property
    def abilities(self) -> Abilities:
        """What SPSR can do."""
        return ABILITIES

    def register(self, booking: Booking) -> Registered:
        """Create the invoice; one that SPSR has already is read and answered as registered."""
        wanted = invoice(booking, self._settings)
        try:
            root = self._wire.call(
                CREATE, lambda sid: (Element("Login", (("SID", sid),)), wanted.converter), reference=booking.reference
            )
            return answers.created(root, booking, wanted.notes)
        except NotSent as error:
            raise faults.down(str(error)) from error
        except NotAnswered as error:
            raise faults.unknown(str(error)) from error
        except answers.AlreadyThere as duplicate:
            return self._already_there(booking, wanted.notes, otherwise=duplicate.refusal)
        except SaidNo as no:
            if no.code.number == ALREADY_EXISTS:
                return self._already_there(booking, wanted.notes, otherwise=faults.unknown("exists_but_not_found"))
            raise faults.trouble(no) from no

    def find(self, reference: str) -> Registered | None:
        """Ask for the invoice by our reference (SPSR's GC number)."""
        found = self._known(reference)
        return found.registered if found else None

    def cancel(self, reference: str) -> Cancelled:
        """Give the shipment up: refused once SPSR has the parcel, since an invoice cannot be cancelled there."""
        found = self._known(reference)
        if found and not answers.is_being_processed(found.state):
            raise faults.refused(
                "already_moving",
                f"СПСР уже приняла отправление ({found.state or 'состояние не названо'}).",
                "reference",
            )
        return Cancelled.GIVEN_UP

    def _known(self, reference: str) -> answers.Known | None:
        try:
            root = self._wire.call(INVOICE_INFO, lambda sid: self._question(sid, reference), reference=reference)
        except (NotSent, NotAnswered) as error:  # a question changes nothing: it may be asked again
            raise faults.down(str(error)) from error
        except SaidNo as no:
            if no.code.number in NOTHING_FOUND:
                return None
            raise CarrierDown(
                "carrier_down", carrier=faults.CARRIER, carrier_code=str(no.code.number), text=no.text
            ) from no
        return answers.known(root, reference)

    def _question(self, sid: str, reference: str) -> tuple[Element, ...]:
        login = (("SID", sid), ("Login", self._settings.login), ("ICN", self._settings.icn))
        return Element("Login", login), Element("InvoiceInfo", (("GCInvoiceNumber", reference),))

    def _already_there(self, booking: Booking, notes: tuple[str, ...], *, otherwise: CarrierTrouble) -> Registered:
        try:
            found = self.find(booking.reference)
        except CarrierDown as error:
            raise faults.unknown("exists_but_not_read") from error
        if found is None:
            raise otherwise
        ours = {each.number for each in booking.parcels if each.number}
        if ours and found.tracking and ours.isdisjoint(found.tracking):
            raise faults.refused("reference_taken", "Под этим номером в СПСР уже есть другое отправление.", "reference")
        return replace(found, notes=notes)
