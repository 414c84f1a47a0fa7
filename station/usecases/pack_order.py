"""Weigh, close, pack and label: what happens once the last unit lies in its parcel."""

from __future__ import annotations

from dataclasses import replace

from station.domain.bench import Pending, Wanted
from station.domain.codes import Code
from station.domain.numbers import NUMBER_MAKERS
from station.domain.offer import grams as in_grams
from station.domain.order import Order
from station.domain.parcel import LabelState, Parcel, ParcelLabel, ParcelState
from station.domain.people import Right
from station.domain.shipment import Numbering
from station.domain.workflow.gates import what_blocks
from station.domain.workflow.packable import refuse_to_pack
from station.domain.workflow.phases import Phase
from station.errors import Reason, Refused
from station.ports import ScaleReading
from station.scan.commands import Verb
from station.usecases.outcome import Outcome, Tone
from station.usecases.work import Work


def expected_weight_g(work: Work, order: Order, parcel: Parcel) -> int:
    """What a parcel should weigh: its units by the catalogue, and the carrier's bag. Grams, at least one."""
    offers = work.uow.catalogue.offers({unit.offer for unit in parcel.live_units})
    units_mg = sum(offers[unit.offer].weight_mg for unit in parcel.live_units if unit.offer in offers)
    return max(1, in_grams(units_mg) + work.settings.carrier(order.carrier).bag_weight_g)


def pack_when_complete(work: Work, order: Order, verified: Outcome) -> Outcome:
    """Take the weight from the scale if it has one, and pack; else ask for the weight."""
    parcel = order.open_parcel
    reading = _reading(work, order, parcel) if parcel else None
    if parcel is None or reading is None or not reading.stable or not _possible(work, reading.grams):
        return replace(verified, code=Code.ALL_UNITS_VERIFIED)
    _close(work, parcel, reading.grams)
    return _pack(work, order, parcel, verified)


def weigh(work: Work, grams: int | None) -> Outcome:
    """Close the open parcel with a weight: typed, or from the scale. Raises Refused."""
    order = _order_to_weigh(work)
    asked = work.bench.pending is not None and work.bench.pending.wanted is Wanted.WEIGHT
    work.bench.pending = None
    if order.units_missing and not asked:
        raise Refused(Reason(Code.UNITS_MISSING, {"count": str(order.units_missing)}))
    return _weigh_open_parcel(work, order, grams)


def new_parcel(work: Work, grams: int | None = None) -> Outcome:
    """Close the open parcel though units are missing; the next unit opens another. Raises Refused."""
    order = _order_to_weigh(work)
    parcel = order.open_parcel
    if parcel is None or not parcel.live_units:
        raise Refused(Reason(Code.PARCEL_EMPTY, {"parcel": str(parcel.position if parcel else 1)}))
    if grams is None and _reading(work, order, parcel) is None:
        work.bench.pending = Pending(Wanted.WEIGHT, Verb.NEW_PARCEL)
        facts = {"parcel": str(parcel.position)}
        return Outcome(Tone.ATTENTION, Code.WEIGHT_NEEDED, facts=facts, order=order.number, parcel=parcel.position)
    return _weigh_open_parcel(work, order, grams)


def _order_to_weigh(work: Work) -> Order:
    work.need(Right.PACK)
    order = work.open_order()
    refuse_to_pack(order)
    return order


def _weigh_open_parcel(work: Work, order: Order, grams: int | None) -> Outcome:
    parcel = order.open_parcel
    if parcel is None or not parcel.live_units:
        raise Refused(Reason(Code.PARCEL_EMPTY, {"parcel": str(parcel.position if parcel else 1)}))
    _close(work, parcel, grams if grams is not None else _from_scale(work, order, parcel))
    facts = {"grams": str(parcel.weight_g), "parcel": str(parcel.position), "count": str(order.units_missing)}
    weighed = Outcome(Tone.OK, Code.PARCEL_WEIGHED, facts=facts, order=order.number, parcel=parcel.position)
    return weighed if order.units_missing else _pack(work, order, parcel, weighed)


