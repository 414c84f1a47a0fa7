"""The life of a label after it was asked for: sent, printed, printed again, void."""

from __future__ import annotations

from station.domain.codes import Code
from station.domain.label import LabelFacts
from station.domain.order import Order
from station.domain.parcel import LabelState, Parcel, ParcelLabel
from station.domain.people import Right
from station.domain.shipment import ShipmentState
from station.domain.workflow.phases import OUT
from station.errors import Reason, Refused
from station.usecases.outcome import Outcome, Tone
from station.usecases.pack_order import ask_label, printing_bench
from station.usecases.ship_order import CANCEL
from station.usecases.work import Work

PERHAPS_AT_THE_CARRIER = frozenset({ShipmentState.REGISTERING, ShipmentState.REGISTERED, ShipmentState.UNKNOWN})
"""Only these bookings are cancelled there: what was never sent, or was refused, the carrier does not know."""


def reprint_label(work: Work, order: Order, why: str) -> Outcome:
    """Ask for the same label once more, as a marked copy. `why` goes into the journal. Raises Refused."""
    work.need(Right.REPRINT)
    parcels = [p for p in order.live_parcels if p.label is not None]
    waiting = [p for p in parcels if p.binding is None] or parcels[-1:]
    if not waiting:
        raise Refused(Reason(Code.NOTHING_TO_REPRINT, {"order": order.number}))
    for parcel in waiting:
        if parcel.label is not None:
            parcel.label.copies += 1
            parcel.label.state = LabelState.ASKED
            parcel.label.bench = printing_bench(work, order)
            work.tell("print", "reprint", order, why=why, number=parcel.label.number, copy=str(parcel.label.copies))
    return Outcome(Tone.OK, Code.LABEL_REPRINTED, facts={"why": why, "count": str(len(waiting))}, order=order.number)


def void_labels(work: Work, order: Order, why: str) -> Outcome:
    """Void the labels, bindings and booking of an order before it ships; new labels are printed at once.

    A void number is refused for ever. Raises Refused.
    """
    work.need(Right.VOID)
    if order.phase in OUT:
        raise Refused(Reason(Code.ORDER_SHIPPED_ALREADY, {"order": order.number}))
    if not any(p.label or p.binding for p in order.live_parcels):
        raise Refused(Reason(Code.NOTHING_TO_REPRINT, {"order": order.number}))
    make_void(work, order, why)
    for parcel in order.live_parcels:
        if parcel.weight_g:
            ask_label(work, order, parcel)
    return Outcome(Tone.OK, Code.LABEL_VOIDED, facts={"why": why}, order=order.number)


def make_void(work: Work, order: Order, why: str) -> None:
    """End every label, binding and booking of an order, with time and person."""
    for parcel in order.live_parcels:
        for label in parcel.labels:
            label.state = LabelState.VOID
        binding = parcel.binding
        if binding is not None:
            binding.ended_at, binding.ended_by, binding.ended_why = work.at, work.who, "void"
    shipment = order.shipment
    if shipment is not None:
        asked = shipment.state in PERHAPS_AT_THE_CARRIER
        shipment.state, shipment.changed_at = ShipmentState.VOID, work.at
        if asked:
            payload = {"reference": shipment.reference, "carrier": shipment.carrier, "order": order.number}
            work.uow.outbox.put(CANCEL, shipment.reference, order.number, payload, at=work.at)
    work.tell("print", "void", order, why=why)


def label_facts(order: Order, parcel: Parcel, label: ParcelLabel, work: Work) -> LabelFacts:
    """Gather what stands on a label: no more than a carrier needs."""
    carrier = work.settings.carrier(parcel.carrier)
    due = order.due_goods_kopecks + order.due_delivery_kopecks
    return LabelFacts(
        carrier=parcel.carrier,
        carrier_name=carrier.name or parcel.carrier,
        service_name=order.service,
        tracking=label.number,
        order=order.number,
        consignee=order.consignee,
        parcel=parcel.position_among(order.live_parcels) if parcel in order.live_parcels else parcel.position,
        parcels=label.parcel_of,
        weight_g=parcel.weight_g,
        due_kopecks=due if due and carrier.due_on_label else None,
        sender=work.settings.site(order.site).sender,
        printed_on=label.asked_at.astimezone(work.settings.zone).strftime("%d.%m.%Y"),
    )
