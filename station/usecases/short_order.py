"""What is missing: hold the order for the manager, or split it so that the rest may go."""

from __future__ import annotations

from dataclasses import replace

from station.domain.codes import Code
from station.domain.holds import SHORT
from station.domain.order import Order, OrderLine
from station.domain.people import Right
from station.domain.shipment import Numbering
from station.domain.workflow.phases import OUT, Phase
from station.errors import Reason, Refused
from station.usecases.hold_order import hold
from station.usecases.outcome import Outcome, Tone
from station.usecases.pack_order import pack_again
from station.usecases.park_order import close_view
from station.usecases.work import Work


def short_order(work: Work) -> Outcome:
    """Hold the open order for the manager because units are missing, and free the bench. Raises Refused."""
    work.need(Right.SHORT)
    order = work.open_order()
    if not order.units_missing:
        raise Refused(Reason(Code.NOTHING_SHORT, {"order": order.number}))
    names = "; ".join(f"{line.name} x{order.missing(line)}" for line in order.lines if order.missing(line))
    hold(work, order, SHORT, note=names)
    facts = {"count": str(order.units_missing), "units": names}
    close_view(work)
    return Outcome(Tone.OK, Code.SHORT, facts=facts, order=order.number)


def split_order(work: Work, number: str) -> Outcome:
    """Move what is not verified yet into a child order (10482-2) with its own life. Raises Refused."""
    work.need(Right.SPLIT)
    order = work.uow.orders.get(number)
    rest = [(line, order.missing(line)) for line in order.lines if order.missing(line)]
    if order.phase in OUT or order.phase is Phase.CANCELLED or order.closed_elsewhere:
        raise Refused(Reason(Code.NOTHING_TO_SPLIT, {"order": number}))
    if not rest or not order.units_verified:
        raise Refused(Reason(Code.NOTHING_TO_SPLIT, {"order": number}))
    if any(one.reason != SHORT for one in order.open_holds):  # a child would slip out of it
        raise Refused(Reason(Code.ORDER_HELD, {"order": number}))
    child = _child(work, order, rest)
    work.uow.orders.add(child)
    for line, count in rest:
        line.quantity -= count
    order.total_kopecks = max(0, order.total_kopecks - child.total_kopecks)
    work.tell("order", "split", order, child=child.number)
    if not order.open_holds:
        pack_again(work, order)
    return Outcome(
        Tone.OK, Code.SPLIT, facts={"child": child.number, "count": str(sum(n for _, n in rest))}, order=number
    )


def _child(work: Work, order: Order, rest: list[tuple[OrderLine, int]]) -> Order:
    """Make the child: the same consignee and carrier, its own lines, status and passport check."""
    family = work.uow.orders.family(order.number)
    root = order.parent or order.number
    entry = work.uow.workflows.get(order.workflow).entry(Phase.APPROVED)
    if entry is None:
        raise Refused(Reason(Code.STATUS_UNKNOWN, {"status": Phase.APPROVED.value}))
    lines = [
        OrderLine(
            key=f"{line.key}/{len(family) + 1}",
            position=position,
            kind=line.kind,
            offer=line.offer,
            article=line.article,
            name=line.name,
            quantity=count,
            price_kopecks=line.price_kopecks,
            barcodes=line.barcodes,
            properties=line.properties,
        )
        for position, (line, count) in enumerate(rest, start=1)
    ]
    due = sum(line.price_kopecks * line.quantity for line in lines) if order.due_goods_kopecks else 0
    due = min(due, order.due_goods_kopecks)
    order.due_goods_kopecks -= due
    return Order(
        number=f"{root}-{len(family) + 1}",
        workflow=order.workflow,
        status=entry.code,
        phase=entry.phase,
        site=order.site,
        channel=order.channel,
        channel_id=order.channel_id,
        external_id=order.external_id,
        channel_status=order.channel_status,
        parent=root,
        carrier=order.carrier,
        service=order.service,
        numbering=Numbering(order.numbering),
        consignee=order.consignee,
        shipment_store=order.shipment_store,
        created_at=work.at,
        ship_by=order.ship_by,
        deliver_on=order.deliver_on,
        window=order.window,
        total_kopecks=sum(line.price_kopecks * line.quantity for line in lines),
        due_goods_kopecks=due,
        lines=lines,
        passport=replace(order.passport, id=None) if order.passport else None,
    )
