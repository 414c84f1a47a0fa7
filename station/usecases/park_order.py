"""Cancel the view: the order leaves the bench, its units lie in a tray with a barcode of its own."""

from __future__ import annotations

from station.domain.bench import Pending, Wanted
from station.domain.codes import Code
from station.domain.people import Right
from station.errors import Reason, Refused
from station.scan.commands import Verb
from station.usecases.open_order import open_order
from station.usecases.outcome import Outcome, Tone
from station.usecases.work import Work


def cancel_view(work: Work) -> Outcome:
    """Close the view. Where units were scanned it asks for a tray; the same command again goes without one."""
    if work.bench.order is None:
        return _leave_manifest(work)
    work.need(Right.PACK)
    order = work.open_order()
    asked = work.bench.pending is not None and work.bench.pending.wanted is Wanted.TRAY
    if order.units_verified and not asked:
        return ask_for_tray(work)
    return close_view(work)


def ask_for_tray(work: Work) -> Outcome:
    """Ask into which tray the scanned units are put."""
    order = work.open_order()
    work.bench.pending = Pending(Wanted.TRAY, Verb.CANCEL_VIEW, "", {"order": order.number})
    facts = {"count": str(order.units_verified)}
    return Outcome(Tone.ATTENTION, Code.TRAY_NEEDED, facts=facts, order=order.number)


def close_view(work: Work) -> Outcome:
    """Let the order go; nothing that was scanned is lost."""
    order = work.open_order()
    order.bench, work.bench.order, work.bench.pending = None, None, None
    return Outcome(Tone.OK, Code.VIEW_CLOSED, order=order.number)


def use_tray(work: Work, tray: str, parked: str | None) -> Outcome:
    """Put the open order into a tray, or take up the order that lies there. Raises Refused."""
    if work.bench.order is None:
        if parked is None:
            raise Refused(Reason(Code.TRAY_EMPTY, {"tray": tray}))
        return open_order(work, parked)
    work.need(Right.PACK)
    if parked is not None:
        raise Refused(Reason(Code.TRAY_TAKEN, {"tray": tray, "order": parked}))
    order = work.open_order()
    order.tray = tray
    close_view(work)
    return Outcome(Tone.OK, Code.ORDER_PARKED, facts={"tray": tray}, order=order.number)


def _leave_manifest(work: Work) -> Outcome:
    if work.bench.manifest is None:
        raise Refused(Reason(Code.OPEN_AN_ORDER_FIRST))
    number, work.bench.manifest = work.bench.manifest, None
    return Outcome(Tone.OK, Code.MANIFEST_LEFT, facts={"manifest": number})