def _from_scale(work: Work, order: Order, parcel: Parcel) -> int:
    reading = _reading(work, order, parcel)
    if reading is None:
        raise Refused(Reason(Code.WEIGHT_NEEDED, {"parcel": str(parcel.position)}))
    if not reading.stable:
        raise Refused(Reason(Code.WEIGHT_UNSTABLE))
    return reading.grams


def _reading(work: Work, order: Order, parcel: Parcel) -> ScaleReading | None:
    return work.scale.read(expected_weight_g(work, order, parcel)) if work.scale else None


def _possible(work: Work, grams: int) -> bool:
    return 0 < grams <= work.settings.max_weight_g


def _close(work: Work, parcel: Parcel, grams: int) -> None:
    if not _possible(work, grams):
        raise Refused(Reason(Code.WEIGHT_IMPOSSIBLE, {"grams": str(grams)}))
    parcel.weight_g, parcel.weighed_by = grams, work.who
    parcel.state, parcel.closed_at = ParcelState.CLOSED, work.at


def _pack(work: Work, order: Order, parcel: Parcel, before: Outcome) -> Outcome:
    """Move to PACKED and ask for the labels; the reasons are what is still needed for SHIPPED."""
    if order.phase is not Phase.PACKED:
        work.uow.flush()
        work.move(order, Phase.PACKED)
    ask_labels(work, order)
    facts = {**before.facts, "grams": str(parcel.weight_g), "count": str(len(order.live_parcels))}
    return replace(
        before, code=Code.ORDER_PACKED, facts=facts, parcel=parcel.position, reasons=what_blocks(order, Phase.SHIPPED)
    )


def pack_again(work: Work, order: Order) -> None:
    """Pack an order whose units all lie in weighed parcels, but whose labels were made void; ask for new ones."""
    ready = order.live_parcels and all(p.state is ParcelState.CLOSED for p in order.live_parcels)
    if not ready or order.units_missing:
        return
    if order.phase is Phase.ASSEMBLY:
        work.move(order, Phase.PACKED)
    ask_labels(work, order)


def ask_labels(work: Work, order: Order) -> None:
    """Ask for the labels of a packed order; one that names another count of parcels is void. Raises Refused."""
    count = len(order.live_parcels)
    for parcel in order.live_parcels:
        label = parcel.label
        if label is not None and label.parcel_of != count:
            _end_label(work, parcel, label)
            work.tell("print", "void", order, why="parcel_count", number=label.number)
        ask_label(work, order, parcel)


def _end_label(work: Work, parcel: Parcel, label: ParcelLabel) -> None:
    label.state = LabelState.VOID
    binding = parcel.binding
    if binding is not None and binding.number == label.number:
        binding.ended_at, binding.ended_by, binding.ended_why = work.at, work.who, "void"


def ask_label(work: Work, order: Order, parcel: Parcel) -> None:
    """Ask for a parcel's label where we print it: once, with a number that is never given twice. Raises Refused."""
    if parcel.label is not None or parcel.numbering not in {Numbering.ALLOTTED, Numbering.OWN}:
        return
    parcel.labels.append(
        ParcelLabel(
            number=_take_number(work, parcel),
            state=LabelState.ASKED,
            asked_at=work.at,
            asked_by=work.who,
            form=work.settings.carrier(parcel.carrier).label_form or work.settings.label_form,
            parcel_of=len(order.live_parcels),
            bench=printing_bench(work, order),
        )
    )


def printing_bench(work: Work, order: Order) -> str:
    """Return the bench whose printer a label comes out of: where it is asked, else the one that printed before."""
    if work.scan_id:
        return work.bench.name
    before = [label.bench for parcel in order.parcels for label in parcel.labels if label.bench]
    return before[-1] if before else work.settings.bench


def _take_number(work: Work, parcel: Parcel) -> str:
    source = parcel.carrier if parcel.numbering is Numbering.ALLOTTED else "own"
    make = NUMBER_MAKERS.get(source)
    counter = work.uow.numbers.allot(source) if make else None
    if make is None or counter is None:
        raise Refused(Reason(Code.NUMBERS_EXHAUSTED, {"carrier": parcel.carrier}))
    return make(counter)
