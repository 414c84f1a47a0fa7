"""The one function that moves an order."""

from __future__ import annotations

from dataclasses import dataclass

from station.domain.codes import Code
from station.domain.order import Order
from station.domain.workflow.gates import what_blocks
from station.domain.workflow.phases import Phase, lawful
from station.domain.workflow.statuses import Workflow
from station.errors import Reason, Refused


@dataclass(frozen=True)
class StatusChanged:
    """An order moved; what the journal and the channel are told."""

    order: str
    before: str
    after: str
    phase_before: Phase
    phase_after: Phase


def advance(order: Order, to: str, workflow: Workflow) -> StatusChanged:
    """Move an order to a status of its shop's workflow. Raises Refused with all reasons, the cheapest first."""
    target = workflow.find(to)
    if target is None:
        raise Refused(Reason(Code.STATUS_UNKNOWN, {"status": to}))
    reasons = _shut(order, to, target.phase, workflow)
    if target.phase is not order.phase:
        reasons += what_blocks(order, target.phase)
    if reasons:
        raise Refused(*reasons)
    change = StatusChanged(order.number, order.status, to, order.phase, target.phase)
    order.status = to
    order.phase = target.phase
    return change


def advance_to_phase(order: Order, phase: Phase, workflow: Workflow) -> StatusChanged:
    """Move an order to the first status of `phase` that the matrix allows. Raises Refused."""
    target = workflow.reachable(order.status, phase)
    if target is None:
        shut = Reason(Code.TRANSITION_SHUT, {"from": order.status, "to": phase.value})
        raise Refused(*what_blocks(order, phase), shut)
    return advance(order, target.code, workflow)


def _shut(order: Order, to: str, phase: Phase, workflow: Workflow) -> tuple[Reason, ...]:
    if order.closed_elsewhere:
        return (Reason(Code.CLOSED_ELSEWHERE, {"status": order.channel_status}),)
    open_in_matrix = (order.status, to) in workflow.transitions
    if open_in_matrix and lawful(order.phase, phase, handed_over=order.handed_over):
        return ()
    return (Reason(Code.TRANSITION_SHUT, {"from": order.status, "to": to}),)
