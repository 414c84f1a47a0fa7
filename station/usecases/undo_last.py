"""Take back the last verified unit or the last binding of the open order, before it ships."""

from __future__ import annotations

from station.domain.bench import Pending, Wanted
from station.domain.codes import Code
from station.domain.order import Order
from station.domain.parcel import Binding, LabelState, Parcel, ParcelState, VerifiedUnit
from station.domain.people import Right
from station.domain.workflow.phases import Phase
from station.errors import Reason, Refused
from station.usecases.outcome import Outcome, Tone
from station.usecases.work import Work


def undo_last(work: Work) -> Outcome:
    """Take back one step. Raises Refused when there is none."""
    work.need(Right.PACK)
    order = work.open_order()
    pending, work.bench.pending = work.bench.pending, None
    if pending is not None and pending.wanted is Wanted.UIN:
        return _put_back(order, pending)
    steps: list[tuple[Parcel, VerifiedUnit | Binding]] = []
    for one in order.live_parcels:
        steps += [(one, unit) for unit in one.live_units]
        steps += [(one, one.binding)] if one.binding else []
    if not steps:
        raise Refused(Reason(Code.NOTHING_TO_UNDO, {"order": order.number}))
    # The journal knows the order of scans whatever the clock did; parts of a split order have no lines there yet.
    places = {line.scan_id: place for place, line in enumerate(work.uow.journal.story(order.number))}
    parcel, step = max(steps, key=lambda pair: (places.get(pair[1].scan_id, -1), _when(pair[1]), pair[1].id or 0))
    if isinstance(step, Binding):
        step.ended_at, step.ended_by, step.ended_why = work.at, work.who, "undo"
        facts = {"got": step.number}
        return Outcome(Tone.OK, Code.UNDONE_BINDING, facts=facts, order=order.number, parcel=parcel.position)
    return _take_out(work, order, parcel, step)


def _put_back(order: Order, pending: Pending) -> Outcome:
    """Take back the unit that still waits for its UIN: it lies in no parcel yet."""
    facts = {"name": pending.facts["name"], "count": str(order.units_missing)}
    return Outcome(Tone.OK, Code.UNDONE_UNIT, facts=facts, order=order.number, line=pending.facts["line"])


def _when(step: VerifiedUnit | Binding) -> str:
    return (step.bound_at if isinstance(step, Binding) else step.at).isoformat()


def _take_out(work: Work, order: Order, parcel: Parcel, unit: VerifiedUnit) -> Outcome:
    """Take a unit out again: its parcel opens, is weighed anew, and gets a new label."""
    unit.ended_at, unit.ended_by, unit.ended_why = work.at, work.who, "undo"
    open_parcel(work, order, parcel)
    line = order.line(unit.line)
    facts = {"name": line.name, "count": str(order.units_missing)}
    return Outcome(Tone.OK, Code.UNDONE_UNIT, facts=facts, order=order.number, parcel=parcel.position, line=line.key)


def open_parcel(work: Work, order: Order, parcel: Parcel) -> None:
    """Open a closed parcel again; an empty one is given up. What was printed for it is void for ever."""
    for label in parcel.labels:
        label.state = LabelState.VOID
    binding = parcel.binding
    if binding is not None:
        binding.ended_at, binding.ended_by, binding.ended_why = work.at, work.who, "reopened"
    if not parcel.live_units:
        parcel.state = ParcelState.VOID
    else:
        parcel.state = ParcelState.OPEN
        parcel.weight_g = parcel.weighed_by = parcel.closed_at = None
    if order.phase is Phase.PACKED:
        work.move(order, Phase.ASSEMBLY, why="undo")
