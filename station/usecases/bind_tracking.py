"""Bind a parcel to its tracking barcode by scan. When the last condition is met the order ships by itself."""

from __future__ import annotations

from station.domain.binding import ScannedNumber, parcel_for_number
from station.domain.codes import Code
from station.domain.parcel import Binding, LabelState
from station.domain.people import Right
from station.domain.workflow.gates import what_blocks
from station.domain.workflow.packable import refuse_to_pack
from station.domain.workflow.phases import Phase
from station.scan.known import Known
from station.usecases.outcome import Outcome, Tone
from station.usecases.pack_order import pack_again
from station.usecases.ship_order import ship_order
from station.usecases.work import Work


def bind_tracking(work: Work, text: str, known: Known, *, misread: bool = False) -> Outcome:
    """Bind a scanned number to a parcel of the open order. Raises Refused; there is no override."""
    work.need(Right.PACK)
    order = work.open_order()
    refuse_to_pack(order)
    pack_again(work, order)  # a hold may have been released since its labels were made void
    parcel = parcel_for_number(order, _scanned(text, known, misread=misread))
    parcel.bindings.append(
        Binding(carrier=parcel.carrier, number=text, bound_at=work.at, bound_by=work.who, scan_id=work.scan_id)
    )
    if parcel.label is not None and parcel.label.number == text:
        parcel.label.state = LabelState.PRINTED  # the scan of the label itself is the proof
        parcel.label.printed_at = parcel.label.printed_at or work.at
    work.uow.flush()  # the same number on a second live parcel is refused here too
    blocks = what_blocks(order, Phase.SHIPPED)
    facts = {"got": text, "parcel": str(parcel.position), "parcels": str(len(order.live_parcels))}
    if not blocks and work.settings.auto_ship:
        return ship_order(work, order, parcel.position, facts)
    return Outcome(
        Tone.OK, Code.TRACKING_BOUND, facts=facts, order=order.number, parcel=parcel.position, reasons=blocks
    )


def _scanned(text: str, known: Known, *, misread: bool) -> ScannedNumber:
    number = known.number
    return ScannedNumber(
        text=text,
        goods=known.goods or known.operator is not None,
        misread=misread,
        order=number.order if number else None,
        parcel=number.parcel if number else None,
        bound=bool(number and number.bound and not number.void),
        void=bool(number and number.void),
    )
