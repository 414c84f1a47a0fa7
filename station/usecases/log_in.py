"""A badge: log in, or change the operator at once without losing the open parcel; and logging off."""

from __future__ import annotations

from station.domain.bench import Wanted
from station.domain.codes import Code
from station.domain.people import Right
from station.errors import Reason, Refused
from station.usecases.outcome import Outcome, Tone
from station.usecases.work import Work


def log_in(work: Work, operator_code: str | None) -> Outcome:
    """Make the owner of a badge the operator of the bench. Raises Refused for a badge that nobody has."""
    if operator_code is None:
        raise Refused(Reason(Code.UNKNOWN_BADGE))
    person = work.uow.operators.get(operator_code)
    if not person.active:
        raise Refused(Reason(Code.UNKNOWN_BADGE))
    if not (person.may(Right.PACK) or person.may(Right.HAND_OVER)):
        raise Refused(Reason(Code.NOT_ALLOWED, {"who": person.name, "right": Right.PACK.value}))
    before = work.bench.operator
    work.bench.operator = person.code
    pending = work.bench.pending
    if pending is not None and pending.wanted is not Wanted.UIN:  # a scanned unit waits on, whoever finishes it
        work.bench.pending = None
    if before == person.code:
        return Outcome(Tone.ATTENTION, Code.ALREADY_LOGGED_IN, facts={"who": person.name}, order=work.bench.order)
    code = Code.OPERATOR_CHANGED if before else Code.LOGGED_IN
    return Outcome(Tone.OK, code, facts={"who": person.name}, order=work.bench.order)


def log_off(work: Work) -> Outcome:
    """Leave the bench; say which units were scanned but lie in no closed parcel."""
    person = work.person
    if person is None:
        raise Refused(Reason(Code.LOG_IN_FIRST))
    work.bench.operator = None
    work.bench.pending = None
    order = work.uow.orders.get(work.bench.order) if work.bench.order else None
    parcel = order.open_parcel if order else None
    if order is not None and parcel is not None and parcel.live_units:
        names = [order.line(unit.line).name for unit in parcel.live_units]
        facts = {"who": person.name, "count": str(len(names)), "units": "; ".join(names)}
        return Outcome(Tone.ATTENTION, Code.LOGGED_OFF_OPEN_UNITS, facts=facts, order=order.number)
    return Outcome(Tone.OK, Code.LOGGED_OFF, facts={"who": person.name}, order=work.bench.order)
