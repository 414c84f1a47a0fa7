"""Verify a unit by scan: it lies in the open parcel afterwards, or the packer knows why not."""

from __future__ import annotations

from station.domain.bench import Pending, Wanted
from station.domain.codes import Code
from station.domain.order import Order, OrderLine
from station.domain.parcel import Parcel, ParcelState, VerifiedUnit
from station.domain.people import Right
from station.domain.verify import Match, ScannedUnit, match_unit, refuse_other_unit
from station.domain.workflow.packable import refuse_to_pack
from station.errors import Reason, Refused
from station.scan.barcode import Decoded
from station.scan.known import Known
from station.usecases.outcome import Outcome, Tone
from station.usecases.pack_order import pack_when_complete
from station.usecases.work import Work


def verify_unit(work: Work, decoded: Decoded, known: Known) -> Outcome:
    """Put a scanned unit into the open parcel. Raises Refused, naming what was expected and what came."""
    work.need(Right.PACK)
    order = work.open_order()
    refuse_to_pack(order)
    offers = work.uow.catalogue.offers({*known.offers, *(line.offer for line in order.lines)} | _offer_of(known))
    match = match_unit(
        order, _scanned(decoded.uin or decoded.text, known), offers, work.uow.catalogue.reserved_for(order.number)
    )
    offer = offers.get(match.line.offer)
    if offer is not None and offer.uin_required and match.uin is None:
        return _ask_for_uin(work, order, match, decoded.text)
    return put_into_parcel(work, order, match, decoded.text)


def give_uin(work: Work, decoded: Decoded, known: Known) -> Outcome:
    """Take the UIN that was asked for the unit scanned just before. Raises Refused; the question stays."""
    work.need(Right.PACK)
    pending = work.bench.pending
    order = work.open_order()
    refuse_to_pack(order)
    uin = decoded.uin
    if pending is None or uin is None:
        raise Refused(Reason(Code.NOT_A_UIN, {"got": decoded.text}))
    line = order.line(pending.facts["line"])
    unit = pending.facts["unit"] or None
    _refuse_foreign_uin(uin, unit, known, line)
    if not order.missing(line):  # the order was changed since its unit was scanned
        raise Refused(Reason(Code.ONE_TOO_MANY, {"name": line.name, "line": line.key, "count": str(line.to_scan)}))
    if known.unit is not None:
        refuse_other_unit(order, line, known.unit, work.uow.catalogue.reserved_for(order.number))
        unit = known.unit.code
    work.bench.pending = None
    # Where the offer's units are all alike, the UIN is what makes this one a thing of its own.
    return put_into_parcel(work, order, Match(line, unit or uin, uin), pending.code)


def put_into_parcel(work: Work, order: Order, match: Match, code: str) -> Outcome:
    """Write the verified unit down; close, label and pack when it was the last one."""
    parcel = order.open_parcel or _new_parcel(work, order)
    parcel.units.append(
        VerifiedUnit(
            line=match.line.key,
            offer=match.line.offer,
            code=code,
            by=work.who,
            at=work.at,
            scan_id=work.scan_id,
            unit=match.unit,
            uin=match.uin,
        )
    )
    work.bench.seen_at = work.at  # written with the unit, not after it in a flush of its own
    work.uow.flush()  # the database's own rule on units in two parcels speaks here
    facts = {"name": match.line.name, "count": str(order.units_missing), "done": str(order.verified(match.line))}
    verified = Outcome(
        Tone.OK, Code.UNIT_VERIFIED, facts=facts, order=order.number, parcel=parcel.position, line=match.line.key
    )
    return verified if order.units_missing else pack_when_complete(work, order, verified)


def _new_parcel(work: Work, order: Order) -> Parcel:
    parcel = Parcel(
        position=max((p.position for p in order.parcels), default=0) + 1,
        carrier=order.carrier,
        numbering=order.numbering,
        opened_at=work.at,
        state=ParcelState.OPEN,
    )
    order.parcels.append(parcel)
    return parcel


def _scanned(code: str, known: Known) -> ScannedUnit:
    place = known.unit_place
    lies_in = (place.order, place.parcel, place.at, place.by) if place else None
    return ScannedUnit(code=code, offers=known.offers, unit=known.unit, lies_in=lies_in)


def _offer_of(known: Known) -> set[str]:
    return {known.unit.offer} if known.unit else set()


def _ask_for_uin(work: Work, order: Order, match: Match, code: str) -> Outcome:
    facts = {"line": match.line.key, "unit": match.unit or "", "name": match.line.name}
    work.bench.pending = Pending(Wanted.UIN, "verify_unit", code, facts)
    return Outcome(Tone.ATTENTION, Code.UIN_NEEDED, facts=facts, order=order.number, line=match.line.key)


def _refuse_foreign_uin(uin: str, unit: str | None, known: Known, line: OrderLine) -> None:
    if known.unit_place is not None:
        place = known.unit_place
        facts = {"order": place.order, "parcel": str(place.parcel), "at": place.at.isoformat(), "who": place.by}
        raise Refused(Reason(Code.UNIT_IN_PARCEL, facts | {"got": uin}))
    other_unit = known.unit is not None and unit is not None and known.unit.code != unit
    other_offer = known.unit is not None and known.unit.offer != line.offer
    if other_unit or other_offer:
        raise Refused(Reason(Code.OTHER_UIN, {"got": uin, "name": line.name, "line": line.key}))
