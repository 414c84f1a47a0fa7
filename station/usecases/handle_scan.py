"""The one dispatcher: a decoded scan becomes an intent, the intent a verb, the verb an outcome.

A scan is one transaction. A refusal rolls the verb back; then the refusal itself is written down in a second one:
the journal line, and the lock under which nothing is counted until a person acknowledges.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

from station.config import Settings
from station.domain.bench import Wanted
from station.domain.codes import Code
from station.domain.parcel import ParcelState
from station.domain.people import Right
from station.domain.workflow.gates import what_blocks
from station.domain.workflow.phases import Phase
from station.errors import Reason, Refused
from station.ports import JournalLine, Scale, UnitOfWork
from station.scan import intent as intents
from station.scan.barcode import Decoded
from station.scan.commands import Command, Verb
from station.usecases import manifests
from station.usecases.authorise import PinCheck, badge_for_question, check_pin, question_before
from station.usecases.bind_tracking import bind_tracking
from station.usecases.labels import reprint_label, void_labels
from station.usecases.log_in import log_in, log_off
from station.usecases.open_order import open_order
from station.usecases.outcome import Outcome, Tone
from station.usecases.pack_order import new_parcel, weigh
from station.usecases.park_order import cancel_view, use_tray
from station.usecases.ship_order import ship_order
from station.usecases.short_order import short_order, split_order
from station.usecases.tones import tone_of
from station.usecases.undo_last import undo_last
from station.usecases.verify_unit import give_uin, verify_unit
from station.usecases.view import BenchView, view_of
from station.usecases.work import UnitOfWorkMaker, Work


@dataclass(frozen=True)
class ScanToHandle:
    """A scan with its own id, made when it was read: the id under which it stands in the journal, once."""

    scan_id: str
    decoded: Decoded
    device: str
    at: datetime
    raw_for_journal: str  # masked where the raw bytes are a secret


@dataclass(frozen=True)
class BenchAt:
    """The place where scans are handled."""

    name: str
    settings: Settings
    units_of_work: UnitOfWorkMaker
    scale: Scale | None
    pins: PinCheck
    reading: UnitOfWorkMaker


@dataclass(frozen=True)
class Handled:
    """The answer to a scan, and what the bench shows now."""

    outcome: Outcome
    view: BenchView


def handle_scan(place: BenchAt, scan: ScanToHandle) -> Handled:
    """Do what a scan means on this bench now, and write it down. Raises StoreTrouble when it cannot be kept."""
    name = "nothing"
    try:
        with place.units_of_work() as uow:
            work = begin(place, uow, scan.at, scan.scan_id)
            known = uow.lookup.known(scan.decoded)
            intent = intents.intent_of(scan.decoded, known, work.bench, wants_number=wants_number(work))
            name = intents.NAMES[type(intent)]
            outcome = replace(_answer(work, intent, scan.decoded), intent=name)
            return _keep(work, outcome, scan)
    except Refused as refused:
        return refuse(place, scan, name, refused)


def _keep(work: Work, outcome: Outcome, scan: ScanToHandle) -> Handled:
    """Write the answer down, look at the bench once more, and make it last."""
    write_down(work, outcome, scan)
    work.uow.flush()
    handled = Handled(outcome, view_of(work))
    work.uow.commit()
    return handled


def look(place: BenchAt, at: datetime) -> BenchView:
    """Look at the bench without changing anything. Only reads, so nobody waits for it."""
    with place.reading() as uow:
        return view_of(begin(place, uow, at, ""))


def refuse(place: BenchAt, scan: ScanToHandle, name: str, refused: Refused) -> Handled:
    """Write a refusal down, and lock the bench if it is a STOP."""
    first = refused.reasons[0]
    tone = tone_of(first.code)
    with place.units_of_work() as uow:
        work = begin(place, uow, scan.at, scan.scan_id)
        if tone is Tone.STOP:
            work.bench.lock = first.code
        if name != "badge":  # the wrong badge may be followed by the right one; any other scan answers no
            _drop_question(work)
        outcome = Outcome(
            tone, first.code, name, refused.reasons, first.facts, work.bench.order, line=first.facts.get("line")
        )
        return _keep(work, outcome, scan)


def begin(place: BenchAt, uow: UnitOfWork, at: datetime, scan_id: str) -> Work:
    """Gather what every verb works with."""
    bench = uow.benches.get(place.name)
    person = uow.operators.get(bench.operator) if bench.operator else None
    return Work(uow, bench, at, scan_id, place.settings, place.scale, person)


def forget_operator_after_absence(place: BenchAt, at: datetime) -> None:
    """At start: keep the operator only when the bench was in use a short while ago (a power blip, not a new shift)."""
    with place.units_of_work() as uow:
        bench = uow.benches.get(place.name)
        grace = timedelta(seconds=place.settings.operator_grace_s)
        if bench.operator and (bench.seen_at is None or abs(at - bench.seen_at) > grace):  # clocks jump back too
            bench.operator = None
            uow.commit()


def wants_number(work: Work) -> bool:
    """Whether the open order is packed and waits for tracking barcodes."""
    if work.bench.order is None:
        return False
    order = work.uow.orders.get(work.bench.order)
    closed = bool(order.live_parcels) and all(p.state is ParcelState.CLOSED for p in order.live_parcels)
    return order.phase is Phase.PACKED or (closed and not order.units_missing)


def write_down(work: Work, outcome: Outcome, scan: ScanToHandle) -> None:
    """Add the journal line of a scan with its decision."""
    if work.bench.seen_at != work.at:  # else it was written with the unit: nothing is left to flush
        work.bench.seen_at = work.at
    payload = {"raw": scan.raw_for_journal, "device": scan.device}
    if "tried" in outcome.facts:
        payload["tried"] = outcome.facts["tried"]
    if outcome.reasons:
        payload["reasons"] = ",".join(reason.code for reason in outcome.reasons)
    work.uow.journal.append(
        JournalLine(
            kind="scan",
            at=work.at,
            bench=work.bench.name,
            code=outcome.code,
            tone=outcome.tone.value,
            intent=outcome.intent,
            operator=work.bench.operator or (work.person.code if work.person else ""),
            order=outcome.order or "",
            parcel=outcome.parcel,
            scan_id=scan.scan_id,
            payload=payload,
        )
    )


def _answer(work: Work, intent: intents.Intent, decoded: Decoded) -> Outcome:
    """Answer under the locks and questions that stand, else do the verb."""
    if isinstance(intent, intents.GiveCommand) and intent.command.verb is Verb.CONFIRM:
        return acknowledge(work)
    if work.bench.lock is not None:
        return Outcome(Tone.ATTENTION, Code.NOT_COUNTED, facts={"lock": work.bench.lock}, order=work.bench.order)
    if isinstance(intent, intents.ShowBadge):
        pending = work.bench.pending
        if pending is not None and pending.wanted is Wanted.BADGE:
            return badge_for_question(work, pending, intent.operator)
        return log_in(work, intent.operator)
    if work.person is None:
        raise Refused(Reason(Code.LOG_IN_FIRST))
    if isinstance(intent, intents.GiveCommand):
        return _command(work, intent.command)
    _drop_question(work)
    return _verb(work, intent, decoded)


def note(place: BenchAt, scan: ScanToHandle, outcome: Outcome) -> Handled:
    """Write down an answer that changes nothing: a second read of the same code."""
    with place.units_of_work() as uow:
        work = begin(place, uow, scan.at, scan.scan_id)
        return _keep(work, replace(outcome, order=work.bench.order), scan)


def drop_question(place: BenchAt, at: datetime) -> BenchView:
    """Take the open question away without an answer."""
    with place.units_of_work() as uow:
        work = begin(place, uow, at, "")
        work.bench.pending = None
        uow.flush()
        view = view_of(work)
        uow.commit()
        return view


def acknowledge(work: Work) -> Outcome:
    """Take the STOP away that a person has seen, or say the word to ship. Raises Refused when neither waits."""
    if work.bench.lock is None:
        return _ship_on_a_word(work)
    facts = {"lock": work.bench.lock}
    work.bench.lock = None
    return Outcome(Tone.OK, Code.ACKNOWLEDGED, facts=facts, order=work.bench.order)


def _ship_on_a_word(work: Work) -> Outcome:
    """Ship the open order where that waits for a confirmation. Raises Refused when there is nothing to confirm."""
    order = work.open_order() if work.bench.order and work.person else None
    if work.settings.auto_ship or order is None or order.phase is not Phase.PACKED or what_blocks(order, Phase.SHIPPED):
        raise Refused(Reason(Code.NOTHING_TO_CONFIRM))
    work.need(Right.PACK)
    return ship_order(work, order, None, {})


def _drop_question(work: Work) -> None:
    """Another scan than the one asked for answers no: the question goes, the scan is taken as it is."""
    pending = work.bench.pending
    if pending is not None and pending.wanted is not Wanted.UIN:
        work.bench.pending = None


def _verb(work: Work, intent: intents.Intent, decoded: Decoded) -> Outcome:
    match intent:
        case intents.OpenOrder(number):
            return _open(work, number)
        case intents.UseTray(tray, parked):
            return use_tray(work, tray, parked)
        case intents.GiveUin(_, known):
            return give_uin(work, decoded, known)
        case intents.VerifyUnit(_, known):
            return verify_unit(work, decoded, known)
        case intents.BindTracking(text, misread, known):
            return bind_tracking(work, text, known, misread=misread)
        case intents.PutInCage(text, known) | intents.TakeOutOfCage(text, known):
            do = manifests.put_in_cage if isinstance(intent, intents.PutInCage) else manifests.take_out_of_cage
            return do(work, text, known)
        case intents.Meaningless(code):
            raise Refused(Reason(code, {"got": decoded.text if not decoded.secret else ""}))
        case intents.ShowBadge() | intents.GiveCommand():
            raise AssertionError(intent)  # answered before
        case _:
            assert_never(intent)


def _open(work: Work, number: str) -> Outcome:
    if work.bench.manifest is not None:
        work.bench.manifest = None  # the manifest stays open; its parcels wait in the cage
    return open_order(work, number)


def _command(work: Work, command: Command) -> Outcome:
    """Ask what must be asked before a command, then do it."""
    question = question_before(work, command)
    if question is not None:
        return question
    if command.verb not in {Verb.CANCEL_VIEW, Verb.UNDO, Verb.WEIGH}:  # these answer the question themselves
        work.bench.pending = None
    return do_command(work, command)


def do_command(work: Work, command: Command) -> Outcome:
    """Do a command whose questions are answered. Raises Refused."""
    return _DO[command.verb](work, command.argument)


_DO: Mapping[Verb, Callable[[Work, str], Outcome]] = {
    Verb.CONFIRM: lambda work, _: acknowledge(work),
    Verb.UNDO: lambda work, _: undo_last(work),
    Verb.SHORT: lambda work, _: short_order(work),
    Verb.SPLIT: lambda work, _: split_order(work, work.open_order().number),
    Verb.NEW_PARCEL: lambda work, _: new_parcel(work),
    Verb.WEIGH: lambda work, grams: weigh(work, int(grams) if grams else None),
    Verb.REPRINT: lambda work, why: reprint_label(work, work.open_order(), why),
    Verb.VOID: lambda work, _: void_labels(work, work.open_order(), "bench"),
    Verb.CANCEL_VIEW: lambda work, _: cancel_view(work),
    Verb.LOG_OFF: lambda work, _: log_off(work),
    Verb.MANIFEST: manifests.open_manifest,
    Verb.OUT_OF_CAGE: lambda work, _: manifests.ask_what_to_take_out(work),
    Verb.CLOSE_MANIFEST: lambda work, _: manifests.close_manifest(work),
}


def answer_pin(place: BenchAt, scan: ScanToHandle, pin: str) -> Handled:
    """Take a PIN typed on the touch pad, and do what waited for it. A wrong one is counted and asked again."""
    try:
        with place.units_of_work() as uow:
            work = begin(place, uow, scan.at, scan.scan_id)
            outcome = replace(_with_pin(work, pin, place.pins), intent="pin")
            return _keep(work, outcome, scan)
    except Refused as refused:
        return refuse(place, scan, "pin", refused)


def _with_pin(work: Work, pin: str, pins: PinCheck) -> Outcome:
    pending = work.bench.pending
    if pending is None or pending.wanted is not Wanted.PIN:
        raise Refused(Reason(Code.NOTHING_TO_CONFIRM))
    person = work.uow.operators.get(pending.facts["by"])
    wrong = check_pin(person, pin, pins, work.at)
    if wrong is None:
        work.bench.pending = None
        command = Command(pending.code, Verb(pending.verb), pending.facts.get("argument", ""))
        return do_command(replace(work, person=person), command)
    tone = tone_of(wrong.code)
    if tone is Tone.STOP:
        work.bench.lock, work.bench.pending = wrong.code, None
    return Outcome(tone, wrong.code, reasons=(wrong,), facts=wrong.facts, order=work.bench.order)
