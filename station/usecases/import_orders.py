"""Take orders from a channel: new ones come in, changed ones change what the bench has not verified yet.

Each order is a transaction of its own, so that one bad order costs no other. Importing the same again changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from station.config import Settings
from station.domain.codes import Code
from station.domain.holds import CARRIER_UNKNOWN
from station.domain.import_codes import ImportCode
from station.domain.incoming import ChannelPlace, IncomingOrder
from station.domain.order import Order
from station.domain.people import Operator, Right
from station.domain.workflow.phases import Phase
from station.errors import Reason, Refused
from station.scan.barcode import reserved
from station.usecases.change_order import change_order
from station.usecases.hold_order import hold
from station.usecases.take_in import ask_policy, copy_facts, give_barcodes, new_line, phase_of
from station.usecases.work import UnitOfWorkMaker, Work


@dataclass(frozen=True)
class Imported:
    """What came of one order: "new", "changed", "unchanged" or "skipped", and what a person should know of it."""

    number: str
    result: str
    remarks: tuple[Reason, ...] = ()


def import_order(
    units_of_work: UnitOfWorkMaker,
    settings: Settings,
    incoming: IncomingOrder,
    at: datetime,
    place: str,
    person: Operator | None = None,
) -> Imported:
    """Take one order in. A refusal is answered as "skipped" with its reasons."""
    try:
        with units_of_work() as uow:
            work = Work(uow, uow.benches.get(place), at, "", settings, None, person)
            work.need(Right.IMPORT)
            found = uow.orders.find_by_channel(incoming.channel, incoming.channel_id)
            imported = change_order(work, found, incoming) if found else _take_in(work, incoming)
            if imported != "unchanged":
                uow.commit()
            remarks = incoming.remarks if isinstance(imported, str) else (*incoming.remarks, *imported)
            return Imported(incoming.number, imported if isinstance(imported, str) else "changed", remarks)
    except Refused as refused:
        return Imported(incoming.number, "skipped", refused.reasons)


def _take_in(work: Work, incoming: IncomingOrder) -> str:
    """Add a new order, in the first status of its phase."""
    if work.uow.orders.find(incoming.number) is not None:
        raise Refused(Reason(Code.NUMBER_IN_USE, {"order": incoming.number}))
    if reserved(incoming.number):
        raise Refused(Reason(ImportCode.ORDER_NUMBER_RESERVED, {"number": incoming.number}))
    site = work.settings.site(incoming.site)
    workflow = work.uow.workflows.get(site.workflow)
    phase = phase_of(incoming.status)
    entry = workflow.entry(phase)
    if entry is None:
        raise Refused(Reason(Code.STATUS_UNKNOWN, {"status": phase.value}))
    order = Order(
        number=incoming.number,
        workflow=workflow.code,
        status=entry.code,
        phase=entry.phase,
        site=incoming.site,
        channel=incoming.channel,
        channel_id=incoming.channel_id,
        external_id=incoming.external_id,
        closed_elsewhere=incoming.status is ChannelPlace.ELSEWHERE,
        created_at=incoming.created_at or work.at,
    )
    copy_facts(order, incoming)
    order.lines = [new_line(line, position) for position, line in enumerate(incoming.lines, start=1)]
    work.uow.orders.add(order)
    ask_policy(work, order)
    if not order.closed_elsewhere and order.phase is not Phase.CANCELLED:
        give_barcodes(work, order)
        if not order.carrier:
            hold(work, order, CARRIER_UNKNOWN, note=incoming.delivery.code)
    work.tell("import", "new", order, channel=incoming.channel, channel_status=incoming.channel_status)
    return "new"
