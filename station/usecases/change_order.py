"""A channel has changed an order that we have: change what the bench has not verified, and say so where it has.

Who owns the status (design 3): the channel up to APPROVED; inside our span its change is a request. A cancellation
there stops the bench and holds the order at once; anything else is kept in `channel_status` and shown to a person.
"""

from __future__ import annotations

from collections.abc import Mapping

from station.domain.codes import Code
from station.domain.holds import CHANGED_AFTER_LABEL, CHANGED_AFTER_VERIFY, CHANNEL_CANCELLED
from station.domain.incoming import ChannelPlace, IncomingLine, IncomingOrder
from station.domain.order import Order, OrderLine, PassportState
from station.domain.passport_policy import POLICY
from station.domain.workflow.phases import OUT, PROGRESS, Phase
from station.errors import Reason, Refused
from station.usecases.give_up import give_up
from station.usecases.hold_order import hold, settle
from station.usecases.labels import make_void
from station.usecases.split_family import children_of, share
from station.usecases.take_in import ask_policy, ask_policy_anew, copy_facts, give_barcodes, new_line, phase_of
from station.usecases.work import Work

THEIRS = frozenset({Phase.NEW, Phase.APPROVAL, Phase.APPROVED})


def change_order(work: Work, order: Order, incoming: IncomingOrder) -> str | tuple[Reason, ...]:
    """Return "unchanged", or the remarks of what was changed."""
    if order.payload_hash == incoming.payload_hash:
        return "unchanged"
    remarks: list[Reason] = []
    once_more = not order.payload_hash
    children = children_of(work, order)
    before = {one.number: _on_the_label(one) for one in (order, *children)}
    for one in (order, *children):
        _status(work, one, incoming, remarks)
    if children:
        remarks.append(Reason(Code.CHANNEL_ASKS, {"order": order.number, "status": "split"}))
    elif not order.closed_elsewhere and not order.handed_over:
        _lines(work, order, incoming, remarks)
    other_carrier = order.phase in OUT and incoming.delivery.carrier not in ("", order.carrier)
    _facts(order, incoming)
    share(order, children)
    for one in (order, *children):
        if before[one.number] != _on_the_label(one) or (one is order and other_carrier):
            _after_label(work, one, remarks)
    for parcel in order.live_parcels:
        if parcel.label is None and parcel.binding is None:  # nothing printed ties it to the former carrier
            parcel.carrier, parcel.numbering = order.carrier, order.numbering
    if not order.closed_elsewhere:
        ask_policy(work, order)
    _what_was_not_taken(work, order, remarks, other_carrier=other_carrier, once_more=once_more)
    work.tell("import", "changed", order, remarks=",".join(reason.code for reason in remarks))
    return tuple(remarks)


def _what_was_not_taken(
    work: Work, order: Order, remarks: list[Reason], *, other_carrier: bool, once_more: bool
) -> None:
    """Forget the import of which a part was not taken: the same one must find it again, once it can be taken."""
    told = {reason.code for reason in remarks}
    if not order.handed_over and (Code.CHANGED_AFTER_VERIFY in told or other_carrier):
        order.payload_hash = ""
    elif once_more and Code.CHANGED_AFTER_LABEL not in told and not _printed(order):
        settle(work, order, CHANGED_AFTER_LABEL)


def _facts(order: Order, incoming: IncomingOrder) -> None:
    """Copy what the channel owns. A verdict on one person is none on another."""
    carrier, service, numbering = order.carrier, order.service, order.numbering
    name = order.consignee.name
    copy_facts(order, incoming)
    elsewhere = order.phase in OUT and order.carrier != carrier  # what is out goes with whom it was given to
    if elsewhere or (order.live_parcels and not order.carrier):
        order.carrier, order.service, order.numbering = carrier, service, numbering
    check = order.passport
    if order.consignee.name != name and check is not None and check.decided_by != POLICY and not order.handed_over:
        check.state, check.why = PassportState.STALE, "consignee_changed"


def _on_the_label(order: Order) -> tuple[object, ...]:
    """What a label, a booking or a courier's purse depends on."""
    return (
        order.consignee,
        order.due_goods_kopecks,
        order.due_delivery_kopecks,
        order.total_kopecks,
        order.carrier,
        order.service,
        order.deliver_on,
        order.window,
    )


def _status(work: Work, order: Order, incoming: IncomingOrder, remarks: list[Reason]) -> None:
    if order.closed_elsewhere or incoming.channel_status == order.channel_status:
        return
    ours = order.phase in OUT or PROGRESS.index(Phase.AVAILABLE) <= PROGRESS.index(order.phase) <= PROGRESS.index(
        Phase.SHIPPED
    )
    if incoming.status is ChannelPlace.CANCELLED:
        _cancelled(work, order, remarks, ours=ours)
    elif incoming.status is ChannelPlace.ELSEWHERE and order.phase in THEIRS:
        order.closed_elsewhere = True  # shipped or closed without us, before our span: to read only from now on
        remarks.append(Reason(Code.CLOSED_ELSEWHERE, {"order": order.number, "status": incoming.channel_status}))
    elif ours or order.phase is Phase.TAKEN_APART or incoming.status is ChannelPlace.ELSEWHERE:
        remarks.append(Reason(Code.CHANNEL_ASKS, {"order": order.number, "status": incoming.channel_status}))
    else:
        _follow(work, order, phase_of(incoming.status), incoming, remarks)


