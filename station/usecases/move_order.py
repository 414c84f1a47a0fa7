"""A person moves an order to a named status of their shop, within what is still to be packed."""

from __future__ import annotations

from station.domain.codes import Code
from station.domain.people import Operator, Right, Role
from station.domain.workflow.phases import OUT, Phase
from station.domain.workflow.statuses import Status
from station.errors import Reason, Refused
from station.usecases.work import Work

# These ways do more than move: cancel, agree, reopen, the scan that ships and the handover have verbs of their own.
BY_THEIR_OWN_VERBS = OUT | {Phase.CANCELLED, Phase.TAKEN_APART}


def move_order(work: Work, number: str, status: str) -> None:
    """Move an order by hand. The matrix, the gates and the status's own roles are asked. Raises Refused."""
    person = work.need(Right.MOVE_STATUS)
    order = work.uow.orders.get(number)
    target = work.uow.workflows.get(order.workflow).find(status)
    if target is None:
        raise Refused(Reason(Code.STATUS_UNKNOWN, {"status": status}))
    if not _is_theirs(person, target):
        raise Refused(Reason(Code.NOT_ALLOWED, {"who": person.name, "right": Right.MOVE_STATUS.value}))
    if target.phase is not order.phase and BY_THEIR_OWN_VERBS & {order.phase, target.phase}:
        raise Refused(Reason(Code.TRANSITION_SHUT, {"from": order.status, "to": status}))
    work.move_to_status(order, status, why="by_hand")


def _is_theirs(person: Operator, target: Status) -> bool:
    """Whether a status that names its roles names this person's; the owner of a demo may do all."""
    return not target.roles or person.role is Role.OWNER or person.role.value in target.roles
