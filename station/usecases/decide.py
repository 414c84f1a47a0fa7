"""What a person decides about an order outside the bench: hold, passport verdict, cancel, reopen."""

from __future__ import annotations

from station.domain.codes import Code
from station.domain.holds import BY_HAND, CHANGED_AFTER_LABEL, CHANNEL_CANCELLED
from station.domain.order import Order, PassportCheck, PassportState
from station.domain.people import Right
from station.domain.workflow.phases import Phase
from station.errors import Reason, Refused
from station.usecases.give_up import give_up
from station.usecases.hold_order import hold, settle
from station.usecases.labels import make_void
from station.usecases.take_in import ask_policy_anew
from station.usecases.work import Work

DECIDABLE = frozenset({PassportState.CLEAR, PassportState.AMBER, PassportState.RED})


def hold_by_hand(work: Work, number: str, note: str) -> None:
    """Hold an order for a reason that a person gives in words."""
    work.need(Right.HOLD)
    hold(work, work.uow.orders.get(number), BY_HAND, note=note)


def decide_passport(work: Work, number: str, state: PassportState) -> None:
    """Store the officer's verdict. Raises Refused for anybody else, and for a state that is no verdict."""
    person = work.need(Right.DECIDE_PASSPORT)
    if state not in DECIDABLE:
        raise Refused(Reason(Code.NOT_ALLOWED, {"who": person.name, "right": state.value}))
    order = work.uow.orders.get(number)
    set_verdict(work, order, state, by=person.name, why="officer")


def set_verdict(work: Work, order: Order, state: PassportState, *, by: str, why: str) -> None:
    """Write a verdict onto the order and into the journal."""
    if order.passport is None:
        order.passport = PassportCheck(state, why, by, work.at)
    check = order.passport
    check.state, check.why, check.decided_by, check.decided_at = state, why, by, work.at
    work.tell("passport", state.value, order, why=why)


def cancel_order(work: Work, number: str) -> None:
    """Cancel an order that has not left; what was printed and booked for it is void. Raises Refused."""
    work.need(Right.MOVE_STATUS)
    order = work.uow.orders.get(number)
    work.move_untold(order, Phase.CANCELLED, why="cancelled")
    work.uow.flush()  # first out of OUT, then the bindings may end
    give_up(work, order, "cancelled")
    settle(work, order, CHANNEL_CANCELLED)
    work.tell_channel(order)


def reopen_order(work: Work, number: str) -> None:
    """Take a shipped order back to assembly before its handover; labels, bindings and booking end. Raises Refused."""
    work.need(Right.REOPEN)
    order = work.uow.orders.get(number)
    if order.phase is not Phase.SHIPPED:
        raise Refused(Reason(Code.NOT_SHIPPED, {"order": number, "status": order.status}))
    manifest = _manifest_of(work, order)
    if manifest is not None:
        raise Refused(Reason(Code.OTHER_MANIFEST, {"order": number, "manifest": manifest}))
    work.move_untold(order, Phase.ASSEMBLY, why="reopened")
    work.uow.flush()
    make_void(work, order, "reopened")
    if order.payload_hash:  # else it waits for the same import: not all of the change was taken
        settle(work, order, CHANGED_AFTER_LABEL)
    work.tell_channel(order)


def agree_again(work: Work, number: str) -> None:
    """Take a cancelled order up again: it is asked everything anew. Raises Refused."""
    work.need(Right.MOVE_STATUS)
    order = work.uow.orders.get(number)
    if order.phase is not Phase.CANCELLED:
        raise Refused(Reason(Code.TRANSITION_SHUT, {"from": order.status, "to": Phase.APPROVED.value}))
    work.move_untold(order, Phase.APPROVED, why="agreed_again")
    if order.live_parcels:  # it was moved to its end by the matrix alone
        give_up(work, order, "agreed_again")
    ask_policy_anew(work, order)
    work.tell_channel(order)


def _manifest_of(work: Work, order: Order) -> str | None:
    manifests = (work.uow.manifests.of_parcel(parcel.id or 0) for parcel in order.live_parcels)
    return next((manifest.number for manifest in manifests if manifest), None)