def _cancelled(work: Work, order: Order, remarks: list[Reason], *, ours: bool) -> None:
    """Inside our span a cancellation holds; before it, the order is cancelled; afterwards a person is told."""
    remarks.append(Reason(Code.ORDER_CANCELLED, {"order": order.number}))
    if order.phase is Phase.CANCELLED:
        return
    if ours or order.live_parcels:
        hold(work, order, CHANNEL_CANCELLED)
        return
    work.move(order, Phase.CANCELLED, why="channel")


def _follow(work: Work, order: Order, phase: Phase, incoming: IncomingOrder, remarks: list[Reason]) -> None:
    if phase is order.phase:
        return
    was_cancelled = order.phase is Phase.CANCELLED
    try:
        work.move_untold(order, phase, why="channel")
        if was_cancelled:
            give_up(work, order, "agreed_again")
            ask_policy_anew(work, order)
        work.tell_channel(order)
    except Refused as refused:
        remarks.append(Reason(Code.CHANNEL_ASKS, {"order": order.number, "status": incoming.channel_status}))
        remarks.extend(refused.reasons)


def _lines(work: Work, order: Order, incoming: IncomingOrder, remarks: list[Reason]) -> None:
    """Bring the lines up to date. A line of which units were verified never asks for fewer than that."""
    wanted = {line.key: line for line in incoming.lines}
    if order.phase in OUT:
        _lines_of_what_left_the_bench(work, order, wanted, remarks)
        return
    before = len(remarks)
    for line in order.lines:
        _one_line(work, order, line, wanted.pop(line.key, None), remarks)
    if len(remarks) == before:
        settle(work, order, CHANGED_AFTER_VERIFY)
    fresh = [added for added in incoming.lines if added.key in wanted]
    for position, added in enumerate(fresh, start=len(order.lines) + 1):
        order.lines.append(new_line(added, position))
    give_barcodes(work, order)
    if order.units_missing and order.phase is Phase.PACKED:
        make_void(work, order, "changed")
        work.move(order, Phase.ASSEMBLY, why="changed")


def _lines_of_what_left_the_bench(
    work: Work, order: Order, wanted: Mapping[str, IncomingLine], remarks: list[Reason]
) -> None:
    """Hold a shipped order whose lines are not those of the channel any more: it is reopened, and imported again."""
    ours = {line.key: line for line in order.lines}
    other = [line for line in order.lines if _differs(line, wanted.get(line.key))]
    names = [line.name for line in other]
    names += [line.name for key, line in wanted.items() if key not in ours and not line.cancelled]
    if not names:
        settle(work, order, CHANGED_AFTER_VERIFY)
        return
    count = str(sum(order.verified(line) for line in other))
    remarks.append(Reason(Code.CHANGED_AFTER_VERIFY, {"name": names[0], "count": count}))
    hold(work, order, CHANGED_AFTER_VERIFY, note=names[0])


def _differs(line: OrderLine, incoming: IncomingLine | None) -> bool:
    ours = 0 if line.cancelled else line.quantity
    theirs = 0 if incoming is None or incoming.cancelled else incoming.quantity
    return ours != theirs or (incoming is not None and bool(incoming.offer) and incoming.offer != line.offer)


def _one_line(work: Work, order: Order, line: OrderLine, incoming: IncomingLine | None, remarks: list[Reason]) -> None:
    verified = order.verified(line)
    asked = 0 if incoming is None or incoming.cancelled else incoming.quantity
    other_goods = incoming is not None and incoming.offer and incoming.offer != line.offer
    if verified and (asked < verified or other_goods):
        remarks.append(Reason(Code.CHANGED_AFTER_VERIFY, {"name": line.name, "count": str(verified)}))
        hold(work, order, CHANGED_AFTER_VERIFY, note=line.name)
        return
    if incoming is None:
        line.cancelled = True
        return
    fresh = new_line(incoming, line.position)
    known = line.barcodes if fresh.offer == line.offer else ()  # those of other goods must not verify these
    line.kind, line.offer, line.article, line.name = fresh.kind, fresh.offer, fresh.article, fresh.name
    line.quantity, line.price_kopecks, line.cancelled = fresh.quantity, fresh.price_kopecks, fresh.cancelled
    line.barcodes, line.properties = fresh.barcodes or known, fresh.properties


def _printed(order: Order) -> bool:
    """Whether a parcel carries a label or a number that stands."""
    return any(parcel.label or parcel.binding for parcel in order.live_parcels)


def _after_label(work: Work, order: Order, remarks: list[Reason]) -> None:
    """Address, sum or payment changed after the label: hold; what was printed and booked is void."""
    if not _printed(order) or order.closed_elsewhere or order.handed_over:  # what has left is the channel's again
        return
    remarks.append(Reason(Code.CHANGED_AFTER_LABEL, {"order": order.number}))
    hold(work, order, CHANGED_AFTER_LABEL)
    if order.phase not in OUT:
        make_void(work, order, CHANGED_AFTER_LABEL)
        if order.phase is Phase.PACKED:
            work.move(order, Phase.ASSEMBLY, why=CHANGED_AFTER_LABEL)
