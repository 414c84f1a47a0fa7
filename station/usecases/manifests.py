"""Hand over: open a manifest, put each parcel into the cage by scan, close it. Every gate is asked again.

What may not go any more is taken out of the cage by scan too: its row stays, with time and person.
"""

from __future__ import annotations

from station.domain.bench import Pending, Wanted
from station.domain.codes import Code
from station.domain.handover import booking_under_way, in_the_packers_words, what_keeps_from_the_cage
from station.domain.manifest import CageRow, Manifest, ManifestState
from station.domain.order import Order
from station.domain.parcel import Parcel
from station.domain.people import Right
from station.domain.workflow.phases import Phase
from station.errors import Reason, Refused
from station.scan.commands import Verb
from station.scan.known import Known
from station.usecases.outcome import Outcome, Tone
from station.usecases.work import Work


def open_manifest(work: Work, carrier: str) -> Outcome:
    """Open the manifest of a carrier on this bench, or go on with the one that is open. Raises Refused."""
    work.need(Right.HAND_OVER)
    if work.bench.order is not None:
        raise Refused(Reason(Code.OTHER_ORDER_OPEN, {"order": work.bench.order, "got": carrier}))
    manifest = work.uow.manifests.open_for(carrier)
    if manifest is None:
        day = work.at.astimezone(work.settings.zone).date()
        manifest = Manifest(
            number=work.uow.manifests.next_number(day),
            carrier=carrier,
            bench=work.bench.name,
            opened_at=work.at,
            opened_by=work.who,
        )
        work.uow.manifests.add(manifest)
    work.bench.manifest = manifest.number
    facts = {"manifest": manifest.number, "carrier": carrier, "count": str(len(manifest.live_rows))}
    return Outcome(Tone.OK, Code.MANIFEST_OPENED, facts=facts)


def put_in_cage(work: Work, text: str, known: Known) -> Outcome:
    """Put a scanned parcel onto the open manifest. Raises Refused, naming whose it is and what keeps it here."""
    work.need(Right.HAND_OVER)
    manifest = _open_here(work)
    number = known.number
    if number is None:
        raise Refused(Reason(Code.UNKNOWN_CODE, {"got": text}))
    if number.void or not number.bound:
        code = Code.NUMBER_VOID if number.void else Code.NOT_BOUND
        raise Refused(Reason(code, {"got": text, "order": number.order, "parcel": str(number.parcel)}))
    order = work.uow.orders.get(number.order)
    parcel = next(p for p in order.live_parcels if p.id == number.parcel_id)
    _refuse_twice(work, manifest, order, parcel)
    reasons = what_keeps_from_the_cage(order, parcel, manifest)
    if reasons:
        raise Refused(*in_the_packers_words(reasons))
    place = max((row.place for row in manifest.rows), default=0) + 1
    manifest.rows.append(
        CageRow(
            parcel_id=number.parcel_id,
            order=order.number,
            parcel=parcel.position,
            tracking=number.number,
            place=place,
            at=work.at,
            by=work.who,
            scan_id=work.scan_id,
        )
    )
    work.uow.flush()
    facts = {
        "manifest": manifest.number,
        "place": str(place),
        "parcel": str(parcel.position),
        "parcels": str(len(order.live_parcels)),
        "grams": str(parcel.weight_g or 0),
    }
    return Outcome(Tone.OK, Code.IN_CAGE, facts=facts, order=order.number, parcel=parcel.position)


def ask_what_to_take_out(work: Work) -> Outcome:
    """Ask for the parcel that comes out of the cage; the next scan names it. Raises Refused."""
    work.need(Right.HAND_OVER)
    manifest = _open_here(work)
    work.bench.pending = Pending(Wanted.PARCEL, Verb.OUT_OF_CAGE)
    return Outcome(Tone.ATTENTION, Code.PARCEL_TO_TAKE_OUT, facts={"manifest": manifest.number})


def take_out_of_cage(work: Work, text: str, known: Known | None = None, number: str | None = None) -> Outcome:
    """Take a scanned parcel out of the cage, whatever has become of its order. Raises Refused.

    From outside the bench `number` names the manifest, and `text` is the tracking number.
    """
    work.need(Right.HAND_OVER)
    manifest = work.uow.manifests.get(number) if number else _open_here(work)
    if manifest.state is ManifestState.CLOSED:
        raise Refused(Reason(Code.MANIFEST_SHUT, {"manifest": manifest.number}))
    tracking = known.number.number if known and known.number else text
    row = next((row for row in manifest.live_rows if row.tracking == tracking), None)
    if row is None:
        raise Refused(Reason(Code.NOT_IN_CAGE, {"manifest": manifest.number, "got": text}))
    row.removed_at, row.removed_by = work.at, work.who
    work.uow.flush()
    facts = {"manifest": manifest.number, "place": str(row.place), "parcel": str(row.parcel), "tracking": tracking}
    order = work.uow.orders.get(row.order)
    work.tell("manifest", "taken_out", order, **facts)
    return Outcome(Tone.OK, Code.TAKEN_OUT, facts=facts, order=row.order, parcel=row.parcel)


def close_manifest(work: Work, number: str | None = None) -> Outcome:
    """Close a manifest: ask every gate again, hand every order over. Raises Refused with all that is wrong."""
    work.need(Right.HAND_OVER)
    manifest = work.uow.manifests.get(number) if number else _open_here(work)
    orders = _refuse_to_close(work, manifest, at_the_bench=number is None)
    if work.uow.manifests.waiting(manifest.carrier):
        work.need(Right.CLOSE_INCOMPLETE)
    work.tell("manifest", "closed", None, manifest=manifest.number, parcels=str(len(manifest.live_rows)))
    head = work.uow.journal.head(work.bench.name)
    manifest.journal_head, manifest.journal_count = head.mac, head.count
    manifest.state, manifest.closed_at, manifest.closed_by = ManifestState.CLOSED, work.at, work.who
    work.uow.flush()
    for order in orders.values():
        order.handed_over = True
        work.move(order, Phase.IN_DELIVERY, manifest=manifest.number)
    if work.bench.manifest == manifest.number:
        work.bench.manifest = None
    facts = {"manifest": manifest.number, "count": str(len(manifest.live_rows)), "carrier": manifest.carrier}
    return Outcome(Tone.OK, Code.MANIFEST_CLOSED, facts=facts)


def right_to_close(work: Work) -> Right | None:
    """Return the right that closing the manifest of this bench needs beyond handing over; None when nothing is absent.

    What is absent goes to the next manifest, by a named person only. Raises Refused for what must be mended first.
    """
    manifest = _open_here(work)
    _refuse_to_close(work, manifest, at_the_bench=True)
    return Right.CLOSE_INCOMPLETE if work.uow.manifests.waiting(manifest.carrier) else None


def _refuse_to_close(work: Work, manifest: Manifest, *, at_the_bench: bool) -> dict[str, Order]:
    """Ask every gate again; return the orders in the cage when all are open. Raises Refused with all that is wrong."""
    if manifest.state is ManifestState.CLOSED:
        raise Refused(Reason(Code.MANIFEST_SHUT, {"manifest": manifest.number}))
    if not manifest.live_rows:
        raise Refused(Reason(Code.MANIFEST_EMPTY, {"manifest": manifest.number}))
    orders = {row.order: work.uow.orders.get(row.order) for row in manifest.live_rows}
    alarms = cage_alarms(manifest, orders, at_the_bench=at_the_bench)
    if alarms:
        raise Refused(*alarms)
    _refuse_halves(manifest, orders)
    under_way = [reason for order in orders.values() if (reason := booking_under_way(order))]
    if under_way:
        raise Refused(*under_way)
    return orders


def cage_alarms(manifest: Manifest, orders: dict[str, Order], *, at_the_bench: bool) -> tuple[Reason, ...]:
    """Return what must come out of the cage again, each with its place and the first reason.

    The bench hears that an order is held; why it is, only the office is told.
    """
    alarms = []
    for row in manifest.live_rows:
        order = orders[row.order]
        parcel = next((p for p in order.parcels if p.id == row.parcel_id), None)
        reasons = what_keeps_from_the_cage(order, parcel, manifest) if parcel else (Reason(Code.NOT_BOUND),)
        reasons = in_the_packers_words(reasons) if at_the_bench else reasons
        if reasons:
            facts = {"order": row.order, "place": str(row.place), "tracking": row.tracking, "why": reasons[0].code}
            alarms.append(Reason(Code.CAGE_ALARM, facts))
            alarms.extend(reasons)
    return tuple(alarms)


def _refuse_halves(manifest: Manifest, orders: dict[str, Order]) -> None:
    """An order of two parcels does not leave with one of them unless a person decides so (a later floor)."""
    inside = {row.parcel_id for row in manifest.live_rows}
    missing = [
        Reason(Code.PARCEL_MISSING, {"order": order.number, "parcel": str(parcel.position)})
        for order in orders.values()
        for parcel in order.live_parcels
        if parcel.id not in inside
    ]
    if missing:
        raise Refused(*missing)


def _open_here(work: Work) -> Manifest:
    if work.bench.manifest is None:
        raise Refused(Reason(Code.MANIFEST_NONE))
    return work.uow.manifests.get(work.bench.manifest)


def _refuse_twice(work: Work, manifest: Manifest, order: Order, parcel: Parcel) -> None:
    other = work.uow.manifests.of_parcel(parcel.id or 0)
    if other is None:
        return
    here = other.number == manifest.number
    place = next((str(row.place) for row in other.live_rows if row.parcel_id == parcel.id), "")
    facts = {"manifest": other.number, "order": order.number, "parcel": str(parcel.position), "place": place}
    raise Refused(Reason(Code.IN_CAGE_ALREADY if here else Code.OTHER_MANIFEST, facts))
